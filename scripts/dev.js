import { spawn, spawnSync } from "node:child_process";
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { once } from "node:events";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";

// Builds, runs the command line with the words given, and does both again whenever a source or template changes.
// Usage: npm run dev -- okta --dry-run
const COMPILER = fileURLToPath(new URL("../node_modules/typescript-7/bin/tsc", import.meta.url));
const LAUNCHER = fileURLToPath(new URL("../bin/total-setup.js", import.meta.url));
/** Looking is cheap, and unlike node's recursive watch on Linux it sees files that an editor replaces. */
const LOOK_MS = 500;

process.chdir(fileURLToPath(new URL("..", import.meta.url)));
/** How long a run may take to end: one that asks, or is in the middle of a write, ends at its own pace. */
const END_MS = 3_000;

process.on("exit", () => running?.kill("SIGKILL"));
let running;
let seen;

async function buildAndRun() {
  await end();
  const built = spawnSync(process.execPath, [COMPILER, "-p", "tsconfig.build.json", "--noCheck"], { stdio: "inherit" });
  if (built.status !== 0) return say("does not build; waiting for a change");
  running = spawn(process.execPath, [LAUNCHER, ...process.argv.slice(2)], { stdio: "inherit" });
  running.on("exit", (code) => {
    running = undefined;
    if (code !== null) say(`ended with ${String(code)}; waiting for a change, Ctrl-C ends`);
  });
}

/** Two runs would share one terminal: the next begins when the last is over. */
async function end() {
  const last = running;
  if (last === undefined) return;
  last.kill();
  const deadline = setTimeout(END_MS, "late").then(() => last.kill("SIGKILL"));
  await Promise.race([once(last, "exit"), deadline]);
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

// Ctrl-C reaches the run, too: while there is one it is meant for that.
process.on("SIGINT", () => running ?? process.exit(0));
process.on("SIGTERM", () => process.exit(0));
for (;;) {
  const state = stateOfSources();
  if (state !== seen) {
    seen = state;
    await buildAndRun();
  }
  await setTimeout(LOOK_MS);
}
