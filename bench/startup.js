import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/** How long `--help` and `--version` take beside a bare start of node: at most twice as long. */
const LAUNCHER = fileURLToPath(new URL("../bin/total-setup.js", import.meta.url));
const ROUNDS = 15;

const medians = new Map(
  [
    ["node", ["-e", ""]],
    ["--help", [LAUNCHER, "--help"]],
    ["--version", [LAUNCHER, "--version"]],
  ].map(([name, args]) => [name, median(Array.from({ length: ROUNDS }, () => milliseconds(args)))]),
);
const bare = medians.get("node") ?? 0;
for (const [name, time] of medians)
  console.log(`${name.padEnd(10)} ${time.toFixed(0)} ms  ${(time / bare).toFixed(2)} x`);

function milliseconds(args) {
  const begun = performance.now();
  spawnSync(process.execPath, args);
  return performance.now() - begun;
}

function median(values) {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
}
