import { generateKeyPairSync, randomUUID, X509Certificate } from "node:crypto";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { SignJWT } from "jose";
import { virtualClock, type VirtualClock } from "../../src/base/clock.js";
import { Secret } from "../../src/base/secret.js";
import { runCli } from "../../src/cli/program.js";
import { startEntraSandbox, type EntraSandbox, type EntraSandboxOptions } from "../../src/sandbox/entra/start.js";
import type { SignInApp } from "../../src/sandbox/entra/sts/apps.js";
import type { SandboxSignIn } from "../../src/sandbox/entra/sts/start-sign-in.js";
import { startTarget, type RunningTarget } from "../../src/scim-target/http.js";
import { documentIn, type SetupDocument } from "./document.js";
import { WORLD } from "./entra-tenant-world.js";
import { temporaryFolder } from "./run-cli.js";
import { testIo } from "./run-in-process.js";

const pem = (name: string): string => readFileSync(pathOf(name), "utf8");
const pathOf = (name: string): string => fileURLToPath(new URL(`tls/${name}.pem`, import.meta.url));

/** A certificate for localhost of the tests' authority; the key is nobody's secret. */
export const LOCALHOST = { key: pem("key"), cert: pem("localhost") };
/** A certificate with its key that the pipeline's application knows, and one that it does not. */
export const PIPELINE_CERTIFICATE = pathOf("pipeline");
export const STRANGERS_CERTIFICATE = pathOf("stranger");
/** With a character that each encoding changes. */
export const CLIENT_SECRET = "client+secret/of=the&pipeline~7c1f";
export const PIPELINE = "7e3d2c1b-0000-4000-8000-000000000001";
export const PERSONS_APP = "7e3d2c1b-0000-4000-8000-000000000002";

const ISSUER = "https://token.actions.githubusercontent.com";
const SUBJECT = "repo:northwind/identity:ref:refs/heads/main";
const AUDIENCE = "api://AzureADTokenExchange";
const federation = generateKeyPairSync("rsa", { modulusLength: 2048 });

/** Application permissions that a whole run needs, and those that a look needs. */
export const WRITE_ROLES = [
  "Application.ReadWrite.OwnedBy",
  "AppRoleAssignment.ReadWrite.All",
  "Application.Read.All",
  "GroupMember.Read.All",
  "Organization.Read.All",
  "ProvisioningLog.Read.All",
  "Synchronization.ReadWrite.All",
  "User.Read.All",
] as const;
export const READ_ROLES = [
  "Application.Read.All",
  "GroupMember.Read.All",
  "ProvisioningLog.Read.All",
  "Synchronization.Read.All",
  "User.Read.All",
] as const;
/** The same for people. */
export const READ_SCOPES = [...READ_ROLES, "User.Read"] as const;
export const WRITE_SCOPES = [
  ...READ_SCOPES,
  "Application.ReadWrite.All",
  "AppRoleAssignment.ReadWrite.All",
  "Synchronization.ReadWrite.All",
] as const;

/** A token of a workload's own issuer, as GitHub's: who it is for, and from when to when. */
export function assertionOf(
  clock: { now(): number },
  more: {
    readonly subject?: string;
    readonly audience?: string;
    readonly issuer?: string;
    readonly ageMs?: number;
  } = {},
): Promise<string> {
  const at = Math.floor((clock.now() - (more.ageMs ?? 0)) / 1_000);
  return new SignJWT({ jti: randomUUID() })
    .setProtectedHeader({ alg: "RS256", typ: "JWT" })
    .setIssuer(more.issuer ?? ISSUER)
    .setSubject(more.subject ?? SUBJECT)
    .setAudience(more.audience ?? AUDIENCE)
    .setIssuedAt(at)
    .setExpirationTime(at + 600)
    .sign(federation.privateKey);
}

/** The applications that the tenant of these tests knows, beside the Azure CLI. */
export function signInApps(more: { readonly roles?: readonly string[]; readonly scopes?: readonly string[] } = {}) {
  return [
    {
      clientId: PIPELINE,
      name: "Provisioning pipeline",
      roles: more.roles ?? WRITE_ROLES,
      secrets: [
        { value: new Secret(CLIENT_SECRET) },
        { value: new Secret("an-old-secret-of-the-pipeline"), expiresAt: 1 },
      ],
      certificates: [new X509Certificate(pem("pipeline")).toString()],
      federated: [{ issuer: ISSUER, subject: SUBJECT, audience: AUDIENCE, key: federation.publicKey }],
    },
    { clientId: PERSONS_APP, name: "Provisioning", publicClient: true, scopes: more.scopes ?? WRITE_SCOPES },
  ] as const satisfies readonly SignInApp[];
}

/** How a run that signs in for itself ended. */
export interface SignInRun {
  readonly code: number;
  readonly document: SetupDocument;
  readonly stdout: string;
  readonly stderr: string;
}

/** A simulated tenant that people and applications sign in to, with a target, in one process and simulated time. */
export interface SignInWorld {
  readonly clock: VirtualClock;
  readonly sandbox: EntraSandbox;
  readonly signIn: Omit<SandboxSignIn, "revoke" | "close">;
  readonly scim: RunningTarget;
  readonly folder: string;
  /** Arguments and environment that each run has. */
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Called with the code that a device shows. */
  onCode: (userCode: string) => void;
  /** Runs `total-setup entra` with what it needs of everything but the sign-in. */
  run(args: readonly string[], env?: Readonly<Record<string, string>>): Promise<SignInRun>;
  close(): Promise<void>;
}

export interface SignInWorldParts extends Partial<Omit<EntraSandboxOptions, "scheduler" | "signIn">> {
  readonly apps?: readonly SignInApp[];
  /** How far Microsoft's clock is ahead of this machine's, in milliseconds. */
  readonly aheadMs?: number;
}

export async function startSignInWorld({ apps, aheadMs = 0, ...options }: SignInWorldParts = {}): Promise<SignInWorld> {
  const clock = virtualClock(Date.now() + aheadMs);
  const scim = await startTarget({ now: () => clock.now() });
  const sandbox = await startEntraSandbox({
    directory: WORLD,
    ...options,
    scheduler: clock,
    signIn: { tls: LOCALHOST, apps: apps ?? signInApps() },
  });
  const { signIn } = sandbox;
  if (signIn === undefined) throw new Error("the sandbox has no sign-in service");
  const folder = temporaryFolder();
  const scimToken = join(folder, "scim.txt");
  writeFileSync(scimToken, scim.token.reveal());
  const args = [
    ...["--yes", "--no-input", "--json", "--graph-url", sandbox.url, "--tenant", sandbox.tenantId],
    ...["--scim-base-url", scim.baseUrl, "--scim-token-file", scimToken],
    ...["--group", "TOTAL-Admin", "--group", "TOTAL-Analyst"],
  ];
  const env = { XDG_STATE_HOME: folder, AZURE_AUTHORITY_HOST: signIn.url };
  const world: SignInWorld = {
    clock,
    sandbox,
    signIn,
    scim,
    folder,
    args,
    env,
    onCode: () => undefined,
    run: async (more, moreEnv = {}) => {
      const { io, written } = testIo(["entra", ...args, ...more], { env: { ...env, ...moreEnv } });
      const stderr = {
        ...io.stderr,
        write: (text: string) => {
          io.stderr.write(text);
          const [, code] = /enter the code ([A-Z]+)/.exec(text) ?? [];
          if (code !== undefined) world.onCode(code);
        },
      };
      const code = await runCli({ ...io, stderr, clock });
      return { code, document: documentIn(written.stdout), ...written };
    },
    close: async () => {
      await sandbox.close();
      await scim.close();
      rmSync(folder, { recursive: true });
    },
  };
  return world;
}
