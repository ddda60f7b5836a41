/** Colours and weights of ours, which is all that may reach a terminal of what steers one. */
// oxlint-disable-next-line no-control-regex -- escapes are exactly what is looked for
const STEERING = /(\u001b\[[0-9;]{0,20}m)|[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** A line of ours, whatever was put into it, as a terminal can take it: nothing moves the cursor, sets a title, or turns text round. */
export function tame(line: string): string {
  return line.replace(STEERING, (_match, style: string | undefined) => style ?? " ");
}
