import { z } from "zod";
import type { IdpName } from "../../../base/idp-name.js";
import { isJsonObject, type JsonObject } from "../../../base/json.js";
import { planningSchema, type Planning } from "../../saved-plan/format/planning-options.js";
import { savedPlanSchema } from "../../saved-plan/format/schema.js";
import { outputSchema } from "./schema.js";

/**
 * The JSON Schema (2020-12) of every JSON document that the command line prints. It takes members that it does not know, as its
 * readers must: later versions add some. @public Read by scripts/docs.js.
 */
export function outputJsonSchema(): JsonObject {
  const { $schema, ...rest } = jsonSchemaOf(outputSchema, "open");
  return {
    $schema,
    title: "What is printed with --json",
    description:
      "One document on standard output. Within formatVersion 1 new members may come, and none goes or changes its meaning: pass over members that you do not know. Which document it is: docs/json.md.",
    ...rest,
  };
}

/**
 * The JSON Schema (2020-12) of a plan's file. It is strict: what the command line would not apply, it does not take, the digest
 * aside, which no schema can compute. @public Read by scripts/docs.js.
 *
 * @param idps - which options a plan may hold, by IdP
 */
export function planJsonSchema(idps: readonly (Planning & { readonly name: IdpName })[]): JsonObject {
  const { $schema, ...rest } = jsonSchemaOf(savedPlanSchema, "strict");
  return {
    $schema,
    title: "A plan as plan --out writes it",
    description: "For apply --plan. A member that is not named here is refused. Times are UTC.",
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
    // What is checked by a function of ours says its JSON Schema beside it.
    unrepresentable: "any",
    override: ({ jsonSchema }) => {
      // To the reader of a document, nothing in it can be written.
      delete jsonSchema.readOnly;
      // Where numbers stop being exact is nobody's business here.
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
      if (unknownMembers === "open" && jsonSchema.additionalProperties === false)
        delete jsonSchema.additionalProperties;
    },
  });
  const named: unknown = JSON.parse(JSON.stringify(made).replaceAll("__schema0", "json"));
  if (!isJsonObject(named)) throw new Error("a schema that has no JSON Schema");
  return named;
}
