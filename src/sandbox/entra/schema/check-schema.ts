import { isJsonObject, type JsonObject } from "../../../base/json.js";
import { parseExpression } from "../expression/parse.js";
import { attributesOf } from "../expression/values/tree.js";
import { nameIn, objectsIn, priorityOf, rulesOf } from "./read-schema.js";

/** Source: Entra docs, customize-application-attributes. */
const LONGEST_EXPRESSION = 10_000;

/** Why a schema is refused. The codes are the sandbox's own but for the first: Microsoft documents none of them. */
export interface SchemaProblem {
  readonly code: "RequestMissingRequiredParameter" | "SchemaAttributeNotFound" | "InvalidSchema";
  readonly message: string;
}

/**
 * Checks a schema that is to replace another one, by the portal's documented rules.
 * Source: Entra docs, customize-application-attributes; Microsoft Graph docs, synchronizationSchema: update.
 *
 * @returns the first problem; undefined when it can be saved
 */
export function checkSchema(before: JsonObject, after: JsonObject): SchemaProblem | undefined {
  for (const name of ["synchronizationRules", "directories"]) {
    if (objectsIn(after[name]).length > 0) continue;
    return { code: "RequestMissingRequiredParameter", message: `The required property '${name}' is missing.` };
  }
  const place = findPlaces(after);
  for (const [rule, mapping] of objectMappings(after)) {
    if (nameIn(rule, "id") === "") return invalid("A synchronization rule has no id.");
    const problem = checkObjectMapping(mapping, {
      title: `${nameIn(mapping, "sourceObjectName")} to ${nameIn(mapping, "targetObjectName")}`,
      source: place(nameIn(rule, "sourceDirectoryName"), nameIn(mapping, "sourceObjectName")),
      target: place(nameIn(rule, "targetDirectoryName"), nameIn(mapping, "targetObjectName")),
    });
    if (problem !== undefined) return problem;
  }
  return removedRequirement(before, after);
}

interface MappingPlace {
  /** For the message. */
  readonly title: string;
  /** What there is to read, and to write. */
  readonly source: ReadonlySet<string>;
  readonly target: ReadonlySet<string>;
}

function checkObjectMapping(mapping: JsonObject, place: MappingPlace): SchemaProblem | undefined {
  const attributes = objectsIn(mapping["attributeMappings"]);
  const seen = new Set<string>();
  for (const attribute of attributes) {
    const target = nameIn(attribute, "targetAttributeName");
    if (seen.has(target.toLowerCase())) {
      return invalid(`The target attribute '${target}' of ${place.title} is mapped more than once.`);
    }
    seen.add(target.toLowerCase());
  }
  // What is switched off may be unfinished.
  if (mapping["enabled"] !== true) return undefined;
  for (const attribute of attributes) {
    const problem = checkAttribute(attribute, place);
    if (problem !== undefined) return problem;
  }
  return attributes.some((attribute) => priorityOf(attribute) > 0)
    ? undefined
    : invalid(`The mapping ${place.title} has no matching attribute.`);
}

function checkAttribute(
  mapping: JsonObject,
  { title, source: readable, target }: MappingPlace,
): SchemaProblem | undefined {
  const name = nameIn(mapping, "targetAttributeName");
  if (!target.has(name)) {
    return notFound(`The target attribute '${name}' of ${title} is not in the target directory's definition.`);
  }
  const { source } = mapping;
  // A mapping without a source gives its default value.
  if (source === null || source === undefined) return undefined;
  if (!isJsonObject(source)) return invalid(`The source of '${name}' is not an object.`);
  const expression = nameIn(source, "expression");
  if (expression.length > LONGEST_EXPRESSION) {
    return invalid(`The expression of '${name}' is longer than ${String(LONGEST_EXPRESSION)} characters.`);
  }
  const parsed = parseExpression(expression);
  if (!parsed.ok) return invalid(`The expression of '${name}' cannot be read: ${parsed.reason}.`);
  const unknown = attributesOf(parsed.tree).find((attribute) => !readable.has(attribute));
  if (unknown !== undefined) {
    return notFound(`The source attribute '${unknown}' of '${name}' is not in the source directory's definition.`);
  }
  const { tree } = parsed;
  const said =
    tree.kind === "attribute"
      ? { type: "Attribute", name: tree.name }
      : tree.kind === "call"
        ? { type: "Function", name: tree.name }
        : { type: "Constant", name: tree.kind === "constant" ? tree.value : undefined };
  if (said.type !== source["type"] || (said.name !== undefined && said.name !== source["name"])) {
    return invalid(`The expression, name and type of the source of '${name}' do not agree.`);
  }
  return undefined;
}

/** The mapping of users stays on, and what the target requires stays mapped. */
function removedRequirement(before: JsonObject, after: JsonObject): SchemaProblem | undefined {
  const now = new Map(objectMappings(after).map(([rule, mapping]) => [keyOf(rule, mapping), mapping]));
  for (const [rule, mapping] of objectMappings(before)) {
    const key = keyOf(rule, mapping);
    if (mapping["enabled"] !== true) continue;
    const present = now.get(key);
    if (mapping["sourceObjectName"] === "User" && present?.["enabled"] !== true) {
      return invalid("The mapping of users cannot be disabled.");
    }
    if (present?.["enabled"] !== true) continue;
    const required = requiredTargets(before, rule, mapping);
    const kept = new Set(objectsIn(present["attributeMappings"]).map((one) => nameIn(one, "targetAttributeName")));
    const lost = objectsIn(mapping["attributeMappings"])
      .map((one) => nameIn(one, "targetAttributeName"))
      .find((name) => required.has(name) && !kept.has(name));
    if (lost !== undefined) return invalid(`The required attribute '${lost}' cannot be removed.`);
  }
  return undefined;
}

function keyOf(rule: JsonObject, mapping: JsonObject): string {
  return [nameIn(rule, "id"), nameIn(mapping, "sourceObjectName"), nameIn(mapping, "targetObjectName")].join("\n");
}

function objectMappings(schema: JsonObject): (readonly [rule: JsonObject, mapping: JsonObject])[] {
  return rulesOf(schema).flatMap((rule) =>
    objectsIn(rule["objectMappings"]).map((mapping) => [rule, mapping] as const),
  );
}

function attributeDefinitions(schema: JsonObject, directory: string, object: string): readonly JsonObject[] {
  const found = objectsIn(schema["directories"]).find((one) => one["name"] === directory);
  return objectsIn(objectsIn(found?.["objects"]).find((one) => one["name"] === object)?.["attributes"]);
}

function findPlaces(schema: JsonObject): (directory: string, object: string) => ReadonlySet<string> {
  return (directory, object) =>
    new Set(attributeDefinitions(schema, directory, object).map((attribute) => nameIn(attribute, "name")));
}

function requiredTargets(schema: JsonObject, rule: JsonObject, mapping: JsonObject): ReadonlySet<string> {
  const directory = nameIn(rule, "targetDirectoryName");
  return new Set(
    attributeDefinitions(schema, directory, nameIn(mapping, "targetObjectName"))
      .filter((attribute) => attribute["required"] === true)
      .map((attribute) => nameIn(attribute, "name")),
  );
}

function invalid(message: string): SchemaProblem {
  return { code: "InvalidSchema", message };
}

function notFound(message: string): SchemaProblem {
  return { code: "SchemaAttributeNotFound", message };
}
