import type { BaseSettings } from "./attributes/user-base.js";
import type { OrgEngine, OrgFeature } from "./org-kind.js";

/** In what orgs differ from each other, as far as recordings and reports show it. */
export interface OrgHabits {
  /** `identity` when absent. */
  readonly engine?: OrgEngine;
  /** All that the org has of what orgs differ in; absent: what orgs of its engine have. */
  readonly features?: readonly OrgFeature[];
  /** What administrators changed of users' base attributes in the Profile Editor. */
  readonly baseAttributes?: BaseSettings;
  /**
   * `none`: a user's failure stands in the System Log as recorded, without a reason and without a sign at the app user.
   * `told`, the default: the attempt itself is logged beside it, with the target's answer.
   */
  readonly failureReasons?: "told" | "none";
  /** What a pushed group says of its members beside their ids: their userName, the default, or null (jelhub/scimgateway 95). */
  readonly memberDisplay?: "userName" | "null";
  /** How many apps the org's edition allows; no limit when absent. Recorded of an Integrator Free org. */
  readonly mostApps?: number;
}

/** The habits that a rehearsal can ask for, by name. */
export const ORG_HABITS = {
  "failures-without-reason": { failureReasons: "none" },
  "members-without-display": { memberDisplay: "null" },
  "no-more-apps": { mostApps: 0 },
} as const satisfies Record<string, OrgHabits>;

/** All of the habits that these names ask for; other names are passed over. */
export function habitsNamed(names: readonly string[]): OrgHabits {
  const table: Readonly<Record<string, OrgHabits>> = ORG_HABITS;
  return Object.assign(
    {},
    ...names.filter((name) => Object.hasOwn(table, name)).map((name) => table[name]),
  ) as OrgHabits;
}
