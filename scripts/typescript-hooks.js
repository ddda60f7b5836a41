import { existsSync, readFileSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import ts from "typescript";

const SOURCES = fileURLToPath(new URL("../src/", import.meta.url));
const BUILT = fileURLToPath(new URL("../dist/", import.meta.url));
const OPTIONS = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 };

/** Sources import each other as `.js`, which is what they are called once they are built. */
export function resolve(specifier, context, next) {
  if (specifier.startsWith(".") && specifier.endsWith(".js") && context.parentURL?.endsWith(".ts") === true) {
    const source = new URL(specifier.replace(/\.js$/, ".ts"), context.parentURL);
    if (existsSync(source)) return { url: source.href, shortCircuit: true };
  }
  return next(specifier, context);
}

/** Takes the types out, without checking them. */
export function load(url, context, next) {
  if (!url.startsWith("file:") || !url.endsWith(".ts")) return next(url, context);
  const path = fileURLToPath(url);
  return { format: "module", source: builtFrom(path) ?? transpiled(path), shortCircuit: true };
}

function transpiled(path) {
  return ts.transpileModule(readFileSync(path, "utf8"), { compilerOptions: OPTIONS }).outputText;
}

/** What the last build made of a source that has not changed since: transpiling hundreds of files takes seconds. */
function builtFrom(path) {
  if (!path.startsWith(SOURCES)) return undefined;
  const built = BUILT + path.slice(SOURCES.length).replace(/\.ts$/, ".js");
  const isNewer = existsSync(built) && statSync(built).mtimeMs > statSync(path).mtimeMs;
  return isNewer ? readFileSync(built, "utf8") : undefined;
}
