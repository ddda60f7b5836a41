import { readdirSync, readFileSync } from "node:fs";
import { join, sep } from "node:path";

const OWN = /^src\/(okta|entra|dialect|sandbox)\//;
/** A name as a value or a type, as a key, or in the path of an import. */
const NAMED = [
  { pattern: /"(okta|entra)"/, how: "a name as value or type" },
  { pattern: /(^|[{,\s])(okta|entra):/, how: "one entry for each" },
  { pattern: /from "[^"]*\/(okta|entra)\/|import\("[^"]*\/(okta|entra)\//, how: "imports" },
];
const [BEGIN, END] = ["<!-- names: begin -->", "<!-- names: end -->"];

/** The page with the list between its two marks replaced by today's: which files outside of the IdPs' own folders name them. */
export function withIdpNames(page, root) {
  const rows = readdirSync(join(root, "src"), { recursive: true })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => `src/${name.split(sep).join("/")}`)
    .filter((path) => !OWN.test(path))
    .sort((a, b) => (a < b ? -1 : 1))
    .flatMap((path) => {
      const how = howOf(withoutComments(readFileSync(join(root, path), "utf8")));
      return how === "" ? [] : [`| [${path}](../${path}) | ${how} |`];
    });
  const table = ["| file | how |", "| --- | --- |", ...rows].join("\n");
  const [before, after] = [page.split(BEGIN)[0], page.split(END)[1]];
  return `${before}${BEGIN}\n\n${table}\n\n${END}${after}`;
}

function howOf(text) {
  const lines = text.split("\n");
  return NAMED.filter(({ pattern }) => lines.some((line) => pattern.test(line)))
    .map(({ how }) => how)
    .join("; ");
}

function withoutComments(text) {
  return text.replace(/\/\*.*?\*\//gs, "").replace(/^\s*\/\/.*$/gm, "");
}
