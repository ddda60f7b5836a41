import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import type { Clock } from "../../src/base/clock.js";
import type { OAuthClient } from "../../src/sandbox/okta/oauth/client.js";
import {
  keyFile,
  makeKey,
  startOAuthWorld,
  TOTAL_SCOPES,
  type AppKey,
  type OAuthRun,
  type OAuthWorld,
} from "../support/okta-oauth-world.js";
import { unwrapped } from "../support/unwrapped.js";

const SERVICE = "0oaservice1";
const NATIVE = "0oanative1";
const JWT = /eyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]{10,}/;
const MINUTE = 60_000;

let rsa: AppKey;
let ec: AppKey;
beforeAll(async () => {
  rsa = await makeKey("rsa", "rsa-1");
  ec = await makeKey("ec", "ec-1");
});

function serviceApp(more: Partial<OAuthClient> = {}): OAuthClient {
  return { kind: "service", clientId: SERVICE, keys: [rsa.publicJwk, ec.publicJwk], scopes: TOTAL_SCOPES, ...more };
}

function nativeApp(more: Partial<OAuthClient> = {}): OAuthClient {
  return { kind: "native", clientId: NATIVE, scopes: TOTAL_SCOPES, ...more };
}

const DEVICE = ["--sign-in", "device", "--okta-client-id", NATIVE] as const;

/** The flags of a service app whose key is in a file. */
function withKey(file: string, ...more: readonly string[]): string[] {
  return ["--okta-client-id", SERVICE, "--private-key-file", file, ...more];
}

/** What a key must not be told by: its private number, and each line of its PEM. */
function partsOf({ privateKey }: AppKey): string[] {
  const { d = "" } = privateKey.export({ format: "jwk" });
  const lines = privateKey.export({ type: "pkcs8", format: "pem" }).toString().split("\n");
  return [d, ...lines.filter((line) => line.length > 20 && !line.startsWith("-"))];
}

function expectNoSecrets({ everything }: OAuthRun): void {
  expect(everything).not.toMatch(JWT);
  for (const part of [...partsOf(rsa), ...partsOf(ec)]) expect(everything.includes(part)).toBe(false);
}

function expectRefused(run: OAuthRun, code: string, exitCode = 4): void {
  expect(run.document.errors.map((error) => error.code)).toEqual([code]);
  expect(run.code).toBe(exitCode);
  expectNoSecrets(run);
}

/** The same clock, so far off. */
function shifted(clock: Clock, byMs: number): Clock {
  return { now: () => clock.now() + byMs, sleep: (milliseconds, signal) => clock.sleep(milliseconds, signal) };
}

/** As soon as a code waits, the person answers it. */
function answerDevice({ clock, sandbox }: OAuthWorld, approved: boolean): (text: string) => void {
  return (text) => {
    const code = /shows the code (\w+)/.exec(text)?.[1] ?? "";
    clock.schedule(12_000, () => {
      sandbox.access.decideDevice(code, approved);
    });
  };
}

async function expectWholeJourney(world: OAuthWorld, args: readonly string[], env = {}): Promise<void> {
  const first = await world.run(args, { env });
  expect(first.document.errors).toEqual([]);
  expect(first.document.outcome).toBe("applied");
  expect(first.document.proof?.users).toMatchObject({ expected: 2, found: 2, wrong: [] });
  expect(first.document.proof?.memberships).toMatchObject({ expected: 2, found: 2, wrong: [] });
  expectNoSecrets(first);
  const second = await world.run(args, { env });
  expect(second.document.outcome).toBe("unchanged");
  expect(second.document.requests.tenant.writes).toBe(0);
}

describe("a service app with a private key", () => {
  test.each([
    ["RSA, PEM as PKCS#1", "rsa", "pkcs1"],
    ["EC, as a JWK", "ec", "jwk"],
  ] as const)("applies, proves, and finds nothing to change afterwards: %s", async (_name, kind, form) => {
    const world = await startOAuthWorld([serviceApp()]);
    const key = kind === "rsa" ? rsa : ec;
    await expectWholeJourney(world, withKey(await keyFile(key, form)));
  });

  test("does so when the app demands a proof of possession, which each request then brings", async () => {
    const world = await startOAuthWorld([serviceApp({ demandsProof: true })]);
    await expectWholeJourney(world, withKey(await keyFile(rsa, "pkcs8")));
  });

  test("does so with everything from the environment, line breaks written as \\n", async () => {
    const world = await startOAuthWorld([serviceApp()]);
    const pem = readFileSync(await keyFile(ec, "pkcs8"), "utf8");
    await expectWholeJourney(world, [], {
      OKTA_CLIENT_AUTHORIZATIONMODE: "PrivateKey",
      OKTA_CLIENT_CLIENTID: SERVICE,
      OKTA_CLIENT_KEYID: "ec-1",
      OKTA_CLIENT_PRIVATEKEY: pem.trim().replaceAll("\n", "\\n"),
      OKTA_CLIENT_TOKEN: "an-api-token-that-is-not-meant",
    });
  });

  test("needs only reading scopes for a plan, and says who signed in", async () => {
    const scopes = TOTAL_SCOPES.filter((scope) => scope.endsWith(".read"));
    const world = await startOAuthWorld([serviceApp({ scopes })]);
    const run = await world.run(["plan", ...withKey(await keyFile(rsa, "jwk"))]);
    expect(run.document.errors).toEqual([]);
    expect(run.document.outcome).toBe("changes-pending");
    expect(unwrapped(run.stderr)).toContain(`signed in as the service app ${SERVICE}`);
  });

  test("gets a new access token without a word when the first expires, and when one is revoked", async () => {
    const requests = { count: 0 };
    const world = await startOAuthWorld([], {
      oauth: { clients: [serviceApp({ demandsProof: true })], tokenLifetimeS: 300 },
      consoleMs: 6 * MINUTE,
      faults: ({ path }) => {
        if (path.startsWith("/api/")) requests.count += 1;
        if (requests.count === 4) world.sandbox.access.revokeTokens(SERVICE);
        return undefined;
      },
    });
    const run = await world.run(withKey(await keyFile(rsa, "pkcs8")));
    expect(run.document).toMatchObject({ outcome: "applied", errors: [] });
    expect(run.transcript.split("\n").filter((line) => line.includes('"/oauth2/v1/token"'))).toHaveLength(4);
    expectNoSecrets(run);
  });
});

describe("a person with a device code", () => {
  test("is told address and code, confirms, and the run goes on", async () => {
    const world = await startOAuthWorld([nativeApp()]);
    const run = await world.run(DEVICE, { hears: answerDevice(world, true) });
    expect(run.document).toMatchObject({ outcome: "applied", errors: [] });
    expect(run.stderr).toMatch(
      new RegExp(`open ${world.sandbox.url}/activate\\?user_code=(\\w{8}) .* shows the code \\1, then sign in`),
    );
    expect(run.transcript).toContain('"device_code":"[redacted]"');
    expectNoSecrets(run);
  });

  test("stays signed in when the access token ends, also with a proof of possession", async () => {
    const world = await startOAuthWorld([], {
      consoleMs: 6 * MINUTE,
      oauth: { clients: [nativeApp({ demandsProof: true })], approveDevices: true, tokenLifetimeS: 300 },
    });
    await expectWholeJourney(world, DEVICE);
  });

  test("of an app without refresh tokens has to sign in anew when the access token ends", async () => {
    const world = await startOAuthWorld([], {
      consoleMs: 6 * MINUTE,
      oauth: { clients: [nativeApp({ refreshGrant: false })], approveDevices: true, tokenLifetimeS: 300 },
    });
    const run = await world.run(DEVICE);
    expectRefused(run, "okta-sign-in-ended");
    expect(run.document.errors[0]?.message).toContain("lasts one hour");
  });

  test("who declines is said to have done so", async () => {
    const world = await startOAuthWorld([nativeApp()]);
    expectRefused(await world.run(DEVICE, { hears: answerDevice(world, false) }), "okta-sign-in-denied");
  });

  test("who does not answer lets the code expire", async () => {
    const world = await startOAuthWorld([nativeApp()]);
    const before = world.clock.now();
    expectRefused(await world.run(DEVICE), "okta-device-code-expired");
    expect(world.clock.now() - before).toBeLessThan(11 * MINUTE);
  });

  test("needs a native app that has the device grant", async () => {
    for (const client of [nativeApp({ deviceGrant: false }), serviceApp({ clientId: NATIVE })]) {
      const world = await startOAuthWorld([client]);
      const run = await world.run(DEVICE);
      expectRefused(run, "okta-grant-not-allowed");
      expect(run.document.errors[0]?.fix).toContain("Device Authorization");
    }
  });
});

describe("signing in with a key is refused with a reason of its own", () => {
  let world: OAuthWorld;
  beforeAll(async () => {
    world = await startOAuthWorld([serviceApp(), nativeApp()]);
  });

  test("for a key that is not the app's", async () => {
    const file = await keyFile(await makeKey("rsa", "rsa-1"), "jwk");
    expectRefused(await world.run(withKey(file)), "okta-key-refused");
  });

  test("for a key id that the app does not have", async () => {
    const run = await world.run(withKey(await keyFile(rsa, "pkcs8"), "--key-id", "rsa-2"));
    expectRefused(run, "okta-key-id-unknown");
    expect(run.document.errors[0]?.message).toContain("rsa-2");
  });

  test("for a client id that no app has", async () => {
    const args = ["--okta-client-id", "0oanobody", "--private-key-file", await keyFile(rsa, "jwk")];
    expectRefused(await world.run(args), "okta-client-unknown");
  });

  test("for an app that is no service app", async () => {
    const keyed = await startOAuthWorld([nativeApp({ keys: [rsa.publicJwk] })]);
    const args = ["--okta-client-id", NATIVE, "--private-key-file", await keyFile(rsa, "jwk")];
    const run = await keyed.run(args);
    expectRefused(run, "okta-grant-not-allowed");
    expect(run.document.errors[0]?.fix).toContain("API Services");
  });

  test.each([
    [10, "10 min ahead of Okta's"],
    [-10, "10 min behind Okta's"],
  ])("for a clock that is off by %i minutes, and it says which way", async (minutes, words) => {
    const clock = shifted(world.clock, minutes * MINUTE);
    const run = await world.run(withKey(await keyFile(rsa, "jwk")), { clock });
    expectRefused(run, "okta-clock-wrong");
    expect(run.document.errors[0]?.message).toContain(words);
  });

  test("for a scope that is not granted: all are named, with what each is for and who grants it", async () => {
    const scopes = TOTAL_SCOPES.filter((scope) => scope !== "okta.groups.manage");
    const run = await (await startOAuthWorld([serviceApp({ scopes })])).run(withKey(await keyFile(rsa, "jwk")));
    expectRefused(run, "okta-scope-not-granted");
    expect(run.document.errors[0]?.message).toContain(
      "okta.apps.read, okta.apps.manage, okta.groups.read, okta.groups.manage, okta.logs.read",
    );
    expect(run.document.errors[0]?.fix).toContain("okta.groups.manage: to push groups. ");
    expect(run.document.errors[0]?.fix).toContain("A Super Administrator grants scopes");
  });

  test.each([
    ["is no key", "not a key at all"],
    ["is a public key", "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----"],
  ])("before anything is sent when the file %s", async (_name, text) => {
    const reads = world.sandbox.tenantRequests().reads;
    const run = await world.run(["--sign-in", "private-key", "--okta-client-id", SERVICE], {
      env: { OKTA_CLIENT_PRIVATEKEY: text },
    });
    expectRefused(run, "okta-key-unreadable", 64);
    expect(run.everything).not.toContain(text);
    expect(world.sandbox.tenantRequests().reads).toBe(reads);
  });
});

describe("what is missing once signed in", () => {
  test("is a role, when the scope is in the token: named with where it is assigned", async () => {
    const world = await startOAuthWorld([serviceApp({ lacks: ["apps.manage"] })]);
    const run = await world.run(withKey(await keyFile(rsa, "jwk")));
    expectRefused(run, "okta-role-missing");
    expect(run.document.errors[0]?.fix).toContain(
      "Assign the role Application Administrator, Organization Administrator or Super Administrator to the service app, on its Admin roles tab",
    );
    const device = await startOAuthWorld([], {
      oauth: { clients: [nativeApp({ lacks: ["groups.read"] })], approveDevices: true },
    });
    const person = await device.run(DEVICE);
    expectRefused(person, "okta-role-missing");
    expect(person.document.errors[0]?.fix).toContain("to the signed-in user, under Security > Administrators");
  });

  test("is the sign-in, when the app is deactivated in the middle", async () => {
    const world = await startOAuthWorld([serviceApp()], {
      faults: ({ index }) => {
        if (index === 6) world.sandbox.access.deactivateClient(SERVICE);
        return undefined;
      },
    });
    expectRefused(await world.run(withKey(await keyFile(rsa, "jwk"))), "okta-client-unknown");
  });

  test("is the sign-in, when the person's access is taken back in the middle", async () => {
    const world = await startOAuthWorld([], {
      oauth: { clients: [nativeApp()], approveDevices: true },
      faults: ({ path }) => {
        if (path.startsWith("/api/v1/groups")) world.sandbox.access.deactivateClient(NATIVE);
        return undefined;
      },
    });
    expectRefused(await world.run(DEVICE), "okta-client-unknown");
  });

  test("is the API token, when it is revoked in the middle", async () => {
    const world = await startOAuthWorld([], {
      faults: ({ index }) => {
        if (index === 6) world.sandbox.access.revokeApiToken();
        return undefined;
      },
    });
    const env = { OKTA_CLIENT_TOKEN: world.sandbox.token.reveal() };
    const run = await world.run([], { env });
    expectRefused(run, "okta-token-revoked");
    expect(run.everything).not.toContain(world.sandbox.token.reveal());
    expectRefused(await world.run([], { env }), "okta-unauthorized");
  });
});
