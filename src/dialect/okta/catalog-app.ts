import type { JsonObject } from "../../base/json.js";
import type { ScimRequest } from "../../scim/message/messages.js";
import type { PushedMember } from "./custom-app.js";

// Where an instance of the catalog's SCIM 2.0 test app differs from a custom app: activation and groups go by PATCH. People are
// created, read and updated as a custom app does, by POST, GET and PUT. Source: Okta developer docs, concepts/scim/faqs,
// "PATCH versus PUT", and reference/scim/scim-20 for the bodies.

const PATCH_OP = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

/** Deactivates or reactivates a person, without reading them first. */
export function patchUserActive(id: string, active: boolean): ScimRequest {
  return patch("/Users", id, [{ op: "replace", value: { active } }]);
}

/** Renames a pushed group. */
export function patchGroupName(id: string, displayName: string): ScimRequest {
  return patch("/Groups", id, [{ op: "replace", value: { id, displayName } }]);
}

/** Sends a group's whole membership: a full push. */
export function patchAllMembers(id: string, members: readonly PushedMember[]): ScimRequest {
  return patch("/Groups", id, [{ op: "replace", path: "members", value: members.map(shown) }]);
}

/** Sends who left and who joined, in one request; at least one of both must be somebody. */
export function patchMembers(
  id: string,
  change: { readonly left: readonly string[]; readonly joined: readonly PushedMember[] },
): ScimRequest {
  const removals = change.left.map((value) => ({ op: "remove", path: `members[value eq ${JSON.stringify(value)}]` }));
  const additions = change.joined.length === 0 ? [] : [{ op: "add", path: "members", value: change.joined.map(shown) }];
  return patch("/Groups", id, [...removals, ...additions]);
}

function patch(endpoint: string, id: string, operations: readonly JsonObject[]): ScimRequest {
  const body = { schemas: [PATCH_OP], Operations: operations };
  return { method: "PATCH", path: `${endpoint}/${encodeURIComponent(id)}`, body };
}

function shown({ value, display }: PushedMember): JsonObject {
  return { value, display };
}
