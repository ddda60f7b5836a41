import type { JsonObject } from "../../../base/json.js";
import { createCustomAttributes, type CustomAttributes } from "./attributes/custom-attributes.js";
import { schemaDocument } from "./attributes/schema-document.js";
import { userBaseAttributes, type BaseSettings } from "./attributes/user-base.js";
import { resourceTime } from "./time.js";

/** A type of users, each with a schema of its own. */
export interface UserType {
  readonly id: string;
  readonly schemaId: string;
  readonly isDefault: boolean;
  readonly created: number;
  readonly createdBy: string;
  /** Cannot be changed. */
  readonly name: string;
  displayName: string;
  description: string | null;
  lastUpdated: number;
  lastUpdatedBy: string;
  readonly base: ReadonlyMap<string, JsonObject>;
  readonly custom: CustomAttributes;
  schemaUpdated: number;
  /** What a profile of this type can have, by Okta's names. */
  readonly attributes: Set<string>;
}

/** The type that every org has, and every user who was given no other. */
export const USER_TYPE_ID = "oty0000000000000000a";

const DEFAULT_TYPE = {
  id: USER_TYPE_ID,
  schemaId: "osc0000000000000000a",
  isDefault: true,
  createdBy: "spr0000000000000000a",
  name: "user",
  displayName: "User",
  description: "Okta user profile template with default permission settings",
};

/**
 * The default type of an org.
 *
 * @param own - names of attributes that the org has made itself
 */
export function defaultUserType(founded: number, own: readonly string[], settings?: BaseSettings): UserType {
  const type = createUserType({ ...DEFAULT_TYPE, created: founded }, settings);
  const attribute = { type: "string", mutability: "READ_WRITE", scope: "NONE", ...OPEN };
  const made = own.map((title) => [title, { title, ...attribute }] as const);
  finishSchemaWrite(type, type.custom.begin().finish(made, founded, 0), founded);
  return type;
}

const OPEN = { permissions: [{ principal: "SELF", action: "READ_ONLY" }], master: { type: "PROFILE_MASTER" } };

export function createUserType(
  type: Pick<
    UserType,
    "id" | "schemaId" | "isDefault" | "created" | "createdBy" | "name" | "displayName" | "description"
  >,
  settings?: BaseSettings,
): UserType {
  const { created, createdBy } = type;
  const base = new Map(Object.entries(userBaseAttributes(settings)));
  return {
    ...type,
    lastUpdated: created,
    lastUpdatedBy: createdBy,
    base,
    custom: createCustomAttributes(),
    schemaUpdated: created,
    attributes: new Set(base.keys()),
  };
}

/**
 * Takes over what a write to the schema came to: users lose their values of what is removed.
 *
 * @param shown - the custom attributes after it
 */
export function finishSchemaWrite(type: UserType, shown: ReadonlyMap<string, JsonObject>, now: number): void {
  type.schemaUpdated = now;
  for (const name of type.attributes) if (!type.base.has(name) && !shown.has(name)) type.attributes.delete(name);
  for (const name of shown.keys()) type.attributes.add(name);
}

/** A type as the User Types API shows it. Source: recorded traffic, 2025. */
export function renderUserType(type: UserType, orgUrl: string): JsonObject {
  const api = `${orgUrl}/api/v1/meta`;
  return {
    id: type.id,
    displayName: type.displayName,
    name: type.name,
    description: type.description,
    createdBy: type.createdBy,
    lastUpdatedBy: type.lastUpdatedBy,
    created: resourceTime(type.created),
    lastUpdated: resourceTime(type.lastUpdated),
    default: type.isDefault,
    _links: {
      schema: { rel: "schema", href: `${api}/schemas/user/${type.schemaId}`, method: "GET" },
      self: { rel: "self", href: `${api}/types/user/${type.id}`, method: "GET" },
    },
  };
}

/**
 * A user schema as the Schemas API shows it. Source: recorded traffic, 2025.
 *
 * @param custom - the custom attributes to show
 */
export function renderUserSchema(type: UserType, orgUrl: string, custom: ReadonlyMap<string, JsonObject>): JsonObject {
  return schemaDocument({
    id: `${orgUrl}/meta/schemas/user/${type.isDefault ? "default" : type.schemaId}`,
    name: type.name,
    title: type.displayName,
    description: type.description ?? "",
    lastUpdated: type.schemaUpdated,
    created: type.created,
    base: type.base,
    custom,
    links: {
      self: { rel: "self", href: `${orgUrl}/api/v1/meta/schemas/user/${type.schemaId}`, method: "GET" },
      type: { rel: "type", href: `${orgUrl}/api/v1/meta/types/user/${type.id}`, method: "GET" },
    },
  });
}
