import type { Warning } from "../model/plan.js";

/** A name without the whitespace that no list shows: at its ends, and all but one of several in a row. */
export function visibleName(name: string): string {
  return name.replace(/\s+/g, " ").trim();
}

/** The first word of a name, used to find groups with nearly the same name. */
export function firstWord(name: string): string {
  return visibleName(name).split(" ", 1)[0] ?? "";
}

/** The warning for a group whose name differs from the given one only in spaces or line breaks. */
export function blanksWarning(given: string, actual: string): Warning {
  return {
    code: "group-name-blanks",
    message: `No group is named exactly ${JSON.stringify(given)}. This run uses the group ${JSON.stringify(actual)}, whose name has different spaces or line breaks.`,
    fix: "If it is the right group, rename it in the IdP, because vendors may store such a name differently. If not, correct the name.",
  };
}

/** The warnings for all names whose group has different spaces or line breaks. */
export function blanksWarnings(names: readonly string[], actualName: (given: string) => string | undefined): Warning[] {
  return names.flatMap((given) => {
    const actual = actualName(given);
    return actual === undefined || actual === given ? [] : [blanksWarning(given, actual)];
  });
}
