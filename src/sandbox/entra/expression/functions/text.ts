import { notSimulated } from "../../../expression/evaluation.js";
import type { Call, MappingFunction } from "../values/call.js";
import type { SourceValue } from "../values/value.js";

/**
 * Functions that make one text from another. Without a source they give no value, save where the reference says otherwise.
 * Sources: Microsoft Learn, functions-for-customizing-application-data; for Len, PadLeft, PadRight, Right and Trim, which that
 * page leaves out, reference-connect-sync-functions-reference.
 */
export const TEXT: Readonly<Record<string, MappingFunction>> = {
  Append: { takes: [2, 2], apply: (call) => both(call, 0) + both(call, 1) },
  ConvertToBase64: mapped((text) => Buffer.from(text, "utf16le").toString("base64")),
  ConvertToUTF8Hex: mapped((text) => Buffer.from(text, "utf8").toString("hex").toUpperCase()),
  CStr: mapped((text) => text),
  Left: { takes: [2, 2], apply: left },
  Len: { takes: [1, 1], apply: (call) => call.text(0)?.length },
  Mid: { takes: [3, 3], apply: mid },
  NormalizeDiacritics: mapped(normalizeDiacritics),
  PadLeft: { takes: [3, 3], apply: (call) => pad(call, (text, length, fill) => text.padStart(length, fill)) },
  PadRight: { takes: [3, 3], apply: (call) => pad(call, (text, length, fill) => text.padEnd(length, fill)) },
  PCase: { takes: [1, 2], apply: properCase },
  Prepend: { takes: [2, 2], apply: (call) => both(call, 0) + both(call, 1) },
  // Only what the provisioning log shows is redacted.
  Redact: { takes: [1, 1], apply: (call) => call.value(0) },
  Right: { takes: [2, 2], apply: right },
  StripSpaces: mapped((text) => text.replaceAll(" ", "")),
  ToLower: { takes: [1, 2], apply: (call) => changeCase(call, (character) => character.toLowerCase()) },
  ToUpper: { takes: [1, 2], apply: (call) => changeCase(call, (character) => character.toUpperCase()) },
  Trim: mapped((text) => text.trim()),
};

function mapped(change: (text: string) => string): MappingFunction {
  return {
    takes: [1, 1],
    apply(call) {
      const text = call.text(0);
      return text === undefined ? undefined : change(text);
    },
  };
}

/** What becomes of a prefix or suffix of nothing is nowhere said. */
function both(call: Call, index: number): string {
  return call.text(index) ?? notSimulated(`the function ${call.name} on an attribute without a value`);
}

function left(call: Call): string {
  const text = call.text(0) ?? "";
  const length = call.integer(1);
  return length < 0 ? text : text.slice(0, length);
}

function right(call: Call): string {
  const text = call.text(0) ?? "";
  const length = call.integer(1);
  return length < 0 ? text : text.slice(Math.max(0, text.length - length));
}

/** The first character has the index 1. */
function mid(call: Call): SourceValue {
  const text = call.text(0);
  const [start, length] = [call.integer(1), call.integer(2)];
  if (text === undefined) return undefined;
  if (start < 1 || length < 0 || start > text.length) return notSimulated("the function Mid outside its source");
  return text.slice(start - 1, start - 1 + length);
}

function pad(call: Call, fill: (text: string, length: number, character: string) => string): SourceValue {
  const text = call.text(0);
  const [length, character] = [call.integer(1), call.setting(2)];
  if (text === undefined) return undefined;
  if (character.length !== 1 || length > 10_000) return notSimulated(`the function ${call.name} with this padding`);
  return fill(text, length, character);
}

/**
 * The invariant culture changes each character by itself into one other, where a whole text in JavaScript may grow (`ß`) or
 * depend on its neighbours (`Σ`).
 */
function changeCase(call: Call, change: (character: string) => string): SourceValue {
  if (/^(tr|az|lt)\b/i.test(call.text(1) ?? "")) return notSimulated(`the function ${call.name} with this culture`);
  const text = call.text(0);
  return text === undefined ? undefined : Array.from(text, (character) => changeOne(character, change)).join("");
}

function changeOne(character: string, change: (character: string) => string): string {
  if (/[\u0130\u0131\u017f]/.test(character)) return character;
  const changed = change(character);
  return Array.from(changed).length === 1 ? changed : character;
}

/** Without separators .NET's own notion of a word counts, which has rules of its own for apostrophes and digits. */
function properCase(call: Call): SourceValue {
  const text = call.text(0);
  const separators = call.text(1);
  if (text === undefined) return undefined;
  if (separators === undefined && /['\u2019\p{N}]/u.test(text)) {
    return notSimulated("the function PCase on apostrophes or digits");
  }
  let first = true;
  return Array.from(text.toLowerCase(), (character) => {
    const result = first ? character.toUpperCase() : character;
    first = separators === undefined ? !/[\p{L}\p{M}]/u.test(character) : separators.includes(character);
    return result;
  }).join("");
}

/** Letters that are not a base letter and a mark. */
const LETTERS: Readonly<Record<string, string>> = {
  æ: "ae",
  Æ: "AE",
  ø: "oe",
  Ø: "OE",
  œ: "oe",
  Œ: "OE",
  ß: "ss",
  ł: "l",
  Ł: "L",
  ı: "i",
};

/**
 * The text with plain Latin letters for those with marks.
 * Source: Microsoft Learn, functions-for-customizing-application-data (NormalizeDiacritics and its table).
 */
export function normalizeDiacritics(text: string): string {
  const bare = text
    .normalize("NFD")
    .replace(/([A-Za-zÆæØøŒœ])\p{Mn}+/gu, "$1")
    .replace(/[æÆøØœŒßłŁı]/g, (letter) => LETTERS[letter] ?? letter);
  // Beyond Latin letters the table is silent: "й" is a letter of its own.
  if (/\p{Mn}|[đĐðÐþÞħĦŧŦẞ]/u.test(bare))
    return notSimulated("the function NormalizeDiacritics on letters outside its table");
  return bare.normalize("NFC");
}
