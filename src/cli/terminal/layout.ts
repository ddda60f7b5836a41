import stringWidth from "string-width";
import { plainText } from "../../base/text.js";
import type { Pen } from "./pen.js";

/** Where no terminal tells its width: wide enough to read, narrow enough for a log. */
const USUAL_WIDTH = 80;
/** A column narrower than this shows single words below each other: a terminal's own line breaks read better. */
const LEAST_WIDTH = 20;

/** Prints one paragraph behind a sign, its further lines under the first. */
export function paragraph(pen: Pen, indent: string, sign: string, text: string): void {
  const kept = widthOf(pen) - stringWidth(indent + sign) < LEAST_WIDTH ? "" : indent;
  const lead = stringWidth(kept + sign);
  const [first = "", ...rest] = wrap(plainText(text), Math.max(LEAST_WIDTH, widthOf(pen) - lead));
  pen.line(`${kept}${sign}${first}`);
  for (const line of rest) pen.line(`${" ".repeat(lead)}${line}`);
}

/** Prints what something came to, as one paragraph in a style of its own. */
export function statement(pen: Pen, style: (line: string) => string, text: string): void {
  for (const line of wrap(plainText(text), Math.max(LEAST_WIDTH, widthOf(pen)))) pen.line(style(line));
}

/** Prints `label: value`; a value that does not fit beside its label goes under it, whole, for copying. */
export function labelled(pen: Pen, indent: string, label: string, value: string): void {
  const fits = stringWidth(`${indent}${label} ${value}`) <= widthOf(pen);
  if (fits) pen.line(`${indent}${label} ${value}`.trimEnd());
  else {
    pen.line(`${indent}${label.trimEnd()}`);
    pen.line(`${" ".repeat(stringWidth(indent))}  ${value}`);
  }
}

/** Columns that a line of this pen may take. */
export function widthOf(pen: Pick<Pen, "output">): number {
  return pen.output.columns ?? USUAL_WIDTH;
}

/** Breaks a text at spaces into lines of at most so many columns; a longer word stays whole, for copying. */
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

/** What stands in front of a line of a list. */
const LEAD = /^ *(?:-> |- |\d+\. )?/;

/** A text of several lines, each broken at spaces, its further lines two columns in or under what follows its list sign. */
export function wrapLines(text: string, width: number): string {
  const lines = text.split("\n").flatMap((line) => {
    const lead = LEAD.exec(line)?.[0] ?? "";
    const indent = " ".repeat(lead === "" ? 2 : lead.length);
    const [first = "", ...rest] = wrap(line.slice(lead.length), Math.max(LEAST_WIDTH, width - indent.length));
    return [`${lead}${first}`, ...rest.map((more) => `${indent}${more}`)];
  });
  return lines.join("\n");
}

/**
 * The text in at most so many columns: where it is longer, its first whole words and an ellipsis.
 *
 * @returns the ellipsis alone where no word fits, and nothing where not even that does
 */
export function shorten(text: string, columns: number, ellipsis: string): string {
  if (stringWidth(text) <= columns) return text;
  const room = columns - stringWidth(` ${ellipsis}`);
  let kept = "";
  for (const word of text.split(" ")) {
    const longer = kept === "" ? word : `${kept} ${word}`;
    if (stringWidth(longer) > room) break;
    kept = longer;
  }
  if (kept.endsWith(` ${ellipsis}`)) return kept;
  if (kept.trim() !== "") return `${kept.trimEnd()} ${ellipsis}`;
  return stringWidth(ellipsis) <= columns ? ellipsis : "";
}

/** The text with spaces behind it, until it takes so many columns of a terminal. */
export function padColumns(text: string, columns: number): string {
  return text + " ".repeat(Math.max(0, columns - stringWidth(text)));
}
