/** Reads a value once for each key, and remembers it. A failed read is repeated at the next request. */
export interface ReadOnce<T> {
  read(key: string): Promise<T>;
  /** The value if it was read already; otherwise undefined. */
  known(key: string): T | undefined;
}

/** @param read - reads the value of a key */
export function readOnce<T extends object | number | string>(read: (key: string) => Promise<T>): ReadOnce<T> {
  const known = new Map<string, T>();
  return {
    read: async (key) => {
      const value = known.get(key) ?? (await read(key));
      known.set(key, value);
      return value;
    },
    known: (key) => known.get(key),
  };
}
