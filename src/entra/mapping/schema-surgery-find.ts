import type {
  AttributeDefinition,
  DirectoryDefinition,
  ObjectDefinition,
  ObjectMapping,
  SynchronizationRule,
  SynchronizationSchema,
} from "@microsoft/microsoft-graph-types";
import { EXIT, SetupError } from "../../base/errors.js";
import { isJsonObject, type JsonValue } from "../../base/json.js";
import type { Raw } from "../../http/wire-types.js";

/** A job's schema as it came. Only what the models name is read of it, all else is kept. */
export type SchemaAsRead = Raw<SynchronizationSchema>;

/** The mapping of users within a schema, with its place. */
export interface UserMapping {
  readonly ruleIndex: number;
  readonly mappingIndex: number;
  readonly rule: Raw<SynchronizationRule>;
  readonly mapping: Raw<ObjectMapping>;
  /** For messages: `synchronizationRules[0].objectMappings[1]`. */
  readonly place: string;
}

/** The attributes of one object of one directory, with their place. */
export interface AttributeDefinitions {
  readonly directoryIndex: number;
  readonly objectIndex: number;
  readonly attributes: readonly Raw<AttributeDefinition>[];
}

const SOURCE_OBJECT = "User";
/** The names under which jobs know a SCIM user (Microsoft Graph: synchronizationJob provisionOnDemand; RFC 7643 4.1, 4.3). */
const TARGET_OBJECTS: ReadonlySet<JsonValue | undefined> = new Set([
  "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User",
  "urn:ietf:params:scim:schemas:core:2.0:User",
  "User",
]);

/**
 * The mapping that provisions users: by being enabled and by the two object names, which are the same in every tenant.
 * Names of rules and mappings differ with the tenant's age and are never looked at.
 *
 * @throws SetupError `schema-unexpected` (exit 1) when there is none, or more than one
 */
export function findUserMapping(schema: SchemaAsRead): UserMapping {
  const hits = itemsOf<SynchronizationRule>(schema.synchronizationRules).flatMap(({ item: rule, index: ruleIndex }) =>
    itemsOf<ObjectMapping>(rule.objectMappings)
      .filter(({ item }) => isUserMapping(item))
      .map(({ item: mapping, index: mappingIndex }) => ({
        ruleIndex,
        mappingIndex,
        rule,
        mapping,
        place: `synchronizationRules[${String(ruleIndex)}].objectMappings[${String(mappingIndex)}]`,
      })),
  );
  const [hit] = hits;
  if (hit === undefined)
    throw unexpected("synchronizationRules", "there is no enabled mapping from Entra users to SCIM users");
  if (hits.length === 1) return hit;
  const places = hits.map(({ place }) => place).join(" and ");
  throw unexpected(places, "each of them maps Entra users to SCIM users, and it is not clear which one the job uses");
}

function isUserMapping(mapping: Raw<ObjectMapping>): boolean {
  return (
    mapping.enabled === true &&
    mapping.sourceObjectName === SOURCE_OBJECT &&
    TARGET_OBJECTS.has(mapping.targetObjectName)
  );
}

/** What the schema knows of an object of a directory; undefined when it does not say, which leaves the check to Microsoft Graph. */
export function definitionsOf(
  schema: SchemaAsRead,
  directory: JsonValue | undefined,
  object: JsonValue | undefined,
): AttributeDefinitions | undefined {
  for (const { item, index: directoryIndex } of itemsOf<DirectoryDefinition>(schema.directories)) {
    if (item.name !== directory) continue;
    const hit = itemsOf<ObjectDefinition>(item.objects).find((one) => one.item.name === object);
    if (hit === undefined || !isList(hit.item.attributes)) continue;
    const attributes = itemsOf<AttributeDefinition>(hit.item.attributes).map((one) => one.item);
    return { directoryIndex, objectIndex: hit.index, attributes };
  }
  return undefined;
}

/** The objects of a list, each with its index in the list as it stands. */
export function itemsOf<Model>(value: JsonValue | undefined): { readonly item: Raw<Model>; readonly index: number }[] {
  if (!isList(value)) return [];
  return value.flatMap((item, index) => (isRaw<Model>(item) ? [{ item, index }] : []));
}

/** What an object holds is not looked at here. */
function isRaw<Model>(value: JsonValue): value is JsonValue & Raw<Model> {
  return isJsonObject(value);
}

export function isList(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}

/** A schema that cannot be changed with certainty; nothing was written. */
export function unexpected(place: string, why: string): SetupError {
  return new SetupError({
    code: "schema-unexpected",
    exitCode: EXIT.failed,
    what: `The attribute mappings cannot be changed safely, at ${place}`,
    why,
    fix: [
      "Correct the mapping in the Entra admin center: open the application > Provisioning > Mappings > Provision Microsoft Entra ID Users.",
      "Or restore the default mappings on the same page, and run the same command again.",
      "Or leave this application unchanged: --new-app creates a second one for provisioning.",
    ],
    refused: true,
  });
}
