import type { z } from "zod";
import { didYouMean } from "../../base/text.js";
import type { Path } from "./document.js";
import { nearest, quoted } from "./problems.js";
import { keysAt, valueAt } from "./schema-walk.js";

/** What is wrong with a value, before its place in the file is known. */
export interface Finding {
  readonly path: Path;
  /** Whether to point at the key or at its value. */
  readonly at: "key" | "value";
  readonly what: string;
}

type Issue = z.core.$ZodIssue;

/**
 * The problems that a schema found, in plain words with the nearest valid key or value. Values are quoted only where
 * a fixed word was expected, so that no value of the administrator is shown by accident.
 *
 * @param schema - the schema that does not match, for the keys that it accepts
 * @param value - the value that does not match
 */
export function findingsOf(issues: readonly Issue[], schema: z.core.$ZodType, value: unknown): readonly Finding[] {
  return issues.flatMap((issue) => findings(issue, schema, value));
}

/** The same for the `with` of a step: a problem of the whole `with` does not say "the file". */
export function withFindings(issues: readonly Issue[], schema: z.core.$ZodType, value: unknown): readonly Finding[] {
  return findingsOf(issues, schema, value).map((one) => ({ ...one, what: one.what.replace(/^the file\b/, '"with"') }));
}

function findings(issue: Issue, schema: z.core.$ZodType, root: unknown): readonly Finding[] {
  const { path } = issue;
  const at = "value";
  switch (issue.code) {
    case "unrecognized_keys": {
      const known = keysAt(schema, root, path);
      return issue.keys.map((key) => ({
        path: [...path, key],
        at: "key",
        what: `unknown key ${quoted(key)}${within(path)}. ${nearest(key, known, "The keys are")}`,
      }));
    }
    case "invalid_key":
      return [
        { path, at: "key", what: `the name ${nameOf(path)} ${issue.issues[0]?.message ?? "is not allowed here"}` },
      ];
    case "invalid_type":
      return [{ path, at, what: wrongType(issue.expected, path, valueAt(root, path)) }];
    case "invalid_value":
      return [{ path, at, what: wrongWord(issue.values.map(String), path, valueAt(root, path)) }];
    case "invalid_union": {
      if (issue.discriminator !== undefined && "options" in issue) {
        return [{ path, at, what: wrongWord((issue.options ?? []).map(String), path, valueAt(root, path)) }];
      }
      const nearestOption = deepest(issue.errors);
      if (nearestOption.length === 0)
        return [{ path, at, what: `${nameOf(path)} does not have any of the allowed forms` }];
      return nearestOption.flatMap((inner) => findings({ ...inner, path: [...path, ...inner.path] }, schema, root));
    }
    default:
      return [{ path, at, what: `${nameOf(path)}${/^must\b/.test(issue.message) ? "" : ":"} ${issue.message}` }];
  }
}

function wrongType(expected: string, path: Path, actual: unknown): string {
  const wanted = TYPE_WORDS[expected] ?? expected;
  const name = nameOf(path);
  if (actual === undefined)
    return path.length === 0
      ? "the file is empty"
      : `${name} is missing${within(path.slice(0, -1))}: it must be ${wanted}`;
  if (actual === null) return path.length === 0 ? "the file is empty" : `${name} is empty: it must be ${wanted}`;
  const hint =
    expected === "string" && ["number", "boolean"].includes(typeof actual) ? ". Put it in quotation marks" : "";
  return `${name} must be ${wanted}, not ${kindOf(actual)}${hint}`;
}

function wrongWord(valid: readonly string[], path: Path, actual: unknown): string {
  const list = valid.join(", ");
  if (actual === undefined) return `${nameOf(path)} is missing${within(path.slice(0, -1))}: it must be one of ${list}`;
  if (typeof actual !== "string") return `${nameOf(path)} must be one of ${list}, not ${kindOf(actual)}`;
  const near = didYouMean(actual, valid);
  return `${nameOf(path)} must be one of ${list}, not ${quoted(actual)}${near === undefined ? "" : `. ${near}`}`;
}

/** The issues of the option of a union that matched the furthest. */
function deepest(options: readonly (readonly Issue[])[]): readonly Issue[] {
  const depth = (issues: readonly Issue[]): number => Math.max(0, ...issues.map((issue) => issue.path.length));
  return [...options].sort((a, b) => depth(b) - depth(a))[0] ?? [];
}

const TYPE_WORDS: Readonly<Record<string, string>> = {
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "a map of keys and values",
  record: "a map of keys and values",
  Secret: 'an input of type secret, for example "${scimToken}"',
};

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  if (value === null) return "empty";
  if (typeof value === "boolean") return String(value);
  if (typeof value === "string") return "text";
  return typeof value === "number" ? "a number" : "a map";
}

function nameOf(path: Path): string {
  const last = path.at(-1);
  if (last === undefined) return "the file";
  return typeof last === "number" ? `entry ${String(last + 1)}${within(path.slice(0, -1))}` : quoted(String(last));
}

/** ` in steps[2].with`, or nothing at the top. */
function within(path: Path): string {
  if (path.length === 0) return "";
  const steps = path.map((key) => (typeof key === "number" ? `[${String(key)}]` : `.${String(key)}`)).join("");
  return ` in ${quoted(steps.replace(/^\./, "")).slice(1, -1)}`;
}
