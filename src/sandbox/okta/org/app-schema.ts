import type { JsonObject, JsonValue } from "../../../base/json.js";
import type { AppKind } from "./settings.js";
import { ALWAYS_MAPPED, FURTHER_ATTRIBUTES } from "./attributes/scim-attributes.js";
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
  /** Names that are still being deleted, and until when. */
  readonly deleting: Map<string, number>;
  lastUpdated: number;
}

/** What of an app its schema needs to be shown. */
interface SchemaOwner {
  readonly id: string;
  readonly created: number;
  readonly written: { readonly label: string };
  readonly kind: AppKind;
  readonly provisioning: { readonly scim: boolean };
  readonly schema: AppSchema;
}

/** True when the app user profile has SCIM's attributes: a custom app's once SCIM is on, a catalog app's from its template. */
export function hasScimProfile({ kind, provisioning }: Pick<SchemaOwner, "kind" | "provisioning">): boolean {
  return kind === "catalog" || provisioning.scim;
}

/** Names of the base attributes: those of SCIM exist only where the profile has them. */
export function baseAttributes(hasScim: boolean): readonly string[] {
  return hasScim ? ["userName", ...ALWAYS_MAPPED, ...Object.keys(FURTHER_ATTRIBUTES)] : ["userName"];
}

/** The attributes that a reader sees at this moment. */
export function visibleAttributes({ custom }: AppSchema, now: number): Map<string, JsonObject> {
  const visible = [...custom].filter(([, { visibleFrom }]) => visibleFrom <= now);
  return new Map(visible.map(([name, { definition }]) => [name, definition]));
}

/**
 * A schema as the Schemas API shows it.
 *
 * @param custom - the custom attributes to show
 */
export function renderSchema(app: SchemaOwner, orgUrl: string, custom: ReadonlyMap<string, JsonObject>): JsonObject {
  const self = `${orgUrl}/api/v1/meta/schemas/apps/${app.id}/default`;
  const base = baseAttributes(hasScimProfile(app)).map((name) => [name, renderBase(name)]);
  const required = hasScimProfile(app) ? ["userName", "givenName", "familyName", "email"] : ["userName"];
  return {
    id: `${orgUrl}/meta/schemas/apps/${app.id}/default`,
    $schema: "http://json-schema.org/draft-04/schema#",
    name: app.written.label,
    title: `${app.written.label} User`,
    lastUpdated: resourceTime(app.schema.lastUpdated),
    created: resourceTime(app.created),
    definitions: {
      custom: { id: "#custom", type: "object", properties: Object.fromEntries(custom), required: requiredOf(custom) },
      base: { id: "#base", type: "object", properties: Object.fromEntries(base) as JsonObject, required },
    },
    type: "object",
    properties: { profile: { allOf: [{ $ref: "#/definitions/custom" }, { $ref: "#/definitions/base" }] } },
    _links: { self: { href: self, method: "GET", rel: "self" } },
  };
}

function renderBase(name: string): JsonObject {
  const title = name.charAt(0).toUpperCase() + name.slice(1);
  return { title, type: "string", scope: "NONE", ...(name === "userName" ? { required: true, maxLength: 100 } : {}) };
}

function requiredOf(custom: ReadonlyMap<string, JsonObject>): JsonValue {
  return [...custom].filter(([, definition]) => definition["required"] === true).map(([name]) => name);
}
