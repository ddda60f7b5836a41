import type { Wrong } from "../model/proof.js";

/** The target has several of a resource that must exist once. */
export function duplicate(name: string, hits: readonly { readonly id: string }[]): Wrong {
  const ids = hits.map(({ id }) => id).join(", ");
  return {
    name,
    id: hits[0]?.id ?? "",
    state: "duplicate",
    expected: 1,
    actual: hits.length,
    reason: `the SCIM server has more than one (IDs ${ids}); delete those that the IdP is not linked to`,
  };
}

/** The target has a resource that is not expected. */
export function unexpected(name: string, id: string, what: "user" | "group" | "membership"): Wrong {
  return { name, id, state: "unexpected", reason: `this ${what} is on the SCIM server, but is not expected there` };
}

/** The target looks right, but the IdP's log or push status shows a failure: the next change would not arrive. */
export function failedAtIdp(name: string, id: string, reason: string): Wrong {
  return { name, id, state: "value", path: "provisioning", expected: "succeeded", actual: "failed", reason };
}
