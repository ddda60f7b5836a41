import type { JsonObject, JsonValue } from "../../../base/json.js";
import type { SignOnMode } from "./app-types/app-type.js";
import { CLAIMS } from "./attributes/claims.js";
import { ALWAYS_MAPPED, FURTHER_ATTRIBUTES } from "./attributes/scim-attributes.js";
import type { AppKind } from "./settings.js";
import { resourceTime } from "./time.js";

/** A custom attribute of an app's user profile. */
export interface CustomAttribute {
  /** As the Schemas API shows it. */
  readonly definition: JsonObject;
  /** Reads of the schema miss it before. */
  readonly visibleFrom: number;
}

/** The user profile of an app. */
export interface AppSchema {
  readonly custom: Map<string, CustomAttribute>;
  /** Base attributes for which an administrator said whether they are required. */
  readonly required: Map<string, boolean>;
  /** Names that are still being deleted, and until when. */
  readonly deleting: Map<string, number>;
  lastUpdated: number;
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

/** The attributes that a reader sees at this moment. */
export function visibleAttributes({ custom }: AppSchema, now: number): Map<string, JsonObject> {
  const visible = [...custom].filter(([, { visibleFrom }]) => visibleFrom <= now);
  return new Map(visible.map(([name, { definition }]) => [name, definition]));
}

/**
 * A schema as the Schemas API shows it: without `_links`, and with `required` only where it says something. Source: recorded
 * traffic, 2026.
 *
 * @param custom - the custom attributes to show
 */
export function renderSchema(app: SchemaOwner, orgUrl: string, custom: ReadonlyMap<string, JsonObject>): JsonObject {
  const base = Object.fromEntries(
    Object.entries(baseDefinitions(app)).map(([name, one]) => [name, shown(name, one, app)]),
  );
  const required = Object.keys(base).filter((name) => base[name]?.["required"] === true);
  return {
    id: `${orgUrl}/meta/schemas/apps/${app.id}/default`,
    $schema: "http://json-schema.org/draft-04/schema#",
    name: app.kind === "custom" ? app.name : `${app.name}_${app.id.slice(-7).toLowerCase()}`,
    title: `${app.written.label} User`,
    lastUpdated: resourceTime(app.schema.lastUpdated),
    created: resourceTime(app.created),
    definitions: {
      custom: {
        id: "#custom",
        type: "object",
        properties: Object.fromEntries(custom),
        ...(custom.size === 0 ? {} : { required: requiredOf(custom) }),
      },
      base: {
        id: "#base",
        type: "object",
        properties: base,
        required: [...new Set([...required, ...(hasScimProfile(app) ? SCIM_REQUIRED : [])])],
      },
    },
    type: "object",
    properties: { profile: { allOf: [{ $ref: "#/definitions/custom" }, { $ref: "#/definitions/base" }] } },
  };
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

function requiredOf(custom: ReadonlyMap<string, JsonObject>): JsonValue {
  return [...custom].filter(([, definition]) => definition["required"] === true).map(([name]) => name);
}
