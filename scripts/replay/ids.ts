import { isJsonObject, type JsonValue } from "../../src/base/json.js";

const ID = /\b(?:0oa|00u|00g|gPm|prm|oty|osc|rst|0pr)[A-Za-z0-9]{17}\b/g;
const WHOLE_ID = /^(?:0oa|00u|00g|gPm|prm|oty|osc|rst|0pr)[A-Za-z0-9]{17}$/;
const KEY_IN_PATH = /(?<=\/keys\/|kid=)[A-Za-z0-9_-]{43}/;

/** Which of the sandbox's ids stands for which recorded one. */
export interface Ids {
  has(recorded: string): boolean;
  get(recorded: string): string | undefined;
  set(recorded: string, ours: string): void;
  /** A path, a query or a body with the sandbox's ids instead of the recorded ones. */
  translate(text: string): string;
  /** Takes the ids that stand at the same places of two answers for each other. */
  learn(recorded: JsonValue | undefined, ours: JsonValue | undefined): void;
}

/** True for an id as Okta makes them: a kind of three characters and 17 more. */
export function isId(value: unknown): value is string {
  return typeof value === "string" && WHOLE_ID.test(value);
}

/** All ids in a text, each once. */
export function idsIn(text: string): readonly string[] {
  return [...new Set(text.match(ID) ?? [])];
}

/** The text with the kind alone of each id. */
export function withoutIds(text: string): string {
  return text.replace(ID, (id) => `{${id.slice(0, 3)}}`);
}

export function createIds(): Ids {
  const known = new Map<string, string>();

  function learn(recorded: JsonValue | undefined, ours: JsonValue | undefined, name = ""): void {
    if (typeof recorded === "string" && typeof ours === "string") {
      const alike = isId(recorded) && recorded.slice(0, 3) === ours.slice(0, 3);
      if ((alike || name === "kid") && !known.has(recorded)) known.set(recorded, ours);
    } else if (Array.isArray(recorded) && Array.isArray(ours)) {
      learnList(recorded as readonly JsonValue[], ours as readonly JsonValue[]);
    } else if (isJsonObject(recorded) && isJsonObject(ours)) {
      for (const [key, value] of Object.entries(recorded)) {
        if (key === "_links") learnPolicy(JSON.stringify(value), JSON.stringify(ours[key] ?? {}));
        else learn(value, ours[key], key);
      }
    }
  }

  /** Items of two lists belong together by what they are called. */
  function learnList(recorded: readonly JsonValue[], ours: readonly JsonValue[]): void {
    const free = [...ours];
    for (const item of recorded) {
      const place = free.findIndex((other) => isSame(item, other));
      if (place >= 0) learn(item, free.splice(place, 1)[0]);
    }
  }

  function isSame(recorded: JsonValue, ours: JsonValue): boolean {
    if (!isJsonObject(recorded) || !isJsonObject(ours)) return false;
    const { id } = recorded;
    if (typeof id === "string" && known.has(id)) return known.get(id) === ours["id"];
    if (recorded["source"] !== undefined)
      return isSameEnd(recorded["source"], ours["source"]) && isSameEnd(recorded["target"], ours["target"]);
    const name = nameOf(recorded);
    return name !== undefined && name === nameOf(ours);
  }

  /** An end of a profile mapping: by its id, where that is known, else by its kind and name. */
  function isSameEnd(recorded: JsonValue | undefined, ours: JsonValue | undefined): boolean {
    if (!isJsonObject(recorded) || !isJsonObject(ours)) return false;
    const { id } = recorded;
    if (typeof id === "string" && known.has(id)) return known.get(id) === ours["id"];
    return recorded["type"] === ours["type"] && recorded["name"] === ours["name"];
  }

  /** The access policy of an app stands in its links alone. */
  function learnPolicy(recorded: string, ours: string): void {
    const policy = /"accessPolicy":\{"href":"[^"]*\/(rst\w{17})"/;
    const [a, b] = [policy.exec(recorded)?.[1], policy.exec(ours)?.[1]];
    if (a !== undefined && b !== undefined) known.set(a, b);
  }

  return {
    has: (recorded) => known.has(recorded),
    get: (recorded) => known.get(recorded),
    set: (recorded, ours) => void known.set(recorded, ours),
    translate: (text) =>
      text.replace(ID, (id) => known.get(id) ?? id).replace(KEY_IN_PATH, (kid) => known.get(kid) ?? kid),
    learn,
  };
}

/** What an item of a list is called: a group's name, a user's login, an app's label. */
export function nameOf(item: JsonValue | undefined): string | undefined {
  if (!isJsonObject(item)) return undefined;
  const profile = isJsonObject(item["profile"]) ? item["profile"] : {};
  const names = [profile["name"], profile["login"], item["label"], item["name"]];
  return names.find((name): name is string => typeof name === "string");
}
