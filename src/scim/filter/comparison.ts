import type { JsonValue } from "../../base/json.js";
import type { Attribute } from "../schema/attribute.js";
import { invalidFilter } from "../message/errors.js";
import type { Comparison, FilterValue } from "./filter.js";

/** Says whether one value of an attribute fits. */
type ValueTest = (actual: JsonValue | undefined) => boolean;

/**
 * The test for one comparison with a literal. Values of another type than the literal never fit.
 *
 * @param definition - the attribute's; undefined for one nobody knows, which is then compared without case
 * @throws ScimError 400 `invalidFilter` where RFC 7644 3.4.2.2 does not allow the comparison
 */
export function compareWith(
  op: Exclude<Comparison, "ne">,
  wanted: FilterValue,
  definition: Attribute | undefined,
): ValueTest {
  if (op === "eq") return equality(wanted, definition);
  const name = definition?.name ?? "the attribute";
  if (op === "co" || op === "sw" || op === "ew") {
    if (typeof wanted !== "string") throw invalidFilter(`"${op}" compares text, and ${String(wanted)} is none.`);
    return containment(op, wanted, definition?.caseExact ?? false);
  }
  const unordered = definition?.type === "boolean" || definition?.type === "binary";
  if (unordered || typeof wanted === "boolean" || wanted === null) {
    throw invalidFilter(`"${op}" needs an order, and ${unordered ? name : String(wanted)} has none.`);
  }
  return ordering(op, wanted, definition);
}

function equality(wanted: FilterValue, definition: Attribute | undefined): ValueTest {
  if (typeof wanted !== "string") return (actual) => actual === wanted;
  // Microsoft Entra writes booleans as strings: `roles[primary eq "True"].value`.
  if (definition?.type === "boolean") {
    const folded = fold(wanted);
    return (actual) => typeof actual === "boolean" && String(actual) === folded;
  }
  const time = timeOf(wanted, definition);
  if (time !== undefined) return (actual) => typeof actual === "string" && Date.parse(actual) === time;
  if (definition?.caseExact === true) return (actual) => actual === wanted;
  const folded = fold(wanted);
  return (actual) => typeof actual === "string" && fold(actual) === folded;
}

function containment(op: "co" | "sw" | "ew", wanted: string, caseExact: boolean): ValueTest {
  const as = caseExact ? (text: string): string => text : fold;
  const part = as(wanted);
  const fits = {
    co: (text: string) => text.includes(part),
    sw: (text: string) => text.startsWith(part),
    ew: (text: string) => text.endsWith(part),
  }[op];
  return (actual) => typeof actual === "string" && fits(as(actual));
}

function ordering(
  op: "gt" | "ge" | "lt" | "le",
  wanted: string | number,
  definition: Attribute | undefined,
): ValueTest {
  const fits = {
    gt: (order: number) => order > 0,
    ge: (order: number) => order >= 0,
    lt: (order: number) => order < 0,
    le: (order: number) => order <= 0,
  }[op];
  if (typeof wanted === "number") return (actual) => typeof actual === "number" && fits(actual - wanted);
  const time = timeOf(wanted, definition);
  if (time !== undefined) return (actual) => typeof actual === "string" && fits(Date.parse(actual) - time);
  const as = definition?.caseExact === true ? (text: string): string => text : fold;
  const limit = as(wanted);
  return (actual) => typeof actual === "string" && fits(orderOf(as(actual), limit));
}

function orderOf(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** A dateTime is compared as the moment it means, however it is written. */
function timeOf(wanted: string, definition: Attribute | undefined): number | undefined {
  if (definition?.type !== "dateTime") return undefined;
  const time = Date.parse(wanted);
  if (Number.isNaN(time)) throw invalidFilter(`"${wanted}" is no time such as 2026-03-01T12:00:00Z.`);
  return time;
}

/** What two strings have in common that are equal without regard to case. */
export function fold(text: string): string {
  return text.toLowerCase();
}
