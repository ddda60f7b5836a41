import { z } from "zod";
import { isJsonObject, type JsonObject, type JsonValue } from "../base/json.js";
import { templateSchema } from "./document/schema.js";
import type { KindShape } from "./document/template.js";

/** A whole value from an input, and a text that contains an input's value. */
const REFERENCE = "reference";
const TEXT_WITH_REFERENCE = "textWithReference";
const WHOLE_REFERENCE = "^\\$\\{[^{}]+\\}$";
const DEFINITIONS: JsonObject = {
  [REFERENCE]: {
    type: "string",
    pattern: WHOLE_REFERENCE,
    description: 'The value of an input of the template, for example "${name}"',
  },
  [TEXT_WITH_REFERENCE]: {
    type: "string",
    pattern: "(^|[^$])\\$\\{[^{}]+\\}",
    description: 'A text that contains the value of an input, for example "${name}"',
  },
};

/**
 * The JSON Schema (draft-07, which editors support best) of a template, made from the schemas of the command line itself.
 * It does not cover what needs the whole file: whether an input exists and has the right type, or the order of steps.
 */
export function templateJsonSchema(kinds: readonly KindShape[]): JsonObject {
  const schema = jsonSchemaOf(templateSchema);
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "A template for total-setup",
    ...withSteps(schema, kinds),
    allOf: idpsOf(kinds).map((idp) => ofIdp(idp, kinds)),
    definitions: DEFINITIONS,
  };
}

/** The JSON Schema of a step kind's `with`, where each value may also be a reference to an input. */
export function withJsonSchema(kind: KindShape): JsonObject {
  return mapped(jsonSchemaOf(kind.schema));
}

/** The JSON Schema of a step kind's `with`, without references. */
export function plainWithSchema(kind: KindShape): JsonObject {
  return jsonSchemaOf(kind.schema);
}

function jsonSchemaOf(schema: z.ZodType): JsonObject {
  const made: unknown = z.toJSONSchema(schema, {
    target: "draft-7",
    io: "input",
    unrepresentable: "any",
    // Only secrets are checked by their class: a template has a reference to an input for them.
    override: ({ zodSchema, jsonSchema }) => {
      if (zodSchema._zod.def.type === "custom") Object.assign(jsonSchema, { type: "string", pattern: WHOLE_REFERENCE });
    },
  });
  if (!isPlainJson(made)) throw new Error("a schema that has no JSON Schema");
  return Object.fromEntries(Object.entries(made).filter(([key]) => key !== "$schema"));
}

function isPlainJson(value: unknown): value is JsonObject {
  return isJsonObject(value);
}

/** The template's schema with all values of `uses`, and the `with` of each. */
function withSteps(schema: JsonObject, kinds: readonly KindShape[]): JsonObject {
  const properties = objectAt(schema, "properties");
  const steps = objectAt(properties, "steps");
  const step = objectAt(steps, "items");
  const stepProperties = objectAt(step, "properties");
  const uses = {
    description: "The step kind",
    oneOf: kinds.map((kind) => ({ const: kind.uses, description: summaryOf(kind) })),
  };
  const variants = kinds.map((kind) => ({
    if: { properties: { uses: { const: kind.uses } }, required: ["uses"] },
    then: { properties: { with: withJsonSchema(kind) } },
  }));
  const items = { ...step, properties: { ...stepProperties, uses }, allOf: variants };
  return { ...schema, properties: { ...properties, steps: { ...steps, items } } };
}

/** What a step kind does, in one or two sentences: the description of its schema. */
export function summaryOf({ schema }: KindShape): string {
  return schema.description ?? "";
}

function ofIdp(idp: string, kinds: readonly KindShape[]): JsonObject {
  const uses = kinds.map((kind) => kind.uses).filter((name) => name.startsWith(`${idp}/`));
  return {
    if: { properties: { idp: { const: idp } }, required: ["idp"] },
    then: { properties: { steps: { items: { properties: { uses: { enum: uses } } } } } },
  };
}

function idpsOf(kinds: readonly KindShape[]): string[] {
  return [...new Set(kinds.map(({ uses }) => uses.slice(0, uses.indexOf("/"))))];
}

/** The schema of a value that may also be a reference. A schema without rules for its strings accepts references as it is. */
function takingReferences(schema: JsonObject): JsonObject {
  const inner = mapped(schema);
  if (inner["pattern"] === WHOLE_REFERENCE || Object.keys(inner).length === 0) return inner;
  const { description, default: standard, ...bare } = inner;
  if (bare["type"] === "string" && Object.keys(bare).length === 1) return inner;
  const definition = bare["type"] === "string" ? TEXT_WITH_REFERENCE : REFERENCE;
  return {
    ...(description === undefined ? {} : { description }),
    ...(standard === undefined ? {} : { default: standard }),
    anyOf: [bare, { $ref: `#/definitions/${definition}` }],
  };
}

/** The schema, with references accepted inside it. */
function mapped(schema: JsonObject): JsonObject {
  const result: Record<string, JsonValue | undefined> = { ...schema };
  const { properties, items, additionalProperties } = schema;
  if (isJsonObject(properties))
    result["properties"] = Object.fromEntries(
      Object.entries(properties).map(([key, value]) => [key, isJsonObject(value) ? takingReferences(value) : value]),
    );
  if (isJsonObject(items)) result["items"] = takingReferences(items);
  if (isJsonObject(additionalProperties)) result["additionalProperties"] = takingReferences(additionalProperties);
  for (const key of ["anyOf", "oneOf", "allOf"]) {
    const options = schema[key];
    if (Array.isArray(options))
      result[key] = (options as readonly JsonValue[]).map((one) => (isJsonObject(one) ? mapped(one) : one));
  }
  return result;
}

function objectAt(schema: JsonObject, key: string): JsonObject {
  const value = schema[key];
  if (!isJsonObject(value)) throw new Error(`the template's JSON Schema has no ${key}`);
  return value;
}
