import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { JsonObject } from "../../src/base/json.js";
import { runCli } from "../../src/cli/program.js";
import { documentIn, type SetupDocument } from "../support/document.js";
import { startEntraTenant, type EntraTenantWorld } from "../support/entra-tenant-world.js";
import { digestIn, forgePlan, within } from "../support/forge-plan.js";
import { startRawServer, type RawServer } from "../support/raw-server.js";
import { testIo } from "../support/run-in-process.js";

const OTHER_TENANT = "11111111-2222-3333-4444-555555555555";
const PRECIOUS = "what must stay as it is";

let world: EntraTenantWorld;
let plan: string;
let thief: RawServer;

beforeAll(async () => {
  world = await startEntraTenant();
  plan = world.file("plan.json");
  writeFileSync(world.file("token"), world.sandbox.token.reveal());
  expect(await world.runWithoutToken("plan", "--out", plan)).toMatchObject({ code: 0 });
});
afterAll(() => world.close());
beforeEach(async () => {
  thief = await startRawServer((_request, response) => {
    response.setHeader("content-type", "application/json");
    response.end('{"value":[]}');
  });
});

/** The command line of an administrator who gives nothing but what is said here, and the token for the vendor. */
async function apply(
  file: string,
  ...args: readonly string[]
): Promise<{ readonly code: number; readonly document: SetupDocument }> {
  const { io, written } = testIo(["entra", "apply", "--plan", file, "--json", "--no-input", ...args], {
    env: { TOTAL_SETUP_SCIM_TOKEN: world.scim.token.reveal() },
  });
  const code = await runCli({ ...io, clock: world.clock });
  return { code, document: documentIn(written.stdout) };
}

const graph = (): string[] => ["--graph-url", world.sandbox.url, "--graph-token-file", world.file("token")];
const address = (): string[] => ["--scim-base-url", world.scim.baseUrl];

async function expectNothingTaken(code: string, run: () => ReturnType<typeof apply>): Promise<string> {
  writeFileSync(world.file("precious.txt"), PRECIOUS);
  writeFileSync(world.file("secret.pem"), "content-of-a-private-file");
  const asked = world.sandbox.tenantRequests();
  const ended = await run();
  expect(thief.seen).toEqual([]);
  expect({ code: ended.code, errors: ended.document.errors }).toMatchObject({ code: 64, errors: [{ code }] });
  expect(world.sandbox.tenantRequests()).toEqual(asked);
  expect(readFileSync(world.file("precious.txt"), "utf8")).toBe(PRECIOUS);
  expect(existsSync(world.file("fresh.jsonl"))).toBe(false);
  return ended.document.errors[0]?.message ?? "";
}

/** [the option that the forger wrote, its value]. */
const options: readonly (readonly [string, () => JsonObject[string]])[] = [
  ["graphUrl", () => thief.url],
  ["graphTokenFile", () => world.file("secret.pem")],
  ["tenant", () => OTHER_TENANT],
  ["cloud", () => "china"],
  ["signIn", () => "device-code"],
  ["clientId", () => OTHER_TENANT],
  ["scimTokenFile", () => world.file("secret.pem")],
  ["transcript", () => world.file("fresh.jsonl")],
  ["out", () => world.file("precious.txt")],
  ["targetUrl", () => `${thief.url}/scim`],
  ["scimBaseUrl", () => `${thief.url}/scim`],
  ["confirm", () => "TOTAL"],
  ["createGroups", () => true],
];

describe("a plan's file for Entra that somebody forged, digest and all", () => {
  test.each(options)("is refused for options.%s, by its name", async (name, value) => {
    const to = forgePlan(plan, world.file("forged.json"), (one) => within(one, "options", { [name]: value() }));
    const told = await expectNothingTaken("plan-option-foreign", () => apply(to, ...graph(), ...address(), "--yes"));
    expect(told).toContain(`options.${name}`);
  });

  /** [what the forger did, how, what the administrator says beside it, error code]. */
  const others: readonly (readonly [string, () => (one: JsonObject) => JsonObject, () => string[], string])[] = [
    [
      "the root of Microsoft Graph",
      () => (one) => within(one, "tenant", { url: thief.url }),
      () => [...graph(), ...address()],
      "plan-foreign",
    ],
    [
      "the id of another tenant",
      () => (one) => within(one, "tenant", { id: OTHER_TENANT }),
      () => [...graph(), ...address()],
      "plan-foreign",
    ],
    [
      "no id of a tenant",
      () => (one) => ({ ...one, tenant: { idp: "entra", url: world.sandbox.url } }),
      () => [...graph(), ...address()],
      "plan-foreign",
    ],
    [
      "the Tenant URL",
      () => (one) => within(one, "inputs", { scimBaseUrl: `${thief.url}/scim` }),
      graph,
      "plan-address-unconfirmed",
    ],
    [
      "the Tenant URL, beside the right one",
      () => (one) => within(one, "inputs", { scimBaseUrl: `${thief.url}/scim` }),
      () => [...graph(), ...address()],
      "usage",
    ],
  ];

  test.each(others)("gets nothing with %s", async (_what, forge, beside, code) => {
    const to = forgePlan(plan, world.file("forged.json"), forge());
    await expectNothingTaken(code, () => apply(to, ...beside(), "--yes"));
    await expectNothingTaken("plan-digest-wrong", () => apply(to, ...beside(), "--confirm-plan", digestIn(plan)));
  });
});

describe("the tenant of a plan for Entra", () => {
  test.each([[[]], [["--tenant", "organizations"]]])("must be named: %j", async (named: readonly string[]) => {
    const cloud = ["--graph-url", world.sandbox.url, ...address(), ...named];
    await expectNothingTaken("tenant-not-named", () => apply(plan, ...cloud, "--confirm-plan", digestIn(plan)));
  });

  test("is compared with the id that is named before anybody signs in", async () => {
    const other = [...graph(), ...address(), "--tenant", OTHER_TENANT];
    const told = await expectNothingTaken("plan-foreign", () => apply(plan, ...other));
    expect(told).toContain(OTHER_TENANT);
  });

  test("is set up with the digest alone: no --yes, and no address of the vendor", async () => {
    const ended = await apply(plan, ...graph(), "--confirm-plan", digestIn(plan), "--wait", "2h");
    expect(ended).toMatchObject({ code: 0, document: { outcome: "applied", errors: [] } });
  });
});
