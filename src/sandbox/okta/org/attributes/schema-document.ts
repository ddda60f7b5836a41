import type { JsonObject } from "../../../../base/json.js";
import { resourceTime } from "../time.js";

/** What a schema of the Schemas API is made of. */
interface SchemaParts {
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly description?: string;
  readonly lastUpdated: number;
  readonly created: number;
  readonly base: ReadonlyMap<string, JsonObject>;
  readonly custom: ReadonlyMap<string, JsonObject>;
  /** Base attributes that are required and do not say so themselves. */
  readonly alsoRequired?: readonly string[];
  readonly links?: JsonObject;
}

/** A schema as the Schemas API shows it: `required` is there only where there are attributes. Source: recorded traffic, 2025 and 2026. */
export function schemaDocument(parts: SchemaParts): JsonObject {
  const { id, name, title, description, base, custom, alsoRequired = [], links } = parts;
  return {
    id,
    $schema: "http://json-schema.org/draft-04/schema#",
    name,
    title,
    ...(description === undefined ? {} : { description }),
    lastUpdated: resourceTime(parts.lastUpdated),
    created: resourceTime(parts.created),
    definitions: { custom: section("custom", custom, []), base: section("base", base, alsoRequired) },
    type: "object",
    properties: { profile: { allOf: [{ $ref: "#/definitions/custom" }, { $ref: "#/definitions/base" }] } },
    ...(links === undefined ? {} : { _links: links }),
  };
}

function section(name: string, attributes: ReadonlyMap<string, JsonObject>, also: readonly string[]): JsonObject {
  const required = [...attributes].filter(([, { required: is }]) => is === true).map(([attribute]) => attribute);
  return {
    id: `#${name}`,
    type: "object",
    properties: Object.fromEntries(attributes),
    ...(attributes.size === 0 ? {} : { required: [...new Set([...required, ...also])] }),
  };
}
