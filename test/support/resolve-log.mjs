import { appendFileSync } from "node:fs";
import { register } from "node:module";

/** Preloaded with --import: writes the address of every module that is resolved to the file MODULE_LOG names. */
if (import.meta.url.endsWith("resolve-log.mjs")) register(`${import.meta.url}?hooks`);

export async function resolve(specifier, context, next) {
  const resolved = await next(specifier, context);
  appendFileSync(process.env.MODULE_LOG, `${resolved.url}\n`);
  return resolved;
}
