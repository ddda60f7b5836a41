import type { JsonValue } from "../../../base/json.js";
import { evaluateExpression, type SourceValue } from "../expression/evaluate.js";
import type { AttributeRule, Note, ObjectRule } from "./job-mapping.js";
import type { SourceAttributes } from "./source.js";

/**
 * What an object is to have on the target, by target attribute: every mapping of the schema, evaluated as it stands. What
 * comes to nothing is not in it, since Entra does not send it. Source: Microsoft Learn, how-provisioning-works (null attributes).
 *
 * @param creating - true when the object is about to be created: defaults and mappings for creation count then only
 */
export function evaluateObject(
  rule: ObjectRule,
  attribute: SourceAttributes,
  creating: boolean,
  note: Note,
): Map<string, JsonValue> {
  const values = new Map<string, JsonValue>();
  for (const one of rule.attributes) {
    if (one.createOnly && !creating) continue;
    const value = valueOf(one, attribute, creating, note);
    if (value !== undefined && value !== "" && !(Array.isArray(value) && value.length === 0))
      values.set(one.target, one.boolean ? asBoolean(value) : value);
  }
  return values;
}

function valueOf(one: AttributeRule, attribute: SourceAttributes, creating: boolean, note: Note): SourceValue {
  if (one.expression === undefined) return one.defaultValue;
  const value = evaluated(one, one.expression, attribute, note);
  if (value !== undefined && value !== "") return value;
  return creating ? one.defaultValue : undefined;
}

function evaluated(one: AttributeRule, expression: string, attribute: SourceAttributes, note: Note): SourceValue {
  if (one.plain !== undefined) {
    const value = attribute(one.plain);
    if (value !== "unknown-attribute") return value;
    note(`the attribute ${one.plain} in the mapping of ${one.target}`);
    return undefined;
  }
  const evaluation = evaluateExpression(expression, attribute);
  if (evaluation.kind === "value") return evaluation.value;
  note(
    evaluation.kind === "invalid"
      ? `the expression in the mapping of ${one.target}: ${evaluation.reason}`
      : `${evaluation.what} in the mapping of ${one.target}`,
  );
  return undefined;
}

function asBoolean(value: JsonValue): JsonValue {
  const text = typeof value === "string" ? value.toLowerCase() : undefined;
  return text === "true" ? true : text === "false" ? false : value;
}
