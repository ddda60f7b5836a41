import { readdirSync, readFileSync } from "node:fs";
import { join, sep } from "node:path";

const OWN = /^src\/(okta|entra|dialect|sandbox)\//;
/** A name as a value or a type, as a key, or in the path of an import. */
const NAMED = [
  [/"(okta|entra)"/, "a name as value or type"],
  [/(^|[{,\s])(okta|entra):/, "one entry for each"],
  [/from "[^"]*\/(okta|entra)\/|import\("[^"]*\/(okta|entra)\//, "imports"],
];
const [BEGIN, END] = ["<!-- names: begin -->", "<!-- names: end -->"];

/** The page with the list between its two marks replaced by today's: which files outside of the IdPs' own folders name them. */
export function withIdpNames(page, root) {
  const rows = readdirSync(join(root, "src"), { recursive: true })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => `src/${name.split(sep).join("/")}`)
    .filter((path) => !OWN.test(path))
    .sort()
    .map((path) => [path, howOf(withoutComments(readFileSync(join(root, path), "utf8")))])
    .filter(([, how]) => how.length > 0)
    .map(([path, how]) => `| [${path}](../${path}) | ${how.join("; ")} |`);
  const table = ["| file | how |", "| --- | --- |", ...rows].join("\n");
  const [before, after] = [page.split(BEGIN)[0], page.split(END)[1]];
  return `${before}${BEGIN}\n\n${table}\n\n${END}${after}`;
}

function howOf(text) {
  const lines = text.split("\n");
  return NAMED.filter(([pattern]) => lines.some((line) => pattern.test(line))).map(([, how]) => how);
}

function withoutComments(text) {
  return text.replace(/\/\*.*?\*\//gs, "").replace(/^\s*\/\/.*$/gm, "");
}
