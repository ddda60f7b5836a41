import { isJsonObject, type JsonObject, type JsonValue } from "../../base/json.js";
import type { Schema } from "../schema/attribute.js";
import { ScimError, invalidSyntax, invalidValue, mutability, noTarget } from "../message/errors.js";
import { isNothing } from "./patch-object.js";
import { isCore, patchPlace, type PatchTarget } from "./patch-path.js";
import { extensionOf, type ResourceType } from "../schema/resource-type.js";

const PATCH_OP = "urn:ietf:params:scim:api:messages:2.0:PatchOp";
/** An IdP sends one operation for each changed attribute or member. */
const MOST_OPERATIONS = 10_000;

/** What an operation does at its place. */
type PatchOp = "add" | "replace" | "remove";

/** One thing that a PATCH asks for, at one attribute. */
export interface PatchChange {
  readonly op: PatchOp;
  readonly place: PatchTarget;
  /** Undefined only for `remove`. */
  readonly value: JsonValue | undefined;
  /** Which operation of the message asks for it, counted from 0. */
  readonly operation: number;
}

/**
 * Reads a PATCH body (RFC 7644 3.5.2) into changes, in the order in which they are to be applied: an operation on the whole
 * resource or on an extension becomes one change for each attribute of its value. Beyond the RFC, as Microsoft Entra needs it
 * (Microsoft: "Known issues with SCIM 2.0 protocol compliance"): `op` in any case, and values without path whose keys are
 * paths (`name.givenName`, a URN with its attribute, `emails[type eq "work"].value`). Attributes that the resource type does
 * not have are left out, and so are readOnly ones that stand in a value.
 *
 * @throws ScimError 400 `invalidSyntax`, `invalidPath`, `invalidFilter`, `invalidValue`, `noTarget` (remove without path),
 * `mutability` (a path to what is readOnly); 413 for more than 10,000 operations
 */
export function parsePatch(body: JsonValue | undefined, type: ResourceType): readonly PatchChange[] {
  if (!isJsonObject(body)) throw invalidSyntax("The body must be a JSON object.");
  const schemas = inAnyCase(body, "schemas");
  if (!Array.isArray(schemas) || !schemas.some((one) => isText(one) && one.toLowerCase() === PATCH_OP.toLowerCase())) {
    throw invalidSyntax(`"schemas" must be an array that contains ${PATCH_OP}.`);
  }
  const operations = inAnyCase(body, "operations");
  if (!Array.isArray(operations) || operations.length === 0) {
    throw invalidSyntax('"Operations" must be an array of at least one operation.');
  }
  if (operations.length > MOST_OPERATIONS) {
    throw new ScimError(413, `There are more than ${String(MOST_OPERATIONS)} operations.`);
  }
  return (operations as readonly JsonValue[]).flatMap((operation, index) =>
    atOperation(index, () => changesOf(operation, type).map((change) => ({ ...change, operation: index }))),
  );
}

/** Runs what belongs to one operation, so that a refusal says which one it was. */
export function atOperation<T>(index: number, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof ScimError)) throw error;
    throw new ScimError(error.status, `Operations[${String(index)}]: ${error.detail}`, error.scimType);
  }
}

type Change = Omit<PatchChange, "operation">;

function changesOf(operation: JsonValue, type: ResourceType): readonly Change[] {
  if (!isJsonObject(operation)) throw invalidSyntax("An operation must be an object.");
  const op = opOf(inAnyCase(operation, "op"));
  const path = inAnyCase(operation, "path") ?? undefined;
  const value = inAnyCase(operation, "value");
  if (path !== undefined && !isText(path)) throw invalidSyntax('"path" must be a string.');
  if (op !== "remove" && value === undefined) throw invalidValue(`"${op}" needs a value.`);
  if (path === undefined || isCore(path, type)) return changesOfResource(op, value, type);
  const extension = extensionOf(type, path);
  if (extension !== undefined) return changesOfExtension(op, extension, value, type);
  const place = patchPlace(path, type);
  if (place === undefined) return [];
  if (isReadOnly(place)) throw mutability(`${place.name} is readOnly.`);
  return [{ op, place, value }];
}

function changesOfResource(op: PatchOp, value: JsonValue | undefined, type: ResourceType): readonly Change[] {
  if (op === "remove") throw noTarget('"remove" needs a path.');
  if (!isJsonObject(value)) throw invalidValue("Without a path, the value must be an object of attributes.");
  return Object.entries(value).flatMap(([key, one]) => {
    const extension = extensionOf(type, key);
    return extension === undefined ? changesAtKey(op, key, one, type) : changesOfExtension(op, extension, one, type);
  });
}

function changesOfExtension(
  op: PatchOp,
  extension: Schema,
  value: JsonValue | undefined,
  type: ResourceType,
): readonly Change[] {
  if (op === "remove" || isNothing(value)) {
    return extension.attributes.map((attribute) => ({
      op: "remove",
      place: { name: `${extension.id}:${attribute.name}`, extension, attribute },
      value: undefined,
    }));
  }
  if (!isJsonObject(value)) throw invalidValue(`${extension.id} must be an object.`);
  return Object.entries(value).flatMap(([key, one]) => changesAtKey(op, `${extension.id}:${key}`, one, type));
}

function changesAtKey(op: PatchOp, key: string, value: JsonValue | undefined, type: ResourceType): readonly Change[] {
  const place = placeOfKey(key, type);
  return place === undefined || isReadOnly(place) ? [] : [{ op, place, value }];
}

/** A key that cannot be a path is one more attribute that nobody knows, unless it has brackets. */
function placeOfKey(key: string, type: ResourceType): PatchTarget | undefined {
  try {
    return patchPlace(key, type);
  } catch (error) {
    if (error instanceof ScimError && !key.includes("[")) return undefined;
    throw error;
  }
}

function isReadOnly({ attribute, sub }: PatchTarget): boolean {
  return attribute.mutability === "readOnly" || sub?.mutability === "readOnly";
}

function opOf(given: JsonValue | undefined): PatchOp {
  const op = isText(given) ? given.toLowerCase() : "";
  if (op !== "add" && op !== "replace" && op !== "remove") throw invalidSyntax('"op" must be add, replace or remove.');
  return op;
}

function inAnyCase(from: JsonObject, name: string): JsonValue | undefined {
  const key = Object.keys(from).find((one) => one.toLowerCase() === name);
  return key === undefined ? undefined : from[key];
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}
