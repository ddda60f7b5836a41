import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { systemClock } from "../../src/base/clock.js";
import { startOktaSandbox, type OktaSandbox } from "../../src/sandbox/okta/start.js";
import { loginOf, ownPeople } from "../support/okta-own-people.js";
import { temporaryFolder } from "../support/run-cli.js";
import { runInProcess } from "../support/run-in-process.js";
import { unwrapped } from "../support/unwrapped.js";

let live: OktaSandbox;
beforeAll(async () => {
  live = await startOktaSandbox({ directory: ownPeople(), scheduler: systemClock() });
});
afterAll(() => live.close());

function rehearse(args: readonly string[], token = live.token.reveal()) {
  const argv = ["okta", "--from-tenant", "--org-url", live.url, "--yes", ...args];
  return runInProcess(argv, { env: { OKTA_CLIENT_TOKEN: token } });
}

describe("a rehearsal on people of a live org is refused", () => {
  test.each([
    [
      "with a people file",
      ["--dry-run", "--people", "people.csv"],
      "--from-tenant and --people cannot be used together",
    ],
    ["with made-up people", ["--dry-run", "--users", "10"], "--from-tenant and --users cannot be used together"],
    ["without --dry-run", [], "--from-tenant works only with --dry-run"],
    [
      "when nobody names the groups of a template that has none by itself",
      ["--dry-run", "--template", "senhasegura/okta", "--set", "serverUrl=https://vault.example"],
      "groups",
    ],
  ])("%s, before the org is asked anything", async (_case, args, told) => {
    const before = live.tenantRequests().reads;
    const { code, stderr } = await rehearse(args);
    expect(stderr).toContain(told);
    expect(code).toBe(64);
    expect(live.tenantRequests().reads).toBe(before);
  });

  test("for a token that the org does not take, as a real run would be", async () => {
    const { code, stderr, stdout } = await rehearse(["--dry-run"], "00not-the-token-of-this-org-0123456789abc");
    expect(code).toBe(4);
    expect(stderr).toContain("(okta-unauthorized)");
    expect(stdout).not.toContain("Plan");
  });

  test("for a group that the org does not have, with the nearest of the live ones", async () => {
    const { code, stderr } = await rehearse(["--dry-run", "--group", "TOTAL-Admin", "--group", "Salles"]);
    expect(code).toBe(1);
    expect(stderr).toContain('There is no group "Salles" in Okta');
    expect(stderr).toContain('did you mean "Sales"?');
  });

  test("for a preview of somebody in none of the groups", async () => {
    const { code, stderr } = await rehearse(["--dry-run", "--preview", loginOf("sal")]);
    expect(code).toBe(64);
    expect(stderr).toContain("no user in the groups of this run has this sign-in name");
    expect(stderr).toContain("--group NAME");
  });
});

test("what is said and kept of a rehearsal holds no token, and ends with what was sent to the live org", async () => {
  const transcript = join(temporaryFolder(), "transcript.jsonl");
  const { code, stdout, stderr } = await rehearse([
    "--dry-run",
    "--preview",
    loginOf("ada"),
    "--transcript",
    transcript,
  ]);
  const kept = readFileSync(transcript, "utf8");
  expect(code).toBe(0);
  expect(stdout.split("\n")[0]).toBe("Dry run: your org is only read (GET requests only).");
  expect(unwrapped(stdout)).toMatch(
    / Dry run: your org was only read \(\d+ GET requests\)\. Next, to see what would change in your org: \S+ okta plan\b.*$/,
  );
  expect(stdout).toContain("Copied from http://127.0.0.1:");
  expect(unwrapped(stdout)).toContain("The dry run starts without the app, even if your org already has one.");
  expect(stdout).toMatch(
    /Your users: 5 of 7 users in these groups would be provisioned\.\nWould not be provisioned: 2 users\n {2}- /,
  );
  expect(kept).toContain(`/api/v1/groups/${ownPeople().imported?.groups[0]?.id ?? ""}/users`);
  for (const text of [stdout, stderr, kept]) expect(text).not.toContain(live.token.reveal());
});
