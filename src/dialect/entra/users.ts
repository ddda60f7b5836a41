import type { JsonObject } from "../../base/json.js";
import type { ScimRequest } from "../../scim/message/messages.js";
import { equalsFilter } from "./lookup.js";
import { differences, patchMessage, patchValue, sameValue, type Exceptions, type PatchOperation } from "./patch.js";
import type { PatchStyle } from "./tenant-url.js";
import { isNothing, resourceOf, resourceValue, valueAt, type TargetValues } from "./values.js";

const USER = "urn:ietf:params:scim:schemas:core:2.0:User";
const ENTERPRISE_USER = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
const MANAGER = `${ENTERPRISE_USER}:manager`;

/**
 * "Test Connection", and the first request of every cycle and of every provisioning on demand: looks for somebody who cannot
 * exist and expects an empty list. Source: Microsoft Learn, use-scim-to-provision-users-and-groups.
 *
 * @param guid - a random GUID, for the target has nobody of that name
 */
export function testConnection(matchingAttribute: string, guid: string): ScimRequest {
  return findUser(matchingAttribute, guid);
}

/** Looks for the person whose matching attribute has this value. */
export function findUser(matchingAttribute: string, value: string): ScimRequest {
  return { method: "GET", path: `/Users?${equalsFilter(matchingAttribute, value)}` };
}

/**
 * Creates a person. The enterprise schema is named and `roles` is there even when they hold nothing.
 * Source: Microsoft Learn, use-scim-to-provision-users-and-groups (create user).
 */
export function createUser(values: TargetValues): ScimRequest {
  const real = new Map([...values].map(([name, value]) => [name, resourceValue(name, value)] as const));
  const { schemas, externalId, userName, active, roles, ...others } = resourceOf(real, USER, ENTERPRISE_USER);
  const first = Object.fromEntries(
    Object.entries({ schemas, externalId, userName, active }).filter(([, value]) => value !== undefined),
  );
  return {
    method: "POST",
    path: "/Users",
    body: { ...first, ...others, meta: { resourceType: "User" }, roles: roles ?? [] },
  };
}

/** Reads a person before changing them. */
export function getUser(id: string): ScimRequest {
  return { method: "GET", path: pathOf(id) };
}

/**
 * Brings a person up to date.
 *
 * @param current - what the GET returned: an attribute without a value there is added, one with another value replaced
 * @returns undefined when nothing differs
 */
export function updateUser(
  id: string,
  current: JsonObject,
  values: TargetValues,
  style: PatchStyle,
  exceptions?: Exceptions,
): ScimRequest | undefined {
  return patch(id, differences(current, values, style, exceptions), style);
}

/**
 * Says who somebody's manager is: the bare id, where RFC 7643 4.3 has a complex value; an empty text for nobody.
 * Sources: Microsoft Q&A 188003; Microsoft's SCIM Validator.
 *
 * @returns undefined when that is so already
 */
export function setManager(
  id: string,
  current: JsonObject,
  managerTargetId: string | undefined,
  style: PatchStyle,
): ScimRequest | undefined {
  const actual = valueAt(current, MANAGER);
  if (managerTargetId === undefined) {
    const operations: PatchOperation[] = hasManager(actual) ? [{ op: "Replace", path: MANAGER, value: "" }] : [];
    return patch(id, operations, style);
  }
  if (sameValue(actual, managerTargetId)) return undefined;
  return patch(id, [{ op: hasManager(actual) ? "Replace" : "Add", path: MANAGER, value: managerTargetId }], style);
}

/**
 * Deactivates or reactivates a person: with the text `False` or `True` by default, with a boolean under the flag.
 * Source: Microsoft Learn, application-provisioning-config-problem-scim-compatibility ("disable users").
 */
export function setActive(id: string, active: boolean, style: PatchStyle): ScimRequest {
  const operation = { op: "Replace", path: "active", value: patchValue("active", active, style) } as const;
  return { method: "PATCH", path: pathOf(id), body: patchMessage([operation], style) };
}

/** Deletes a user who was permanently deleted in the tenant. */
export function deleteUser(id: string): ScimRequest {
  return { method: "DELETE", path: pathOf(id) };
}

/** A target may show "no manager" as an object without an id. */
function hasManager(actual: ReturnType<typeof valueAt>): boolean {
  if (actual === undefined) return false;
  return typeof actual === "string" || !isNothing(valueAt({ manager: actual }, "manager.value"));
}

function patch(id: string, operations: readonly PatchOperation[], style: PatchStyle): ScimRequest | undefined {
  if (operations.length === 0) return undefined;
  return { method: "PATCH", path: pathOf(id), body: patchMessage(operations, style) };
}

function pathOf(id: string): string {
  return `/Users/${encodeURIComponent(id)}`;
}
