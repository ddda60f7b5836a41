import { spawn, spawnSync } from "node:child_process";
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { setInterval } from "node:timers";
import { fileURLToPath } from "node:url";

// Builds, runs the command line with the words given, and does both again whenever a source or template changes.
// Usage: npm run dev -- okta --dry-run
const COMPILER = fileURLToPath(new URL("../node_modules/typescript-7/bin/tsc", import.meta.url));
const LAUNCHER = fileURLToPath(new URL("../bin/total-setup.js", import.meta.url));
/** Looking is cheap, and unlike node's recursive watch on Linux it sees files that an editor replaces. */
const LOOK_MS = 500;

process.chdir(fileURLToPath(new URL("..", import.meta.url)));
let running;
let seen;

function buildAndRun() {
  running?.removeAllListeners("exit");
  running?.kill();
  const built = spawnSync(process.execPath, [COMPILER, "-p", "tsconfig.build.json", "--noCheck"], { stdio: "inherit" });
  if (built.status !== 0) return say("does not build; waiting for a change");
  running = spawn(process.execPath, [LAUNCHER, ...process.argv.slice(2)], { stdio: "inherit" });
  return running.on("exit", (code) => say(`ended with ${String(code)}; waiting for a change, Ctrl-C ends`));
}

function say(what) {
  process.stderr.write(`[dev] ${what}\n`);
}

/** Changes when a file does, comes or goes. */
function stateOfSources() {
  const files = ["src", "templates"].flatMap((folder) =>
    readdirSync(folder, { recursive: true }).map((name) => join(folder, name)),
  );
  return files.map((path) => `${path} ${statSync(path, { throwIfNoEntry: false })?.mtimeMs}`).join();
}

function look() {
  const state = stateOfSources();
  if (state === seen) return;
  seen = state;
  buildAndRun();
}

for (const signal of ["SIGINT", "SIGTERM"]) {
  process.on(signal, () => {
    running?.kill();
    process.exit(0);
  });
}
look();
setInterval(look, LOOK_MS);
