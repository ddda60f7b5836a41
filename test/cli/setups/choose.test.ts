import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { entraMemory } from "../../../src/cli/tenants/entra-memory.js";
import { oktaMemory } from "../../../src/cli/tenants/okta-memory.js";
import type { GivenWords, RememberedSetup } from "../../../src/cli/run/remembered.js";
import { fittingSetups } from "../../../src/cli/setups/choose.js";
import { nameOfSetup, setupNames } from "../../../src/cli/setups/names.js";
import { readSetups, writeSetup } from "../../../src/cli/setups/store.js";
import { REMEMBERED, rememberedState } from "../../support/remembered-state.js";
import { runInProcess } from "../../support/run-in-process.js";
import { temporaryFolder } from "../../support/run-cli.js";

const OTHER_ID = "11111111-2222-3333-4444-555555555555";
const OKTA: RememberedSetup = {
  ...REMEMBERED,
  idp: "okta",
  tenant: { url: "https://acme.okta.com", id: "00oAcme" },
  template: { name: "total/okta" },
  app: { id: "0oaAcme", name: "TOTAL", chosen: false },
};

function fits(setup: RememberedSetup, given: GivenWords, env: Readonly<Record<string, string>> = {}): boolean {
  const memory = setup.idp === "okta" ? oktaMemory : entraMemory;
  const found = fittingSetups([setup], {
    idp: setup.idp,
    given,
    fits: (tenant) => memory.fits(tenant, given, env),
  });
  return found.length === 1;
}

/** A file with an access token of this tenant. */
function tokenFile(tid: string | undefined): string {
  const claims = Buffer.from(JSON.stringify({ tid, aud: "https://graph.microsoft.com" })).toString("base64url");
  const path = join(temporaryFolder(), "token.txt");
  writeFileSync(path, tid === undefined ? "opaque-token" : `e30.${claims}.sig`);
  return path;
}

describe("a set-up fits a command line that names", () => {
  const { id, domain = "" } = REMEMBERED.tenant;
  test.each<readonly [string, RememberedSetup, GivenWords, Readonly<Record<string, string>>, boolean]>([
    ["nothing", OKTA, {}, {}, true],
    ["its org", OKTA, { orgUrl: "https://acme.okta.com/" }, {}, true],
    ["the console of its org", OKTA, { orgUrl: "https://acme-admin.okta.com/admin/dashboard" }, {}, true],
    ["another org", OKTA, { orgUrl: "https://acme2.okta.com" }, {}, false],
    ["another org in a variable", OKTA, {}, { OKTA_CLIENT_ORGURL: "https://acme2.okta.com" }, false],
    [
      "its org, and another one in a variable",
      OKTA,
      { orgUrl: "https://acme.okta.com" },
      { OKTA_CLIENT_ORGURL: "https://b.okta.com" },
      true,
    ],
    ["another app", OKTA, { appId: "0oaOther" }, {}, false],
    ["a new app", OKTA, { newApp: true }, {}, false],
    ["its tenant by ID", REMEMBERED, { tenant: id.toUpperCase() }, {}, true],
    ["its tenant by the remembered domain", REMEMBERED, { tenant: domain }, {}, true],
    ["a domain that was not used before", REMEMBERED, { tenant: "other.example" }, {}, false],
    ["another tenant", REMEMBERED, { tenant: OTHER_ID }, {}, false],
    ["another tenant in a variable", REMEMBERED, {}, { AZURE_TENANT_ID: OTHER_ID }, false],
    ["any tenant", REMEMBERED, { tenant: "organizations" }, {}, true],
    ["another cloud", REMEMBERED, { cloud: "usgov" }, {}, false],
    ["a simulated Microsoft Graph", REMEMBERED, { graphUrl: "http://127.0.0.1:1" }, {}, false],
    ["a ready token of its tenant", REMEMBERED, { graphTokenFile: tokenFile(id) }, {}, true],
    ["a ready token of another tenant", REMEMBERED, { graphTokenFile: tokenFile(OTHER_ID) }, {}, false],
    [
      "its tenant and a ready token of another",
      REMEMBERED,
      { tenant: id, graphTokenFile: tokenFile(OTHER_ID) },
      {},
      false,
    ],
    ["a ready token that tells nothing", REMEMBERED, { graphTokenFile: tokenFile(undefined) }, {}, false],
    ["a ready token on standard input", REMEMBERED, { graphTokenFile: "-" }, {}, false],
    ["its tenant, and a ready token on standard input", REMEMBERED, { tenant: id, graphTokenFile: "-" }, {}, true],
    ["its application by name", REMEMBERED, { newApp: "ACME" }, {}, true],
    ["another application by name", REMEMBERED, { newApp: "ACME 2" }, {}, false],
  ])("%s", (_what, setup, given, env, expected) => {
    expect(fits(setup, given, env)).toBe(expected);
  });

  test("a simulated tenant only with --remember", () => {
    const simulated = { ...OKTA, tenant: { url: "http://127.0.0.1:1", id: "00oSandbox" } };
    expect(fits(simulated, {})).toBe(false);
    expect(fits(simulated, { remember: true })).toBe(true);
  });
});

describe("the names of set-ups", () => {
  test("have the app where two set-ups would share one", () => {
    const second = { ...OKTA, app: { ...OKTA.app, id: "0oaSecond" } };
    expect([OKTA, REMEMBERED].map((one) => nameOfSetup(one, [OKTA, REMEMBERED]))).toEqual([
      "acme.okta.com/total/okta",
      "northwind.example/acme/entra",
    ]);
    expect(nameOfSetup(second, [OKTA, second])).toBe("acme.okta.com/total/okta/0oaSecond");
  });

  test("are listed for completion, and are none where a file is damaged", () => {
    const env = rememberedState(OKTA, REMEMBERED);
    const io = { env, home: env.XDG_STATE_HOME, platform: process.platform };
    expect([...setupNames(io)].sort()).toEqual(["acme.okta.com/total/okta", "northwind.example/acme/entra"]);
    const folder = join(env.XDG_STATE_HOME, "total-setup", "setups");
    writeFileSync(join(folder, "x.json"), "{");
    expect(setupNames(io)).toEqual([]);
  });
});

const value = fc.string({ minLength: 1, maxLength: 30 }).filter((text) => text.trim() === text);

const inputName = value.filter((name) => name !== "__proto__");

property.prop([fc.dictionary(inputName, fc.oneof(value, fc.array(value))), value, value], { numRuns: 50 })(
  "what is written is read again, whatever is in it",
  (inputs, name, id) => {
    const setup = { ...OKTA, inputs, app: { id, name, chosen: true } };
    const folder = temporaryFolder();
    mkdirSync(folder, { recursive: true });
    const io = { env: { XDG_STATE_HOME: folder }, home: folder, platform: process.platform };
    writeSetup(io, setup);
    expect(readSetups(io)).toEqual([setup]);
  },
);

describe("an Entra tenant that nobody named", () => {
  test.each([["apply"], ["undo"], ["rotate-token"]])(
    "gets nothing of %s --yes, whoever is signed in",
    async (action) => {
      const flags = ["--scim-base-url", "https://scim.total.example/scim", "--yes", "--json"];
      const env = { TOTAL_SETUP_SCIM_TOKEN: "vendor-token-of-32-characters-xyz" };
      const { code, stdout } = await runInProcess(["entra", action, ...flags], { env });
      expect(code).toBe(64);
      expect(JSON.parse(stdout)).toMatchObject({ errors: [{ code: "tenant-not-named" }] });
    },
  );
});
