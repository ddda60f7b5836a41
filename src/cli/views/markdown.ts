import { plainText } from "../../base/text.js";

/** Text in which nothing is Markdown (CommonMark 2.4), on one line. */
export function escaped(text: string): string {
  return plainText(text).replace(/[\\`*_<[\]|#~]/g, (sign) => `\\${sign}`);
}

/** Text as it is, for copying: a code span that no backtick in it ends (CommonMark 6.1). */
export function code(text: string): string {
  const plain = plainText(text);
  if (plain.trim() === "") return "(empty)";
  const longest = Math.max(0, ...[...plain.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  const pad = plain.startsWith("`") || plain.endsWith("`") ? " " : "";
  return `${fence}${pad}${plain}${pad}${fence}`;
}

/** A table of cells that are Markdown already (GitHub Flavored Markdown 4.10). */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

/** A bar ends a cell also within a code span, so that it is escaped there, too; once is enough. */
function cell(text: string): string {
  return text.replace(/(?<!\\)\|/g, "\\|");
}
