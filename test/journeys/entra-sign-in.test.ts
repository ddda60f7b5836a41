import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import { createPrivateKey } from "node:crypto";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import {
  assertionOf,
  CLIENT_SECRET,
  LOCALHOST,
  PERSONS_APP,
  PIPELINE,
  PIPELINE_CERTIFICATE,
  READ_SCOPES,
  signInApps,
  startSignInWorld,
  type SignInRun,
  type SignInWorld,
  type SignInWorldParts,
} from "../support/entra-sign-in-world.js";
import { sweepSecrets } from "../support/secret-sweep.js";
import { TEST_AUTHORITY } from "../support/tls-server.js";
import { trustTestAuthorityOnly } from "../support/trust-authority.js";
import { watchConnections } from "../support/watch-connections.js";

const LOOPBACK_ONLY = new URL("../support/loopback-only.mjs", import.meta.url).href;
const connections = watchConnections();
const open: { close(): unknown }[] = [];

beforeAll(trustTestAuthorityOnly);
afterEach(async () => {
  vi.unstubAllEnvs();
  await Promise.all(open.splice(0).map((one) => one.close()));
});
afterAll(() => {
  connections.end();
  expect(connections.elsewhere).toEqual([]);
});

async function worldWith(parts: SignInWorldParts = {}): Promise<SignInWorld> {
  const world = await startSignInWorld(parts);
  open.push(world);
  return world;
}

const as = (way: string, clientId = PIPELINE): readonly string[] => ["--sign-in", way, "--client-id", clientId];
const SECRET = { AZURE_CLIENT_SECRET: CLIENT_SECRET };

/** A run that looked, and left neither a secret nor any part of a token behind. */
function expectLooked(run: SignInRun): void {
  expect(run.document.errors).toEqual([]);
  expect([run.code, run.document.outcome]).toEqual([0, "changes-pending"]);
  expectNoSecrets(run);
}

function expectNoSecrets({ stdout, stderr }: SignInRun): void {
  for (const text of [stdout, stderr]) {
    expect(text).not.toContain(CLIENT_SECRET);
    expect(text).not.toContain("eyJ");
  }
}

describe("an application signs in", () => {
  test("with a secret: the whole journey, proven, and a second run that finds nothing to do", async () => {
    const world = await worldWith();
    const way = as("client-secret");
    const first = await world.run(["apply", "--wait", "3h", ...way], SECRET);
    expect([first.code, first.document.outcome]).toEqual([0, "applied"]);
    expect(first.document.proof?.users).toMatchObject({ expected: 3, found: 3 });
    const second = await world.run(["apply", "--wait", "3h", ...way], SECRET);
    expect([second.code, second.document.outcome]).toEqual([0, "unchanged"]);
    expectNoSecrets(first);
  });

  test("with a certificate, also one whose key has a password, and with its chain", async () => {
    const world = await worldWith();
    const way = ["plan", ...as("certificate")];
    expectLooked(await world.run(way, { AZURE_CLIENT_CERTIFICATE_PATH: PIPELINE_CERTIFICATE }));
    const password = "password-of-the-certificate";
    const pem = readFileSync(PIPELINE_CERTIFICATE, "utf8");
    const locked = createPrivateKey(pem).export({
      type: "pkcs8",
      format: "pem",
      cipher: "aes-256-cbc",
      passphrase: password,
    });
    const path = join(world.folder, "locked.pem");
    writeFileSync(path, `${pem.slice(0, pem.indexOf("-----BEGIN PRIVATE"))}${locked.toString()}`);
    const env = {
      AZURE_CLIENT_CERTIFICATE_PATH: path,
      AZURE_CLIENT_CERTIFICATE_PASSWORD: password,
      AZURE_CLIENT_SEND_CERTIFICATE_CHAIN: "true",
    };
    expectLooked(await world.run(way, env));
  });

  test("with the token of a workload, from a file", async () => {
    const world = await worldWith();
    const path = join(world.folder, "federated");
    writeFileSync(path, await assertionOf(world.clock));
    expectLooked(await world.run(["plan", ...as("workload-identity")], { AZURE_FEDERATED_TOKEN_FILE: path }));
  });

  test("with the token of a GitHub Actions job, which GitHub gives for it", async () => {
    const world = await worldWith();
    const asked: unknown[] = [];
    const assertion = await assertionOf(world.clock);
    const github = createServer(LOCALHOST, ({ url, headers }, response) => {
      asked.push([url, headers.authorization]);
      response.end(JSON.stringify({ value: assertion }));
    });
    open.push(github);
    await new Promise<void>((resolve) => github.listen(0, "127.0.0.1", resolve));
    const { port } = github.address() as AddressInfo;
    const run = await world.run(["plan", ...as("github-oidc")], {
      ACTIONS_ID_TOKEN_REQUEST_URL: `https://localhost:${String(port)}/token?v=2`,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: "request-token-of-the-job",
    });
    expectLooked(run);
    expect(asked.at(0)).toEqual([
      "/token?v=2&audience=api%3A%2F%2FAzureADTokenExchange",
      "Bearer request-token-of-the-job",
    ]);
  });

  test("through the default chain, in a process of its own that trusts the authority by NODE_EXTRA_CA_CERTS", async () => {
    const world = await worldWith();
    const { result, files } = await sweepSecrets({
      args: ["entra", "plan", ...world.args],
      env: {
        ...world.env,
        ...SECRET,
        AZURE_CLIENT_ID: PIPELINE,
        AZURE_TENANT_ID: world.sandbox.tenantId,
        NODE_EXTRA_CA_CERTS: TEST_AUTHORITY,
        NODE_OPTIONS: `--import ${LOOPBACK_ONLY}`,
      },
      files: {},
      secrets: [CLIENT_SECRET],
    });
    expect(result).toMatchObject({ code: 0 });
    for (const text of [result.stdout, result.stderr, ...Object.values(files)]) expect(text).not.toContain("eyJ");
  });

  test("again by itself when its token is ended in the middle", async () => {
    let requests = 0;
    const world = await worldWith({
      faults: () => {
        requests += 1;
        if (requests === 4) world.sandbox.revokeSignIns();
        return undefined;
      },
    });
    const run = await world.run(["apply", "--wait", "3h", ...as("client-secret")], SECRET);
    expect([run.code, run.document.outcome]).toEqual([0, "applied"]);
    expectNoSecrets(run);
  });
});

describe("a person signs in", () => {
  test("with a device's code, and is asked for what the whole journey needs", async () => {
    const world = await worldWith();
    world.onCode = world.signIn.approve;
    const run = await world.run(["apply", "--wait", "3h", ...as("device-code", PERSONS_APP)]);
    expect([run.code, run.document.outcome]).toEqual([0, "applied"]);
    expect(run.stderr).toMatch(/open the page https:\/\/localhost:\d+\/device and enter the code [A-Z]{9}/);
    expectNoSecrets(run);
  });

  test("and is asked for no more than reading by plan and verify", async () => {
    const world = await worldWith({ apps: signInApps({ scopes: READ_SCOPES }), startState: "provisioning-app" });
    world.onCode = world.signIn.approve;
    expectLooked(await world.run(["plan", ...as("device-code", PERSONS_APP)]));
    const verified = await world.run(["verify", ...as("device-code", PERSONS_APP)]);
    expect(verified.document.errors).toEqual([]);
    const applied = await world.run(["apply", ...as("device-code", PERSONS_APP)]);
    expect([applied.code, applied.document.errors[0]?.code]).toEqual([4, "sign-in-failed"]);
    expect(applied.document.errors[0]?.message).toMatch(/AADSTS65001.*no one has consented/);
  });

  test("through the Azure CLI's application, where the roles of the person decide", async () => {
    const world = await worldWith();
    world.onCode = world.signIn.approve;
    expectLooked(await world.run(["plan", "--sign-in", "device-code"]));
  });

  test("with az login: the Azure CLI is asked for a token for this Microsoft Graph alone", async () => {
    const world = await worldWith();
    const [az, told] = [join(world.folder, "az"), join(world.folder, "az-was-asked")];
    const answer = { accessToken: world.sandbox.token.reveal(), expires_on: Math.floor(Date.now() / 1_000) + 3_600 };
    writeFileSync(az, `#!/bin/sh\necho "$@" >> '${told}'\necho '${JSON.stringify(answer)}'\n`);
    chmodSync(az, 0o700);
    vi.stubEnv("PATH", `${world.folder}:${process.env["PATH"] ?? ""}`);
    expectLooked(await world.run(["plan", "--sign-in", "azure-cli"]));
    const { url, tenantId } = world.sandbox;
    expect(readFileSync(told, "utf8").trim()).toBe(
      `account get-access-token --output json --resource ${url} --tenant ${tenantId}`,
    );
  });
});
