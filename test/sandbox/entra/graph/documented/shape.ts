import { isJsonObject, type JsonValue } from "../../../../../src/base/json.js";

/**
 * Where an answer differs from a documented one in shape: what is missing, and what is of another type. Values may differ, null
 * stands for any type, and an answer may hold more than an example that was shortened for readers.
 *
 * @returns one line for each difference, as `value[0].status.code: missing`
 */
export function differences(documented: JsonValue, answer: JsonValue | undefined, at = "answer"): readonly string[] {
  if (answer === undefined) return [`${at}: missing`];
  if (documented === null || answer === null) return [];
  if (Array.isArray(documented)) {
    if (!Array.isArray(answer)) return [`${at}: no list`];
    const [wanted] = documented as readonly JsonValue[];
    const [found] = answer as readonly JsonValue[];
    if (wanted === undefined) return [];
    return found === undefined ? [`${at}: empty`] : differences(wanted, found, `${at}[0]`);
  }
  if (isJsonObject(documented)) {
    if (!isJsonObject(answer)) return [`${at}: no object`];
    return Object.entries(documented).flatMap(([name, value]) =>
      value === undefined ? [] : differences(value, answer[name], `${at}.${name}`),
    );
  }
  return typeof documented === typeof answer ? [] : [`${at}: ${typeof answer} instead of ${typeof documented}`];
}
