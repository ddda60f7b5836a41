import type { JsonObject } from "../../../base/json.js";
import type { SignOnMode } from "./app-types/app-type.js";
import { CLAIMS } from "./attributes/claims.js";
import { createCustomAttributes, type CustomAttributes } from "./attributes/custom-attributes.js";
import { schemaDocument } from "./attributes/schema-document.js";
import { ALWAYS_MAPPED, FURTHER_ATTRIBUTES } from "./attributes/scim-attributes.js";
import type { AppKind } from "./settings.js";

/** The user profile of an app. */
export interface AppSchema {
  readonly custom: CustomAttributes;
  /** Base attributes for which an administrator said whether they are required. */
  readonly required: Map<string, boolean>;
  lastUpdated: number;
}

export function createAppSchema(now: number): AppSchema {
  return { custom: createCustomAttributes(), required: new Map(), lastUpdated: now };
}

/** What of an app its schema needs to be shown. */
interface SchemaOwner {
  readonly id: string;
  readonly name: string;
  readonly created: number;
  readonly written: { readonly label: string; readonly signOnMode: SignOnMode | null };
  readonly kind: AppKind;
  readonly provisioning: { readonly scim: boolean };
  readonly schema: AppSchema;
}

/** True when the app user profile has SCIM's attributes: a custom app's once SCIM is on, a catalog app's from its template. */
export function hasScimProfile({ kind, provisioning }: Pick<SchemaOwner, "kind" | "provisioning">): boolean {
  return kind === "catalog" || provisioning.scim;
}

/** Whose profile has which base attributes. */
type ProfileOwner = Pick<SchemaOwner, "kind" | "provisioning" | "written">;

/** What an app without SCIM knows a user by. That its title is "Username" is recorded, 2026. */
const USER_NAME: JsonObject = { title: "Username", type: "string", required: true, scope: "NONE", maxLength: 100 };
const SCIM_REQUIRED: readonly string[] = ["givenName", "familyName", "email"];

/** The base attributes by name: those of SCIM exist only where the profile has them. */
function baseDefinitions(app: ProfileOwner): Readonly<Record<string, JsonObject>> {
  if (app.written.signOnMode === "OPENID_CONNECT") return CLAIMS;
  if (!hasScimProfile(app)) return { userName: USER_NAME };
  const further = [...ALWAYS_MAPPED, ...Object.keys(FURTHER_ATTRIBUTES)].map(
    (name) => [name, renderBase(name)] as const,
  );
  return { userName: USER_NAME, ...Object.fromEntries(further) };
}

/** Names of the base attributes. */
export function baseAttributes(app: ProfileOwner): readonly string[] {
  return Object.keys(baseDefinitions(app));
}

/**
 * A schema as the Schemas API shows it: without `_links`. Source: recorded traffic, 2026.
 *
 * @param custom - the custom attributes to show
 */
export function renderSchema(app: SchemaOwner, orgUrl: string, custom: ReadonlyMap<string, JsonObject>): JsonObject {
  const base = Object.entries(baseDefinitions(app)).map(([name, one]) => [name, shown(name, one, app)] as const);
  return schemaDocument({
    id: `${orgUrl}/meta/schemas/apps/${app.id}/default`,
    name: app.kind === "custom" ? app.name : `${app.name}_${app.id.slice(-7).toLowerCase()}`,
    title: `${app.written.label} User`,
    lastUpdated: app.schema.lastUpdated,
    created: app.created,
    base: new Map(base),
    custom,
    alsoRequired: hasScimProfile(app) ? SCIM_REQUIRED : [],
  });
}

/** A base attribute as an administrator left it. */
function shown(name: string, definition: JsonObject, { schema }: SchemaOwner): JsonObject {
  const set = schema.required.get(name);
  if (set === undefined) return definition;
  const { required: _required, ...rest } = definition;
  return set ? { ...rest, required: true } : rest;
}

function renderBase(name: string): JsonObject {
  return { title: name.charAt(0).toUpperCase() + name.slice(1), type: "string", scope: "NONE" };
}
