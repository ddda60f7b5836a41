/** Makes GUIDs (version 4) out of random numbers: the same numbers give the same GUIDs. */
export function guidMaker(random: () => number): () => string {
  const word = (): string =>
    Math.floor(random() * 2 ** 32)
      .toString(16)
      .padStart(8, "0");
  return () => {
    const [a, b, c, d] = [word(), word(), word(), word()];
    const variant = "89ab"[Number.parseInt(c.slice(0, 1), 16) % 4] ?? "8";
    return `${a}-${b.slice(0, 4)}-4${b.slice(5)}-${variant}${c.slice(1, 4)}-${c.slice(4)}${d}`;
  };
}
