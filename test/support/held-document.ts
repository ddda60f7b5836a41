import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import type { z } from "zod";
import { isJsonObject, type JsonObject, type JsonValue } from "../../src/base/json.js";
import { outputSchema } from "../../src/cli/views/output/schema.js";

/** Any document that the command line prints with `--json`. */
export type OutputDocument = z.output<typeof outputSchema>;

const AJV = { strict: true, strictRequired: false, formats: { "date-time": true } } as const;

/** A schema of schemas/ as it is kept. */
export function keptSchema(name: "output" | "plan"): JsonObject {
  const text = readFileSync(new URL(`../../schemas/${name}.schema.json`, import.meta.url), "utf8");
  return JSON.parse(text) as JsonObject;
}

/** Whether a value is as a JSON Schema (2020-12) says. */
export function checkerOf(schema: JsonObject): (value: unknown) => boolean {
  const validate = new Ajv2020(AJV).compile(schema);
  return (value) => validate(value);
}

/** The schema with every object closed: readers pass over members that they do not know, and a test must not. */
export function closed(schema: JsonValue): JsonValue {
  if (Array.isArray(schema)) return (schema as readonly JsonValue[]).map(closed);
  if (!isJsonObject(schema)) return schema;
  const inner = Object.fromEntries(
    Object.entries(schema).map(([key, value]) => [key, value === undefined ? value : closed(value)]),
  );
  return isJsonObject(schema["properties"]) && schema["type"] === "object"
    ? { ...inner, additionalProperties: false }
    : inner;
}

let accepts: ReturnType<typeof checkerOf> | undefined;

/** Whether the kept schema takes a document, every member of which it must know; and whether the sources' schema does. */
export function verdictsOn(document: unknown): { readonly kept: boolean; readonly sources: boolean } {
  accepts ??= checkerOf(closed(keptSchema("output")) as JsonObject);
  return { kept: accepts(document), sources: outputSchema.safeParse(document).success };
}

/**
 * The one JSON document in a text, held against the kept schema and the sources' own.
 *
 * @throws Error when there is anything beside it, a schema refuses it, or the two do not say the same of it
 */
export function heldDocument(stdout: string): OutputDocument {
  const document: unknown = JSON.parse(stdout);
  const { kept, sources } = verdictsOn(document);
  if (kept !== sources)
    throw new Error(`schemas/output.schema.json ${kept ? "takes" : "refuses"} what the sources' schema does not`);
  if (!kept)
    throw new Error(`a document that schemas/output.schema.json does not describe: ${nearestIssues(document)}`);
  return document as OutputDocument;
}

/** Holds what a command with these arguments printed; text for people is none of this. */
export function holdPrinted(args: readonly string[], stdout: string): void {
  const asked = args.includes("--json") && !args.includes("--help");
  if (asked && stdout !== "") heldDocument(stdout);
}

/** What is wrong with a document, seen as the kind that it comes nearest to. */
function nearestIssues(document: unknown): string {
  const issues = outputSchema.options.map((kind) => kind.safeParse(document).error?.issues ?? []);
  const [nearest = []] = issues.sort((a, b) => a.length - b.length);
  return nearest.map(({ path, message }) => `${path.map(String).join(".")}: ${message}`).join("; ");
}
