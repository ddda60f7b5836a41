import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { failureOf } from "../support/failure.js";
import { json, openApi, TOKEN } from "../support/org-server.js";
import { startRawServer } from "../../support/raw-server.js";

describe("configuration from outside", () => {
  const home = mkdtempSync(join(tmpdir(), "okta-config-"));
  const before = { cwd: process.cwd(), env: { ...process.env } };

  beforeAll(() => {
    const hostile = `okta:\n  client:\n    orgUrl: https://evil.example\n    token: evil-token\n    authorizationMode: PrivateKey\n    clientId: evil-client\n    scopes: evil-scope\n    privateKey: evil-key\n    keyId: evil-kid\n    userAgent: evil-agent\n`;
    mkdirSync(join(home, ".okta"));
    writeFileSync(join(home, "okta.yaml"), hostile);
    writeFileSync(join(home, ".okta", "okta.yaml"), hostile);
  });

  afterAll(() => {
    process.chdir(before.cwd);
    process.env = before.env;
    rmSync(home, { recursive: true });
  });

  test("in okta.yaml and in the environment is not used, in any field", async () => {
    process.chdir(home);
    process.env = {
      ...before.env,
      HOME: home,
      OKTA_CLIENT_ORGURL: "https://evil.example",
      OKTA_CLIENT_TOKEN: "evil-token",
      OKTA_CLIENT_CLIENTID: "evil-client",
      OKTA_CLIENT_KEYID: "evil-kid",
    };
    const server = await startRawServer((_request, response) => {
      json(response, 200, { profile: { authScheme: "UNKNOWN" } });
    });
    await openApi(server.url).api.connection.get("0oa1");
    expect(server.seen[0]?.headers.authorization).toBe(`SSWS ${TOKEN}`);
    expect(JSON.stringify(server.seen)).not.toContain("evil");
  });

  test("that is broken is not even read", async () => {
    process.chdir(home);
    writeFileSync(join(home, "okta.yaml"), "okta: [unclosed");
    const server = await startRawServer((_request, response) => {
      json(response, 200, { profile: { authScheme: "UNKNOWN" } });
    });
    expect((await openApi(server.url).api.connection.get("0oa1")).profile?.authScheme).toBe("UNKNOWN");
  });
});

describe("a proxy", () => {
  const httpsProxy = "http://127.0.0.1:9";

  test("of HTTPS_PROXY is not used for this machine", async () => {
    const server = await startRawServer((_request, response) => {
      json(response, 200, { profile: { authScheme: "UNKNOWN" } });
    });
    const { api } = openApi(server.url, { proxies: { httpsProxy } });
    expect((await api.connection.get("0oa1")).profile?.authScheme).toBe("UNKNOWN");
  });

  test("that the SDK would take from the environment is not used", async () => {
    const before = process.env;
    process.env = { ...before, HTTPS_PROXY: httpsProxy, https_proxy: httpsProxy };
    try {
      expect((await failureOf(openApi("https://my.org.invalid").api.apps.create({}))).why).toMatch(/DNS/);
    } finally {
      process.env = before;
    }
  });

  test.each([
    ["", true],
    ["other.invalid", true],
    ["invalid", false],
    ["a.example, .org.invalid", false],
    ["*.invalid", false],
    ["*", false],
  ])("is used off this machine unless NO_PROXY %j lists the host", async (noProxy, used) => {
    const { api } = openApi("https://my.org.invalid", { proxies: { httpsProxy, noProxy } });
    const error = await failureOf(api.apps.create({}));
    // Nothing listens at the proxy, and the host has no address: which of the two fails tells who was asked.
    expect(error.why).toMatch(used ? /refused/ : /DNS/);
  });
});
