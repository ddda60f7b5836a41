import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";

const { cache } = createRequire(import.meta.url);

/** Preloaded with --import: at the end, writes the files of all CommonJS modules that were loaded to the file MODULE_LOG names. */
process.on("exit", () => {
  writeFileSync(process.env.MODULE_LOG, Object.keys(cache).join("\n"));
});
