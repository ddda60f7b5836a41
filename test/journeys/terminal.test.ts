import { describe, expect, test } from "vitest";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { runCli, temporaryFolder } from "../support/run-cli.js";

/** Ports, ids and times differ between runs; everything else is what a person sees. */
function normalised(text: string): string {
  return text
    .replace(/127\.0\.0\.1:\d+/g, "127.0.0.1:PORT")
    .replace(/\b(00[ugo]|0oa|gPm)\w{17}\b/g, "$1-ID")
    .replace(/about \d+ s/g, "about N s");
}

// oxlint-disable-next-line no-control-regex -- control characters are exactly what is looked for
const CONTROL = /\u001b|\r/;

describe("the whole output", () => {
  test("of a run that cannot be proven names who and why", async () => {
    const { code, stdout } = await runCli(["okta", "--dry-run", "--no-input", "--yes", "--skip", "push-groups"]);
    expect(code).toBe(5);
    await expect(normalised(stdout.slice(stdout.indexOf("Verified on")))).toMatchFileSnapshot(
      "../snapshots/okta-unproven.stdout.txt",
    );
  });
});

describe("without a terminal there is no colour and no spinner", () => {
  test.each([[{}], [{ CI: "true" }], [{ TERM: "dumb" }], [{ NO_COLOR: "1" }], [{ NO_COLOR: "1", FORCE_COLOR: "1" }]])(
    "with %j",
    async (env: Record<string, string>) => {
      const { stdout, stderr } = await runCli(["okta", "--dry-run", "--no-input", "--yes"], { env });
      expect(stdout + stderr).not.toMatch(CONTROL);
    },
  );

  test("unless colour is asked for", async () => {
    const args = ["okta", "--dry-run", "--no-input", "--yes"];
    expect((await runCli(args, { env: { FORCE_COLOR: "1" } })).stdout).toMatch(CONTROL);
    expect((await runCli([...args, "--no-color"], { env: { FORCE_COLOR: "1" } })).stdout).not.toMatch(CONTROL);
  });
});

test("with -q only errors are printed", async () => {
  const fine = await runCli(["okta", "--dry-run", "--no-input", "--yes", "-q"]);
  expect(fine).toMatchObject({ code: 0, stdout: "", stderr: "" });
  const wrong = await runCli(["okta", "--dry-run", "--no-input", "-q"]);
  expect(wrong.code).toBe(64);
  expect(wrong.stderr).toContain("--yes");
});

test("an inputs file and a people file with Windows line ends are read like any other", async () => {
  const folder = temporaryFolder();
  const inputs = join(folder, "inputs.yaml");
  const people = join(folder, "people.csv");
  writeFileSync(inputs, "groups:\r\n  - TOTAL-Admin\r\n  - Crew\r\n");
  writeFileSync(
    people,
    "userName,givenName,familyName,email,groups\r\nada@x.example,Ada,L,ada@x.example,TOTAL-Admin;Crew\r\n",
  );
  const { code, stdout } = await runCli([
    "okta",
    "--dry-run",
    "--no-input",
    "--yes",
    "--json",
    "--inputs",
    inputs,
    "--people",
    people,
  ]);
  expect(code).toBe(0);
  expect(stdout).toContain('"memberships":{"expected":2,"found":2');
});
