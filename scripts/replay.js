import { existsSync } from "node:fs";
import { register } from "node:module";
import { parseArgs } from "node:util";

// Plays recorded exchanges with real Okta orgs against the sandbox: npm run replay -- recorded.jsonl [--only TEXT] [--top N].
register("./typescript-hooks.js", import.meta.url);
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { only: { type: "string" }, top: { type: "string", default: "40" } },
});
const [file] = positionals;
if (file === undefined || !existsSync(file)) {
  process.stderr.write("Give the recording: npm run replay -- ../shared/fixtures/okta/okta-recorded.jsonl\n");
  process.exitCode = 64;
} else {
  const { GOALS, reachesGoals, replay } = await import("./replay/replay.ts");
  const { renderReport } = await import("./replay/report.ts");
  const tally = await replay(file, values.only);
  process.stdout.write(renderReport(tally, Number(values.top)));
  if (!reachesGoals(tally)) {
    process.stderr.write(`Below the goals: status ${GOALS.status} %, shape ${GOALS.shape} %\n`);
    process.exitCode = 1;
  }
}
