import stringWidth from "string-width";

const CELL = { width: 8.4, height: 18 };
const MARGIN = 16;
const LEAST_COLUMNS = 80;

/** Classes of the styles that chalk writes (ECMA-48, Select Graphic Rendition); an ending code takes its classes away. */
const STYLES = new Map([
  [1, "bold"],
  [2, "dim"],
  [4, "underline"],
  [31, "red"],
  [32, "green"],
  [33, "yellow"],
  [36, "cyan"],
]);
const ENDS = new Map([
  [22, ["bold", "dim"]],
  [24, ["underline"]],
  [39, ["red", "green", "yellow", "cyan"]],
]);

const STYLESHEET = `
  svg { background: #fff; } text { font: 14px ui-monospace, Menlo, Consolas, monospace; fill: #1f2328; white-space: pre; }
  .frame { fill: #fff; stroke: #d1d9e0; } .bold { font-weight: 600; } .dim { fill: #59636e; } .underline { text-decoration: underline; }
  .red { fill: #b3261e; } .green { fill: #116329; } .yellow { fill: #7d4e00; } .cyan { fill: #0a5b83; }
  @media (prefers-color-scheme: dark) {
    svg { background: #0d1117; } text { fill: #e6edf3; } .frame { fill: #0d1117; stroke: #3d444d; } .dim { fill: #9198a1; }
    .red { fill: #ff8a80; } .green { fill: #7ee787; } .yellow { fill: #e3b341; } .cyan { fill: #79c0ff; }
  }`;

/** What a terminal shows of these lines, as a picture in SVG; `title` is what a screen reader says of it. */
export function terminalSvg(lines, { title }) {
  const columns = Math.max(LEAST_COLUMNS, ...lines.map((line) => stringWidth(line)));
  const width = Math.ceil(columns * CELL.width + 2 * MARGIN);
  const height = lines.length * CELL.height + 2 * MARGIN;
  const rows = lines.map((line, index) => row(line, MARGIN + (index + 0.75) * CELL.height));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escaped(title)}">`,
    `<style>${STYLESHEET.replace(/\s+/g, " ")}</style>`,
    `<rect class="frame" x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="8"/>`,
    ...rows.filter((text) => text !== ""),
    "</svg>\n",
  ].join("\n");
}

function row(line, y) {
  const spans = spansOf(line).filter(({ text }) => text.trim() !== "");
  return spans
    .map(({ text, column, styles }) => {
      const lead = text.length - text.trimStart().length;
      const shown = text.trim();
      const x = MARGIN + (column + lead) * CELL.width;
      const style = styles.length === 0 ? "" : ` class="${styles.join(" ")}"`;
      // The length keeps columns aligned whatever font the reader has.
      const length = (stringWidth(shown) * CELL.width).toFixed(1);
      return `<text x="${x.toFixed(1)}" y="${y}" textLength="${length}"${style}>${escaped(shown)}</text>`;
    })
    .join("\n");
}

/** Pieces of a line that have one style, with the column that each begins at. */
function spansOf(line) {
  const spans = [];
  let styles = [];
  let column = 0;
  // oxlint-disable-next-line no-control-regex -- escapes are what is looked for
  for (const [, codes, text] of line.matchAll(/(?:\u001b\[([\d;]*)m)|([^\u001b]+)/g)) {
    if (text !== undefined) {
      spans.push({ text, column, styles });
      column += stringWidth(text);
      continue;
    }
    for (const code of codes.split(";").map(Number)) {
      if (code === 0) styles = [];
      else if (STYLES.has(code)) styles = [...styles, STYLES.get(code)];
      else styles = styles.filter((style) => !(ENDS.get(code) ?? []).includes(style));
    }
  }
  return spans;
}

function escaped(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
