import type { Directory as StartedWith } from "../../../sandbox/people/person.js";
import type { Expectation } from "../../../setup/model/expectation.js";
import type { Directory } from "../../../setup/model/ports.js";
import { readPopulation } from "../../../setup/plan/population.js";
import { chooseChanges, TOO_FEW, type ChosenChanges } from "./choose-changes.js";

/** Users that are enough to choose from. */
const ENOUGH = 20;

/**
 * Chooses the users and groups of the changes from the smallest groups. All groups are read only when those do not have enough users.
 */
export async function chooseFromFew(
  directory: Directory,
  expectation: Required<Expectation>,
  startedWith: StartedWith,
): Promise<ChosenChanges> {
  const few = smallest(expectation, startedWith);
  const chosen = chooseChanges(await readPopulation(directory, few), few);
  const isAll = few.assignedGroups.length + few.pushedGroups.length === namesIn(expectation).length;
  if (isAll || !chosen.notMade.some(({ reason }) => reason === TOO_FEW)) return chosen;
  return chooseChanges(await readPopulation(directory, expectation), expectation);
}

function namesIn({ assignedGroups, pushedGroups }: Required<Expectation>): readonly string[] {
  return [...assignedGroups, ...pushedGroups];
}

/** The expectation without its largest groups: with one pushed group at least, and groups of enough users. */
function smallest(expectation: Required<Expectation>, { people, imported }: StartedWith): Required<Expectation> {
  const sizes = new Map<string, number>(imported?.groups.map(({ name, members }) => [name, members.length]));
  for (const { groups } of people) for (const name of groups) sizes.set(name, (sizes.get(name) ?? 0) + 1);
  const bySize = (names: readonly string[]): readonly string[] =>
    [...names].sort((a, b) => (sizes.get(a) ?? 0) - (sizes.get(b) ?? 0));
  const upTo = (names: readonly string[]): readonly string[] => {
    let users = 0;
    return bySize(names).filter((name) => {
      const isNeeded = users < ENOUGH;
      users += sizes.get(name) ?? 0;
      return isNeeded;
    });
  };
  return {
    ...expectation,
    assignedGroups: upTo(expectation.assignedGroups),
    pushedGroups: upTo(expectation.pushedGroups),
  };
}
