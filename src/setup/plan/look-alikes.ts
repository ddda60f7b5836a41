import { looksAlike, oddCharacters } from "../../base/look-alike.js";
import type { Warning } from "../model/plan.js";

/** Something of a tenant by its name. */
export interface Named {
  readonly id: string;
  readonly name: string;
}

/** Those whose name a person may take for one of the wanted; what has exactly a wanted name is none. */
export function lookAlikesOf(wanted: readonly string[], all: readonly Named[]): Named[] {
  return all.filter(({ name }) => !wanted.includes(name) && wanted.some((one) => looksAlike(name, one)));
}

/**
 * Names what looks like the wanted, for the plan: somebody may have meant the one and got the other.
 *
 * @param noun - as `app`; with a vowel at its beginning
 */
export function lookAlikeWarnings(noun: string, wanted: readonly string[], alike: readonly Named[]): Warning[] {
  return alike.map(({ id, name }) => {
    const meant = wanted.find((one) => looksAlike(name, one)) ?? "";
    const odd = oddCharacters(name, meant);
    const how = odd.length === 0 ? "" : ` It is written with ${odd.join(", ")}.`;
    return {
      code: "app-look-alike",
      message: `There is also an ${noun} "${name}" (${id}), whose name looks like "${meant}" and is another one.${how}`,
      fix: `If that is the one you mean, choose it with --app-id ${id}. Otherwise rename it, so that nobody takes one for the other.`,
    };
  });
}
