import { generateKeyPairSync } from "node:crypto";
import { decodeJwt } from "jose";
import { describe, expect, test } from "vitest";
import { virtualClock } from "../../../src/base/clock.js";
import { Secret } from "../../../src/base/secret.js";
import { readClientKey } from "../../../src/okta/auth/private-key.js";
import type { OktaSignIn } from "../../../src/okta/api/sign-in.js";
import { openOktaSession } from "../../../src/okta/session.js";
import { manageApps, readApps, readGroups } from "../../../src/okta/access/step-access.js";
import { failureOf } from "../support/failure.js";
import { json, openApi } from "../support/org-server.js";
import { startRawServer } from "../../support/raw-server.js";

const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const key = readClientKey(new Secret(privateKey.export({ type: "pkcs8", format: "pem" }).toString()), "the key");
const DENIED = { errorCode: "E0000006", errorSummary: "You do not have permission", errorId: "oae1" };
const APP = { id: "0oa1", name: "acme", label: "TOTAL", status: "ACTIVE", features: [] };

function open(orgUrl: string) {
  return openOktaSession({
    orgUrl,
    credentials: { way: "private-key", clientId: "0oaone", key },
    access: [readApps, readGroups, manageApps],
    clock: virtualClock(Date.now()),
    emit: () => undefined,
    signal: new AbortController().signal,
    options: { createGroups: false },
  });
}

/** A sign-in with an access token of these scopes. */
function signedIn(...scopes: readonly string[]): OktaSignIn {
  return {
    way: "private-key",
    who: "the service app 0oaone",
    scopes: new Set(scopes),
    headers: () => Promise.resolve({ Authorization: "Bearer token" }),
    renew: () => Promise.resolve(true),
    watchSecrets: () => undefined,
    requests: () => 0,
  };
}

function token(type: string, scope: string) {
  return { token_type: type, access_token: "an-access-token", expires_in: 3600, scope };
}

describe("an access token", () => {
  test("with fewer scopes than the run needs ends it before anything is read", async () => {
    const server = await startRawServer((_request, response) => {
      json(response, 200, token("Bearer", "okta.apps.read"));
    });
    const error = await failureOf(open(server.url));
    expect(error).toMatchObject({ code: "access-missing", exitCode: 4 });
    expect(error.what).toMatch(/okta\.groups\.read .*okta\.apps\.manage/);
    expect(server.seen.map(({ url }) => url)).toEqual(["/oauth2/v1/token"]);
  });

  test("that is bound to a key takes over the nonce a call is refused for, and is not asked for anew", async () => {
    const scopes = "okta.apps.read okta.groups.read okta.apps.manage";
    const server = await startRawServer((request, response) => {
      if (request.url.startsWith("/oauth2/")) json(response, 200, token("DPoP", scopes));
      else if (request.url.startsWith("/.well-known")) json(response, 200, { id: "00o1" });
      else if (server.seen.length === 3) json(response, 401, { errorCode: "E0000011" }, { "dpop-nonce": "the-nonce" });
      else json(response, 200, APP);
    });
    const session = await open(server.url);
    expect(await session.tenant.api.apps.get("0oa1")).toMatchObject({ id: "0oa1" });
    const proofs = server.seen.slice(1).map(({ headers }) => decodeJwt(String(headers["dpop"])));
    expect(proofs.map(({ nonce }) => nonce)).toEqual([undefined, undefined, "the-nonce"]);
    expect(proofs[2]).toMatchObject({ htm: "GET", htu: `${server.url}/api/v1/apps/0oa1` });
    expect(server.seen.slice(1).every(({ headers }) => headers.authorization === "DPoP an-access-token")).toBe(true);
    expect(session.requests()).toEqual({ reads: 4, writes: 0 });
  });

  test("is not renewed for a feature that the org lacks", async () => {
    const scopes = "okta.apps.read okta.groups.read okta.apps.manage";
    const server = await startRawServer((request, response) => {
      if (request.url.startsWith("/oauth2/")) json(response, 200, token("Bearer", scopes));
      else if (request.url.startsWith("/.well-known")) json(response, 200, { id: "00o1" });
      else json(response, 401, { errorCode: "E0000015", errorSummary: "no" });
    });
    const { tenant } = await open(server.url);
    expect(await failureOf(tenant.api.connection.get("0oa1"))).toMatchObject({ code: "okta-feature-missing" });
    expect(server.seen).toHaveLength(3);
  });
});

describe("a call that is refused", () => {
  test("once more with a new access token is told as a sign-in that ended, and a write is sent no third time", async () => {
    const server = await startRawServer((_request, response) => {
      json(response, 401, { errorCode: "E0000011", errorSummary: "Invalid token provided" });
    });
    const { api } = openApi(server.url, { signIn: signedIn("okta.apps.manage") });
    expect(await failureOf(api.apps.create({}))).toMatchObject({ code: "okta-token-revoked", exitCode: 4 });
    expect(server.seen).toHaveLength(2);
  });

  test.each([
    [["okta.apps.read"], {}, "okta-role-missing", "Admin roles tab"],
    [["okta.groups.read"], {}, "okta-scope-missing", "Grant the scope okta.apps.read to the app"],
    [
      ["okta.apps.read"],
      { "www-authenticate": 'Bearer error="insufficient_scope"' },
      "okta-scope-missing",
      "Okta API Scopes",
    ],
  ])("with the scopes %j and %j is told as %s", async (scopes, headers, code, fix) => {
    const server = await startRawServer((_request, response) => {
      json(response, 403, DENIED, headers);
    });
    const { api } = openApi(server.url, { signIn: signedIn(...scopes) });
    const error = await failureOf(api.apps.get("0oa1"));
    expect(error).toMatchObject({ code, exitCode: 4, requestId: "oae1" });
    expect(error.fix.join(" ")).toContain(fix);
  });
});
