import { isJsonObject, type JsonValue } from "../../src/base/json.js";
import { isId, withoutIds } from "./ids.js";

/** Something in which an answer of the sandbox is not as the recorded one. */
export interface Difference {
  /** In words that stay the same from exchange to exchange: `._links.help: only in the recording`. */
  readonly what: string;
  readonly recorded: JsonValue | undefined;
  readonly ours: JsonValue | undefined;
}

/** What stands at one place of an answer, without the values that differ from org to org. */
interface Fact {
  readonly text: string;
  readonly value: JsonValue;
}

/** A place of an answer, as `._links.logo[].href`; a list's items one after the other. */
type Facts = Map<string, Fact>;

const TIME = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;
const WORD = /^[A-Z][A-Z0-9_]+$/;
/** Names that a test or an org made up. */
const MADE_UP = /testAcc|\d{5,}|^(?:acme|sandbox)_|_link$|^python_sdk/i;

/**
 * Compares the shapes of two answers: keys, types, booleans, upper-case words, formats of times, and the texts of errors; not ids,
 * times, hosts and names that somebody made up.
 */
export function differences(recorded: JsonValue, ours: JsonValue, at = ""): Difference[] {
  const [left, right] = [factsOf(recorded, at), factsOf(ours, at)];
  const found: Difference[] = [];
  for (const [place, fact] of left) {
    const other = right.get(place);
    if (other === undefined) {
      if (hasParent(left, place, right)) found.push(only("recording", place, fact));
    } else if (fact.text !== other.text) {
      found.push({ what: `${label(place)}: ${fact.text} -> ${other.text}`, recorded: fact.value, ours: other.value });
    }
  }
  for (const [place, fact] of right)
    if (!left.has(place) && hasParent(right, place, left)) found.push(only("sandbox", place, fact));
  return found;
}

function only(side: "recording" | "sandbox", place: string, { value }: Fact): Difference {
  const what = `${label(place)}: only in the ${side}`;
  return side === "recording" ? { what, recorded: value, ours: undefined } : { what, recorded: undefined, ours: value };
}

/** A place without the numbers of list items. */
function label(place: string): string {
  return place === "" ? "(body)" : place.replace(/\[\d+\]/g, "[]");
}

/** True when the other side has what the place is part of, in the same kind: else that is the difference, and not each of its parts. */
function hasParent(mine: Facts, place: string, theirs: Facts): boolean {
  const parent = place.replace(/(?:\.[^.[\]]*|\[\d+\])$/, "");
  const other = theirs.get(parent);
  return parent === place || (other !== undefined && other.text === mine.get(parent)?.text);
}

function factsOf(value: JsonValue, at: string, facts: Facts = new Map()): Facts {
  const items = Array.isArray(value) ? (value as readonly JsonValue[]) : undefined;
  facts.set(at, { text: items === undefined ? kindOf(value, at) : kindOfList(items), value });
  if (items !== undefined && !areWords(items))
    for (const [index, item] of items.entries()) factsOf(item, `${at}[${String(index)}]`, facts);
  if (isJsonObject(value)) {
    for (const [key, part] of Object.entries(value)) {
      // Dots of a key would read as places.
      const name = MADE_UP.test(key) ? "*" : key.replaceAll(".", "%2E");
      if (part !== undefined && !facts.has(`${at}.${name}`)) factsOf(part, `${at}.${name}`, facts);
    }
  }
  return facts;
}

function kindOf(value: JsonValue, at: string): string {
  if (value === null) return "null";
  if (typeof value === "boolean") return String(value);
  if (typeof value === "number") return "a number";
  if (typeof value !== "string") return "an object";
  if (/\.errorSummary$/.test(at)) return `"${plain(value)}"`;
  if (TIME.test(value)) return `a time ${value.replace(/\d/g, "9")}`;
  return WORD.test(value) && !isId(value) ? value : "a text";
}

/** A list of words by its upper-case ones, whatever their order; another one by its length. */
function kindOfList(items: readonly JsonValue[]): string {
  if (!areWords(items)) return items.length === 0 ? "an empty list" : `a list of ${String(items.length)}`;
  const words = items.filter((item): item is string => typeof item === "string" && WORD.test(item));
  return `a list of ${words.length === 0 ? "texts" : [...new Set(words)].sort().join(", ")}`;
}

function areWords(items: readonly JsonValue[]): boolean {
  return items.length > 0 && items.every((item) => typeof item === "string");
}

/** The text of an error without what belongs to one org or one request. */
function plain(text: string): string {
  return withoutIds(text)
    .replace(/\boae[\w-]+/g, "{oae}")
    .replace(/testAcc_?\w*|\b\w+_testacc\w*/gi, "{name}")
    .replace(/\b\d{5,}\b/g, "{number}");
}
