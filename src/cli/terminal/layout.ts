import stringWidth from "string-width";
import { plainText } from "../../base/text.js";
import type { Pen } from "./screen.js";

/** Where no terminal tells its width: wide enough to read, narrow enough for a log. */
const USUAL_WIDTH = 80;

/** Prints one paragraph behind a sign, its further lines under the first. */
export function paragraph(pen: Pen, indent: string, sign: string, text: string): void {
  const lead = stringWidth(indent + sign);
  const [first = "", ...rest] = wrap(plainText(text), widthOf(pen) - lead);
  pen.line(`${indent}${sign}${first}`);
  for (const line of rest) pen.line(`${" ".repeat(lead)}${line}`);
}

/** Prints what something came to, as one paragraph in a style of its own. */
export function statement(pen: Pen, style: (line: string) => string, text: string): void {
  for (const line of wrap(plainText(text), widthOf(pen))) pen.line(style(line));
}

/** Prints `label: value`; a value that does not fit beside its label goes under it, whole, so that it can be copied. */
export function labelled(pen: Pen, indent: string, label: string, value: string): void {
  const fits = stringWidth(`${indent}${label} ${value}`) <= widthOf(pen);
  if (fits) pen.line(`${indent}${label} ${value}`.trimEnd());
  else {
    pen.line(`${indent}${label.trimEnd()}`);
    pen.line(`${indent}  ${value}`);
  }
}

/** How many columns a line may take. */
export function widthOf(pen: Pen): number {
  return pen.output.columns ?? USUAL_WIDTH;
}

/**
 * Breaks a text into lines that take at most so many columns of a terminal, at spaces; a longer word stays whole, so that it can be
 * copied.
 */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  let columns = 0;
  for (const word of text.split(" ")) {
    const more = stringWidth(word);
    if (line !== "" && columns + 1 + more > width) {
      lines.push(line);
      [line, columns] = [word, more];
    } else if (line === "") [line, columns] = [word, more];
    else [line, columns] = [`${line} ${word}`, columns + 1 + more];
  }
  return [...lines, line];
}

/** The text with spaces behind it, until it takes so many columns of a terminal. */
export function padColumns(text: string, columns: number): string {
  return text + " ".repeat(Math.max(0, columns - stringWidth(text)));
}
