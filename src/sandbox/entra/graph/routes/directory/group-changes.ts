import type { JsonObject, JsonValue } from "../../../../../base/json.js";
import type { SandboxGroup, SandboxTenant } from "../../../tenant/model.js";
import { badRequest, notFound } from "../../errors.js";
import { boundIn } from "./references.js";

/** Source: Microsoft Graph docs, group: create (owners and members in the request). */
const MOST_BOUND = 20;
const LONGEST_NAME = 256;
/** Characters that an alias cannot have. Source: Microsoft Graph docs, group: create. */
const ALIAS = /^[^@()\\[\]";:.<>, \u0080-\uffff]{1,64}$/;
const KINDS = ["Unified", "DynamicMembership"];
const REQUIRED = ["displayName", "mailEnabled", "mailNickname", "securityEnabled"];
const READ_ONLY = ["groupTypes", "mailEnabled"];

/** Changes one property of a group; undefined for a value that it cannot have. */
type Setter = (value: JsonValue | undefined) => ((group: SandboxGroup) => void) | undefined;

const SETTERS: Readonly<Record<string, Setter>> = {
  displayName: (value) => {
    const name = typeof value === "string" ? value.trim() : "";
    return name === "" || name.length > LONGEST_NAME ? undefined : (group) => void (group.displayName = name);
  },
  description: (value) =>
    value === null || typeof value === "string"
      ? (group) => void (group.description = value === "" ? undefined : (value ?? undefined))
      : undefined,
  mailNickname: (value) =>
    typeof value === "string" && ALIAS.test(value) ? (group) => void (group.mailNickname = value) : undefined,
  securityEnabled: (value) =>
    typeof value === "boolean" ? (group) => void (group.securityEnabled = value) : undefined,
  mailEnabled: (value) => (typeof value === "boolean" ? (group) => void (group.mailEnabled = value) : undefined),
  visibility: (value) =>
    value === null || typeof value === "string" ? (group) => void (group.visibility = value ?? undefined) : undefined,
  groupTypes: (value) => {
    const kinds = Array.isArray(value) ? (value as readonly JsonValue[]) : undefined;
    return kinds?.every((kind) => typeof kind === "string" && KINDS.includes(kind)) === true
      ? (group) => void (group.groupTypes = kinds.map(String))
      : undefined;
  },
  isAssignableToRole: (value) => (value === false || value === null ? () => undefined : undefined),
};
const BOUND = { "members@odata.bind": "members", "owners@odata.bind": "owners" } as const;

/**
 * Makes a group of a body, not in the tenant yet.
 *
 * @throws GraphError (400, 404)
 */
export function groupOf(body: JsonObject, tenant: SandboxTenant, now: number): SandboxGroup {
  for (const name of REQUIRED) {
    if (body[name] === undefined || body[name] === null)
      throw badRequest(`A value is required for property '${name}' of resource 'Group'.`);
  }
  const changes = changesOf(body, tenant, []);
  const group: SandboxGroup = {
    id: tenant.newId(),
    displayName: "",
    mailNickname: "",
    securityEnabled: true,
    mailEnabled: false,
    groupTypes: [],
    members: new Set(),
    owners: new Set(),
    description: undefined,
    visibility: undefined,
    createdAt: now,
  };
  for (const change of changes) change(group);
  if (group.mailEnabled !== group.groupTypes.includes("Unified")) throw invalidValue("mailEnabled");
  return group;
}

/**
 * The changes that the body of a PATCH asks for; `members@odata.bind` adds members.
 *
 * @throws GraphError (400, 404)
 */
export function groupChanges(body: JsonObject, tenant: SandboxTenant): readonly ((group: SandboxGroup) => void)[] {
  return changesOf(body, tenant, READ_ONLY);
}

function changesOf(
  body: JsonObject,
  tenant: SandboxTenant,
  readOnly: readonly string[],
): readonly ((group: SandboxGroup) => void)[] {
  return Object.entries(body).map(([name, value]) => {
    if (name === "members@odata.bind" || name === "owners@odata.bind") {
      const ids = boundIn(body, name, MOST_BOUND);
      const unknown = ids.find((id) => !tenant.users.has(id) && !tenant.groups.has(id));
      if (unknown !== undefined) throw notFound(unknown);
      return (group) => {
        for (const id of ids) group[BOUND[name]].add(id);
      };
    }
    if (!Object.hasOwn(SETTERS, name) || readOnly.includes(name))
      throw badRequest(`The sandbox does not change the property '${name}' of groups.`);
    const change = SETTERS[name]?.(value);
    if (change === undefined) throw invalidValue(name);
    return change;
  });
}

function invalidValue(name: string) {
  return badRequest(`Invalid value specified for property '${name}' of resource 'Group'.`);
}
