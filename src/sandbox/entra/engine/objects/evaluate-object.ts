import type { JsonValue } from "../../../../base/json.js";
import { evaluateExpression, type SourceValue } from "../../expression/evaluate.js";
import type { Surroundings } from "../../expression/values/surroundings.js";
import type { AttributeRule, Note, ObjectRule } from "../job/job-mapping.js";
import type { Work } from "../job/work.js";
import type { SourceAttributes } from "./source.js";

/** How an object's mappings are evaluated. */
export interface Evaluating {
  /** True when the object is about to be created: defaults and mappings for creation count then only. */
  readonly creating: boolean;
  readonly note: Note;
  /** What some functions need; without it, mappings whose value may differ each time are left out. */
  readonly surroundings?: Surroundings;
}

/** How the objects of a piece of work are evaluated when something is about to be sent. */
export function evaluatingFor({ note, tenant, now }: Work, creating: boolean): Evaluating {
  return { creating, note, surroundings: { now, newId: () => tenant.newId(), domain: tenant.domain } };
}

/**
 * What an object is to have on the target, by target attribute: every mapping of the schema, evaluated as it stands. What
 * comes to nothing is not in it, since Entra does not send it. Source: Microsoft Learn, how-provisioning-works (null attributes).
 */
export function evaluateObject(
  rule: ObjectRule,
  attribute: SourceAttributes,
  evaluating: Evaluating,
): Map<string, JsonValue> {
  const values = new Map<string, JsonValue>();
  evaluateRules(rule, attribute, evaluating, ({ target }, value) => values.set(target, value));
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
  evaluating: Evaluating,
  onValue: (rule: AttributeRule, value: JsonValue, fromSource: boolean) => void,
): void {
  const { creating, surroundings } = evaluating;
  for (const one of rule.attributes) {
    if ((one.createOnly && !creating) || (one.unpredictable && surroundings === undefined)) continue;
    const own = one.expression === undefined ? undefined : evaluated(one, one.expression, attribute, evaluating);
    const fromSource = own !== undefined && own !== "";
    const stands = one.expression === undefined || creating ? one.defaultValue : undefined;
    const value = fromSource ? own : stands;
    if (value !== undefined && value !== "" && !(Array.isArray(value) && value.length === 0))
      onValue(one, one.boolean ? asBoolean(value) : value, fromSource);
  }
}

function evaluated(
  one: AttributeRule,
  expression: string,
  attribute: SourceAttributes,
  { note, surroundings }: Evaluating,
): SourceValue {
  if (one.plain !== undefined) {
    const value = attribute(one.plain);
    if (value !== "unknown-attribute") return value;
    note(`the attribute ${one.plain} in the mapping of ${one.target}`);
    return undefined;
  }
  const evaluation = evaluateExpression(expression, attribute, surroundings);
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
