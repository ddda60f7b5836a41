import { inThousands } from "./numbers.js";

/** How many names stand for all of a longer list. */
export const MOST_NAMES = 5;

/** Says where the rest of a shortened list is. */
export const LISTS_ALL = "(--details lists all)";

/** As `ada, bob, cy, dan, eve and 15 more (--details lists all)`; all of them with details. */
export function listNames(names: readonly string[], details: boolean): string {
  const shown = details || names.length <= MOST_NAMES + 1 ? names : names.slice(0, MOST_NAMES);
  const more = names.length - shown.length;
  return shown.join(", ") + (more === 0 ? "" : ` and ${inThousands(more)} more ${LISTS_ALL}`);
}

/** Sign-in names without their domain where all users have the same one: what a sentence calls each. */
export function shortNames(all: readonly string[]): (name: string) => string {
  const domains = new Set(all.map((name) => domainOf(name)?.toLowerCase()));
  const [only] = domains;
  if (domains.size !== 1 || only === undefined) return (name) => name;
  return (name) => (domainOf(name)?.toLowerCase() === only ? name.slice(0, name.lastIndexOf("@")) : name);
}

function domainOf(name: string): string | undefined {
  const at = name.lastIndexOf("@");
  return at < 1 ? undefined : name.slice(at + 1);
}
