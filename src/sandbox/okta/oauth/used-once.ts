/** Says of a name whether it comes for the first time; forgets names that are too old to be used anyway. */
export function usedOnce(now: () => number, keptMs: number): (name: string) => boolean {
  const seen = new Map<string, number>();
  return (name) => {
    for (const [old, at] of seen) {
      if (at > now() - keptMs) break;
      seen.delete(old);
    }
    if (seen.has(name)) return false;
    seen.set(name, now());
    return true;
  };
}
