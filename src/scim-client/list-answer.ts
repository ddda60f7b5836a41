import { isJsonObject, type JsonObject, type JsonValue } from "../base/json.js";

/** The parts of a ListResponse that reading needs. */
export interface ListAnswer {
  readonly totalResults: number;
  readonly resources: readonly JsonObject[];
  /** Counts that are text, for example `startIndex "1"`: IdPs may fail on them (Okta developer docs, reference/scim/scim-20). */
  readonly asText?: readonly string[];
}

/**
 * Reads a ListResponse (RFC 7644 3.4.2) with names in any case: Okta also accepts `resources` and `totalresults`.
 *
 * @returns undefined when it is not one, for example when `totalResults` is not a whole number
 */
export function listAnswerOf(json: JsonValue | undefined): ListAnswer | undefined {
  if (!isJsonObject(json)) return undefined;
  const totalResults = valueOf(json, "totalresults");
  const resources = valueOf(json, "resources") ?? [];
  if (typeof totalResults !== "number" || !Number.isInteger(totalResults) || !Array.isArray(resources))
    return undefined;
  const asText = ["startIndex", "itemsPerPage"].flatMap((name) => {
    const value = valueOf(json, name.toLowerCase());
    return typeof value === "string" ? [`${name} ${JSON.stringify(value.slice(0, 20))}`] : [];
  });
  return {
    totalResults,
    resources: (resources as readonly JsonValue[]).filter(isJsonObject),
    ...(asText.length === 0 ? {} : { asText }),
  };
}

/** The value of a top-level attribute of a resource, its name in any case. */
export function valueOf(resource: JsonObject, lowerName: string): JsonValue | undefined {
  const key = Object.keys(resource).find((name) => name.toLowerCase() === lowerName);
  return key === undefined ? undefined : resource[key];
}

/** A top-level string attribute of a resource; a number becomes its digits, anything else an empty text. */
export function textOf(resource: JsonObject, lowerName: string): string {
  const value = valueOf(resource, lowerName);
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

/** The id of a resource. */
export function idOf(resource: JsonObject): string | undefined {
  const { id } = resource;
  return typeof id === "string" && id !== "" ? id : undefined;
}
