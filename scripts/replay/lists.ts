import { isJsonObject, type JsonObject, type JsonValue } from "../../src/base/json.js";
import { differences, type Difference } from "./difference.js";
import { idsIn, nameOf, type Ids } from "./ids.js";

/** What is known of the things that a list can hold. */
export interface Known {
  readonly ids: Ids;
  /** Recorded ids of what the sequence made itself. */
  readonly made: ReadonlySet<string>;
  /** Recorded ids of what was there before, in a state that nobody recorded. */
  readonly older: ReadonlySet<string>;
}

/** Words by which items of one list are of one kind. */
const KINDS = ["type", "signOnMode", "default"];

/**
 * Compares two lists. A list holds what else is in its org, so that only what both sides know is compared; where that is nothing, one
 * item of each side, for the shape.
 */
export function listDifferences(
  recorded: readonly JsonValue[],
  ours: readonly JsonValue[],
  { ids, made, older }: Known,
): Difference[] {
  const items = recorded.filter(isJsonObject);
  const others = ours.filter(isJsonObject);
  const pairs: [JsonObject, JsonObject][] = [];
  const missing: JsonObject[] = [];
  for (const item of items) {
    const id = idOf(item);
    const other = others.find((one) => id !== undefined && one["id"] === ids.get(id));
    if (other !== undefined) pairs.push([item, other]);
    else if (id !== undefined && made.has(id) && ids.has(id)) missing.push(item);
  }
  const found = pairs.flatMap(([item, other]) => (older.has(idOf(item) ?? "") ? [] : differences(item, other, "[]")));
  if (missing.length > 0)
    found.push({ what: LACKS, recorded: missing.map((item) => nameOf(item) ?? null), ours: others.length });
  if (pairs.length > 0 || missing.length > 0) return found;
  return lonely(items, others, { ids, made, older });
}

/** What a list that is read too early is told by. */
export const LACKS = "[]: lacks what the sequence made";
/** Okta itself shows an empty list for some seconds after a write. */
export const EARLIER = "[]: empty in the recording, has what the sequence made";

function lonely(items: readonly JsonObject[], others: readonly JsonObject[], known: Known): Difference[] {
  const { ids, made, older } = known;
  const item = items.find((one) => !older.has(idOf(one) ?? ""));
  const other = item === undefined ? undefined : others.find((one) => isAlike(item, one));
  if (item !== undefined && other !== undefined) return differences(item, other, "[]");
  const isOurs = (one: JsonObject): boolean => idsIn(JSON.stringify(one)).some((id) => made.has(id));
  if (others.length === 0 && items.some(isOurs)) return [{ what: LACKS, recorded: items.length, ours: 0 }];
  const ourIds = new Set([...made].map((id) => ids.get(id)));
  if (items.length === 0 && others.some((one) => ourIds.has(idOf(one))))
    return [{ what: EARLIER, recorded: 0, ours: others.length }];
  return [];
}

function isAlike(item: JsonObject, other: JsonObject): boolean {
  if (idOf(item) === undefined && nameOf(item) !== undefined) return nameOf(item) === nameOf(other);
  return KINDS.every((kind) => item[kind] === other[kind]) && catalogNameOf(item) === catalogNameOf(other);
}

/** Which app of the catalog it is; undefined for a custom app and for what is no app. */
function catalogNameOf({ name, signOnMode }: JsonObject): string | undefined {
  return typeof name === "string" && signOnMode !== undefined && !/^(?:acme|sandbox)_/.test(name) ? name : undefined;
}

function idOf(item: JsonObject): string | undefined {
  return typeof item["id"] === "string" ? item["id"] : undefined;
}
