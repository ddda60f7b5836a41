import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { systemClock } from "../../src/base/clock.js";
import { defaultDirectory } from "../../src/sandbox/people/default.js";
import { startOktaSandbox } from "../../src/sandbox/okta/start.js";
import { startTarget } from "../../src/scim-target/http.js";
import { documentIn } from "../support/document.js";
import { temporaryFolder } from "../support/run-cli.js";
import { runInProcess } from "../support/run-in-process.js";

test("a dry run that takes longer than its deadline stops there, in simulated time, and says what was done", async () => {
  const { code, stdout, stderr } = await runInProcess(["okta", "--dry-run", "--yes", "--json", "--deadline", "5s"]);
  const document = documentIn(stdout);
  expect(code).toBe(1);
  expect(document).toMatchObject({ outcome: "interrupted", errors: [{ code: "deadline-exceeded" }] });
  expect(document.steps[0]?.status).toBe("applied");
  expect(document.steps.at(-1)?.status).not.toBe("applied");
  expect(stderr).toMatch(/--deadline allows \(5 s\)[\s\S]*Run the same command again/);
});

test("a dry run that ends in time is not touched by its deadline", async () => {
  const { code, stdout } = await runInProcess(["okta", "--dry-run", "--yes", "--json", "--deadline", "6h"]);
  expect(code).toBe(0);
  expect(documentIn(stdout).errors).toEqual([]);
});

test("a run that waits for a person stops when its time is over, and the same command goes on from there", async () => {
  const okta = await startOktaSandbox({ directory: defaultDirectory(), scheduler: systemClock() });
  const target = await startTarget();
  const folder = temporaryFolder();
  const tokenFile = join(folder, "scim-token.txt");
  writeFileSync(tokenFile, target.token.reveal());
  const env = { OKTA_CLIENT_ORGURL: okta.url, OKTA_CLIENT_TOKEN: okta.token.reveal(), XDG_STATE_HOME: folder };
  const scim = ["--scim-base-url", target.baseUrl, "--scim-token-file", tokenFile];
  const run = (...more: string[]): ReturnType<typeof runInProcess> =>
    runInProcess(["okta", "--yes", "--no-input", "--json", ...scim, ...more], { env });

  const stopped = await run("--wait", "10m", "--deadline", "4s");
  expect(stopped.code).toBe(1);
  expect(documentIn(stopped.stdout)).toMatchObject({
    outcome: "interrupted",
    errors: [{ code: "deadline-exceeded" }],
    requests: { tenant: { writes: 1 } },
  });
  const again = await run("--deadline", "10m");
  expect(again.code).toBe(3);
  expect(documentIn(again.stdout).requests.tenant.writes).toBe(0);
  await okta.close();
  await target.close();
});
