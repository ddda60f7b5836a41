import { createHash, generateKeyPairSync, randomUUID, type KeyObject } from "node:crypto";
import { exportJWK, SignJWT, type JWTPayload } from "jose";
import { describe, expect, test } from "vitest";
import type { OAuthClient } from "../../../src/sandbox/okta/oauth/client.js";
import { publicKeyOf } from "../../../src/sandbox/okta/oauth/public-key.js";
import { failureOf } from "../../okta/support/failure.js";
import { signInToConsole } from "../../support/console-session.js";
import { people, START, startWorld, type World } from "./world.js";

const someone = people({ userName: "ada@x.example" });
const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 });
const other = generateKeyPairSync("rsa", { modulusLength: 2048 });
const SERVICE = "0oaservice";
const NOW = START / 1_000;

async function start(client: Partial<OAuthClient> = {}): Promise<World> {
  const key = { ...(await exportJWK(rsa.publicKey)), kid: "one" };
  const scopes = ["okta.apps.read", "okta.groups.read", "okta.groups.manage"];
  const service: OAuthClient = { kind: "service", clientId: SERVICE, keys: [key], scopes, ...client };
  return startWorld(someone, { oauth: { clients: [service, { kind: "native", clientId: "0oanative", scopes }] } });
}

interface Signed {
  readonly kid?: string;
  readonly key?: KeyObject;
  readonly claims?: JWTPayload;
}

function assertion(
  { sandbox }: World,
  { kid = "one", key = rsa.privateKey, claims = {} }: Signed = {},
): Promise<string> {
  const all = {
    iss: SERVICE,
    sub: SERVICE,
    aud: `${sandbox.url}/oauth2/v1/token`,
    iat: NOW,
    exp: NOW + 300,
    jti: randomUUID(),
  };
  return new SignJWT({ ...all, ...claims }).setProtectedHeader({ alg: "RS256", kid }).sign(key);
}

async function post(
  { sandbox }: World,
  path: string,
  form: Record<string, string>,
  headers: Record<string, string> = {},
) {
  const response = await fetch(sandbox.url + path, { method: "POST", headers, body: new URLSearchParams(form) });
  return {
    status: response.status,
    headers: response.headers,
    body: (await response.json()) as Record<string, unknown>,
  };
}

async function token(world: World, jwt: string, scope = "okta.groups.read", proof?: string) {
  const form = {
    grant_type: "client_credentials",
    scope,
    client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
    client_assertion: jwt,
  };
  return post(world, "/oauth2/v1/token", form, proof === undefined ? {} : { DPoP: proof });
}

async function groups({ sandbox }: World, headers: Record<string, string>, path = "/api/v1/groups", method = "GET") {
  return fetch(sandbox.url + path, { method, headers });
}

describe("the token endpoint", () => {
  test("gives a service app an hour's access to the scopes it asks for", async () => {
    const world = await start();
    const { status, body } = await token(world, await assertion(world));
    expect(status).toBe(200);
    expect(body).toMatchObject({ token_type: "Bearer", expires_in: 3600, scope: "okta.groups.read" });
    const headers = { authorization: `Bearer ${String(body["access_token"])}` };
    expect((await groups(world, headers)).status).toBe(200);
    await world.clock.sleep(3_600_000);
    expect((await groups(world, headers)).status).toBe(401);
  });

  test.each<[string, Signed, string]>([
    ["another key", { key: other.privateKey }, "signature"],
    ["a key id it does not have", { kid: "two" }, "kid"],
    ["another client's name", { claims: { iss: "0oaother", sub: "0oaother" } }, "client_id"],
    ["another subject", { claims: { sub: "0oaother" } }, "client_id"],
    ["another audience", { claims: { aud: "https://elsewhere.example" } }, "audience"],
    ["an end in the past", { claims: { exp: NOW - 1 } }, "expired"],
    ["an end too far away", { claims: { exp: NOW + 3_700 } }, "too far into the future"],
    ["a start in the future", { claims: { iat: NOW + 400 } }, "in the future"],
  ])("refuses an assertion with %s", async (_what, signed, words) => {
    const world = await start();
    const answer = await token(world, await assertion(world, signed));
    expect(answer).toMatchObject({ status: 401, body: { error: "invalid_client" } });
    expect(answer.body["error_description"]).toContain(words);
  });

  test("takes an assertion once", async () => {
    const world = await start();
    const jwt = await assertion(world);
    expect((await token(world, jwt)).status).toBe(200);
    expect((await token(world, jwt)).body).toMatchObject({ error: "invalid_client" });
  });

  test("fails the whole request for one scope that is not granted, and counts as a read", async () => {
    const world = await start();
    const answer = await token(world, await assertion(world), "okta.groups.read okta.logs.read");
    expect(answer).toMatchObject({ status: 400, body: { error: "invalid_scope" } });
    expect(world.sandbox.tenantRequests()).toEqual({ reads: 1, writes: 0 });
  });
});

describe("an access token", () => {
  async function signedIn(world: World, scope: string): Promise<Record<string, string>> {
    const { body } = await token(world, await assertion(world), scope);
    return { authorization: `Bearer ${String(body["access_token"])}` };
  }

  test("is good for calls of its scopes alone, and the answer says which is missing", async () => {
    const world = await start();
    const headers = await signedIn(world, "okta.groups.read");
    const write = await groups(world, headers, "/api/v1/groups", "POST");
    expect(write.status).toBe(403);
    expect(write.headers.get("www-authenticate")).toContain('scope="okta.groups.manage", error="insufficient_scope"');
    expect((await groups(world, headers, "/api/v1/apps")).status).toBe(403);
    // Its own person is one that a service app does not have.
    expect((await groups(world, headers, "/api/v1/users/me")).status).toBe(403);
  });

  test("does not help where the roles of the app do not allow the call", async () => {
    const world = await start({ lacks: ["groups.read"] });
    const answer = await groups(world, await signedIn(world, "okta.groups.read"));
    expect(answer.status).toBe(403);
    expect(answer.headers.get("www-authenticate")).toBeNull();
  });

  test("ends when it is revoked, and the API token ends by itself", async () => {
    const world = await start();
    const headers = await signedIn(world, "okta.groups.read");
    world.sandbox.access.revokeTokens(SERVICE);
    expect((await groups(world, headers)).status).toBe(401);
    expect((await world.call("GET", "/api/v1/groups")).status).toBe(200);
    world.sandbox.access.revokeApiToken();
    expect((await world.call("GET", "/api/v1/groups")).status).toBe(401);
    expect((await token(world, await assertion(world))).status).toBe(200);
    world.sandbox.access.deactivateClient(SERVICE);
    expect((await token(world, await assertion(world))).body).toMatchObject({ error: "invalid_client" });
  });
});

describe("an app that demands a proof of possession", () => {
  async function proof(claims: JWTPayload, key = rsa): Promise<string> {
    return new SignJWT({ iat: NOW, jti: randomUUID(), ...claims })
      .setProtectedHeader({ typ: "dpop+jwt", alg: "RS256", jwk: await exportJWK(key.publicKey) })
      .sign(key.privateKey);
  }

  test("wants one with its nonce for a token, and one for the token with each call", async () => {
    const world = await start({ demandsProof: true });
    const endpoint = { htm: "POST", htu: `${world.sandbox.url}/oauth2/v1/token` };
    const ask = async (one?: string) => token(world, await assertion(world), "okta.groups.read", one);
    expect((await ask()).body).toMatchObject({ error: "invalid_dpop_proof" });
    const challenge = await ask(await proof(endpoint));
    expect(challenge.body).toMatchObject({ error: "use_dpop_nonce" });
    const nonce = challenge.headers.get("dpop-nonce") ?? "";
    for (const wrong of [
      { htm: "GET" },
      { htu: world.sandbox.url },
      { iat: NOW - 301 },
      { iat: NOW + 301 },
      { jti: "" },
    ])
      expect((await ask(await proof({ ...endpoint, nonce, ...wrong }))).body).toMatchObject({
        error: "invalid_dpop_proof",
      });
    const { body } = await ask(await proof({ ...endpoint, nonce }));
    expect(body).toMatchObject({ token_type: "DPoP" });

    const value = String(body["access_token"]);
    const ath = createHash("sha256").update(value).digest("base64url");
    const call = { htm: "GET", htu: `${world.sandbox.url}/api/v1/groups`, ath };
    const send = async (DPoP: string, scheme = "DPoP") =>
      (await groups(world, { authorization: `${scheme} ${value}`, DPoP }, "/api/v1/groups?limit=1")).status;
    const good = await proof(call);
    expect(await send(good)).toBe(200);
    expect(await send(good)).toBe(401);
    expect(await send(await proof(call), "Bearer")).toBe(401);
    expect(await send(await proof(call, other))).toBe(401);
    for (const wrong of [{ htm: "POST" }, { htu: `${world.sandbox.url}/api/v1/apps` }, { ath: "other" }])
      expect(await send(await proof({ ...call, ...wrong }))).toBe(401);
  });
});

describe("a sign-in with a device", () => {
  const DEVICE = "urn:ietf:params:oauth:grant-type:device_code";

  async function begin(world: World) {
    const { body } = await post(world, "/oauth2/v1/device/authorize", {
      client_id: "0oanative",
      scope: "okta.groups.read offline_access",
    });
    return { code: String(body["device_code"]), userCode: String(body["user_code"]), body };
  }

  async function poll(world: World, code: string) {
    await world.clock.sleep(5_000);
    const form = { client_id: "0oanative", grant_type: DEVICE, device_code: code };
    return (await post(world, "/oauth2/v1/token", form)).body;
  }

  test("waits for the person, goes no faster than every five seconds, and ends with a token for its scopes", async () => {
    const world = await start();
    const { code, userCode, body } = await begin(world);
    expect(body).toMatchObject({ interval: 5, expires_in: 600, verification_uri: `${world.sandbox.url}/activate` });
    expect(await poll(world, code)).toMatchObject({ error: "authorization_pending" });
    const early = { client_id: "0oanative", grant_type: DEVICE, device_code: code };
    expect((await post(world, "/oauth2/v1/token", early)).body).toMatchObject({ error: "slow_down" });
    expect(world.sandbox.access.decideDevice(userCode.toLowerCase(), true)).toBe(true);
    expect(world.sandbox.access.decideDevice(userCode, true)).toBe(false);
    await world.clock.sleep(5_000);
    const tokens = await poll(world, code);
    expect(tokens).toMatchObject({ token_type: "Bearer", scope: "okta.groups.read offline_access" });
    const refresh = {
      client_id: "0oanative",
      grant_type: "refresh_token",
      refresh_token: String(tokens["refresh_token"]),
    };
    expect((await post(world, "/oauth2/v1/token", refresh)).body).toMatchObject({ token_type: "Bearer" });
    expect((await post(world, "/oauth2/v1/token", refresh)).body).toMatchObject({ error: "invalid_grant" });
  });

  test("ends when the person declines, and when nobody answers", async () => {
    const world = await start();
    const [declined, forgotten] = [await begin(world), await begin(world)];
    world.sandbox.access.decideDevice(declined.userCode, false);
    expect(await poll(world, declined.code)).toMatchObject({ error: "access_denied" });
    await world.clock.sleep(600_000);
    expect(await poll(world, forgotten.code)).toMatchObject({ error: "expired_token" });
    expect(world.sandbox.access.decideDevice(forgotten.userCode, true)).toBe(false);
  });

  test("is answered on a page of the console, by whoever has the console's key", async () => {
    const world = await start();
    const { code, userCode, body } = await begin(world);
    const address = String(body["verification_uri_complete"]);
    const sent = await fetch(address, { redirect: "manual" });
    const place = sent.headers.get("location") ?? "";
    expect(place).toBe(`/admin/activate?user_code=${userCode}`);
    expect((await fetch(world.sandbox.url + place)).status).toBe(403);
    const console = await signInToConsole(world.sandbox.console.url);
    expect((await console.open(place)).html).toContain(`value="${userCode}"`);
    const press = (origin: string) =>
      console.post("/admin/activate", { user_code: userCode, button: "approve" }, { origin });
    for (const origin of ["https://evil.example", "null"]) expect((await press(origin)).status).toBe(403);
    expect(await poll(world, code)).toMatchObject({ error: "authorization_pending" });
    expect(await press(world.sandbox.url)).toMatchObject({ status: 200, role: "status" });
    expect(await poll(world, code)).toMatchObject({ token_type: "Bearer" });
    expect(await press(world.sandbox.url)).toMatchObject({ status: 400, role: "alert" });
  });
});

describe("the public key of a service app", () => {
  test("is read from PEM, from a JWK, and from a private JWK whose secret part is left out", async () => {
    const pem = rsa.publicKey.export({ type: "spki", format: "pem" }).toString();
    const plain = await exportJWK(rsa.publicKey);
    const fromPem = await publicKeyOf(pem, "the key");
    expect(fromPem).toMatchObject(plain);
    expect(fromPem.kid).toMatch(/^[\w-]{43}$/);
    const named = JSON.stringify({ ...(await exportJWK(rsa.privateKey)), kid: "mine" });
    expect(await publicKeyOf(named, "the key")).toEqual({ ...plain, kid: "mine" });
  });

  test.each(["", "no key", "{}", '{"keys":[]}'])("is not %j", async (text) => {
    const error = await failureOf(publicKeyOf(text, "--service-app-key key.json"));
    expect(error).toMatchObject({ code: "service-app-key-unreadable", exitCode: 64 });
    expect(error.what).toContain("--service-app-key key.json");
  });
});
