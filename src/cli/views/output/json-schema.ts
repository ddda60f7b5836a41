import { z } from "zod";
import type { IdpName } from "../../../base/idp-name.js";
import { isJsonObject, type JsonObject } from "../../../base/json.js";
import { planningSchema, type Planning } from "../../saved-plan/format/planning-options.js";
import { savedPlanSchema } from "../../saved-plan/format/schema.js";
import { outputSchema } from "./schema.js";

/**
 * The JSON Schema (2020-12) of every JSON document that the command line prints. It allows unknown members, as its readers must:
 * later versions add some. @public Read by scripts/docs.js.
 */
export function outputJsonSchema(): JsonObject {
  const { $schema, ...rest } = jsonSchemaOf(outputSchema, "open");
  return {
    $schema,
    title: "What is printed with --json",
    description:
      "One document on standard output. Within formatVersion 1, members may be added, and none is removed or changes its meaning: ignore unknown members. docs/json.md says which document it is.",
    ...rest,
  };
}

/**
 * The JSON Schema (2020-12) of a plan's file. It is strict: it rejects everything that the command line would not apply, except a
 * wrong digest, which no schema can compute. @public Read by scripts/docs.js.
 *
 * @param idps - the options that a plan may contain, by IdP
 */
export function planJsonSchema(idps: readonly (Planning & { readonly name: IdpName })[]): JsonObject {
  const { $schema, ...rest } = jsonSchemaOf(savedPlanSchema, "strict");
  return {
    $schema,
    title: "A plan saved by plan --out",
    description: "For apply --plan. Unknown members are refused. Times are UTC.",
    ...rest,
    allOf: idps.map((idp) => {
      const { $schema: _same, $defs: _unused, ...options } = jsonSchemaOf(planningSchema(idp), "strict");
      return {
        if: { properties: { tenant: { type: "object", properties: { idp: { const: idp.name } } } } },
        then: { properties: { options } },
      };
    }),
  };
}

function jsonSchemaOf(schema: z.ZodType, unknownMembers: "open" | "strict"): JsonObject {
  const made: unknown = z.toJSONSchema(schema, {
    target: "draft-2020-12",
    io: "input",
    // A value checked by a function of ours has its JSON Schema beside it.
    unrepresentable: "any",
    override: ({ jsonSchema }) => {
      // Readers cannot write, so readOnly says nothing.
      delete jsonSchema.readOnly;
      // The limit of exact numbers is not a limit of the format.
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
      if (unknownMembers === "open" && jsonSchema.additionalProperties === false)
        delete jsonSchema.additionalProperties;
    },
  });
  const named: unknown = JSON.parse(JSON.stringify(made).replaceAll("__schema0", "json"));
  if (!isJsonObject(named)) throw new Error("a schema that has no JSON Schema");
  return named;
}
