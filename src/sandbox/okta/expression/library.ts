import { nearNames } from "../../../base/text.js";
import type { LanguageFunction } from "./values/call.js";
import { CONVERSIONS } from "./functions/conversions.js";
import { LISTS } from "./functions/lists.js";
import { TEXTS } from "./functions/texts.js";

const FUNCTIONS: ReadonlyMap<string, LanguageFunction> = new Map(
  [TEXTS, LISTS, CONVERSIONS].flatMap((group) => Object.entries(group)),
);

/** Older names that the reference still knows. */
const DEPRECATED = ["toUpperCase", "toLowerCase", "substringBefore", "substringAfter", "substring"];

/** Methods of a text and the function that does the same, the text being its first argument. */
const METHODS: Readonly<Record<string, string>> = {
  contains: "String.stringContains",
  len: "String.len",
  length: "String.len",
  removeSpaces: "String.removeSpaces",
  replace: "String.replace",
  replaceFirst: "String.replaceFirst",
  startsWith: "String.startsWith",
  substring: "String.substring",
  substringAfter: "String.substringAfter",
  substringBefore: "String.substringBefore",
  toInteger: "String.toInteger",
  toLowerCase: "String.toLowerCase",
  toUpperCase: "String.toUpperCase",
};

/** The names of the functions that are simulated. */
export const functionNames: readonly string[] = [...FUNCTIONS.keys()];

/** A function as it is called, as `String.len`; undefined for one that is not simulated. */
export function functionNamed(name: string): LanguageFunction | undefined {
  return FUNCTIONS.get(DEPRECATED.includes(name) ? `String.${name}` : name);
}

/** A method of a text; undefined for one that is not simulated. */
export function methodNamed(name: string): LanguageFunction | undefined {
  const same = Object.hasOwn(METHODS, name) ? METHODS[name] : undefined;
  return same === undefined ? undefined : FUNCTIONS.get(same);
}

/**
 * The function that an unknown name was probably meant to be: `String.toUpperCase` for `String.toUppercase`. Any other unknown
 * name may be a function that this library lacks.
 */
export function meantBy(name: string): string | undefined {
  if (!/^(String|Arrays|Convert)\./.test(name)) return undefined;
  const [member = ""] = name.split(".").slice(1);
  const all = functionNames.filter((known) => known.split(".")[0] === name.split(".")[0]);
  const [near] = nearNames(
    member,
    all.map((known) => known.split(".")[1] ?? ""),
  );
  return near === undefined ? undefined : `${name.split(".")[0] ?? ""}.${near}`;
}
