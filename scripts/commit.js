import { spawnSync } from "node:child_process";
import { realpathSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

// Writes dist/commit.json for --version. A folder without git, or inside another project's repository, has no commit to tell of.
const root = fileURLToPath(new URL("..", import.meta.url));
const top = git("rev-parse", "--show-toplevel");
const commit = git("rev-parse", "--short=7", "HEAD");
if (commit !== undefined && top !== undefined && realpathSync(top) === realpathSync(root))
  writeFileSync(fileURLToPath(new URL("../dist/commit.json", import.meta.url)), `${JSON.stringify({ commit })}\n`);

function git(...args) {
  const { status, stdout } = spawnSync("git", args, { cwd: root, encoding: "utf8" });
  return status === 0 ? stdout.trim() : undefined;
}
