import { EXIT, SetupError } from "../../base/errors.js";
import { nearNames } from "../../base/text.js";

const MOST_SUGGESTED = 5;
/** The first letters find similar names for a misspelled one. */
const FIRST_LETTERS = 3;

/** How an IdP searches for missing groups, and what to do about them. */
export interface GroupSearch {
  /** The IdP's name, for example `Okta`. */
  readonly idp: string;
  /** The names of the groups that start with this text. */
  namesStartingWith(start: string): Promise<readonly string[]>;
  readonly fix: readonly string[];
}

/** The error for groups that the tenant does not have: `group-not-found` (exit 1), with similar names. */
export async function groupsNotFound(missing: readonly string[], search: GroupSearch): Promise<SetupError> {
  const near = new Set<string>();
  for (const name of missing) {
    const names = await search.namesStartingWith(name.slice(0, FIRST_LETTERS));
    for (const one of nearNames(name, names)) near.add(one);
  }
  const suggestion = [...near].slice(0, MOST_SUGGESTED).map(quoted).join(" or ");
  return new SetupError({
    code: "group-not-found",
    exitCode: EXIT.failed,
    what: `${missing.length === 1 ? "There is no group" : "There are no groups"} ${missing.map(quoted).join(", ")} in ${search.idp}`,
    ...(suggestion === "" ? {} : { why: `did you mean ${suggestion}?` }),
    fix: search.fix,
  });
}

function quoted(name: string): string {
  return `"${name}"`;
}
