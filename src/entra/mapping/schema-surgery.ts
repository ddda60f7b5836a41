import type {
  AttributeDefinition,
  AttributeMapping,
  AttributeMappingSource,
  DirectoryDefinition,
  ObjectDefinition,
  ObjectMapping,
  SynchronizationRule,
  SynchronizationSchema,
} from "@microsoft/microsoft-graph-types";
import { isJsonObject, type JsonObject, type JsonValue } from "../../base/json.js";
import type { Raw } from "../../http/wire-types.js";
import type { FieldChange } from "../../setup/model/plan.js";
import {
  definitionsOf,
  findUserMapping,
  isList,
  itemsOf,
  unexpected,
  type SchemaAsRead,
  type UserMapping,
} from "./schema-surgery-find.js";
import { expressionOf, isPlain, newDefinition, newMapping, plain } from "./schema-surgery-items.js";

/** One attribute of users that the guide wants to fill from an attribute in Entra. */
export interface WantedMapping {
  /** Attribute on the SCIM server, as `externalId`. */
  readonly target: string;
  /** Attribute of the Entra user, as `objectId`. */
  readonly source: string;
}

/** What has to change in a schema. */
export interface MappingPlan {
  /** One field for each wanted mapping that differs: the target attribute, its expression before and after. */
  readonly fields: readonly FieldChange[];
  /** Target attributes the job's schema does not know yet: they are defined in the same write. */
  readonly defines: readonly string[];
  /** The whole schema as it must be written; the one given when nothing differs. */
  readonly after: JsonObject;
}

/**
 * Plans the wanted mappings of users in a schema that is otherwise left exactly as it is: of a mapping that exists only
 * `source` changes; one that is missing is added; unknown keys and order stay. Writes nothing and changes nothing given.
 *
 * @throws SetupError `schema-unexpected` (exit 1) with the place, when the schema leaves a doubt about what the change would mean
 */
export function planMappings(schema: JsonObject, wanted: readonly WantedMapping[]): MappingPlan {
  const users = findUserMapping(schema);
  if (!itemsOf<AttributeMapping>(users.mapping.attributeMappings).some(({ item }) => isMatching(item)))
    throw unexpected(users.place, "no attribute is used for matching, so Entra could not match any users");
  return wanted.reduce<MappingPlan>((plan, one) => addMapping(plan, users, one), {
    fields: [],
    defines: [],
    after: schema,
  });
}

/** The id that provisioning on demand needs: that of the rule that maps users. */
export function ruleIdOf(schema: SchemaAsRead): string {
  const { rule, ruleIndex } = findUserMapping(schema);
  const { id } = rule;
  if (typeof id === "string" && id !== "") return id;
  throw unexpected(`synchronizationRules[${String(ruleIndex)}].id`, "the rule has no id");
}

/** What the target attribute gets now, as the portal writes it: `[mailNickname]`; null when nothing, undefined when it is not mapped. */
export function expressionFor(schema: SchemaAsRead, target: string): string | null | undefined {
  const [hit] = mappingsOf(findUserMapping(schema).mapping, target);
  return hit === undefined ? undefined : expressionOf(hit.item.source);
}

/** What fills the target attribute, as the schema has it; undefined when it is not mapped. */
export function sourceFor(schema: SchemaAsRead, target: string): JsonValue | undefined {
  const [hit] = mappingsOf(findUserMapping(schema).mapping, target);
  return hit === undefined ? undefined : (hit.item.source ?? null);
}

/** The Entra attribute that the target attribute is a plain copy of; undefined when it is anything else. */
export function plainSourceOf(schema: SchemaAsRead, target: string): string | undefined {
  const [hit] = mappingsOf(findUserMapping(schema).mapping, target);
  const source = hit?.item.source;
  if (!isJsonObject(source)) return undefined;
  const { name }: Raw<AttributeMappingSource> = source;
  return typeof name === "string" && isPlain(source, name) ? name : undefined;
}

function addMapping(plan: MappingPlan, users: UserMapping, { target, source }: WantedMapping): MappingPlan {
  const hits = mappingsOf(users.mapping, target);
  const place = `${users.place}.attributeMappings`;
  if (hits.length > 1) throw unexpected(place, `${target} is mapped ${String(hits.length)} times`);
  const [hit] = hits;
  const now = hit?.item.source;
  if (isJsonObject(now) && isPlain(now, source)) return plan;
  if (hit !== undefined && isMatching(hit.item)) {
    throw unexpected(
      `${place}[${String(hit.index)}]`,
      `${target} is the matching attribute, and another source would match users to the wrong accounts`,
    );
  }
  const definition = requireSource(plan.after, users, source);
  const field = { path: target, before: expressionOf(now), after: `[${source}]` };
  const path: Path = [...pathOf(users), "attributeMappings"];
  const written =
    hit === undefined
      ? append(plan.after, path, newMapping(target, source))
      : setIn(plan.after, [...path, hit.index, "source"], { ...(isJsonObject(now) ? now : {}), ...plain(source) });
  const defined = define(written, users, target, definition);
  return {
    fields: [...plan.fields, field],
    defines: defined === written ? plan.defines : [...plan.defines, target],
    after: defined,
  };
}

/** The source attribute's definition; undefined where the schema does not describe Entra's users. */
function requireSource(
  schema: SchemaAsRead,
  { rule, mapping }: UserMapping,
  source: string,
): Raw<AttributeDefinition> | undefined {
  const known = definitionsOf(schema, rule.sourceDirectoryName, mapping.sourceObjectName);
  if (known === undefined) return undefined;
  const definition = known.attributes.find(({ name }) => name === source);
  if (definition !== undefined) return definition;
  throw unexpected(
    `directories[${String(known.directoryIndex)}].objects[${String(known.objectIndex)}]`,
    `Entra users have no attribute ${source} there`,
  );
}

/** An attribute must be defined before it can be mapped (Microsoft Graph: "Configure synchronization with custom target attributes"). */
function define(
  schema: JsonObject,
  { rule, mapping }: UserMapping,
  target: string,
  source: Raw<AttributeDefinition> | undefined,
): JsonObject {
  const known = definitionsOf(schema, rule.targetDirectoryName, mapping.targetObjectName);
  if (known === undefined || known.attributes.some(({ name }) => isSame(name, target))) return schema;
  const path: Path = ["directories", known.directoryIndex, "objects", known.objectIndex, "attributes"];
  return append(schema, path, newDefinition(target, source?.type));
}

/** Mappings of one target attribute, each with its index. */
export function mappingsOf(
  mapping: Raw<ObjectMapping>,
  target: string,
): { readonly item: Raw<AttributeMapping>; readonly index: number }[] {
  return itemsOf<AttributeMapping>(mapping.attributeMappings).filter(({ item }) =>
    isSame(item.targetAttributeName, target),
  );
}

/** SCIM compares attribute names without case (RFC 7643 2.1). */
export function isSame(name: JsonValue | undefined, target: string): boolean {
  return typeof name === "string" && name.toLowerCase() === target.toLowerCase();
}

function isMatching(item: Raw<AttributeMapping>): boolean {
  const priority = item.matchingPriority;
  return typeof priority === "number" && priority >= 1;
}

/** Keys and indexes that lead to a value. */
export type Path = readonly (SchemaKey | number)[];
type SchemaKey =
  | keyof SynchronizationSchema
  | keyof SynchronizationRule
  | keyof ObjectMapping
  | keyof AttributeMapping
  | keyof DirectoryDefinition
  | keyof ObjectDefinition;

/** Where the mapping of users is. */
export function pathOf({ ruleIndex, mappingIndex }: UserMapping): Path {
  return ["synchronizationRules", ruleIndex, "objectMappings", mappingIndex];
}

function append(schema: JsonObject, path: Path, item: JsonObject): JsonObject {
  const list = path.reduce<JsonValue | undefined>(childOf, schema);
  return setIn(schema, path, [...(isList(list) ? list : []), item]);
}

function childOf(value: JsonValue | undefined, key: string | number): JsonValue | undefined {
  if (typeof key === "number") return isList(value) ? value[key] : undefined;
  return isJsonObject(value) ? value[key] : undefined;
}

/** A copy with one value replaced; all that is not on the way to it is the same. */
export function setIn(schema: JsonObject, path: Path, leaf: JsonValue): JsonObject {
  const [key, ...rest] = path;
  return { ...schema, [String(key)]: replaced(schema[String(key)], rest, leaf) };
}

function replaced(value: JsonValue | undefined, path: Path, leaf: JsonValue): JsonValue {
  const [key, ...rest] = path;
  if (key === undefined) return leaf;
  if (isList(value)) return value.map((item, index) => (index === key ? replaced(item, rest, leaf) : item));
  const object = isJsonObject(value) ? value : {};
  return { ...object, [key]: replaced(object[String(key)], rest, leaf) };
}
