import type { JsonValue } from "../../base/json.js";

/** Somebody in the tenant, as far as proving needs to know. */
export interface Person {
  /** The IdP's id. */
  readonly id: string;
  /** The sign-in name in the IdP, for messages. */
  readonly name: string;
  /** Absent when the IdP provisions this person; otherwise why it does not, as `deactivated in Okta`. */
  readonly inactive?: string;
  /** The IdP's attributes by the IdP's names, without empty ones; `id` among them. */
  readonly attributes: Readonly<Record<string, string>>;
}

/**
 * A value a step promises to be on the target for every expected person: of an attribute of theirs, or the same for all.
 * A later step's word on a path replaces an earlier one's; with neither it promises nothing there any more.
 */
export interface ValuePromise {
  /** SCIM attribute path on the target: `name.familyName`, `emails[primary eq true].value`. */
  readonly path: string;
  /** The person's attribute it comes from; a person without it is promised nothing for this path. */
  readonly attribute?: string;
  /** In place of an attribute: what everybody has. Compared exactly. */
  readonly constant?: JsonValue;
  /** `exact`, or `caseless` where the SCIM schema compares without case (userName, e-mail). */
  readonly match: "exact" | "caseless";
  /** Why a person may carry another value, with what to do about it. */
  readonly reason: string;
}

/** An attribute without which the IdP fails a person. */
export interface PersonRequirement {
  readonly attribute: string;
  /** As `no family name: Okta cannot create this person on the target`. */
  readonly reason: string;
}

/** What the proof must find on the target because of one step. */
export interface Expectation {
  /** Names of the groups whose direct members are expected as people. */
  readonly assignedGroups?: readonly string[];
  /** Names of the groups expected as groups, with those members who are also expected as people. */
  readonly pushedGroups?: readonly string[];
  /** Names that pushed groups have on the target, by their names in the IdP, where the two differ. */
  readonly targetNames?: ReadonlyMap<string, string>;
  readonly values?: readonly ValuePromise[];
  readonly requires?: readonly PersonRequirement[];
}

/** The expectations of all steps as one. */
export function mergeExpectations(expectations: readonly Expectation[]): Required<Expectation> {
  return {
    assignedGroups: [...new Set(expectations.flatMap((one) => one.assignedGroups ?? []))],
    pushedGroups: [...new Set(expectations.flatMap((one) => one.pushedGroups ?? []))],
    targetNames: new Map(expectations.flatMap((one) => [...(one.targetNames ?? [])])),
    values: lastWord(expectations.flatMap((one) => one.values ?? [])),
    requires: expectations.flatMap((one) => one.requires ?? []),
  };
}

function lastWord(promises: readonly ValuePromise[]): readonly ValuePromise[] {
  return [...new Map(promises.map((promise) => [promise.path, promise])).values()];
}

/** What a promise comes to for one person; undefined when it promises them nothing. */
export function promisedValue(person: Person, { attribute, constant }: ValuePromise): JsonValue | undefined {
  return attribute === undefined ? constant : person.attributes[attribute];
}
