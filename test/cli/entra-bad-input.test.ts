import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { documentIn } from "../support/document.js";
import { startEntraTenant, type EntraTenantWorld } from "../support/entra-tenant-world.js";
import { temporaryFolder } from "../support/run-cli.js";
import { runInProcess } from "../support/run-in-process.js";
import { REFUSED, type BadTenant } from "./entra-bad-tenants.js";

const folder = temporaryFolder();
const file = (name: string, content: string): string => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};
const OTHER_TENANT = "0f1e2d3c-4b5a-4968-8778-69a5b4c3d2e1";
const TOKEN = file("token.txt", "some-scim-token");
const GRAPH_TOKEN = file("graph.txt", "not-a-real-graph-token");

/** [what is wrong, arguments after `entra`, exit code, error code, words the message and its mending must hold]; nothing is running. */
type Case = readonly [string, readonly string[], number, string, readonly string[]];

const withUrl = (url: string, ...more: string[]): readonly string[] => [
  ...["--no-input", "--yes", "--scim-base-url", url, "--scim-token-file", TOKEN],
  ...["--graph-token-file", GRAPH_TOKEN, ...more],
];
const HTTPS = "https://scim.vendor.example/scim/v2";

const alone: readonly Case[] = [
  ["a cloud that is none", ["--dry-run", "--cloud", "germany"], 64, "usage", ["--cloud", "germany", "usgov"]],
  ["a way to sign in that is none", ["--dry-run", "--sign-in", "password"], 64, "usage", ["--sign-in", "device-code"]],
  [
    "a Graph elsewhere",
    withUrl(HTTPS, "--graph-url", "https://graph.evil.example"),
    64,
    "graph-url-invalid",
    ["--graph-url", "graph.evil.example", "--cloud"],
  ],
  [
    "a Graph of another cloud",
    withUrl(HTTPS, "--graph-url", "https://graph.microsoft.us"),
    64,
    "graph-url-invalid",
    ["--graph-url", "--cloud usgov"],
  ],
  [
    "a Graph with a path",
    withUrl(HTTPS, "--graph-url", "http://127.0.0.1:1/beta"),
    64,
    "graph-url-invalid",
    ["--graph-url", "host"],
  ],
  [
    "a Graph with a password",
    withUrl(HTTPS, "--graph-url", "https://me:hunter2@graph.microsoft.com"),
    64,
    "graph-url-invalid",
    ["--graph-url", "password"],
  ],
  [
    "a simulated Graph without its token",
    [
      "--no-input",
      "--yes",
      "--scim-base-url",
      "http://127.0.0.1:1/scim",
      "--scim-token-file",
      TOKEN,
      "--graph-url",
      "http://127.0.0.1:1",
    ],
    64,
    "input-missing",
    ["--graph-token-file", "sandbox entra"],
  ],
  [
    "a Graph token on two lines",
    [
      "--no-input",
      "--yes",
      "--scim-base-url",
      HTTPS,
      "--scim-token-file",
      TOKEN,
      "--graph-token-file",
      file("two.txt", "one\ntwo\n"),
    ],
    64,
    "graph-token-invalid",
    ["access token", "lines 1 and 2", "az account get-access-token"],
  ],
  [
    "a Tenant URL without https",
    withUrl("http://scim.vendor.example/scim/v2"),
    64,
    "input-invalid",
    ["--scim-base-url", "https"],
  ],
  [
    "a Tenant URL on this machine for a real tenant",
    withUrl("https://localhost/scim/v2"),
    64,
    "input-invalid",
    ["--scim-base-url", "this machine"],
  ],
  [
    "a Tenant URL with /scim twice",
    withUrl("https://scim.vendor.example/scim/v2/scim"),
    64,
    "input-invalid",
    ["--scim-base-url", '"/scim" twice'],
  ],
  [
    "a Tenant URL that ends with /Users",
    withUrl("https://scim.vendor.example/scim/v2/Users"),
    64,
    "input-invalid",
    ["--scim-base-url", "/users"],
  ],
  [
    "a Tenant URL with a token in it",
    withUrl("https://scim.vendor.example/scim?access_token=hunter2hunter2"),
    64,
    "input-invalid",
    ["--scim-base-url", "access_token", "secret"],
  ],
  [
    "a Tenant URL with a password",
    withUrl("https://me:hunter2@scim.vendor.example/scim"),
    64,
    "input-invalid",
    ["--scim-base-url", "password"],
  ],
  [
    "a Tenant URL with a fragment",
    withUrl("https://scim.vendor.example/scim#users"),
    64,
    "input-invalid",
    ["--scim-base-url", "fragment"],
  ],
  [
    "no token for the target",
    ["--no-input", "--yes", "--scim-base-url", HTTPS, "--graph-token-file", GRAPH_TOKEN],
    64,
    "input-missing",
    ["--scim-token-file"],
  ],
];

describe("without a tenant", () => {
  test.each(alone)("%s", async (_what, args, exit, code, words) => {
    const { code: ended, stdout, stderr } = await runInProcess(["entra", "--json", ...args]);
    const { errors } = documentIn(stdout);
    expect([ended, errors.map((error) => error.code)]).toEqual([exit, [code]]);
    expectWords(errors, words);
    expect(stdout + stderr).not.toContain("hunter2");
  });
});

function expectWords(
  errors: readonly { readonly message: string; readonly fix: string }[],
  words: readonly string[],
): void {
  const told = errors.map(({ message, fix }) => `${message}\n${fix}`).join("\n");
  for (const word of words) expect(told).toContain(word);
  for (const { message, fix } of errors) {
    expect(message.length).toBeGreaterThan(10);
    expect(fix.length).toBeGreaterThan(10);
  }
}

describe("in a tenant, nothing is written and the reason is told", () => {
  let world: EntraTenantWorld | undefined;
  afterEach(async () => {
    await world?.close();
    world = undefined;
  });

  test.each(REFUSED)("$what", async ({ parts = {}, prepare, args = [], exit, code, words }: BadTenant) => {
    world = await startEntraTenant(parts);
    await prepare?.(world);
    const before = stateOf(world);
    const { code: ended, document, writes } = await world.run(...args);
    expect([ended, document.errors.map((error) => error.code)]).toEqual([exit, [code]]);
    expect(writes).toBe(0);
    expect(stateOf(world)).toEqual(before);
    expectWords(document.errors, words);
  });
});

describe("a sign-in", () => {
  let world: EntraTenantWorld;
  beforeAll(async () => {
    world = await startEntraTenant();
  });
  afterAll(() => world.close());

  test("for another tenant than the one that was named is refused before anything is asked", async () => {
    const before = world.sandbox.tenantRequests();
    const { code, document } = await world.run("--tenant", OTHER_TENANT);
    expect([code, document.errors[0]?.code]).toEqual([4, "tenant-mismatch"]);
    expectWords(document.errors, [OTHER_TENANT, world.sandbox.tenantId, "--tenant"]);
    expect(world.sandbox.tenantRequests()).toEqual(before);
  });
});

/** Everything that an administrator could have changed. */
function stateOf({ sandbox: { tenant } }: EntraTenantWorld): unknown {
  return structuredClone(
    [...tenant.servicePrincipals.values()].map(({ id, displayName, assignments, jobs, settings }) => ({
      id,
      displayName,
      assignments: [...assignments.values()],
      settings: [...settings].map(([key, value]) => [key, typeof value === "string" ? value : "*"]),
      jobs: [...jobs.values()].map((job) => [job.id, job.state, job.schema]),
    })),
  );
}
