import type { JsonObject } from "../../../../base/json.js";

/** A custom attribute of a profile. */
interface CustomAttribute {
  /** As the Schemas API shows it. */
  readonly definition: JsonObject;
  /** Reads of the schema miss it before. */
  readonly visibleFrom: number;
}

type Attributes = ReadonlyMap<string, CustomAttribute>;

/** A write that is under way: nobody sees it, and it sees no other that began meanwhile. */
export interface SchemaWrite {
  /**
   * Adds, changes and (undefined) removes attributes, in what there was when the write began.
   *
   * @param lagMs - how long reads miss a new attribute, and how long a deletion takes
   * @returns what the answer shows: all attributes, whatever the next read says
   */
  finish(changes: readonly AttributeChange[], now: number, lagMs: number): Map<string, JsonObject>;
}

/** The new definition of an attribute; undefined removes it. */
export type AttributeChange = readonly [name: string, definition: JsonObject | undefined];

/** The custom attributes of one schema. */
export interface CustomAttributes {
  /** The definition of an attribute that exists, whether reads show it yet or not. */
  get(name: string): JsonObject | undefined;
  /** What a reader sees at this moment. */
  visible(now: number): Map<string, JsonObject>;
  /** True while the deletion of an attribute of this name continues. */
  isBeingDeleted(name: string, now: number): boolean;
  /**
   * Begins a write. Of writes that run side by side the last one wins as a whole. Source: recorded traffic: five of them were
   * answered 200, each with its own attribute, and only the last one's was left.
   */
  begin(): SchemaWrite;
}

export function createCustomAttributes(): CustomAttributes {
  let current: Attributes = new Map();
  const deleting = new Map<string, number>();
  const definitions = (of: Iterable<readonly [string, CustomAttribute]>): Map<string, JsonObject> =>
    new Map([...of].map(([name, { definition }]) => [name, definition]));

  return {
    get: (name) => current.get(name)?.definition,
    visible: (now) => definitions([...current].filter(([, { visibleFrom }]) => visibleFrom <= now)),
    isBeingDeleted: (name, now) => (deleting.get(name) ?? 0) > now,
    begin: () => {
      const from = current;
      return {
        finish(changes, now, lagMs) {
          const next = new Map(from);
          for (const [name, definition] of changes) {
            const before = next.get(name);
            if (definition !== undefined)
              next.set(name, { definition, visibleFrom: before?.visibleFrom ?? now + lagMs });
            else if (next.delete(name)) deleting.set(name, now + lagMs);
          }
          current = next;
          return definitions(next);
        },
      };
    },
  };
}
