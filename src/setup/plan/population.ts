import type { Expectation, Person, PersonRequirement } from "../model/expectation.js";
import type { NotExpected } from "../model/plan.js";
import type { Directory } from "../model/ports.js";

/** The users and groups that the target must have in the end, as the tenant's own API says at this moment. */
export interface Population {
  readonly expected: readonly Person[];
  readonly notExpected: readonly NotExpected[];
  /** The assigned groups with the number of their users; undefined for a group that does not exist yet. */
  readonly assigned: readonly { readonly name: string; readonly members: number | undefined }[];
  /** The pushed groups, each with its name on the target and those of its members that are expected as users. */
  readonly groups: readonly {
    readonly name: string;
    readonly targetName: string;
    readonly members: readonly Person[];
  }[];
}

/**
 * Reads the members of the assigned and the pushed groups, and separates the users who will not be provisioned, with the reason.
 * A group that does not exist yet has no members.
 */
export async function readPopulation(
  directory: Directory,
  expectation: Omit<Required<Expectation>, "sends">,
): Promise<Population> {
  const names = new Set([...expectation.assignedGroups, ...expectation.pushedGroups]);
  const membersOf = new Map<string, readonly Person[] | undefined>();
  for (const name of names) membersOf.set(name, await directory.members(name));

  const expected = new Map<string, Person>();
  const notExpected = new Map<string, NotExpected>();
  for (const person of expectation.assignedGroups.flatMap((name) => membersOf.get(name) ?? [])) {
    const reason = person.inactive ?? lacking(person, expectation.requires);
    if (reason === undefined) expected.set(person.id, person);
    else notExpected.set(person.id, { name: person.name, reason });
  }
  for (const group of expectation.pushedGroups) {
    for (const person of membersOf.get(group) ?? []) {
      if (expected.has(person.id) || notExpected.has(person.id)) continue;
      notExpected.set(person.id, {
        name: person.name,
        reason: `in the pushed group "${group}", but not in an assigned group`,
      });
    }
  }
  return {
    expected: [...expected.values()],
    notExpected: [...notExpected.values()],
    assigned: expectation.assignedGroups.map((name) => ({ name, members: membersOf.get(name)?.length })),
    groups: expectation.pushedGroups.map((name) => ({
      name,
      targetName: expectation.targetNames.get(name) ?? name,
      members: (membersOf.get(name) ?? []).filter((person) => expected.has(person.id)),
    })),
  };
}

function lacking(person: Person, requirements: readonly PersonRequirement[]): string | undefined {
  return requirements.find(({ attribute }) => person.attributes[attribute] === undefined)?.reason;
}

/** The number of memberships that the target must have: the expected users of each pushed group. */
export function countMemberships(population: Population): number {
  return population.groups.reduce((sum, group) => sum + group.members.length, 0);
}
