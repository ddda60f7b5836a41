import { setTimeout as wait } from "node:timers/promises";
import { isJsonObject, type JsonObject, type JsonValue } from "../../../../../base/json.js";
import type { AttributeChange, CustomAttributes } from "../../../org/attributes/custom-attributes.js";
import { validationFailed } from "../../errors.js";
import { readAttribute, type SchemaOwner } from "./attribute-validation.js";

/**
 * A write takes its time: those that come meanwhile begin from the same attributes.
 *
 * @param milliseconds - real ones, as the requests that are under way are real
 */
export async function othersUnderWay(milliseconds: number): Promise<void> {
  await wait(milliseconds);
}

/** Whose schema is changed. */
interface Changed {
  readonly custom: CustomAttributes;
  readonly isBase: (name: string) => boolean;
  readonly owner: SchemaOwner;
  readonly now: number;
}

/**
 * The changes to custom attributes in a POST: a body with one mistake changes nothing.
 *
 * @throws OktaApiError (400 E0000001) also while an attribute of the same name is being deleted
 */
export function readChanges(body: JsonObject, changed: Changed): AttributeChange[] {
  return Object.entries(propertiesIn(body, "custom")).map(
    ([name, sent]) => [name, sent === null ? undefined : readChange(name, sent, changed)] as const,
  );
}

function readChange(name: string, sent: JsonValue | undefined, { custom, isBase, owner, now }: Changed): JsonObject {
  if (isBase(name)) throw validationFailed(name, `${name}: a base attribute has this name`);
  if (custom.isBeingDeleted(name, now)) {
    const why = "the deletion process for an attribute with the same variable name is incomplete";
    throw validationFailed(name, `${name}: ${why}. Wait until the data clean up process finishes and then try again.`);
  }
  return readAttribute(name, sent, custom.get(name), owner);
}

/** The attributes in one part of a schema, as they were sent. */
export function propertiesIn(body: JsonObject, part: "custom" | "base"): JsonObject {
  const definitions = isJsonObject(body["definitions"]) ? body["definitions"] : {};
  const section = isJsonObject(definitions[part]) ? definitions[part] : {};
  return isJsonObject(section["properties"]) ? section["properties"] : {};
}
