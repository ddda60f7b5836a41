import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { systemClock } from "../../src/base/clock.js";
import { Secret } from "../../src/base/secret.js";
import { startOktaSandbox } from "../../src/sandbox/okta/start.js";
import { formValues } from "../support/console-values.js";
import { documentIn, type SetupDocument } from "../support/document.js";
import { runInProcess } from "../support/run-in-process.js";
import { temporaryFolder } from "../support/run-cli.js";
import { startScimServer, type ScimServer } from "../support/scim-server.js";

// The System Log of a real org says that a user failed, and not why (support.okta.com 0D54z0000A4i091CQA).

const REFUSED = "ben@north.example";
const NAMES = ["ada@north.example", REFUSED, "cem@north.example"];

const folder = temporaryFolder();
const tokenFile = join(folder, "token.txt");
writeFileSync(tokenFile, "token-of-the-vendor\n");
const peopleFile = join(folder, "people.csv");
writeFileSync(
  peopleFile,
  `userName,givenName,familyName,email,groups\n${NAMES.map((name) => `${name},Given,Family,${name},TOTAL-Admin\n`).join("")}`,
);

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

async function refusingServer(): Promise<ScimServer> {
  const server = await startScimServer({ refusesUser: REFUSED });
  open.push(server);
  return server;
}

function expectNamed({ outcome, proof, ...document }: SetupDocument): void {
  expect(outcome).toBe("unproven");
  expect(proof?.users).toMatchObject({ expected: 3, found: 2 });
  const reason = expect.stringContaining("application.provision.user.sync") as string;
  expect(proof?.users.wrong).toMatchObject([{ name: REFUSED, reason }]);
  const warnings = document.steps.flatMap((step) => step.warnings);
  const message = expect.stringMatching(new RegExp(`^${REFUSED}: .*without a reason.*Dashboard > Tasks`)) as string;
  expect(warnings).toContainEqual(expect.objectContaining({ code: "provisioning-failed", message }));
}

test("a dry run on an org that logs failures as recorded ends with exit 5 and names the first user who fails", async () => {
  const { baseUrl } = await refusingServer();
  const { code, stdout } = await runInProcess([
    ...["okta", "--dry-run", "--yes", "--no-input", "--json", "--people", peopleFile],
    ...["--target-url", baseUrl, "--target-token-file", tokenFile, "--fault", "failures-without-reason"],
  ]);
  expect(code).toBe(5);
  expectNamed(documentIn(stdout));
});

test("a run against such an org, in real time, ends with exit 5 and names the first user who fails", async () => {
  const { baseUrl } = await refusingServer();
  const people = NAMES.map((userName) => ({
    userName,
    givenName: "Given",
    familyName: "Family",
    email: userName,
    active: true,
    groups: ["TOTAL-Admin"],
  }));
  const sandbox = await startOktaSandbox({
    directory: { people, groups: ["TOTAL-Admin"] },
    scheduler: systemClock(),
    failureReasons: "none",
    onAppCreated: async ({ id }) => {
      await sandbox.console.submit(id, formValues(baseUrl, new Secret("token-of-the-vendor")));
    },
  });
  open.push(sandbox);
  const { code, stdout } = await runInProcess(
    [
      ...["okta", "--yes", "--no-input", "--json", "--org-url", sandbox.url, "--wait", "5s"],
      ...["--scim-base-url", baseUrl, "--scim-token-file", tokenFile, "--group", "TOTAL-Admin"],
    ],
    { env: { OKTA_CLIENT_TOKEN: sandbox.token.reveal() } },
  );
  expect(code).toBe(5);
  expectNamed(documentIn(stdout));
}, 60_000);
