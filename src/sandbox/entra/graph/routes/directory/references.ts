import type { JsonObject, JsonValue } from "../../../../../base/json.js";
import { badRequest } from "../../errors.js";

const REFERENCE = /\/(?:directoryObjects|users|groups)(?:\/|\(')([0-9a-f-]{36})(?:'\))?$/i;

/**
 * The object id in a body with `@odata.id`.
 *
 * @throws GraphError (400) when it holds no address of an object
 */
export function referenceIn(body: JsonObject): string {
  return idOf(body["@odata.id"], "@odata.id");
}

/**
 * The object ids of a list as `members@odata.bind`; none when the body has no such list.
 *
 * @param most - how many may be bound at a time
 * @throws GraphError (400)
 */
export function boundIn(body: JsonObject, name: string, most: number): readonly string[] {
  const list = body[name];
  if (list === undefined) return [];
  if (!Array.isArray(list) || list.length > most) {
    throw badRequest(`A request can add at most ${String(most)} references in '${name}'.`);
  }
  return (list as readonly JsonValue[]).map((one) => idOf(one, name));
}

function idOf(value: JsonValue | undefined, name: string): string {
  const [, id] = typeof value === "string" ? (REFERENCE.exec(value) ?? []) : [];
  if (id === undefined) throw badRequest(`Invalid entity reference in '${name}'.`);
  return id.toLowerCase();
}
