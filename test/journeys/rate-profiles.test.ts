import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { bucketIn, RATE_PROFILES, type RateProfileName } from "../../src/sandbox/okta/api/rate-profiles.js";
import { documentIn } from "../support/document.js";
import { runInProcess } from "../support/run-in-process.js";
import { startServer, temporaryFolder } from "../support/run-cli.js";

const DRY_RUN = ["okta", "--dry-run", "--yes", "--no-input", "--json"];

interface Line {
  readonly to?: string;
  readonly status?: number;
}

test.each(Object.keys(RATE_PROFILES) as RateProfileName[])(
  "a whole run stays below the limits of an org with the profile %s: Okta never answers 429",
  async (name) => {
    const transcript = join(temporaryFolder(), "transcript.jsonl");
    const { code, stdout } = await runInProcess([
      ...[...DRY_RUN, "--users", "80", "--groups", "70", "--transcript", transcript],
      ...["--rate-profile", name],
    ]);
    expect(code).toBe(0);
    const lines = readFileSync(transcript, "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Line);
    const toTenant = lines.filter(({ to }) => to === "tenant");
    expect(toTenant.length).toBeGreaterThan(200);
    expect(toTenant.filter(({ status }) => status === 429)).toEqual([]);
    // Seventy groups are assigned and pushed one by one: more than any of these orgs allows in a minute.
    const least = 140 / bucketIn(RATE_PROFILES[name], "PUT", "/api/v1/apps/0oa1/groups/00g1").perMinute - 1;
    expect(documentIn(stdout).simulatedMs).toBeGreaterThan(least * 60_000);
  },
);

test("an org that allows no more apps ends a run with what the administrator can do", async () => {
  const { code, stdout, stderr } = await runInProcess([...DRY_RUN, "--fault", "no-more-apps"]);
  expect(code).toBe(1);
  const [error] = documentIn(stdout).errors;
  expect(error).toMatchObject({ code: "okta-app-limit" });
  expect(error?.message).toContain("Okta did not create the app (HTTP 400, E0000001)");
  expect(stderr).toContain("Maximum number of instances has been reached");
  expect(stderr).toContain("Integrator Free");
  expect(stderr).toContain("deactivate it under Applications > Applications");
  expect(stderr).toContain("--app-id");
});

test("--rate-profile is refused for a real tenant", async () => {
  const { code, stderr } = await runInProcess([
    "okta",
    "--rate-profile",
    "documented",
    "--org-url",
    "https://acme.okta.com",
  ]);
  expect(code).toBe(64);
  expect(stderr).toContain("--rate-profile works only with --dry-run");
});

test("sandbox okta --rate-profile and --fault start an org with those limits and that habit", async () => {
  const options = ["sandbox", "okta", "--no-target", "--rate-profile", "integrator-free", "--fault", "no-more-apps"];
  const server = await startServer<{ readonly url: string; readonly token: string }>(options);
  const { ready } = server;
  try {
    const headers = { authorization: `SSWS ${ready.token}`, "content-type": "application/json" };
    const list = await fetch(`${ready.url}/api/v1/apps`, { headers });
    expect(list.headers.get("x-rate-limit-limit")).toBe("10");
    const body = JSON.stringify({ name: "scim2headerauth", label: "Vendor" });
    const made = await fetch(`${ready.url}/api/v1/apps`, { method: "POST", headers, body });
    expect([made.status, await made.text()]).toEqual([400, expect.stringContaining("Maximum number of instances")]);
    for (let request = 2; request < 10; request += 1) await fetch(`${ready.url}/api/v1/apps`, { headers });
    expect((await fetch(`${ready.url}/api/v1/apps`, { headers })).status).toBe(429);
  } finally {
    await server.stop();
  }
});
