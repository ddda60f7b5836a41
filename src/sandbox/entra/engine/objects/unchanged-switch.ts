import type { Exceptions } from "../../../../dialect/entra/patch.js";
import type { ObjectRule } from "../job/job-mapping.js";
import type { Work } from "../job/work.js";
import type { SourceAttributes } from "./source.js";

/**
 * The target attributes of a user that come to null in this cycle: their mappings use Switch, and none of the attributes that
 * they read has changed since the last look, though another one has. A full look evaluates everything.
 * Source: Microsoft Learn, functions-for-customizing-application-data (Switch, caution). What is sent then is not known: here
 * it is an empty text, as for a manager who was removed.
 */
export function emptiedBySwitch(
  work: Work,
  rule: ObjectRule,
  objectId: string,
  attribute: SourceAttributes,
): readonly string[] {
  const before = work.memory.switched.get(objectId);
  const now = rememberSwitches(work, rule, objectId, attribute);
  if (work.full || before === undefined || work.variants.unchangedSwitch === "keeps") return [];
  return [...now].flatMap(([target, read]) => (before.get(target) === read ? [target] : []));
}

/** Remembers what the mappings with Switch have read of a user, by target attribute. */
export function rememberSwitches(
  { memory }: Work,
  rule: ObjectRule,
  objectId: string,
  attribute: SourceAttributes,
): ReadonlyMap<string, string> {
  const switches = rule.attributes.filter(({ switchesOn, createOnly }) => switchesOn.length > 0 && !createOnly);
  const read = new Map(
    switches.map(({ target, switchesOn }) => [
      target,
      JSON.stringify(switchesOn.map((name) => attribute(name) ?? null)),
    ]),
  );
  if (read.size > 0) memory.switched.set(objectId, read);
  return read;
}

/** What of a user's update is not plain. */
export function exceptionsFor(rule: ObjectRule, cleared: readonly string[]): Exceptions {
  return {
    cleared,
    asserted: new Set(rule.attributes.flatMap(({ target, asserted }) => (asserted ? [target] : []))),
  };
}
