import type { Wrong } from "../model/proof.js";

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
