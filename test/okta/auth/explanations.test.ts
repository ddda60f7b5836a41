import { generateKeyPairSync } from "node:crypto";
import { createServer, type AddressInfo } from "node:net";
import { decodeJwt, decodeProtectedHeader } from "jose";
import { afterEach, describe, expect, test } from "vitest";
import { virtualClock, type VirtualClock } from "../../../src/base/clock.js";
import type { Exchange } from "../../../src/http/exchange.js";
import { Secret } from "../../../src/base/secret.js";
import type { OktaCredentials } from "../../../src/okta/auth/credentials.js";
import { openSignIn } from "../../../src/okta/auth/open-sign-in.js";
import { readClientKey } from "../../../src/okta/auth/private-key.js";
import { makeGroups, manageApps, pushGroups, readApps, readGroups } from "../../../src/okta/access/step-access.js";
import { checkAccess, neededAccess } from "../../../src/okta/access/check-access.js";
import { failureOf } from "../support/failure.js";
import { json } from "../support/org-server.js";
import { startRawServer, type RawServer } from "../../support/raw-server.js";

const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const key = readClientKey(new Secret(privateKey.export({ type: "pkcs8", format: "pem" }).toString()), "the key");
const APP: OktaCredentials = { way: "private-key", clientId: "0oaone", key, keyId: "kid-1" };
const NOW = Date.UTC(2026, 2, 25, 13, 45, 47);
const prompts: string[] = [];
const DEVICE: OktaCredentials = { way: "device", clientId: "0oatwo", onPrompt: (text) => void prompts.push(text) };
afterEach(() => {
  prompts.length = 0;
});

interface Opened {
  readonly clock: VirtualClock;
  readonly exchanges: Exchange[];
  readonly secrets: string[];
  readonly signIn: ReturnType<typeof openSignIn>;
}

function open(url: string, credentials: OktaCredentials): Opened {
  const clock = virtualClock(NOW);
  const exchanges: Exchange[] = [];
  const secrets: string[] = [];
  const signIn = openSignIn(credentials, [readApps, readGroups, readApps], {
    orgUrl: url,
    clock,
    random: () => 0,
    record: (exchange) => exchanges.push(exchange),
    onSecret: (secret) => secrets.push(secret.reveal()),
  });
  return { clock, exchanges, secrets, signIn };
}

function refusing(error: string, description = "", date = NOW): Promise<RawServer> {
  return startRawServer((_request, response) => {
    json(response, 400, { error, error_description: description }, { date: new Date(date).toUTCString() });
  });
}

const TOKEN = { token_type: "Bearer", expires_in: 3600, access_token: "an-access-token", scope: "okta.apps.read" };

function formOf(body: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(body));
}

describe("a request for an access token", () => {
  test("asks once for exactly the scopes that are needed, with an assertion that lives five minutes", async () => {
    const server = await startRawServer((_request, response) => {
      json(response, 200, TOKEN);
    });
    const { signIn, exchanges, secrets } = open(server.url, APP);
    const opened = await signIn;
    expect(await opened.headers({ method: "GET", url: `${server.url}/x` })).toEqual({
      Authorization: "Bearer an-access-token",
    });
    const { body = "", headers } = server.seen[0] ?? {};
    const form = formOf(body);
    expect(form).toMatchObject({ grant_type: "client_credentials", scope: "okta.apps.read okta.groups.read" });
    const assertion = form["client_assertion"] ?? "";
    expect(decodeProtectedHeader(assertion)).toEqual({ alg: "RS256", kid: "kid-1" });
    const issued = Math.floor(NOW / 1_000);
    expect(decodeJwt(assertion)).toMatchObject({
      iss: "0oaone",
      sub: "0oaone",
      aud: `${server.url}/oauth2/v1/token`,
      iat: issued,
      exp: issued + 300,
    });
    expect(decodeJwt(String(headers?.["dpop"]))).toMatchObject({ htm: "POST", htu: `${server.url}/oauth2/v1/token` });
    expect(secrets).toEqual(expect.arrayContaining([assertion, "an-access-token"]));
    expect(exchanges[0]?.body).toMatchObject({ client_assertion: "[redacted]", scope: form["scope"] });
    expect(exchanges[0]?.answer).toMatchObject({ access_token: "[redacted]", scope: "okta.apps.read" });
  });

  test("is repeated with a new assertion when Okta is busy, and counted", async () => {
    const server = await startRawServer((_request, response) => {
      if (server.seen.length < 3) json(response, server.seen.length === 1 ? 503 : 429, {}, { "retry-after": "7" });
      else json(response, 200, TOKEN);
    });
    const { signIn, clock } = open(server.url, APP);
    expect((await signIn).requests()).toBe(3);
    expect(clock.elapsed()).toBeGreaterThanOrEqual(14_000);
    expect(new Set(server.seen.map(({ body }) => formOf(body)["client_assertion"])).size).toBe(3);
  });

  test("is not repeated where trying again changes nothing", async () => {
    let connections = 0;
    const plain = createServer((socket) => {
      connections += 1;
      socket.once("data", () => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n"));
      socket.on("error", () => undefined);
    });
    await new Promise<void>((resolve) => plain.listen(0, "127.0.0.1", resolve));
    const { signIn, clock } = open(`https://127.0.0.1:${String((plain.address() as AddressInfo).port)}`, APP);
    expect(await failureOf(signIn)).toMatchObject({ code: "okta-unreachable" });
    expect([connections, clock.elapsed()]).toEqual([1, 0]);
    await new Promise((resolve) => plain.close(resolve));
  });

  test("leaves nothing of a secret in an error that quotes what was sent", async () => {
    const server = await startRawServer((request, response) => {
      json(
        response,
        400,
        {
          error: "odd",
          error_description: `you sent ${request.body} ${encodeURIComponent(request.body)}`,
        },
        { date: new Date(NOW).toUTCString() },
      );
    });
    const { signIn, exchanges } = open(server.url, APP);
    const error = await failureOf(signIn);
    const assertion = formOf(server.seen[0]?.body ?? "")["client_assertion"] ?? "none";
    expect(error).toMatchObject({ code: "okta-sign-in-failed", exitCode: 4 });
    expect(error.message).toContain("you sent");
    expect(`${error.message}${JSON.stringify(exchanges)}`).not.toContain(assertion);
  });

  test.each([
    ["a page", 200, "<html>", "okta-not-json", 1],
    ["a page that refuses", 403, "<html>", "okta-not-json", 1],
    ["an answer without a token", 200, "{}", "okta-answer-unexpected", 1],
    ["an error of Okta's API", 404, '{"errorCode":"E0000008","errorSummary":"Not found"}', "okta-not-found", 1],
  ])("that gets %s ends with its own words", async (_what, status, body, code, exitCode) => {
    const server = await startRawServer((_request, response) => {
      response.writeHead(status, { "content-type": "application/json" }).end(body);
    });
    expect(await failureOf(open(server.url, APP).signIn)).toMatchObject({ code, exitCode });
  });
});

describe("what Okta refuses a service app for", () => {
  const minutes = (number: number): number => NOW + number * 60_000;
  test.each([
    ["invalid_client", "The client_assertion signature is invalid.", NOW, "okta-key-refused"],
    ["invalid_client", "The client_assertion signature is invalid.", minutes(30), "okta-key-refused"],
    ["invalid_client", "The kid is invalid.", NOW, "okta-key-id-unknown"],
    ["invalid_client", "Invalid value for 'client_id' parameter.", NOW, "okta-client-unknown"],
    [
      "invalid_client",
      "requests must use the private_key_jwt token_endpoint_auth_method",
      NOW,
      "okta-grant-not-allowed",
    ],
    ["invalid_client", "The client_assertion token is expired.", minutes(10), "okta-clock-wrong"],
    ["invalid_client", "The client_assertion token is expired.", NOW, "okta-clock-wrong"],
    ["invalid_client", "", minutes(-10), "okta-clock-wrong"],
    ["invalid_client", "something else", NOW, "okta-client-refused"],
    ["invalid_scope", "", NOW, "okta-scope-not-granted"],
    ["unauthorized_client", "", NOW, "okta-grant-not-allowed"],
    ["access_denied", "Policy evaluation failed", NOW, "okta-sign-in-denied"],
    ["invalid_dpop_proof", "", NOW, "okta-proof-refused"],
    ["invalid_dpop_proof", "", minutes(20), "okta-clock-wrong"],
    ["server_says_no", "", NOW, "okta-sign-in-failed"],
  ])("%s: %j at %i is told as %s", async (error, description, date, code) => {
    const server = await refusing(error, description, date);
    const failure = await failureOf(open(server.url, APP).signIn);
    expect(failure).toMatchObject({ code, exitCode: 4, refused: true });
    expect(failure.fix.length).toBeGreaterThan(0);
    expect(failure.why).toContain(error);
  });

  test("is a nonce only once: the next is taken over, and a second refusal is told", async () => {
    const server = await startRawServer((_request, response) => {
      const headers = { "dpop-nonce": `nonce-${String(server.seen.length)}`, date: new Date(NOW).toUTCString() };
      json(response, 400, { error: "use_dpop_nonce" }, headers);
    });
    expect(await failureOf(open(server.url, APP).signIn)).toMatchObject({ code: "okta-proof-refused" });
    expect(server.seen.map(({ headers }) => decodeJwt(String(headers["dpop"]))["nonce"])).toEqual([
      undefined,
      "nonce-1",
    ]);
  });
});

describe("waiting for a person", () => {
  const CODE = {
    device_code: "a-device-code-nobody-sees",
    user_code: "ABCDEFGH",
    verification_uri: "https://acme.example/activate",
    expires_in: 100,
    interval: 5,
  };

  test("goes slower when Okta asks for that, and stops when the code ends", async () => {
    const at: number[] = [];
    const server = await startRawServer((request, response) => {
      if (request.url.endsWith("/authorize")) json(response, 200, CODE);
      else {
        at.push(opened.clock.elapsed() / 1_000);
        json(response, 400, { error: at.length <= 2 ? "slow_down" : "authorization_pending" });
      }
    });
    const opened = open(server.url, DEVICE);
    expect(await failureOf(opened.signIn)).toMatchObject({ code: "okta-device-code-expired", exitCode: 4 });
    expect(at).toEqual([5, 15, 30, 45, 60, 75, 90, 105]);
    expect(prompts).toEqual([expect.stringMatching(/open https:\/\/acme\.example\/activate in .* ABCDEFGH/)]);
    expect(prompts.join("")).not.toContain(CODE.device_code);
  });

  test("does without a refresh token when the app has none to give", async () => {
    const scopes: (string | undefined)[] = [];
    const server = await startRawServer((request, response) => {
      const form = formOf(request.body);
      if (!request.url.endsWith("/authorize")) json(response, 200, TOKEN);
      else {
        scopes.push(form["scope"]);
        if (scopes.length === 1) json(response, 400, { error: "invalid_scope" });
        else json(response, 200, CODE);
      }
    });
    expect((await open(server.url, DEVICE).signIn).scopes).toEqual(new Set(["okta.apps.read"]));
    expect(scopes).toEqual(["okta.apps.read okta.groups.read offline_access", "okta.apps.read okta.groups.read"]);
  });

  test("ends at once when the run is interrupted", async () => {
    const stop = new AbortController();
    const server = await startRawServer((request, response) => {
      if (request.url.endsWith("/authorize")) json(response, 200, CODE);
      else {
        stop.abort(new Error("Ctrl-C"));
        json(response, 400, { error: "authorization_pending" });
      }
    });
    const place = { orgUrl: server.url, clock: virtualClock(NOW), signal: stop.signal };
    await expect(openSignIn(DEVICE, [readApps], place)).rejects.toThrow("Ctrl-C");
    expect(server.seen).toHaveLength(2);
  });
});

describe("the scopes of an access token", () => {
  const needs = [readApps, manageApps, readGroups, makeGroups, readApps];

  test("are held against what the run needs, and each missing one is named with what it is for and who grants it", async () => {
    const signIn = { scopes: new Set(["okta.apps.read"]), who: "the service app 0oaone" };
    const check = Promise.resolve().then(() => {
      checkAccess(signIn, neededAccess(needs, { createGroups: false }));
    });
    const error = await failureOf(check);
    expect(error).toMatchObject({ code: "access-missing", exitCode: 4 });
    for (const { anyOf, purpose } of [manageApps, readGroups])
      expect(error.what).toContain(`${anyOf[0] ?? ""} (to ${purpose})`);
    expect(error.what).not.toContain("okta.groups.manage");
    expect(error.fix.join(" ")).toMatch(/Application Administrator.*Super Administrator grants scopes/);
  });

  test("need the right to manage groups only when groups may be made, or are pushed", () => {
    expect(neededAccess(needs, { createGroups: true })).toContain(makeGroups);
    expect(neededAccess(needs, { createGroups: false })).not.toContain(makeGroups);
    expect(neededAccess([pushGroups], { createGroups: false })).toEqual([pushGroups]);
  });

  test("are not asked of an API token, which goes by its administrator's roles", () => {
    expect(() => {
      checkAccess({ scopes: undefined, who: undefined }, needs);
    }).not.toThrow();
  });
});
