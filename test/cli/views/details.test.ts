import { expect, test } from "vitest";
import { runInProcess } from "../../support/run-in-process.js";

const DRY_RUN = ["okta", "--dry-run", "--no-input", "--yes"];

/** What differs between two runs of the same command. */
function normalised(text: string): string {
  return text
    .replace(/127\.0\.0\.1:\d+/g, "127.0.0.1:PORT")
    .replace(/\b(00[ugo]|0oa|gPm)\w{17}\b/g, "ID")
    .replace(/"(?:durationMs|simulatedMs)":\d+|"\w+At":"[^"]*"/g, "");
}

test("--details prints every field, note and manual step of the plan, and without it none of them", async () => {
  const [plain, full] = [await runInProcess(DRY_RUN), await runInProcess([...DRY_RUN, "--details"])];
  expect([plain.code, full.code]).toEqual([0, 0]);
  for (const text of ["settings.signOn.ssoAcsUrl", "Test Connector Configuration", "targetGroupName", "memberships"])
    expect([text, full.stdout.includes(text)]).toEqual([text, true]);
  for (const text of ["settings.signOn.ssoAcsUrl", "Test Connector Configuration", "targetGroupName"])
    expect([text, plain.stdout.includes(text)]).toEqual([text, false]);
  expect(plain.stdout).toContain("--details");
});

test("--details with --json is accepted: the document has everything already and stays the same", async () => {
  const plain = await runInProcess([...DRY_RUN, "--json"]);
  const full = await runInProcess([...DRY_RUN, "--json", "--details"]);
  expect([plain.code, full.code]).toEqual([0, 0]);
  expect(normalised(full.stdout)).toBe(normalised(plain.stdout));
  expect(full.stderr).toContain("settings.signOn.ssoAcsUrl");
});
