import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { JsonObject } from "../../src/base/json.js";
import { runCli } from "../../src/cli/program.js";
import { digestIn, forgePlan, within } from "../support/forge-plan.js";
import { oktaCommand, type OktaCommand } from "../support/okta-command.js";
import { startRawServer, type RawServer } from "../support/raw-server.js";
import { terminalIo } from "../support/terminal-io.js";
import { startTenantWorld, type TenantWorld } from "../support/tenant-world.js";

const TEMPLATE = fileURLToPath(new URL("../../templates/total/okta.yaml", import.meta.url));
const CLIENT_SECRET = "client-secret-of-the-vendor";
const PRECIOUS = "what must stay as it is";

let world: TenantWorld;
let command: OktaCommand;
/** The same administrator, who gives no address of the vendor. */
let unaddressed: OktaCommand;
/** The same, whose token of the vendor is to be fetched. */
let fetching: OktaCommand;
/** The same, who names no org. */
let nowhere: OktaCommand;
let plan: string;
let ofSenhasegura: string;
let ofGeneric: string;
let thief: RawServer;

beforeAll(async () => {
  world = await startTenantWorld({
    people: [
      {
        userName: "ada@northwind.example",
        givenName: "Ada",
        familyName: "Berg",
        email: "ada@northwind.example",
        active: true,
        groups: ["TOTAL-Admin"],
      },
    ],
    groups: ["TOTAL-Admin"],
  });
  const secrets = { TOTAL_SETUP_TOKEN: world.scim.token.reveal() };
  const noToken = { TOTAL_SETUP_SCIM_TOKEN: "" };
  command = oktaCommand(world);
  unaddressed = oktaCommand(world, { ...secrets, TOTAL_SETUP_SCIM_BASE_URL: "" });
  fetching = oktaCommand(world, { ...noToken, TOTAL_SETUP_CLIENT_SECRET: CLIENT_SECRET });
  nowhere = oktaCommand(world, { OKTA_CLIENT_ORGURL: "" });
  plan = command.file("plan.json");
  [ofSenhasegura, ofGeneric] = [command.file("senhasegura.json"), command.file("generic.json")];
  expect(await command.run("plan", "--out", plan)).toMatchObject({ code: 0 });
  const group = ["--group", "TOTAL-Admin"];
  const senhasegura = ["--template", "senhasegura", "--server-url", "https://pam.example", "--client-id", "okta-scim"];
  const tokenless = oktaCommand(world, noToken);
  expect(await tokenless.run("plan", "--out", ofSenhasegura, ...senhasegura, ...group)).toMatchObject({ code: 0 });
  tokenless.remove();
  const generic = ["--template", "generic", "--base-url", world.scim.baseUrl, ...group];
  expect(await command.run("plan", "--out", ofGeneric, ...generic)).toMatchObject({ code: 0 });
});
afterAll(async () => {
  await world.close();
  for (const one of [command, unaddressed, fetching, nowhere]) one.remove();
});
beforeEach(async () => {
  thief = await startRawServer((_request, response) => {
    response.setHeader("content-type", "application/json");
    response.end('{"access_token":"stolen","token_type":"Bearer","id":"00o1","Resources":[],"totalResults":0}');
  });
});

/** A file that only its owner should read, and one that nothing should write. */
function files(): { readonly secret: string; readonly precious: string; readonly fresh: string } {
  const [secret, precious, fresh] = ["secret.pem", "precious.txt", "fresh.jsonl"].map((name) => command.file(name));
  writeFileSync(secret ?? "", "content-of-a-private-file");
  writeFileSync(precious ?? "", PRECIOUS);
  return { secret: secret ?? "", precious: precious ?? "", fresh: fresh ?? "" };
}

/** A guide of the thief's own, which sends the token to the thief. */
function evilTemplate(): { readonly file: string; readonly sha256: string } {
  const text = readFileSync(TEMPLATE, "utf8").replace('baseUrl: "${scimBaseUrl}"', `baseUrl: ${thief.url}/scim`);
  const file = command.file("evil.yaml");
  writeFileSync(file, text);
  return { file, sha256: createHash("sha256").update(text).digest("hex") };
}

type Forged = (plan: JsonObject) => JsonObject;

/** [what the forger wrote into the options, its value]. */
const options: readonly (readonly [string, () => JsonObject[string]])[] = [
  ["orgUrl", () => thief.url],
  ["targetUrl", () => `${thief.url}/scim`],
  ["targetTokenFile", () => files().secret],
  ["scimTokenFile", () => files().secret],
  ["oktaTokenFile", () => files().secret],
  ["privateKeyFile", () => files().secret],
  ["oktaClientId", () => "0oaThief"],
  ["keyId", () => "kid"],
  ["signIn", () => "device"],
  ["transcript", () => files().precious],
  ["out", () => files().precious],
  ["inputs", () => files().secret],
  ["template", () => evilTemplate().file],
  ["scimBaseUrl", () => `${thief.url}/scim`],
  ["set", () => [`scimBaseUrl=${thief.url}/scim`]],
  ["yes", () => true],
  ["confirm", () => "TOTAL (Provisioning)"],
  ["confirmPlan", () => "sha256:0"],
  ["wait", () => "1h"],
  ["newApp", () => true],
  ["__proto__", () => "x"],
];

async function expectNothingTaken(code: string, run: () => ReturnType<OktaCommand["json"]>): Promise<void> {
  const { precious, fresh } = files();
  const asked = world.sandbox.tenantRequests();
  const ended = await run();
  expect(thief.seen).toEqual([]);
  expect({ code: ended.code, errors: ended.document.errors }).toMatchObject({ code: 64, errors: [{ code }] });
  expect(world.sandbox.tenantRequests()).toEqual(asked);
  expect(readFileSync(precious, "utf8")).toBe(PRECIOUS);
  expect(existsSync(fresh)).toBe(false);
}

describe("a plan's file that somebody forged, digest and all", () => {
  test.each(options)("is refused for options.%s, by its name", async (name, value) => {
    const to = command.file("forged.json");
    // Written as text: `__proto__` is no own member of an object literal.
    forgePlan(plan, to, (one) =>
      within(one, "options", JSON.parse(JSON.stringify({ x: value() }).replace('"x"', `"${name}"`)) as JsonObject),
    );
    await expectNothingTaken("plan-option-foreign", async () => {
      const ended = await command.json("apply", "--plan", to, "--yes");
      expect(ended.document.errors[0]?.message).toContain(`options.${name}`);
      return ended;
    });
  });

  /** [what the forger did, to which plan, how, error code]; nobody gives the vendor's address beside it. */
  const others: readonly (readonly [string, () => string, () => Forged, string])[] = [
    ["the org's address", () => plan, () => (one) => within(one, "tenant", { url: thief.url }), "plan-foreign"],
    [
      "a template of the thief's by its path",
      () => plan,
      () => (one) => within(one, "template", { ...evilTemplate() }),
      "plan-template-not-named",
    ],
    [
      "a path as the template's name",
      () => plan,
      () => (one) => within(one, "template", { name: evilTemplate().file, sha256: evilTemplate().sha256 }),
      "plan-template-not-named",
    ],
    [
      "the SCIM base URL",
      () => plan,
      () => (one) => within(one, "inputs", { scimBaseUrl: `${thief.url}/scim` }),
      "plan-address-unconfirmed",
    ],
    [
      "the host of a token endpoint",
      () => ofSenhasegura,
      () => (one) => within(one, "inputs", { serverUrl: thief.url }),
      "plan-address-unconfirmed",
    ],
    [
      "the address that people sign in at",
      () => ofGeneric,
      () => (one) => within(one, "inputs", { baseUrl: world.scim.baseUrl, ssoUrl: `${thief.url}/acs` }),
      "plan-address-unconfirmed",
    ],
  ];

  test.each(others)("gets nothing with %s", async (_what, of, forge, code) => {
    const to = forgePlan(of(), command.file("forged.json"), forge());
    const administrator = of() === ofSenhasegura ? fetching : unaddressed;
    await expectNothingTaken(code, () => administrator.json("apply", "--plan", to, "--yes"));
    // The digest that plan --out printed is not this file's.
    const approved = ["--confirm-plan", digestIn(of())];
    const refused = code === "plan-address-unconfirmed" || code === "plan-foreign" ? "plan-digest-wrong" : code;
    await expectNothingTaken(refused, () => administrator.json("apply", "--plan", to, ...approved));
  });

  test("gets nothing when the right address is given beside it", async () => {
    const to = forgePlan(plan, command.file("forged.json"), (one) =>
      within(one, "inputs", { scimBaseUrl: `${thief.url}/scim` }),
    );
    await expectNothingTaken("usage", () => command.json("apply", "--plan", to, "--yes"));
  });

  test("is refused with a secret among its inputs, also when its addresses were given", async () => {
    const to = forgePlan(plan, command.file("forged.json"), (one) => within(one, "inputs", { scimToken: "mine" }));
    await expectNothingTaken("secret-in-file", () => command.json("apply", "--plan", to, "--yes"));
  });
});

describe("the tenant and the addresses of a plan", () => {
  test.each([[[]], [["--yes"]], [["--confirm-plan"]]])("no org is named, with %j", async (more: readonly string[]) => {
    const digest = more.includes("--confirm-plan") ? [digestIn(plan)] : [];
    await expectNothingTaken("tenant-not-named", () => nowhere.json("apply", "--plan", plan, ...more, ...digest));
  });

  test.each([
    ["", "sha256:"],
    ["", ""],
  ])("the digest approves them, and nothing else is asked for (%s%s)", async (_blank, prefix) => {
    const digest = `${prefix}${digestIn(plan).replace("sha256:", "")}`;
    const ended = await unaddressed.json("apply", "--plan", plan, "--confirm-plan", digest);
    expect(ended).toMatchObject({ code: 3, document: { outcome: "console-pending", errors: [] } });
  });

  test("a template's own default is no address of the file", async () => {
    const ended = await unaddressed.json("apply", "--plan", ofGeneric, "--base-url", world.scim.baseUrl);
    expect(ended).toMatchObject({ code: 3, document: { errors: [] } });
  });

  test("--confirm-plan is for apply --plan alone", async () => {
    for (const args of [["apply"], ["plan"], ["apply", "--dry-run"]])
      await expectNothingTaken("usage", async () => {
        const ended = await command.json(...args, "--confirm-plan", digestIn(plan));
        expect(ended.document.errors[0]?.message).toMatch(/--confirm-plan (needs --plan|belongs to apply)/);
        return ended;
      });
  });

  test("plan --out --json tells where the plan is, and its digest", async () => {
    const file = command.file("kept.json");
    const { document } = await command.json("plan", "--out", file);
    expect(document).toMatchObject({ savedPlan: { file, digest: digestIn(file) } });
  });

  test("the next command names the org by its flag, and the template that does not come with total-setup", async () => {
    const [file, own] = [command.file("own plan.json"), command.file("own.yaml")];
    writeFileSync(own, readFileSync(TEMPLATE));
    const org = ["--org-url", world.sandbox.url];
    const { stdout } = await command.run("plan", "--out", file, ...org, "--template", own);
    const next = `--plan '${file}' --confirm-plan ${digestIn(file)} ${org.join(" ")} --template ${own}`;
    expect(stdout).toContain(`  total-setup okta apply ${next}\n`);
  });

  test.each([["y"], ["n"]] as const)("a terminal shows the address and asks, also with --yes: %s", async (answer) => {
    const now = command.file("now.json");
    expect(await command.run("plan", "--out", now)).toMatchObject({ code: 0 });
    const forged = forgePlan(now, command.file("forged.json"), (one) =>
      within(one, "inputs", { scimBaseUrl: `${thief.url}/scim` }),
    );
    const [file, address] = answer === "y" ? [now, world.scim.baseUrl] : [forged, `${thief.url}/scim`];
    const argv = ["okta", "apply", "--plan", file, "--yes", "--wait", "1s"];
    const { io, written, questions } = terminalIo(argv, {
      answer,
      env: {
        OKTA_CLIENT_ORGURL: world.sandbox.url,
        OKTA_CLIENT_TOKEN: world.sandbox.token.reveal(),
        TOTAL_SETUP_SCIM_TOKEN: world.scim.token.reveal(),
      },
    });
    const asked = world.sandbox.tenantRequests();
    const code = await runCli({ ...io, clock: world.clock });
    expect(questions).toEqual(["Send secrets and users there?"]);
    expect(written.stderr).toContain(`  TOTAL SCIM Base URL: ${address}\n`);
    expect(thief.seen).toEqual([]);
    if (answer === "y") expect(code).toBe(3);
    else {
      expect(code).toBe(1);
      expect(world.sandbox.tenantRequests()).toEqual(asked);
    }
  });
});
