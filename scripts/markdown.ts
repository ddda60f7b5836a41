/** The comment below the title of every written page. */
export const WRITTEN = "<!-- Written by npm run docs from the sources; do not edit. -->";

/** A table of Markdown; its cells are Markdown, too. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

/** A clause of the registry as a sentence. */
export function sentence(clause: string): string {
  return clause.charAt(0).toUpperCase() + clause.slice(1) + (/[.?]$/.test(clause) ? "" : ".");
}
