import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/** How long `--help` and `--version` take beside a bare start of node, in pairs: at most 1.5 times as long. */
const LAUNCHER = fileURLToPath(new URL("../bin/total-setup.js", import.meta.url));
const ROUNDS = 15;

for (const args of [["--help"], ["--version"], ["okta", "--help"], ["okta", "plan", "--help"]]) {
  const pairs = Array.from({ length: ROUNDS }, () => {
    const bare = milliseconds(["-e", ""]);
    const time = milliseconds([LAUNCHER, ...args]);
    return { bare, time, ratio: time / bare };
  });
  const [bare, time, ratio] = ["bare", "time", "ratio"].map((name) => median(pairs.map((pair) => pair[name])));
  console.log(`${args.join(" ").padEnd(18)} ${time.toFixed(0)} ms  node ${bare.toFixed(0)} ms  ${ratio.toFixed(2)} x`);
}

function milliseconds(args) {
  const begun = performance.now();
  spawnSync(process.execPath, args);
  return performance.now() - begun;
}

function median(values) {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
}
