import { isJsonObject, type JsonObject } from "../../src/base/json.js";
import type { SandboxJob } from "../../src/sandbox/entra/tenant/model.js";

/** Changes a job's attribute mappings of people, as an administrator in the portal would. */
export function changeUserMappings(job: SandboxJob, change: (mappings: readonly JsonObject[]) => JsonObject[]): void {
  const rules = list(job.schema["synchronizationRules"]).map((rule) => ({
    ...rule,
    objectMappings: list(rule["objectMappings"]).map((mapping) =>
      mapping["sourceObjectName"] === "User"
        ? { ...mapping, attributeMappings: change(list(mapping["attributeMappings"])) }
        : mapping,
    ),
  }));
  job.schema = { ...job.schema, synchronizationRules: rules };
}

/** The objects of a list. */
export function list(value: JsonObject[string] | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}
