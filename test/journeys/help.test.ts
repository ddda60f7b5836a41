import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
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

test("the version is the package's, with the commit of the build and the version of Node.js", async () => {
  const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as {
    readonly version: string;
  };
  const built = new URL("../../dist/commit.json", import.meta.url);
  const commit = existsSync(built)
    ? (JSON.parse(readFileSync(built, "utf8")) as { readonly commit: string }).commit
    : undefined;
  const known = commit === undefined ? "" : `commit ${commit}, `;
  expect((await runCli(["--version"])).stdout).toBe(`total-setup ${version} (${known}Node ${process.versions.node})\n`);
  expect(JSON.parse((await runCli(["-V", "--json"])).stdout)).toEqual({
    formatVersion: "1.0",
    command: "version",
    version,
    ...(commit === undefined ? {} : { commit }),
    node: process.versions.node,
    errors: [],
  });
});

describe("a build", () => {
  const script = readFileSync(new URL("../../scripts/commit.js", import.meta.url), "utf8");

  /** The commit that a build of this folder tells of. */
  function commitIn(folder: string): unknown {
    for (const name of ["scripts", "dist"]) mkdirSync(join(folder, name), { recursive: true });
    writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
    writeFileSync(join(folder, "scripts", "commit.js"), script);
    execFileSync(process.execPath, [join(folder, "scripts", "commit.js")], { env: GIT_ENV });
    const written = join(folder, "dist", "commit.json");
    return existsSync(written) ? JSON.parse(readFileSync(written, "utf8")) : undefined;
  }

  const GIT_ENV = { PATH: process.env["PATH"], HOME: temporaryFolder(), GIT_CEILING_DIRECTORIES: tmpdir() };

  test("knows the commit of its own repository, and of no other", () => {
    const folder = temporaryFolder();
    const git = (...args: readonly string[]): string =>
      execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@b.example", ...args], {
        cwd: folder,
        env: GIT_ENV,
        encoding: "utf8",
      }).trim();
    git("init", "-q");
    git("commit", "-q", "--allow-empty", "-m", "first");
    expect(commitIn(folder)).toEqual({ commit: git("rev-parse", "--short=7", "HEAD") });
    expect(commitIn(join(folder, "node_modules", "total-setup"))).toBeUndefined();
  });

  test("knows none where there is no repository, and where there is no git", () => {
    expect(commitIn(temporaryFolder())).toBeUndefined();
    const { PATH: _path, ...env } = GIT_ENV;
    const folder = temporaryFolder();
    mkdirSync(join(folder, "dist"));
    mkdirSync(join(folder, "scripts"));
    writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
    writeFileSync(join(folder, "scripts", "commit.js"), script);
    execFileSync(process.execPath, [join(folder, "scripts", "commit.js")], { env: { ...env, PATH: folder } });
    expect(existsSync(join(folder, "dist", "commit.json"))).toBe(false);
  });
});
