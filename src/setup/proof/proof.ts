import { compareGroups } from "./compare-groups.js";
import { compareUsers, matchUsers } from "./compare-users.js";
import type { ValuePromise } from "../model/expectation.js";
import type { Population } from "../plan/population.js";
import { populationWarnings } from "../plan/population-warnings.js";
import type { ProgressOfAll } from "../model/ports.js";
import type { Wording } from "../model/wording.js";
import type { Proof } from "../model/proof.js";
import type { TargetReading } from "./target-reading.js";

/** What the IdP reports in addition to its users: its progress with them, and its words for that. */
interface IdpReading {
  readonly progress: ProgressOfAll;
  readonly wording: Wording;
}

interface ReadForProof extends TargetReading {
  /** True when all users and groups were read, so that no others may exist. */
  readonly whole: boolean;
  /** What could not be read from the target, one sentence each. */
  readonly unanswered: readonly string[];
}

/** Compares what must be on the target according to the tenant with what is there. Pure. */
export function compare(
  population: Population,
  promises: readonly ValuePromise[],
  reading: ReadForProof,
  { progress, wording }: IdpReading,
): Proof {
  const { users, groups, whole, unanswered } = reading;
  const matches = matchUsers(population, promises, users);
  const tally = compareUsers({ population, promises, users, matches, whole, progress: progress.people, wording });
  const { unchecked, ...compared } = compareGroups({ population, groups, matches, whole, progress, wording });
  return {
    users: { ...tally, notExpected: population.notExpected },
    ...compared,
    unchecked: [...unchecked, ...unanswered],
    warnings: populationWarnings(population, promises),
  };
}
