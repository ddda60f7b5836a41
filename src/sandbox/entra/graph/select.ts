import type { FastifyRequest } from "fastify";
import type { JsonObject } from "../../../base/json.js";
import { badRequest } from "./errors.js";
import { queryValue } from "./request.js";

/**
 * Chooses the properties of an answer by `$select`.
 *
 * @param type - the resource's type, for the refusal: `user`
 * @param known - all properties there are
 * @param usual - what is answered without `$select`; all when absent
 * @returns what cuts an object down
 * @throws GraphError (400) when `$select` names an unknown property
 */
export function selection(
  request: FastifyRequest,
  {
    type,
    known,
    usual,
  }: { readonly type: string; readonly known: readonly string[]; readonly usual?: readonly string[] },
): (view: JsonObject) => JsonObject {
  const text = queryValue(request, "$select");
  const chosen = text?.split(",").map((name) => name.trim()) ?? usual;
  if (chosen === undefined) return (view) => view;
  const names = new Set(["@odata.type"]);
  for (const name of chosen) {
    const property = known.find((one) => one.toLowerCase() === name.toLowerCase());
    if (property !== undefined) {
      names.add(property);
      continue;
    }
    throw badRequest(
      `Parsing OData Select and Expand failed: Could not find a property named '${name.slice(0, 60)}' on type 'microsoft.graph.${type}'.`,
      "BadRequest",
    );
  }
  return (view) => Object.fromEntries(Object.entries(view).filter(([name]) => names.has(name)));
}
