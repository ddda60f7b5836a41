import { compareGroups, type GroupReading, type MembershipTally } from "./compare-groups.js";
import { compareUsers, matchUsers } from "./compare-users.js";
import type { ValuePromise } from "./expectation.js";
import type { NotExpected, Warning } from "./plan.js";
import type { Population } from "./population.js";
import { populationWarnings } from "./population-warnings.js";
import type { ProgressOfAll, TargetUser } from "./ports.js";
import type { Tally } from "./wrong.js";
import type { Wording } from "./wording.js";

/** What was read back on the target after applying. */
export interface Proof {
  readonly users: Tally & { readonly notExpected: readonly NotExpected[] };
  readonly groups: Tally;
  readonly memberships: MembershipTally;
  /** What this target cannot be asked, one sentence each. */
  readonly unchecked: readonly string[];
  /** What to know of the people it is about. */
  readonly warnings: readonly Warning[];
}

interface TargetReading {
  readonly users: readonly TargetUser[];
  readonly groups: GroupReading;
  /** True when the readings hold everybody, so that nobody else may be there. */
  readonly whole: boolean;
  /** What the target could not be asked, one sentence each. */
  readonly unanswered: readonly string[];
}

/** Compares what the tenant says must be on the target with what is there. Pure. */
export function compare(
  population: Population,
  promises: readonly ValuePromise[],
  reading: TargetReading,
  progress: ProgressOfAll,
  wording: Wording,
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
