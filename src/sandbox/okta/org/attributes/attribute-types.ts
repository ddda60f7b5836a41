import type { JsonObject, JsonValue } from "../../../../base/json.js";
import type { StaticType } from "../../expression/values/call.js";

/** A value as an attribute takes it, or why it does not. */
export type Fitted = { readonly ok: true; readonly value: JsonValue } | { readonly ok: false; readonly reason: string };

/** A custom attribute as its schema defines it; undefined for a base attribute, which is a text. */
type Definition = JsonObject | undefined;

/**
 * Why an expression cannot be mapped to an attribute, as far as that is certain for all users; undefined when nothing speaks
 * against it. A text is taken for anything but an array: it may hold a number, or `"1"` for a boolean as a vendor's guide wants.
 * What Okta's API refuses here is not recorded.
 */
export function mismatchOf(type: StaticType, definition: Definition): string | undefined {
  const wanted = typeIn(definition);
  const isWrong =
    (wanted === "array" && type !== "list" && type !== "unknown") ||
    (wanted !== "array" && type === "list") ||
    (wanted === "boolean" && type === "number") ||
    ((wanted === "number" || wanted === "integer") && type === "boolean");
  return isWrong ? `the expression gives a ${type}, and the attribute is of the type ${wanted}` : undefined;
}

/**
 * The value as the attribute takes it. Whether Okta accepts the text `"1"` for a boolean is not documented; here `"1"` and
 * `"true"` are true, `"0"` and `"false"` false.
 */
export function fitted(value: JsonValue, definition: Definition): Fitted {
  const wanted = typeIn(definition);
  if (wanted === "array") return fittedArray(value, definition);
  const fit = wanted === "boolean" ? toBoolean(value) : wanted === "string" ? toText(value) : toNumber(value, wanted);
  return fit === undefined ? unfit(value, wanted) : { ok: true, value: fit };
}

function fittedArray(value: JsonValue, definition: Definition): Fitted {
  if (!Array.isArray(value)) return unfit(value, "array");
  const items = definition?.["items"] as Definition;
  const fit: JsonValue[] = [];
  for (const item of value as readonly JsonValue[]) {
    const one = fitted(item, items);
    if (!one.ok) return one;
    fit.push(one.value);
  }
  return { ok: true, value: fit };
}

function toBoolean(value: JsonValue): boolean | undefined {
  if (value === true || value === "true" || value === "1") return true;
  return value === false || value === "false" || value === "0" ? false : undefined;
}

function toText(value: JsonValue): string | undefined {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean"
    ? String(value)
    : undefined;
}

function toNumber(value: JsonValue, wanted: string): number | undefined {
  const number = typeof value === "string" && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : value;
  if (typeof number !== "number") return undefined;
  return wanted === "integer" && !Number.isInteger(number) ? undefined : number;
}

function unfit(value: JsonValue, wanted: string): Fitted {
  return { ok: false, reason: `the value ${JSON.stringify(value)} is not of the type ${wanted}` };
}

function typeIn(definition: Definition): string {
  const type = definition?.["type"];
  return typeof type === "string" ? type : "string";
}
