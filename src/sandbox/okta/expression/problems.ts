import { count } from "../../../base/text.js";
import type { LanguageFunction } from "./values/call.js";

/** What is wrong with a reference to an attribute that nobody's profile has. */
export function unknownAttribute(of: string, name: string): string {
  return `there is no attribute ${of}.${name}`;
}

/** What is wrong with a word that stands alone. */
export function unknownWord(name: string): string {
  return name === "user" || name === "source" || name === "appuser"
    ? unknownAttribute(name, "")
    : `"${name}" is not valid in an expression`;
}

/**
 * What is wrong with the number of a call's arguments; undefined when nothing is.
 *
 * @param given - how many there are, a method's own text among them
 */
export function arityProblem(name: string, { takes }: LanguageFunction, given: number): string | undefined {
  const [least, most] = takes;
  if (given >= least && given <= most) return undefined;
  const ofMethod = name.startsWith("the method ") ? 1 : 0;
  const fewest = count(least - ofMethod, "argument");
  const wanted = least === most ? fewest : `${fewest} or more`;
  return `${name} takes ${wanted}, not ${String(given - ofMethod)}`;
}
