import type { JsonObject, JsonValue } from "../../base/json.js";
import type { SchemaAsRead } from "./schema-surgery-find.js";
import type { Journal } from "../../setup/journal/journal.js";

/** Remembers a job's mappings as they are after this tool's own work: from then on, other content is someone else's. */
export function rememberSchema(journal: Journal, jobId: string, schema: JsonObject): void {
  journal.rememberGiven(subjectOf(jobId), contentOf(schema));
}

/** Whether a job's mappings are those that this tool left; `unknown` when it never noted any. */
export function isOwnSchema(journal: Journal, jobId: string, schema: JsonObject): "same" | "different" | "unknown" {
  return journal.wasGiven(subjectOf(jobId), contentOf(schema));
}

/** Without what describes the answer, not the schema. */
export function withoutAnnotations(schema: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(schema).filter(([key]) => !key.startsWith("@odata.")));
}

function subjectOf(jobId: string): string {
  return `entra-schema:${jobId}`;
}

/** Mappings and scoping filters: what Microsoft keeps of the directories beside them may change by itself. */
function contentOf({ synchronizationRules }: SchemaAsRead): string {
  return JSON.stringify(plain(synchronizationRules ?? null));
}

/** With keys in order, and without those that hold nothing. */
function plain(value: JsonValue): JsonValue {
  if (value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) return value.map((one: JsonValue) => plain(one));
  const entries = Object.entries(value).filter(([, one]) => one !== null && one !== undefined);
  return Object.fromEntries(
    entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, one]) => [key, plain(one ?? null)]),
  );
}
