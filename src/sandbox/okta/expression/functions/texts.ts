import { invalid, notSimulated } from "../../../expression/evaluation.js";
import type { Call, LanguageFunction } from "../values/call.js";
import { toInteger } from "./conversions.js";

const MANY = Number.POSITIVE_INFINITY;
/** Signs of a pattern: whether `match` and `replacement` are patterns is not documented. */
const PATTERN = /[\\^$.|?*+()[\]{}]/;

/** `String.…` Source: Okta developer docs, Okta Expression Language, string functions. */
export const TEXTS: Readonly<Record<string, LanguageFunction>> = {
  "String.append": { takes: [2, 2], gives: "text", apply: ({ text }) => text(0) + text(1) },
  "String.join": { takes: [2, MANY], gives: "text", apply: join },
  // The reference's own sample asks String.len(x) == 0 for "x is empty", also for a user without x.
  "String.len": {
    takes: [1, 1],
    gives: "number",
    apply: ({ value, text }) => (value(0) === null ? 0 : text(0).length),
  },
  "String.removeSpaces": { takes: [1, 1], gives: "text", apply: ({ text }) => text(0).replaceAll(" ", "") },
  "String.replace": {
    takes: [3, 3],
    gives: "text",
    apply: (call) => {
      const [match, replacement] = plain(call, "String.replace");
      return call.text(0).split(match).join(replacement);
    },
  },
  "String.replaceFirst": { takes: [3, 3], gives: "text", apply: replaceFirst },
  "String.stringContains": { takes: [2, 2], gives: "boolean", apply: ({ text }) => text(0).includes(text(1)) },
  "String.startsWith": { takes: [2, 2], gives: "boolean", apply: ({ text }) => text(0).startsWith(text(1)) },
  "String.stringSwitch": { takes: [2, MANY], gives: "text", apply: stringSwitch },
  "String.substring": { takes: [3, 3], gives: "text", apply: substring },
  "String.substringAfter": {
    takes: [2, 2],
    gives: "text",
    apply: (call) => call.text(0).slice(placeOf(call, "String.substringAfter") + call.text(1).length),
  },
  "String.substringBefore": {
    takes: [2, 2],
    gives: "text",
    apply: (call) => call.text(0).slice(0, placeOf(call, "String.substringBefore")),
  },
  "String.toInteger": { takes: [1, 1], gives: "number", apply: ({ text }) => toInteger(text(0), "String.toInteger") },
  "String.toLowerCase": { takes: [1, 1], gives: "text", apply: ({ text }) => text(0).toLowerCase() },
  "String.toUpperCase": { takes: [1, 1], gives: "text", apply: ({ text }) => text(0).toUpperCase() },
};

function join({ values, text }: Call): string {
  const separator = text(0);
  return values
    .slice(1)
    .map((_value, index) => text(index + 1))
    .join(separator);
}

function replaceFirst(call: Call): string {
  const [match, replacement] = plain(call, "String.replaceFirst");
  const input = call.text(0);
  const at = input.indexOf(match);
  return at === -1 ? input : input.slice(0, at) + replacement + input.slice(at + match.length);
}

function plain({ text }: Call, name: string): readonly [match: string, replacement: string] {
  const [match, replacement] = [text(1), text(2)];
  if (match === "") return notSimulated(`${name} of an empty text`);
  if (PATTERN.test(match) || /[\\$]/.test(replacement)) return notSimulated(`${name} with pattern characters`);
  return [match, replacement];
}

/** The first key that is part of the input decides. */
function stringSwitch({ values, text }: Call): string {
  if (values.length % 2 === 1) return invalid("String.stringSwitch takes pairs of a key and a value");
  const input = text(0);
  for (let index = 2; index < values.length; index += 2) if (input.includes(text(index))) return text(index + 1);
  return text(1);
}

function substring({ text, integer }: Call): string {
  const [input, start, end] = [text(0), integer(1), integer(2)];
  if (start < 0 || end < start || end > input.length)
    return notSimulated("String.substring beyond the text's beginning or end");
  return input.slice(start, end);
}

/** What comes out where the searched text is not there is not documented. */
function placeOf({ text }: Call, name: string): number {
  const at = text(0).indexOf(text(1));
  return at === -1 ? notSimulated(`${name} where "${text(1)}" is not there`) : at;
}
