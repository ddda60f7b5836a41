import { stripVTControlCharacters } from "node:util";
import { plainText } from "../../base/text.js";
import type { Pen } from "./screen.js";
import { wrap } from "./wrap.js";

/** Where no terminal tells its width: wide enough to read, narrow enough for a log. */
const USUAL_WIDTH = 120;

/** Prints one paragraph behind a sign, its further lines under the first. */
export function paragraph(pen: Pen, indent: string, sign: string, text: string): void {
  const lead = indent.length + stripVTControlCharacters(sign).length;
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
  const fits = indent.length + stripVTControlCharacters(`${label} ${value}`).length <= widthOf(pen);
  if (fits) pen.line(`${indent}${label} ${value}`.trimEnd());
  else {
    pen.line(`${indent}${label.trimEnd()}`);
    pen.line(`${indent}  ${value}`);
  }
}

function widthOf(pen: Pen): number {
  return pen.output.columns ?? USUAL_WIDTH;
}
