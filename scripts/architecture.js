import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { posix, sep } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { arrange } from "./layered-layout.js";

// Draws docs/architecture.svg from the imports in src; with --check only says whether the picture is up to date.
const PICTURE = "docs/architecture.svg";
/** What each room is, in a few words, and the colour of its group. */
const ROOMS = {
  cli: ["the command line", "surface"],
  template: ["a vendor's guide as data", "engine"],
  setup: ["the engine", "engine"],
  okta: ["the steps on Okta", "idp"],
  entra: ["the steps on Entra ID", "idp"],
  sandbox: ["simulated tenants", "scim"],
  "scim-target": ["a small SCIM server", "scim"],
  "scim-client": ["SCIM over HTTP", "scim"],
  dialect: ["each IdP's SCIM requests", "scim"],
  scim: ["RFC 7643 and 7644", "scim"],
  http: ["requests, proxy, retry", "shared"],
  base: ["secrets, clock, errors", "shared"],
};
/** Fill and border; the text on them is dark, so that the picture reads the same on a white and on a dark page. */
const COLOURS = {
  surface: ["#fbefff", "#8250df"],
  engine: ["#ddf4ff", "#0969da"],
  idp: ["#dafbe1", "#1a7f37"],
  scim: ["#fff1e5", "#bc4c00"],
  shared: ["#eaeef2", "#6e7781"],
};
const GROUPS = {
  surface: "command line",
  engine: "engine and guides",
  idp: "identity providers",
  scim: "SCIM and simulation",
  shared: "shared",
};
const [WIDTH, LINE, MARGIN] = [188, 17, 20];
const LETTERS_A_LINE = 27;

const root = fileURLToPath(new URL("..", import.meta.url));
process.chdir(root);
const text = draw(arrange(roomsOf(), essential(importsBetweenRooms()), { width: WIDTH }));
if (!process.argv.includes("--check")) {
  writeFileSync(PICTURE, text);
} else if (!existsSync(PICTURE) || readFileSync(PICTURE, "utf8") !== text) {
  process.stderr.write(`${PICTURE} is not what the sources say: run npm run docs\n`);
  process.exitCode = 1;
}

/** Every room with the lines in its box and the height that they take. */
function roomsOf() {
  const folders = readdirSync("src", { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return folders.map(({ name }) => {
    if (ROOMS[name] === undefined)
      throw new Error(`src/${name} is not in scripts/architecture.js: say what it is there`);
    const inside = readdirSync(`src/${name}`, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => `${entry.name}/`)
      .sort();
    const lines = wrapped(inside);
    return { name, lines, height: 48 + lines.length * LINE + (lines.length === 0 ? 0 : 6) };
  });
}

function wrapped(words) {
  const lines = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last === undefined || last.length + word.length + 2 > LETTERS_A_LINE) lines.push(word);
    else lines[lines.length - 1] = `${last}  ${word}`;
  }
  return lines;
}

/** Which room imports which, by name; types and dynamic imports count. */
function importsBetweenRooms() {
  const imports = new Map();
  const files = readdirSync("src", { recursive: true }).filter((name) => name.endsWith(".ts"));
  for (const path of files.map((name) => posix.join("src", ...name.split(sep)))) {
    const from = roomOf(path);
    for (const { fileName } of ts.preProcessFile(readFileSync(path, "utf8")).importedFiles) {
      const to = fileName.startsWith(".") ? roomOf(posix.join(posix.dirname(path), fileName)) : undefined;
      if (to !== undefined && to !== from) imports.set(from, (imports.get(from) ?? new Set()).add(to));
    }
  }
  return imports;
}

function roomOf(path) {
  return /^src\/([^/]+)\//.exec(path)?.[1];
}

/** The imports that no chain of other imports implies; sorted, for a folder lists its files in another order elsewhere. */
function essential(imports) {
  const reaches = (from, to) => [...(imports.get(from) ?? [])].some((next) => next === to || reaches(next, to));
  const edges = [...imports].flatMap(([from, targets]) =>
    [...targets]
      .filter((to) => ![...targets].some((other) => other !== to && reaches(other, to)))
      .map((to) => ({ from, to })),
  );
  return edges.sort((a, b) => (`${a.from} ${a.to}` < `${b.from} ${b.to}` ? -1 : 1));
}

function draw({ boxes, arrows, width, height }) {
  const legendY = height + MARGIN * 2 + 14;
  const [w, h] = [width + MARGIN * 2, legendY + MARGIN];
  const font = `font-family="-apple-system, 'Segoe UI', Helvetica, Arial, sans-serif"`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${w}" height="${h}" viewBox="0 0 ${w} ${h}" role="img" ${font}>`,
    "<title>The rooms of total-setup and what each may import</title>",
    "<!-- Written by npm run docs from the imports in src; do not edit. -->",
    '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path d="M0 0.5 8 4 0 7.5z" fill="#818b98"/></marker></defs>',
    ...arrows.map(
      (points) => `<path d="${curve(points)}" fill="none" stroke="#818b98" stroke-width="1.4" marker-end="url(#tip)"/>`,
    ),
    ...boxes.flatMap(box),
    ...legend(w, legendY),
    "</svg>",
    "",
  ].join("\n");
}

function box({ name, lines, x, y, height }) {
  const [purpose, group] = ROOMS[name];
  const [fill, border] = COLOURS[group];
  const [left, top, middle] = [x + MARGIN, y + MARGIN, x + MARGIN + WIDTH / 2];
  const label = (dy, size, colour, text, more = "") =>
    `<text x="${middle}" y="${top + dy}" font-size="${size}" fill="${colour}" text-anchor="middle"${more}>${text}</text>`;
  return [
    `<rect x="${left}" y="${top}" width="${WIDTH}" height="${height}" rx="8" fill="${fill}" stroke="${border}" stroke-width="1.5"/>`,
    label(20, 15, "#1f2328", `src/${name}`, ' font-weight="600"'),
    label(38, 12, "#1f2328", purpose),
    ...lines.map((line, index) => label(58 + index * LINE, 11.5, "#57606a", line, ' xml:space="preserve"')),
  ];
}

/** A smooth line through the points, leaving and arriving vertically. */
function curve([first, ...rest]) {
  let [x, y] = first.map((one) => one + MARGIN);
  let path = `M${x} ${y}`;
  for (const point of rest) {
    const [nextX, nextY] = point.map((one) => one + MARGIN);
    const half = Math.round((y + nextY) / 2);
    path += ` C${x} ${half} ${nextX} ${half} ${nextX} ${nextY}`;
    [x, y] = [nextX, nextY];
  }
  return path;
}

function legend(width, y) {
  const entries = Object.entries(GROUPS);
  const step = 176;
  const start = Math.round((width - entries.length * step) / 2);
  return entries.flatMap(([group, text], index) => [
    `<rect x="${start + index * step}" y="${y - 11}" width="13" height="13" rx="3" fill="${COLOURS[group][0]}" stroke="${COLOURS[group][1]}"/>`,
    `<text x="${start + index * step + 19}" y="${y}" font-size="12" fill="#818b98">${text}</text>`,
  ]);
}
