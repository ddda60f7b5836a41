import type { JsonObject } from "../../base/json.js";
import type { ScimRequest } from "../../scim/message/messages.js";
import { equalsFilter } from "./lookup.js";
import { differences, patchMessage, type PatchOperation } from "./patch.js";
import type { PatchStyle } from "./tenant-url.js";
import { resourceOf, type TargetValues } from "./values.js";

const GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group";
export const MICROSOFT_GROUP = "http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group";

/** Looks for the group whose matching attribute has this value. Entra never wants to see members. */
export function findGroup(matchingAttribute: string, value: string): ScimRequest {
  return { method: "GET", path: `/Groups?excludedAttributes=members&${equalsFilter(matchingAttribute, value)}` };
}

/**
 * Creates a group without members, which follow by PATCH.
 * Source: Microsoft Learn, use-scim-to-provision-users-and-groups (create group).
 *
 * @param schema - `microsoft` names Microsoft's own schema, too. That page shows it, and
 *   application-provisioning-config-problem-scim-compatibility lists it as an error that was fixed on 18 December 2018.
 */
export function createGroup(values: TargetValues, schema: "core" | "microsoft" = "core"): ScimRequest {
  const named = schema === "core" ? [GROUP] : [GROUP, MICROSOFT_GROUP];
  const { schemas, externalId, ...others } = resourceOf(withoutMembers(values), ...named);
  const first = externalId === undefined ? { schemas } : { schemas, externalId };
  return { method: "POST", path: "/Groups", body: { ...first, ...others, meta: { resourceType: "Group" } } };
}

/** Reads a group before changing it. */
export function getGroup(id: string): ScimRequest {
  return { method: "GET", path: `${pathOf(id)}?excludedAttributes=members` };
}

/**
 * Brings a group's own attributes up to date, not its members.
 *
 * @param current - what the GET returned
 * @returns undefined when nothing differs
 */
export function updateGroup(
  id: string,
  current: JsonObject,
  values: TargetValues,
  style: PatchStyle,
): ScimRequest | undefined {
  const operations = differences(current, withoutMembers(values), style);
  return operations.length === 0 ? undefined : patch(id, operations, style);
}

/**
 * Adds members, all in one operation. Source: Microsoft Learn, use-scim-to-provision-users-and-groups (add members).
 *
 * @param memberIds - the target's ids, at least one
 */
export function addMembers(id: string, memberIds: readonly string[], style: PatchStyle): ScimRequest {
  return patch(id, [{ op: "Add", path: "members", value: references(memberIds) }], style);
}

/**
 * Removes members. By default one operation names them in its value, where RFC 7644 3.5.2.2 knows no value and a strict
 * target removes everybody; with the flag there is one operation for each.
 * Source: Microsoft Learn, application-provisioning-config-problem-scim-compatibility ("remove a group member").
 *
 * @param memberIds - the target's ids, at least one
 */
export function removeMembers(id: string, memberIds: readonly string[], style: PatchStyle): ScimRequest {
  if (style === "default") {
    return patch(id, [{ op: "Remove", path: "members", value: references(memberIds) }], style);
  }
  return patch(
    id,
    memberIds.map((member) => ({ op: "Remove", path: `members[value eq ${JSON.stringify(member)}]` })),
    style,
  );
}

/** Deletes a group that was deleted in the tenant. */
export function deleteGroup(id: string): ScimRequest {
  return { method: "DELETE", path: pathOf(id) };
}

function references(memberIds: readonly string[]): readonly JsonObject[] {
  return memberIds.map((value) => ({ $ref: null, value }));
}

function withoutMembers(values: TargetValues): TargetValues {
  return new Map([...values].filter(([name]) => name.toLowerCase() !== "members"));
}

function patch(id: string, operations: readonly PatchOperation[], style: PatchStyle): ScimRequest {
  return { method: "PATCH", path: pathOf(id), body: patchMessage(operations, style) };
}

function pathOf(id: string): string {
  return `/Groups/${encodeURIComponent(id)}`;
}
