import { looksAlike, oddCharacters } from "../../base/look-alike.js";
import type { Warning } from "../model/plan.js";

/** A resource of a tenant with its name. */
export interface Named {
  readonly id: string;
  readonly name: string;
}

/** The resources whose name is easily confused with a wanted one, without those that have exactly that name. */
export function lookAlikesOf(wanted: readonly string[], all: readonly Named[]): Named[] {
  return all.filter(({ name }) => !wanted.includes(name) && wanted.some((one) => looksAlike(name, one)));
}

/**
 * Warnings about look-alikes, for the plan: the user may have meant one and named the other.
 *
 * @param noun - the kind of resource, for example `app`
 */
export function lookAlikeWarnings(noun: string, wanted: readonly string[], alike: readonly Named[]): Warning[] {
  return alike.map(({ id, name }) => {
    const meant = wanted.find((one) => looksAlike(name, one)) ?? "";
    const odd = oddCharacters(name, meant);
    const how = odd.length === 0 ? "" : ` It contains ${odd.join(", ")}.`;
    return {
      code: "app-look-alike",
      message: `Another ${noun}, "${name}" (${id}), has a name that looks like "${meant}" but is different.${how}`,
      fix: `If you mean that ${noun}, choose it with --app-id ${id}. Otherwise rename it to avoid confusion.`,
    };
  });
}
