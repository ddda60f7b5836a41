import type { JsonValue } from "../base/json.js";

/** Something the proof expected otherwise, with a reason an administrator can act on. */
export interface Wrong {
  readonly name: string;
  /** The target's id where the resource is there, else the IdP's. */
  readonly id: string;
  readonly state: "missing" | "duplicate" | "value" | "unexpected" | "waiting";
  /** A SCIM path; `provisioning` where everything looks right and the IdP has failed on it all the same. */
  readonly path?: string;
  readonly expected?: JsonValue;
  readonly actual?: JsonValue;
  readonly reason: string;
}

/** What was expected of one kind of thing, and what was there. */
export interface Tally {
  readonly expected: number;
  /** How many are there exactly once, with every promised value right. */
  readonly found: number;
  readonly wrong: readonly Wrong[];
}

/** The target holds several of what it must hold once. */
export function duplicate(name: string, hits: readonly { readonly id: string }[]): Wrong {
  const ids = hits.map(({ id }) => id).join(", ");
  return {
    name,
    id: hits[0]?.id ?? "",
    state: "duplicate",
    expected: 1,
    actual: hits.length,
    reason: `the SCIM server has it more than once (ids ${ids}): remove the ones the IdP does not link to`,
  };
}

/** The target holds what nobody expected. */
export function unexpected(name: string, id: string, what: "user" | "group" | "membership"): Wrong {
  return { name, id, state: "unexpected", reason: `nobody expected this ${what} on the SCIM server` };
}

/** The target looks right, but the IdP's log or push status holds a failure: the next change would not arrive. */
export function failedAtIdp(name: string, id: string, reason: string): Wrong {
  return { name, id, state: "value", path: "provisioning", expected: "succeeded", actual: "failed", reason };
}
