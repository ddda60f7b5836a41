import { isJsonObject, type JsonObject } from "../base/json.js";
import { fold } from "../scim/filter/comparison.js";
import { attributeNamed, coreAttributesOf, type ResourceType } from "../scim/schema/resource-type.js";

/** Finds items by a key that need not be theirs alone. */
interface HashIndex<T> {
  add(key: string, item: T): void;
  remove(key: string, item: T): void;
  /** The items of this key, in no particular order. */
  get(key: string): readonly T[];
}

/** An index for keys that are nearly always one item's own: only shared keys cost a set. */
function createHashIndex<T extends object>(): HashIndex<T> {
  const single = new Map<string, T>();
  const shared = new Map<string, Set<T>>();

  return {
    add(key, item) {
      const others = shared.get(key);
      if (others !== undefined) {
        others.add(item);
        return;
      }
      const other = single.get(key);
      if (other === undefined) single.set(key, item);
      else {
        single.delete(key);
        shared.set(key, new Set([other, item]));
      }
    },
    remove(key, item) {
      if (single.get(key) === item) single.delete(key);
      const others = shared.get(key);
      others?.delete(item);
      if (others?.size === 0) shared.delete(key);
    },
    get(key) {
      const item = single.get(key);
      return item === undefined ? [...(shared.get(key) ?? [])] : [item];
    },
  };
}

/** A stored resource. What follows from others (members, groups, meta, schemas) is computed when it is shown. */
export interface StoredResource {
  readonly id: string;
  /** Its place in the order of creation. */
  readonly sequence: number;
  /** `id` and the attributes a client set, by the names of the schema. */
  readonly resource: JsonObject;
  /** Milliseconds since 1970. */
  readonly created: number;
  readonly lastModified: number;
}

/** All resources of one type, in the order of their creation. */
export interface Table {
  readonly type: ResourceType;
  get(id: string): StoredResource | undefined;
  /** Adds a resource, or puts another in the place of the one with its id. */
  put(resource: Omit<StoredResource, "sequence">): StoredResource;
  remove(id: string): void;
  all(): readonly StoredResource[];
  /**
   * The resources whose attribute equals the value, as the schema compares it (RFC 7643 `caseExact`), in the order of their
   * creation; undefined when there is no index for this attribute and somebody has to look at them all.
   */
  find(attribute: string, value: string): readonly StoredResource[] | undefined;
}

interface AttributeIndex {
  /** As in `userName` or `emails.value`. */
  readonly name: string;
  readonly valuesIn: (resource: JsonObject) => readonly string[];
  readonly key: (value: string) => string;
  readonly entries: HashIndex<StoredResource>;
}

/**
 * An empty table.
 *
 * @param indexed - the string attributes that are looked up by value, by their names in the schema: simple ones, and a
 *   sub-attribute of one with several values as `emails.value`
 */
export function createTable(type: ResourceType, indexed: readonly string[]): Table {
  const byId = new Map<string, StoredResource>();
  const indexes = indexed.map((name) => createIndex(type, name));
  let ordered: readonly StoredResource[] | undefined;
  let created = 0;

  function unlist(stored: StoredResource): void {
    for (const { valuesIn, key, entries } of indexes)
      for (const value of valuesIn(stored.resource)) entries.remove(key(value), stored);
  }

  return {
    type,
    get: (id) => byId.get(id),
    put(resource) {
      const before = byId.get(resource.id);
      if (before !== undefined) unlist(before);
      const stored = { ...resource, sequence: before?.sequence ?? (created += 1) };
      byId.set(stored.id, stored);
      for (const { valuesIn, key, entries } of indexes)
        for (const value of valuesIn(stored.resource)) entries.add(key(value), stored);
      ordered = undefined;
      return stored;
    },
    remove(id) {
      const before = byId.get(id);
      if (before === undefined) return;
      unlist(before);
      byId.delete(id);
      ordered = undefined;
    },
    all: () => (ordered ??= [...byId.values()]),
    find(attribute, value) {
      const wanted = attribute.toLowerCase();
      if (wanted === "id") {
        const found = byId.get(value);
        return found === undefined ? [] : [found];
      }
      const index = indexes.find(({ name }) => name.toLowerCase() === wanted);
      return index?.entries.get(index.key(value)).toSorted((a, b) => a.sequence - b.sequence);
    },
  };
}

function createIndex(type: ResourceType, path: string): AttributeIndex {
  const [name = "", sub] = path.split(".");
  const attribute = attributeNamed(coreAttributesOf(type), name);
  const compared = sub === undefined ? attribute : attributeNamed(attribute?.subAttributes ?? [], sub);
  return {
    name: path,
    valuesIn: sub === undefined ? simpleValues(name) : subValues(name, sub),
    key: compared?.caseExact === true ? (value) => value : fold,
    entries: createHashIndex(),
  };
}

const NONE: readonly string[] = [];

function simpleValues(name: string): AttributeIndex["valuesIn"] {
  return (resource) => {
    const value = resource[name];
    return typeof value === "string" ? [value] : NONE;
  };
}

function subValues(name: string, sub: string): AttributeIndex["valuesIn"] {
  return (resource) => {
    const values = resource[name];
    if (!Array.isArray(values)) return NONE;
    return (values as readonly unknown[]).flatMap((one) => {
      const value = isJsonObject(one) ? one[sub] : undefined;
      return typeof value === "string" ? [value] : [];
    });
  };
}
