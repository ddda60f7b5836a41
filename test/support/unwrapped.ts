/** Printed text with its wrapped lines joined again: what it says, whatever the width. */
export function unwrapped(text: string): string {
  return text.replace(/\s*\n\s*/g, " ");
}
