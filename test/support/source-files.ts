import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import ts from "typescript";

export const ROOT = resolve(import.meta.dirname, "../..");

/** The files of both IdPs, by their paths in the project. */
export const IDP_FILES: readonly string[] = ["src/okta", "src/entra"].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => `${folder}/${file}`)
    .sort(),
);

export function parse(file: string): ts.SourceFile {
  return ts.createSourceFile(file, readFileSync(join(ROOT, file), "utf8"), ts.ScriptTarget.Latest, true);
}

export function nodesIn<T extends ts.Node>(node: ts.Node, is: (one: ts.Node) => one is T): T[] {
  const found: T[] = is(node) ? [node] : [];
  node.forEachChild((child) => {
    found.push(...nodesIn(child, is));
  });
  return found;
}

/** Request bodies, by the types that they satisfy: `GroupBody`, `Partial<AppBody>`. */
export function bodiesIn(source: ts.SourceFile): ts.SatisfiesExpression[] {
  return nodesIn(source, ts.isSatisfiesExpression).filter(({ type }) => /Body>?$/.test(type.getText()));
}
