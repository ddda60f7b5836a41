import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { resolve } from "node:path";

// Holds a dry run against the vendors' official descriptions: npm run contract -- FOLDER.
const folder = resolve(process.argv[2] ?? "");
if (process.argv[2] === undefined || !existsSync(folder)) {
  process.stderr.write("Give the folder of the descriptions: npm run contract -- ../shared/specs\n");
  process.exitCode = 64;
} else {
  const { status } = spawnSync("npx", ["vitest", "run", "test/contract"], {
    stdio: "inherit",
    env: { ...process.env, CONTRACT_SPECS: folder },
  });
  process.exitCode = status ?? 1;
}
