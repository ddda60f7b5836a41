/** Something that is read once for each key, and known from then on. A read that fails is tried again when it is next asked for. */
export interface ReadOnce<T> {
  read(key: string): Promise<T>;
  /** What has been read so far; undefined for what has not. */
  known(key: string): T | undefined;
}

/** Reads with this, once for each key. */
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
