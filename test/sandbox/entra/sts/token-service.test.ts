import { createPrivateKey, generateKeyPairSync, X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { request } from "node:https";
import { SignJWT, UnsecuredJWT } from "jose";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { virtualClock, type VirtualClock } from "../../../../src/base/clock.js";
import { Secret } from "../../../../src/base/secret.js";
import { startEntraSandbox, type EntraSandbox } from "../../../../src/sandbox/entra/start.js";
import { LOCALHOST, PIPELINE_CERTIFICATE } from "../../../support/entra-sign-in-world.js";
import { trustTestAuthorityOnly } from "../../../support/trust-authority.js";
import { START, TEAM } from "../graph/world.js";

const PIPELINE = "7e3d2c1b-0000-4000-8000-000000000001";
const PERSONS = "7e3d2c1b-0000-4000-8000-000000000002";
const SECRET = "client-secret-of-the-pipeline";
const HOUR_MS = 3_600_000;
const PEM = readFileSync(PIPELINE_CERTIFICATE, "utf8");
const CERTIFICATE = new X509Certificate(PEM);

let sandbox: EntraSandbox;
let clock: VirtualClock;
let signIn: NonNullable<EntraSandbox["signIn"]>;

beforeAll(trustTestAuthorityOnly);
afterEach(() => sandbox.close());

async function start(): Promise<void> {
  clock = virtualClock(START);
  sandbox = await startEntraSandbox({
    directory: TEAM,
    scheduler: clock,
    signIn: {
      tls: LOCALHOST,
      apps: [
        {
          clientId: PIPELINE,
          name: "Pipeline",
          roles: ["Group.Read.All"],
          secrets: [{ value: new Secret(SECRET) }],
          certificates: [CERTIFICATE.toString()],
        },
        { clientId: PERSONS, name: "Persons", publicClient: true, scopes: ["Group.Read.All", "User.Read"] },
      ],
    },
  });
  if (sandbox.signIn === undefined) throw new Error("no sign-in service");
  ({ signIn } = sandbox);
}

interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, string>>;
}

async function post(path: string, fields: Readonly<Record<string, string>>): Promise<Answer> {
  const url = `${signIn.url}/${sandbox.tenantId}/oauth2/v2.0/${path}`;
  const answer = await fetch(url, { method: "POST", body: new URLSearchParams(fields) });
  return { status: answer.status, body: (await answer.json()) as Answer["body"] };
}

const own = (fields: Readonly<Record<string, string>>): Promise<Answer> =>
  post("token", {
    grant_type: "client_credentials",
    client_id: PIPELINE,
    scope: `${sandbox.url}/.default`,
    ...fields,
  });

const graph = (token: string | undefined): Promise<Response> =>
  fetch(`${sandbox.url}/v1.0/groups`, { headers: { authorization: `Bearer ${token ?? ""}` } });

/** A proof as Microsoft's library makes it, but for what is said here. */
function proof(more: { readonly audience?: string; readonly key?: ReturnType<typeof createPrivateKey> } = {}) {
  const at = START / 1_000;
  return new SignJWT()
    .setProtectedHeader({
      alg: "PS256",
      "x5t#S256": Buffer.from(CERTIFICATE.fingerprint256.replaceAll(":", ""), "hex").toString("base64url"),
    })
    .setIssuer(PIPELINE)
    .setSubject(PIPELINE)
    .setAudience(more.audience ?? `${signIn.url}/${sandbox.tenantId}/oauth2/v2.0/token`)
    .setNotBefore(at)
    .setExpirationTime(at + 600)
    .sign(more.key ?? createPrivateKey(PEM));
}

const asserted = async (assertion: string | Promise<string>): Promise<Answer> =>
  own({
    client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
    client_assertion: await assertion,
  });

describe("an application's own token", () => {
  test("is for this Graph and this tenant, has what was granted, and an hour", async () => {
    await start();
    const { status, body } = await own({ client_secret: SECRET });
    expect([status, body["token_type"], body["expires_in"]]).toEqual([200, "Bearer", 3_600]);
    const [, part = ""] = body["access_token"]?.split(".") ?? [];
    expect(JSON.parse(Buffer.from(part, "base64url").toString())).toMatchObject({
      aud: sandbox.url,
      tid: sandbox.tenantId,
      appid: PIPELINE,
      roles: ["Group.Read.All"],
    });
    expect((await graph(body["access_token"])).status).toBe(200);
    await clock.sleep(HOUR_MS);
    expect((await graph(body["access_token"])).status).toBe(401);
  });

  test("ends when sign-ins are revoked; the next one counts", async () => {
    await start();
    const first = (await own({ client_secret: SECRET })).body["access_token"];
    sandbox.revokeSignIns();
    const refused = await graph(first);
    expect(refused.headers.get("www-authenticate")).toContain('error="insufficient_claims"');
    expect(await refused.text()).toContain("TokenIssuedBeforeRevocationTimestamp");
    expect((await graph((await own({ client_secret: SECRET })).body["access_token"])).status).toBe(200);
  });

  test("is given for a signed proof", async () => {
    await start();
    expect((await asserted(proof())).status).toBe(200);
  });

  test.each<[string, () => Promise<Answer>, number, string, number]>([
    ["without a proof", () => own({}), 401, "invalid_client", 7_000_218],
    ["with a wrong secret", () => own({ client_secret: "no" }), 401, "invalid_client", 7_000_215],
    [
      "for another Graph",
      () => own({ client_secret: SECRET, scope: "https://graph.microsoft.com/.default" }),
      400,
      "invalid_resource",
      500_011,
    ],
    [
      "for single permissions",
      () => own({ client_secret: SECRET, scope: `${sandbox.url}/Group.Read.All` }),
      400,
      "invalid_scope",
      1_002_012,
    ],
    ["with a proof for somebody else", () => asserted(proof({ audience: "x" })), 401, "invalid_client", 700_023],
    [
      "with a proof that another key signed",
      () => asserted(proof({ key: generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey })),
      401,
      "invalid_client",
      700_027,
    ],
    [
      "with a proof that nobody signed",
      () => asserted(new UnsecuredJWT().setIssuer(PIPELINE).setExpirationTime("1h").encode()),
      401,
      "invalid_client",
      700_027,
    ],
  ])("is not given %s", async (_what, ask, status, error, number) => {
    await start();
    const answer = await ask();
    expect(answer).toMatchObject({ status, body: { error, error_codes: [number] } });
    expect(answer.body["error_description"]).toMatch(
      new RegExp(
        `^AADSTS${String(number)}: .* Trace ID: \\S{36} Correlation ID: \\S{36} Timestamp: 2026-11-20 10:00:00Z$`,
      ),
    );
  });

  test("is not given for a proof a second after its time, on the sandbox's clock", async () => {
    await start();
    const assertion = await proof();
    await clock.sleep(600_000);
    expect((await asserted(assertion)).body["error_description"]).toMatch(
      /^AADSTS700024: .*Current time: 2026-11-20T10:10/,
    );
  });
});

describe("a person's sign-in on a device", () => {
  const begin = (scope = "Group.Read.All"): Promise<Answer> =>
    post("devicecode", { client_id: PERSONS, scope: `${sandbox.url}/${scope} openid offline_access` });
  const poll = ({ body }: Answer, clientId = PERSONS): Promise<Answer> =>
    post("token", {
      grant_type: "urn:ietf:params:oauth:grant-type:device_code",
      client_id: clientId,
      device_code: body["device_code"] ?? "",
    });

  test("waits for the person, gives exactly what was asked for, and counts once", async () => {
    await start();
    const code = await begin();
    expect((await poll(code)).body["error"]).toBe("authorization_pending");
    signIn.approve(code.body["user_code"] ?? "");
    const { body } = await poll(code);
    expect(body["scope"]).toBe(`${sandbox.url}/Group.Read.All`);
    expect((await graph(body["access_token"])).status).toBe(200);
    expect((await poll(code)).body["error"]).toBe("bad_verification_code");
  });

  test.each([
    ["declined", () => signIn.decline, "authorization_declined"],
    ["too late", () => () => void clock.sleep(900_000), "expired_token"],
  ])("that is %s gives nothing", async (_what, decide, error) => {
    await start();
    const code = await begin();
    decide()(code.body["user_code"] ?? "");
    expect((await poll(code)).body["error"]).toBe(error);
  });

  test("gives nothing that was not consented to, and nothing to another application", async () => {
    await start();
    const more = await begin("User.ReadWrite.All");
    signIn.approve(more.body["user_code"] ?? "");
    expect((await poll(more)).body["error_description"]).toMatch(/^AADSTS65001/);
    const code = await begin();
    signIn.approve(code.body["user_code"] ?? "");
    expect((await poll(code, "04b07795-8ddb-461a-bbee-02f9e1bf7b46")).body["error"]).toBe("bad_verification_code");
  });

  test("lasts beyond its first token until it is revoked", async () => {
    await start();
    const code = await begin();
    signIn.approve(code.body["user_code"] ?? "");
    const { body } = await poll(code);
    const again = (): Promise<Answer> =>
      post("token", {
        grant_type: "refresh_token",
        client_id: PERSONS,
        refresh_token: body["refresh_token"] ?? "",
      });
    expect((await graph((await again()).body["access_token"])).status).toBe(200);
    sandbox.revokeSignIns();
    expect((await again()).body["error_description"]).toMatch(/^AADSTS50173/);
  });
});

test("a page elsewhere that points a name of its own at this machine is not served", async () => {
  await start();
  const url = `${signIn.url}/${sandbox.tenantId}/v2.0/.well-known/openid-configuration`;
  const status = await new Promise((resolve, reject) => {
    request(url, { servername: "localhost", headers: { host: "attacker.example" } }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    })
      .on("error", reject)
      .end();
  });
  expect(status).toBe(421);
});
