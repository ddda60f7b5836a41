import { isJsonObject, type JsonObject, type JsonValue } from "../../src/base/json.js";
import { orgKind, ORG_PARTS, type OrgEngine, type OrgFeature, type OrgPart } from "../../src/sandbox/okta/org/org-kind.js";
import { listOf } from "./org.js";
import type { Recorded, Sequence } from "./recording.js";

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
      for (const { place, needs } of ORG_PARTS.filter((part) => part.of === kindOf(exchange, item))) {
        const [above, key] = [at(item, place.slice(0, -1)), place.at(-1) ?? ""];
        if (isJsonObject(above)) show(needs, above[key] !== undefined);
      }
      if (typeof item["pipeline"] === "string") show("identity-engine", item["pipeline"] === "idx");
    }
  }
  return shown;
}

/** The kind of org to play a sequence on: as it shows itself, and as the sandbox's own where it shows nothing. */
export function orgFor(shown: ShownTraits): { readonly engine: OrgEngine; readonly features: readonly OrgFeature[] } {
  const engine = shown.get("identity-engine") === false ? "classic" : "identity";
  const usual = orgKind(engine).features;
  const known = new Set(ORG_PARTS.flatMap(({ needs }) => (needs === "identity-engine" ? [] : [needs])));
  return { engine, features: [...known].filter((feature) => shown.get(feature) ?? usual.has(feature)) };
}

/** What an item of an answer is, where that is something of which orgs show different parts. */
function kindOf({ path }: Recorded, item: JsonObject): OrgPart["of"] | undefined {
  if (item["signOnMode"] !== undefined && isJsonObject(item["settings"])) return "app";
  if (item["objectClass"] !== undefined) return "group";
  const isAppUser = /\/apps\/[^/]+\/users/.test(path);
  return !isAppUser && isJsonObject(item["profile"]) && item["credentials"] !== undefined ? "user" : undefined;
}

function at(value: JsonValue | undefined, [key, ...rest]: readonly string[]): JsonValue | undefined {
  if (key === undefined) return value;
  return isJsonObject(value) ? at(value[key], rest) : undefined;
}
