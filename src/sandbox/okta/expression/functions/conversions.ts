import { notSimulated } from "../../../expression/evaluation.js";
import type { Call, LanguageFunction } from "../values/call.js";

/** `Convert.…` Source: Okta developer docs, Okta Expression Language, data conversion functions. */
export const CONVERSIONS: Readonly<Record<string, LanguageFunction>> = {
  "Convert.toInt": { takes: [1, 1], gives: "number", apply: toInt },
  "Convert.toNum": { takes: [1, 1], gives: "number", apply: toNum },
};

/** The whole number that a text writes. */
export function toInteger(text: string, name: string): number {
  return /^-?\d{1,10}$/.test(text) ? Number(text) : notSimulated(`${name} on a text that is not a whole number`);
}

/** A number is rounded to the nearest whole one. */
function toInt({ value, text }: Call): number {
  const given = value(0);
  return typeof given === "number" ? Math.round(given) : toInteger(text(0), "Convert.toInt");
}

function toNum({ text }: Call): number {
  const given = text(0);
  return /^-?\d+(\.\d+)?$/.test(given) ? Number(given) : notSimulated("Convert.toNum on a text that is not a number");
}
