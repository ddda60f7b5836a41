import type { Warning } from "../model/plan.js";

/** A name without the blanks and line breaks that no list shows: those at its ends, and all but one of several in a row. */
export function visibleName(name: string): string {
  return name.replace(/\s+/g, " ").trim();
}

/** The first word of a name, by which groups of nearly the same name are looked for. */
export function firstWord(name: string): string {
  return visibleName(name).split(" ", 1)[0] ?? "";
}

/** Says that a group was taken whose name differs from the given one by blanks or line breaks only. */
export function blanksWarning(given: string, actual: string): Warning {
  return {
    code: "group-name-blanks",
    message: `There is no group named exactly ${JSON.stringify(given)}: the group ${JSON.stringify(actual)} is taken, whose name has other blanks or line breaks.`,
    fix: "If that is the one, rename it in the IdP: vendors may store such a name otherwise. If not, give another name.",
  };
}

/** The warnings for all names whose group is written otherwise. */
export function blanksWarnings(names: readonly string[], actualName: (given: string) => string | undefined): Warning[] {
  return names.flatMap((given) => {
    const actual = actualName(given);
    return actual === undefined || actual === given ? [] : [blanksWarning(given, actual)];
  });
}
