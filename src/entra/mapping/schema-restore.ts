import type { ObjectMapping, SynchronizationRule } from "@microsoft/microsoft-graph-types";
import type { JsonObject, JsonValue } from "../../base/json.js";
import {
  definitionsOf,
  findUserMapping,
  isList,
  itemsOf,
  type SchemaAsRead,
  type UserMapping,
} from "./schema-surgery-find.js";
import { newDefinition, newMapping } from "./schema-surgery-items.js";
import { isSame, mappingsOf, pathOf, setIn, type Path } from "./schema-surgery.js";

/** One mapping of users as it was before a run. */
export interface FormerMapping {
  /** Attribute on the SCIM server, as `externalId`. */
  readonly target: string;
  /** What filled it; undefined when it was not mapped. */
  readonly source: JsonValue | undefined;
  /** True when the run had to define the attribute in the job's schema. */
  readonly defined: boolean;
}

/** Whether a mapping that a run added has nothing in it but what the run put there, however its source reads by now. */
export function isAsAdded(schema: SchemaAsRead, target: string): boolean {
  const [hit] = mappingsOf(findUserMapping(schema).mapping, target);
  const added = newMapping(target, "");
  return (["defaultValue", "flowBehavior", "flowType", "matchingPriority"] as const).every(
    (key) => hit === undefined || (hit.item[key] ?? "") === "" || hit.item[key] === added[key],
  );
}

/**
 * Puts mappings of users back in a schema that is otherwise left exactly as it is: of one that was there only `source` changes,
 * one that was added is taken out with the attribute's definition, unless that is in use. Changes nothing given.
 *
 * @throws SetupError `schema-unexpected` (exit 1) when there is no mapping of users
 */
export function restoreMappings(schema: JsonObject, former: readonly FormerMapping[]): JsonObject {
  return former.reduce((now, one) => restoreOne(now, findUserMapping(now), one), schema);
}

function restoreOne(schema: JsonObject, users: UserMapping, { target, source, defined }: FormerMapping): JsonObject {
  const [hit] = mappingsOf(users.mapping, target);
  const path: Path = [...pathOf(users), "attributeMappings"];
  if (source !== undefined) return hit === undefined ? schema : setIn(schema, [...path, hit.index, "source"], source);
  const list = users.mapping.attributeMappings;
  const without =
    hit === undefined || !isList(list)
      ? schema
      : setIn(
          schema,
          path,
          list.filter((_one, index) => index !== hit.index),
        );
  return defined ? withoutDefinition(without, users, target) : without;
}

function withoutDefinition(schema: JsonObject, { rule, mapping }: UserMapping, target: string): JsonObject {
  const [directory, object] = [rule.targetDirectoryName, mapping.targetObjectName];
  const known = definitionsOf(schema, directory, object);
  const definition = known?.attributes.find(({ name }) => isSame(name, target));
  if (known === undefined || definition === undefined || isUsed(schema, object, target)) return schema;
  const added = newDefinition(target, definition.type);
  const isOurs = (["anchor", "caseExact", "multivalued", "mutability", "required"] as const).every(
    (key) => definition[key] === added[key],
  );
  if (!isOurs) return schema;
  const path: Path = ["directories", known.directoryIndex, "objects", known.objectIndex, "attributes"];
  return setIn(
    schema,
    path,
    known.attributes.filter((one) => one !== definition),
  );
}

/** Whether any mapping to this kind of object fills the attribute. */
function isUsed(schema: SchemaAsRead, object: JsonValue | undefined, target: string): boolean {
  return itemsOf<SynchronizationRule>(schema.synchronizationRules)
    .flatMap(({ item }) => itemsOf<ObjectMapping>(item.objectMappings))
    .filter(({ item }) => item.targetObjectName === object)
    .some(({ item }) => mappingsOf(item, target).length > 0);
}
