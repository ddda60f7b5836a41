import { createPrivateKey } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import {
  assertionOf,
  CLIENT_SECRET,
  PERSONS_APP,
  PIPELINE,
  PIPELINE_CERTIFICATE,
  READ_ROLES,
  signInApps,
  startSignInWorld,
  STRANGERS_CERTIFICATE,
  type SignInWorld,
  type SignInWorldParts,
} from "../support/entra-sign-in-world.js";
import { trustTestAuthorityOnly } from "../support/trust-authority.js";
import { watchConnections } from "../support/watch-connections.js";

const connections = watchConnections();
const open: SignInWorld[] = [];

beforeAll(trustTestAuthorityOnly);
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});
afterAll(() => {
  connections.end();
  expect(connections.elsewhere).toEqual([]);
});

const MINUTE = 60_000;
const SECRET = { AZURE_CLIENT_SECRET: CLIENT_SECRET };
const CERTIFICATE = { AZURE_CLIENT_CERTIFICATE_PATH: PIPELINE_CERTIFICATE };

interface Refusal {
  readonly what: string;
  readonly parts?: SignInWorldParts;
  readonly way: string;
  readonly clientId?: string;
  readonly action?: "plan" | "apply";
  readonly env?: (world: SignInWorld) => Record<string, string> | Promise<Record<string, string>>;
  readonly onCode?: (world: SignInWorld, code: string) => void;
  readonly code: string;
  readonly words: RegExp;
}

/** A federated token that does not fit. */
const federated =
  (more: Parameters<typeof assertionOf>[1]) =>
  async (world: SignInWorld): Promise<Record<string, string>> => {
    const path = join(world.folder, "federated");
    writeFileSync(path, await assertionOf(world.clock, more));
    return { AZURE_FEDERATED_TOKEN_FILE: path };
  };

/** The sign-in is ended as soon as so many requests have come. */
const revokedAfter = (count: number): SignInWorldParts => {
  let requests = 0;
  return {
    faults: () => {
      requests += 1;
      if (requests === count) for (const { sandbox } of open) sandbox.revokeSignIns();
      return undefined;
    },
  };
};

const REFUSALS: readonly Refusal[] = [
  {
    what: "a wrong secret",
    way: "client-secret",
    env: () => ({ AZURE_CLIENT_SECRET: "not-the-secret-of-anybody" }),
    code: "sign-in-failed",
    words: /AADSTS7000215.*secret is wrong.*use its Value/s,
  },
  {
    what: "a secret whose time is over",
    way: "client-secret",
    env: () => ({ AZURE_CLIENT_SECRET: "an-old-secret-of-the-pipeline" }),
    code: "sign-in-failed",
    words: /AADSTS7000222.*has expired.*Create a new secret/s,
  },
  {
    what: "an application that is not there",
    way: "client-secret",
    clientId: "7e3d2c1b-0000-4000-8000-00000000dead",
    env: () => SECRET,
    code: "sign-in-failed",
    words: /AADSTS700016.*does not exist in this tenant.*--client-id/s,
  },
  {
    what: "an application that is not there, and shows no code",
    way: "device-code",
    clientId: "7e3d2c1b-0000-4000-8000-00000000dead",
    code: "sign-in-failed",
    words: /AADSTS700016.*does not exist in this tenant.*--client-id/s,
  },
  {
    what: "a certificate that the application does not know",
    way: "certificate",
    env: () => ({ AZURE_CLIENT_CERTIFICATE_PATH: STRANGERS_CERTIFICATE }),
    code: "sign-in-failed",
    words: /AADSTS700027.*does not belong to the application.*Upload the certificate/s,
  },
  {
    what: "a certificate with somebody else's key",
    way: "certificate",
    env: ({ folder }) => {
      const pem = readFileSync(PIPELINE_CERTIFICATE, "utf8");
      const key = createPrivateKey(readFileSync(STRANGERS_CERTIFICATE)).export({ type: "pkcs8", format: "pem" });
      const path = join(folder, "mixed.pem");
      writeFileSync(path, `${pem.slice(0, pem.indexOf("-----BEGIN PRIVATE"))}${key.toString()}`);
      return { AZURE_CLIENT_CERTIFICATE_PATH: path };
    },
    code: "sign-in-failed",
    words: /AADSTS700027.*signature/s,
  },
  {
    what: "a clock that is 10 minutes ahead",
    parts: { aheadMs: -10 * MINUTE },
    way: "certificate",
    env: () => CERTIFICATE,
    code: "sign-in-clock-off",
    words: /AADSTS700024.*clock is 10 minutes ahead of Microsoft's.*Correct the date and time of this machine/s,
  },
  {
    what: "a clock that is 10 minutes behind",
    // An assertion of Microsoft's library lasts these 10 minutes exactly.
    parts: { aheadMs: 10 * MINUTE + 5_000 },
    way: "certificate",
    env: () => CERTIFICATE,
    code: "sign-in-clock-off",
    words: /AADSTS700024.*clock is 10 minutes behind Microsoft's.*Correct the date and time of this machine/s,
  },
  {
    what: "an old token of a workload, on a clock that is right",
    way: "workload-identity",
    env: federated({ ageMs: 11 * MINUTE }),
    code: "sign-in-failed",
    words: /AADSTS700024.*is too old/s,
  },
  {
    what: "a workload of another subject",
    way: "workload-identity",
    env: federated({ subject: "repo:northwind/identity:pull_request" }),
    code: "sign-in-failed",
    words: /AADSTS700213.*has this subject.*pull_request/s,
  },
  {
    what: "a workload of another issuer",
    way: "workload-identity",
    env: federated({ issuer: "https://issuer.example" }),
    code: "sign-in-failed",
    words: /AADSTS700211.*issuer.example/s,
  },
  {
    what: "a workload's token for somebody else",
    way: "workload-identity",
    env: federated({ audience: "sts.example" }),
    code: "sign-in-failed",
    words: /AADSTS700212.*api:\/\/AzureADTokenExchange/s,
  },
  {
    what: "a file without a token",
    way: "workload-identity",
    env: ({ folder }) => {
      const path = join(folder, "federated");
      writeFileSync(path, "nothing of use");
      return { AZURE_FEDERATED_TOKEN_FILE: path };
    },
    code: "sign-in-failed",
    words: /AADSTS50027.*AZURE_FEDERATED_TOKEN_FILE/s,
  },
  {
    what: "permissions that an application was not granted",
    parts: { apps: signInApps({ roles: READ_ROLES }) },
    way: "client-secret",
    action: "apply",
    env: () => SECRET,
    code: "access-missing",
    words: /Synchronization.ReadWrite.All.*application permissions.*Global Administrator grant admin consent/s,
  },
  {
    what: "a role that the person does not hold, though the permission was consented to",
    parts: { administers: false },
    way: "device-code",
    clientId: PERSONS_APP,
    action: "apply",
    onCode: ({ signIn }, code) => {
      signIn.approve(code);
    },
    code: "graph-role-missing",
    words: /permission is granted.*administrator@northwind.example needs the role Cloud Application Administrator/s,
  },
  {
    what: "a person's sign-in that is ended in the middle",
    parts: revokedAfter(4),
    way: "device-code",
    clientId: PERSONS_APP,
    onCode: ({ signIn }, code) => {
      signIn.approve(code);
    },
    code: "graph-token-revoked",
    words: /ended this sign-in.*Sign in again/s,
  },
  {
    what: "an application that is disabled in the middle",
    parts: {
      faults: () => {
        for (const { sandbox, signIn } of open) {
          sandbox.revokeSignIns();
          signIn.disable(PIPELINE);
        }
        return undefined;
      },
    },
    way: "client-secret",
    env: () => SECRET,
    code: "sign-in-failed",
    words: /AADSTS7000112.*application is disabled/s,
  },
  {
    what: "a person who declines",
    way: "device-code",
    clientId: PERSONS_APP,
    onCode: ({ signIn }, code) => {
      signIn.decline(code);
    },
    code: "sign-in-failed",
    words: /was declined/,
  },
  {
    what: "a code that nobody enters in time",
    way: "device-code",
    clientId: PERSONS_APP,
    onCode: ({ clock }) => {
      void clock.sleep(16 * MINUTE);
    },
    code: "sign-in-failed",
    words: /not entered in time/,
  },
  {
    what: "an application that is not open to people",
    way: "device-code",
    clientId: PIPELINE,
    code: "sign-in-failed",
    words: /AADSTS7000218.*Allow public client flows/s,
  },
];

describe("a run that may not go on ends with 4 and says why", () => {
  test.each(REFUSALS)("for $what", async ({ parts, way, clientId, action, env, onCode, code, words }) => {
    const world = await startSignInWorld(parts);
    open.push(world);
    world.onCode = (userCode) => {
      onCode?.(world, userCode);
    };
    const args = [action ?? "plan", "--sign-in", way, "--client-id", clientId ?? PIPELINE];
    const run = await world.run(args, await env?.(world));
    const [error] = run.document.errors;
    expect([run.code, error?.code, run.document.errors.length]).toEqual([4, code, 1]);
    expect(`${error?.message ?? ""}\n${error?.fix ?? ""}`).toMatch(words);
    for (const text of [run.stdout, run.stderr]) expect(text).not.toMatch(/eyJ|secret-of-|undefined/);
    expect(world.sandbox.tenantRequests().writes).toBe(action === "apply" && code === "graph-role-missing" ? 1 : 0);
  });
});

test("a tenant that does not exist is told as such", async () => {
  const world = await startSignInWorld();
  open.push(world);
  const args = ["plan", "--sign-in", "client-secret", "--client-id", PIPELINE];
  const run = await world.run([...args, "--tenant", "nobody.example"], SECRET);
  expect([run.code, run.document.errors[0]?.code]).toEqual([4, "sign-in-failed"]);
  expect(run.document.errors[0]?.message).toMatch(
    /AADSTS90002.*this cloud has no such tenant.*'nobody.example' not found/,
  );
});
