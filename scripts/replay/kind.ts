import { isJsonObject, type JsonObject, type JsonValue } from "../../src/base/json.js";
import type { BaseSettings } from "../../src/sandbox/okta/org/attributes/user-base.js";
import type { OrgHabits } from "../../src/sandbox/okta/org/habits.js";
import { orgKind, ORG_PARTS, type OrgPart } from "../../src/sandbox/okta/org/org-kind.js";
import { listOf } from "./org.js";
import type { Recorded, Sequence } from "./recording.js";

export const USER_SCHEMA = "/api/v1/meta/schemas/user/default";
const SELF = ["READ_WRITE", "READ_ONLY", "HIDE"] as const;

/** Something in which orgs differ. */
export type Trait = OrgPart["needs"];

/** Which traits the org of a sequence shows to have or to lack; what no answer shows is not in it. */
export type ShownTraits = ReadonlyMap<Trait, boolean>;

/**
 * What a recording shows of its org: a trait is there when one answer has its part, and lacks when answers could have it and none
 * does. The names of sequences do not tell: some `classic-00` were recorded on orgs with Identity Engine.
 */
export function traitsShown(sequence: Sequence): ShownTraits {
  const shown = new Map<Trait, boolean>();
  const show = (trait: Trait, isThere: boolean): void => {
    shown.set(trait, isThere || shown.get(trait) === true);
  };
  for (const exchange of sequence.filter(({ status }) => status < 300)) {
    for (const item of listOf(exchange.answer)) {
      const kind = kindOf(exchange, item);
      for (const { place, needs, otherwise } of ORG_PARTS.filter(({ of }) => of === kind)) {
        const [above, key] = [valueAt(item, place.slice(0, -1)), place.at(-1) ?? ""];
        if (isJsonObject(above)) show(needs, above[key] !== undefined && above[key] !== otherwise);
      }
      if (typeof item["pipeline"] === "string") show("identity-engine", item["pipeline"] === "idx");
    }
  }
  return shown;
}

/** The org to play a sequence on: as it shows itself, and as the sandbox's own where it shows nothing. */
export function orgFor(sequence: Sequence): OrgHabits {
  const shown = traitsShown(sequence);
  const engine = shown.get("identity-engine") === false ? "classic" : "identity";
  const usual = orgKind(engine).features;
  const known = new Set(ORG_PARTS.flatMap(({ needs }) => (needs === "identity-engine" ? [] : [needs])));
  return {
    engine,
    features: [...known].filter((feature) => shown.get(feature) ?? usual.has(feature)),
    baseAttributes: baseAttributesShown(sequence),
  };
}

/** What the first answer with the schema of users says of their base attributes, where administrators can change it. */
function baseAttributesShown(sequence: Sequence): BaseSettings {
  const first = sequence.find(({ path, status }) => path === USER_SCHEMA && status === 200)?.answer;
  const shown = valueAt(first, ["definitions", "base", "properties"]);
  if (!isJsonObject(shown)) return {};
  return Object.fromEntries(
    Object.entries(shown).map(([name, attribute]) => {
      const [permission] = listOf(valueAt(attribute, ["permissions"]));
      const self = SELF.find((word) => word === permission?.["action"]);
      return [name, { ...(self === undefined ? {} : { self }), required: valueAt(attribute, ["required"]) === true }];
    }),
  );
}

/** What an item of an answer is, where that is something of which orgs show different parts. */
function kindOf({ path }: Recorded, item: JsonObject): OrgPart["of"] | undefined {
  if (item["signOnMode"] !== undefined && isJsonObject(item["settings"])) return "app";
  if (item["objectClass"] !== undefined) return "group";
  const isAppUser = /\/apps\/[^/]+\/users/.test(path);
  return !isAppUser && isJsonObject(item["profile"]) && item["credentials"] !== undefined ? "user" : undefined;
}

/** What stands at a place of an answer. */
export function valueAt(value: JsonValue | undefined, [key, ...rest]: readonly string[]): JsonValue | undefined {
  if (key === undefined) return value;
  return isJsonObject(value) ? valueAt(value[key], rest) : undefined;
}
