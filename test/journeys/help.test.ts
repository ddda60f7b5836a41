import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { runCli, temporaryFolder } from "../support/run-cli.js";

const HEAVY = /node_modules\/(@okta|fastify|inquirer|ora|yaml|zod|csv-parse)\//;

async function modulesOf(args: readonly string[]): Promise<string> {
  const log = join(temporaryFolder(), "modules.txt");
  const preload = fileURLToPath(new URL("../support/resolve-log.mjs", import.meta.url));
  const { code } = await runCli(args, { env: { MODULE_LOG: log, NODE_OPTIONS: `--import=${preload}` } });
  expect(code).toBe(0);
  return readFileSync(log, "utf8");
}

test("--help and --version load no SDK, prompt, spinner, parser or server", async () => {
  for (const flag of ["--help", "--version"]) {
    const modules = await modulesOf([flag]);
    expect(modules).toContain("commander");
    expect(modules).not.toMatch(HEAVY);
  }
});

test("okta --help and okta apply --help load no SDK; the latter shows the flags of the template", async () => {
  expect(await modulesOf(["okta", "--help"])).not.toContain("@okta/okta-sdk-nodejs");
  expect(await modulesOf(["okta", "apply", "--help"])).not.toContain("@okta/okta-sdk-nodejs");
  expect((await runCli(["okta", "--help"])).stdout).toContain("Examples:");
  const { stdout } = await runCli(["okta", "apply", "--help"]);
  for (const flag of ["--scim-base-url", "--scim-token-file", "--group <name>", "--dry-run", "--yes", "--wait"])
    expect(stdout).toContain(flag);
  expect(stdout).toContain("Examples:");
});

test("a run that meets no rate limit loads nothing of Okta's SDK, and nothing that fetches besides our own sender", async () => {
  const log = join(temporaryFolder(), "modules.txt");
  const preload = fileURLToPath(new URL("../support/module-cache.mjs", import.meta.url));
  const env = { MODULE_LOG: log, NODE_OPTIONS: `--import=${preload}` };
  const { code } = await runCli(["okta", "--dry-run", "--yes", "--no-input"], { env });
  expect(code).toBe(0);
  const modules = readFileSync(log, "utf8");
  expect(modules).toContain("node_modules/fastify/");
  expect(modules).not.toMatch(/node_modules\/(@okta\/okta-sdk-nodejs|node-fetch)\//);
});

test("without a command, help is printed", async () => {
  const { code, stdout } = await runCli([]);
  expect(code).toBe(0);
  expect(stdout).toContain("total-setup okta --dry-run");
});

test("the version is the package's", async () => {
  const { stdout } = await runCli(["--version"]);
  const manifest = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as {
    readonly version: string;
  };
  expect(stdout.trim()).toBe(manifest.version);
});
