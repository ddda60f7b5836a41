import type { JsonValue } from "../../../../base/json.js";
import { evaluateExpression, type SourceValue } from "../../expression/evaluate.js";
import type { AttributeRule, Note, ObjectRule } from "../job/job-mapping.js";
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
  evaluateRules(rule, attribute, creating, note, ({ target }, value) => values.set(target, value));
  return values;
}

/**
 * The same, mapping by mapping: of two with one target the later one counts.
 *
 * @param onValue - told of each value; the last argument is false for a constant and a default value
 */
export function evaluateRules(
  rule: ObjectRule,
  attribute: SourceAttributes,
  creating: boolean,
  note: Note,
  onValue: (rule: AttributeRule, value: JsonValue, fromSource: boolean) => void,
): void {
  for (const one of rule.attributes) {
    if (one.createOnly && !creating) continue;
    const own = one.expression === undefined ? undefined : evaluated(one, one.expression, attribute, note);
    const fromSource = own !== undefined && own !== "";
    const stands = one.expression === undefined || creating ? one.defaultValue : undefined;
    const value = fromSource ? own : stands;
    if (value !== undefined && value !== "" && !(Array.isArray(value) && value.length === 0))
      onValue(one, one.boolean ? asBoolean(value) : value, fromSource);
  }
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
