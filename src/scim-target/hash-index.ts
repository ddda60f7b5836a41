/** Finds items by a key that need not be theirs alone. */
export interface HashIndex<T> {
  add(key: string, item: T): void;
  remove(key: string, item: T): void;
  /** The items of this key, in no particular order. */
  get(key: string): readonly T[];
}

/** An index for keys that are nearly always one item's own: only shared keys cost a set. */
export function createHashIndex<T extends object>(): HashIndex<T> {
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
