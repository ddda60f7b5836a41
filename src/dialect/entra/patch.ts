import { isJsonObject, type JsonObject, type JsonValue } from "../../base/json.js";
import { hasRoles, holdsRoles } from "./roles.js";
import { targetAttribute } from "./target-attribute.js";
import type { PatchStyle } from "./tenant-url.js";
import { isNothing, resourceValue, valueAt, type TargetValues } from "./values.js";

/** One operation before its letter case is chosen. */
export interface PatchOperation {
  readonly op: "Add" | "Replace" | "Remove";
  /** Absent where `value` names the attributes. */
  readonly path?: string;
  readonly value?: JsonValue;
}

/** An operation on one attribute. */
interface AttributeOperation extends PatchOperation {
  readonly path: string;
  readonly value: JsonValue;
}

const PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

/**
 * The PATCH message: `Add`, `Replace` and `Remove` by default, lower case with the flag.
 * Source: Microsoft Learn, application-provisioning-config-problem-scim-compatibility.
 */
export function patchMessage(operations: readonly PatchOperation[], style: PatchStyle): JsonObject {
  return {
    schemas: [PATCH],
    Operations: operations.map((operation) => ({
      ...operation,
      op: style === "default" ? operation.op : operation.op.toLowerCase(),
    })),
  };
}

/** What of an update is not plain. */
export interface Exceptions {
  /** Attributes that the update empties, though Entra does not clear values. */
  readonly cleared?: readonly string[];
  /** Attributes whose values at the target are replaced as a whole: those of AssertiveAppRoleAssignmentsComplex. */
  readonly asserted?: ReadonlySet<string>;
}

/**
 * What has to be sent so that a resource gets these values: Add where it has none, Replace where it has another one. Values
 * that are nothing are not sent, so nothing is cleared but the exceptions. Texts are compared with their case. Roles are added
 * and never taken away, unless they are asserted.
 * By default every attribute is an operation of its own; with the flag several attributes share one that has no path, save
 * those whose path filters.
 * Sources: Microsoft Learn, application-provisioning-config-problem-scim-compatibility ("replace multiple attributes") and
 * customize-application-attributes (app roles).
 */
export function differences(
  current: JsonObject,
  values: TargetValues,
  style: PatchStyle,
  { cleared = [], asserted }: Exceptions = {},
): readonly PatchOperation[] {
  const operations: AttributeOperation[] = [];
  for (const [path, wanted] of values) {
    if (isNothing(wanted)) continue;
    const actual = valueAt(current, path);
    if (holdsRoles(path) && Array.isArray(wanted)) {
      const only = asserted?.has(path) === true;
      if (hasRoles(actual, wanted as readonly JsonValue[], only)) continue;
      const value = only ? resourceValue(path, wanted) : patchValue(path, wanted, style);
      operations.push({ op: only ? "Replace" : "Add", path, value });
    } else if (!sameValue(actual, wanted)) {
      operations.push({ op: actual === undefined ? "Add" : "Replace", path, value: patchValue(path, wanted, style) });
    }
  }
  for (const path of cleared)
    if (valueAt(current, path) !== undefined) operations.push({ op: "Replace", path, value: "" });
  if (style === "default") return operations;

  const filters = ({ path }: AttributeOperation): boolean => targetAttribute(path).selector.length > 0;
  const plain = operations.filter((operation) => !filters(operation));
  return [
    ...operations.filter(filters),
    ...together(plain.filter(({ op }) => op === "Add")),
    ...together(plain.filter(({ op }) => op === "Replace")),
  ];
}

/** Operations of one kind as a single one without a path, its keys the paths as they are: `name.givenName`. */
function together(operations: readonly AttributeOperation[]): readonly PatchOperation[] {
  const [first, ...others] = operations;
  if (first === undefined || others.length === 0) return operations;
  return [{ op: first.op, value: Object.fromEntries(operations.map(({ path, value }) => [path, value])) }];
}

/**
 * A value as a PATCH carries it: booleans as the texts `True` and `False` by default, roles as the texts that the expression
 * gives, each wrapped in an object of its own.
 * Sources: Microsoft Learn, application-provisioning-config-problem-scim-compatibility and customize-application-attributes.
 */
export function patchValue(path: string, value: JsonValue, style: PatchStyle): JsonValue {
  const real = resourceValue(path, value);
  if (style !== "default") return real;
  if (typeof real === "boolean") return real ? "True" : "False";
  if (!holdsRoles(path) || !Array.isArray(value)) return real;
  return (value as readonly JsonValue[]).map((role) => (typeof role === "string" ? { value: role } : role));
}

/** True when the target holds this value already, however it writes booleans, numbers and references. */
export function sameValue(actual: JsonValue | undefined, wanted: JsonValue): boolean {
  if (isNothing(actual) || wanted === null) return false;
  if (Array.isArray(wanted)) {
    if (!Array.isArray(actual)) return false;
    const keys = (list: readonly JsonValue[]): string => JSON.stringify([...new Set(list.map(comparable))].sort());
    return keys(actual as readonly JsonValue[]) === keys(wanted as readonly JsonValue[]);
  }
  if (Array.isArray(actual)) return (actual as readonly JsonValue[]).some((item) => sameValue(item, wanted));
  if (typeof actual === "boolean" || typeof wanted === "boolean") {
    return comparable(actual).toLowerCase() === comparable(wanted).toLowerCase();
  }
  return comparable(actual) === comparable(wanted);
}

/** A complex value stands for its `value`, a number for its text. */
function comparable(value: JsonValue): string {
  if (isJsonObject(value)) {
    const inner = value["value"];
    return inner === undefined || isJsonObject(inner) ? JSON.stringify(value) : comparable(inner);
  }
  return typeof value === "string" ? value : JSON.stringify(value);
}
