import { readFileSync } from "node:fs";
import { join } from "node:path";
import { OpenAPIBackend, ValidationContext, type AjvCustomizer, type Document } from "openapi-backend";
import { parse } from "yaml";
import { isJsonObject, type JsonObject } from "../../src/base/json.js";
import { withoutForeignReferences, withSchemas, withSubtypes } from "./prepare.js";
import { SUPPLEMENT } from "./supplement.js";

/** The part of Okta's official OpenAPI description that the specs folder holds. */
export const OKTA_DESCRIPTION = "okta-management.subset.yaml";

/** An OpenAPI description that requests and answers can be held against. */
export type Description = OpenAPIBackend;

/** @param folder - holds the vendors' descriptions */
export async function readDescription(folder: string): Promise<Description> {
  const document: unknown = parse(readFileSync(join(folder, OKTA_DESCRIPTION), "utf8"));
  if (!isJsonObject(document)) throw new Error(`${OKTA_DESCRIPTION} holds no OpenAPI description`);
  return openDescription(withSchemas(document, SUPPLEMENT));
}

/** Opens a description: one that names a subtype by a field, as `signOnMode`, is checked against the subtype too. */
export async function openDescription(document: JsonObject): Promise<Description> {
  const prepared = withSubtypes(withoutForeignReferences(document));
  const description = new OpenAPIBackend({
    // The package's type is that of a correct description; whether this is one shows when it is compiled.
    definition: prepared as JsonObject & Document,
    // Full validation of the description itself is not our business, and takes seconds.
    quick: true,
    ajvOpts: { strict: false, allErrors: true, logger: false },
    customizeAjv: refuseReadOnly,
  });
  return description.init();
}

/** OpenAPI 3.0.3, "readOnly": such a field should not be sent; ajv by itself only takes note of it. */
const refuseReadOnly: AjvCustomizer = (ajv, _options, context) => {
  if (context === ValidationContext.RequestBody) {
    ajv.removeKeyword("readOnly").addKeyword({
      keyword: "readOnly",
      schemaType: "boolean",
      validate: (readOnly: boolean) => !readOnly,
      error: { message: "must not be sent: it is read-only" },
    });
  }
  return ajv;
};
