import type { JsonObject } from "../../../base/json.js";
import type { SignOnMode } from "./app-types/app-type.js";
import type { AppKind } from "./settings.js";
import { oidcBaseAttributes, plainBaseAttributes } from "./attributes/app-base.js";
import { createCustomAttributes, type CustomAttributes } from "./attributes/custom-attributes.js";
import { schemaDocument } from "./attributes/schema-document.js";
import { ALWAYS_MAPPED, FURTHER_ATTRIBUTES } from "./attributes/scim-attributes.js";

/** The user profile of an app. */
export interface AppSchema {
  readonly custom: CustomAttributes;
  /** What was changed of base attributes, by name. */
  readonly changedBase: Map<string, JsonObject>;
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

/** What of an app decides which base attributes it has. */
type Kind = Pick<SchemaOwner, "kind" | "provisioning" | "written">;

const SCIM_ATTRIBUTES: readonly string[] = [...ALWAYS_MAPPED, ...Object.keys(FURTHER_ATTRIBUTES)];

export function createAppSchema(now: number): AppSchema {
  return { custom: createCustomAttributes(), changedBase: new Map(), lastUpdated: now };
}

/** True when the app user profile has SCIM's attributes: a custom app's once SCIM is on, a catalog app's from its template. */
export function hasScimProfile({ kind, provisioning }: Pick<Kind, "kind" | "provisioning">): boolean {
  return kind === "catalog" || provisioning.scim;
}

/** Names of the base attributes: those of SCIM exist only where the profile has them. */
export function baseAttributes(app: Kind): readonly string[] {
  return Object.keys(unchangedBase(app));
}

/**
 * A schema as the Schemas API shows it. It has no `_links` (recorded, 244 times).
 *
 * @param custom - the custom attributes to show
 */
export function renderSchema(app: SchemaOwner, orgUrl: string, custom: ReadonlyMap<string, JsonObject>): JsonObject {
  const base = Object.entries(unchangedBase(app)).map(
    ([name, definition]) => [name, { ...definition, ...app.schema.changedBase.get(name) }] as const,
  );
  return schemaDocument({
    id: `${orgUrl}/meta/schemas/apps/${app.id}/default`,
    name: typeName(app),
    title: `${app.written.label} User`,
    lastUpdated: app.schema.lastUpdated,
    created: app.created,
    base: new Map(base),
    custom,
    alsoRequired: hasScimProfile(app) ? ["givenName", "familyName", "email"] : [],
  });
}

/** The app's internal name, which OpenID Connect apps share: there something of each app's own follows (recorded). */
function typeName({ id, name }: SchemaOwner): string {
  return name === "oidc_client" ? `${name}_${id.slice(-8).toLowerCase()}` : name;
}

function unchangedBase(app: Kind): Record<string, JsonObject> {
  if (app.written.signOnMode === "OPENID_CONNECT" && !hasScimProfile(app)) return oidcBaseAttributes();
  return plainBaseAttributes(hasScimProfile(app) ? SCIM_ATTRIBUTES : []);
}
