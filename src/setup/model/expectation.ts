import type { JsonValue } from "../../base/json.js";
import type { SentChange } from "./change-kind.js";

/** A user of the tenant, with what the proof needs. */
export interface Person {
  /** The IdP's id. */
  readonly id: string;
  /** The sign-in name in the IdP, for messages. */
  readonly name: string;
  /** Absent when the IdP provisions this user; otherwise the reason, for example `deactivated in Okta`. */
  readonly inactive?: string;
  /** The attributes by the IdP's names, without empty ones; includes `id`. */
  readonly attributes: Readonly<Record<string, string>>;
}

/**
 * A value that every expected user must have on the target because of a step: from an attribute of the user, or the same for all.
 * A later promise for a path replaces an earlier one; a promise with neither attribute nor constant cancels it.
 */
export interface ValuePromise {
  /** SCIM attribute path on the target: `name.familyName`, `emails[primary eq true].value`. */
  readonly path: string;
  /** The source attribute; nothing is promised for a user without it. */
  readonly attribute?: string;
  /** Instead of an attribute: the value of all users. Compared exactly. */
  readonly constant?: JsonValue;
  /** `exact`, or `caseless` where the SCIM schema ignores case (userName, email). */
  readonly match: "exact" | "caseless";
  /** Why a user may have another value, and how to fix it. */
  readonly reason: string;
}

/** An attribute without which the IdP cannot provision a user. */
export interface PersonRequirement {
  readonly attribute: string;
  /** For example `no last name: Okta cannot create this user`. */
  readonly reason: string;
}

/** What the proof must find on the target because of a step. */
export interface Expectation {
  /** Names of the groups whose direct members are expected as users. */
  readonly assignedGroups?: readonly string[];
  /** Names of the groups expected as groups, with those members that are also expected as users. */
  readonly pushedGroups?: readonly string[];
  /** Names of pushed groups on the target by their names in the IdP, where the two differ. */
  readonly targetNames?: ReadonlyMap<string, string>;
  readonly values?: readonly ValuePromise[];
  readonly requires?: readonly PersonRequirement[];
  /** What the IdP sends when users and groups change later. */
  readonly sends?: readonly SentChange[];
}

/** Merges the expectations of all steps into one. */
export function mergeExpectations(expectations: readonly Expectation[]): Required<Expectation> {
  return {
    assignedGroups: [...new Set(expectations.flatMap((one) => one.assignedGroups ?? []))],
    pushedGroups: [...new Set(expectations.flatMap((one) => one.pushedGroups ?? []))],
    targetNames: new Map(expectations.flatMap((one) => [...(one.targetNames ?? [])])),
    values: lastWord(expectations.flatMap((one) => one.values ?? [])),
    requires: expectations.flatMap((one) => one.requires ?? []),
    sends: expectations.flatMap((one) => one.sends ?? []),
  };
}

function lastWord(promises: readonly ValuePromise[]): readonly ValuePromise[] {
  return [...new Map(promises.map((promise) => [promise.path, promise])).values()];
}

/** The promised value for one user; undefined when nothing is promised. */
export function promisedValue(person: Person, { attribute, constant }: ValuePromise): JsonValue | undefined {
  return attribute === undefined ? constant : person.attributes[attribute];
}
