import type { JsonObject } from "../base/json.js";
import { notUnique } from "../scim/message/errors.js";
import type { Table } from "./table.js";

/**
 * Refuses attributes whose value only one resource may have while another has it.
 *
 * @throws ScimError 409 `uniqueness`
 */
export function checkUnique(table: Table, attributes: JsonObject, id: string): void {
  for (const { name, uniqueness } of table.type.schema.attributes) {
    const value = attributes[name];
    if (uniqueness === "none" || typeof value !== "string") continue;
    if (table.find(name, value)?.some((other) => other.id !== id) === true) throw notUnique(name, value);
  }
}
