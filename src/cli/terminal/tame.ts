/** Colours and weights: the only control sequences that may reach a terminal. */
// oxlint-disable-next-line no-control-regex -- escapes are exactly what is looked for
const STEERING = /(\u001b\[[0-9;]{0,20}m)|[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** A line that is safe for a terminal, whatever was put into it: nothing moves the cursor, sets a title or reverses text. */
export function tame(line: string): string {
  return line.replace(STEERING, (_match, style: string | undefined) => style ?? " ");
}
