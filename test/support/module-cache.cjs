const { writeFileSync } = require("node:fs");

/** Preloaded with --require: at the end, writes the files of all CommonJS modules that were loaded to the file MODULE_LOG names. */
process.on("exit", () => {
  writeFileSync(process.env.MODULE_LOG, Object.keys(require.cache).join("\n"));
});
