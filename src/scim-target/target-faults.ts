import type { TargetQuirks } from "./quirks.js";

/**
 * What some vendors' SCIM servers make of two things that Okta sends, by name. Okta says `groups: []` whenever it updates or links a
 * user; a catalog app sends a group's name, without a path, whenever it sends its members. A server that takes the first at its
 * word removes the user from every group; one that takes any replacement for one of the members (langwatch/langwatch 7131)
 * empties the group.
 */
export const TARGET_FAULTS = {
  "target-clears-groups": { emptyGroups: "taken-literally" },
  "target-refuses-groups": { emptyGroups: "refused" },
  "target-clears-renamed": { rename: "empties-members" },
  "target-refuses-rename": { rename: "refused" },
} as const satisfies Record<string, TargetQuirks>;

/** All of the quirks that these names ask for, undefined when that is none; other names are passed over. */
export function quirksNamed(names: readonly string[]): TargetQuirks | undefined {
  const table: Readonly<Record<string, TargetQuirks>> = TARGET_FAULTS;
  const chosen = names.filter((name) => Object.hasOwn(table, name)).map((name) => table[name]);
  return chosen.length === 0 ? undefined : (Object.assign({}, ...chosen) as TargetQuirks);
}
