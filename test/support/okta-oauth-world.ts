import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { exportJWK, type JWK } from "jose";
import { afterAll } from "vitest";
import { virtualClock, type Clock, type VirtualClock } from "../../src/base/clock.js";
import { runCli } from "../../src/cli/program.js";
import type { OAuthClient } from "../../src/sandbox/okta/oauth/client.js";
import { startOktaSandbox, type OktaSandbox, type OktaSandboxOptions } from "../../src/sandbox/okta/start.js";
import { startTarget } from "../../src/scim-target/http.js";
import { formValues } from "./console-values.js";
import { documentIn, type SetupDocument } from "./document.js";
import { temporaryFolder } from "./run-cli.js";
import { testIo } from "./run-in-process.js";
import { SWEEP_PEOPLE, SWEEP_START } from "./sweep-world.js";

/** Everything that the TOTAL guide needs to be applied, and no more. */
export const TOTAL_SCOPES = [
  "okta.apps.manage",
  "okta.apps.read",
  "okta.groups.manage",
  "okta.groups.read",
  "okta.logs.read",
] as const;

/** A run of the command line in this process, and everything it left. */
export interface OAuthRun {
  readonly code: number;
  readonly document: SetupDocument;
  readonly stderr: string;
  /** All it wrote, its files included. */
  readonly everything: string;
  readonly transcript: string;
}

/** An org with apps that may sign in, a target, and an administrator at the console, on one clock. */
export interface OAuthWorld {
  readonly clock: VirtualClock;
  readonly sandbox: OktaSandbox;
  /**
   * Runs `okta` with these words.
   *
   * @param clock - the command's own, when it is another than the org's
   */
  run(
    args: readonly string[],
    options?: {
      readonly env?: Readonly<Record<string, string>>;
      readonly clock?: Clock;
      /** Told of what appears on standard error while it runs. */
      readonly hears?: (text: string) => void;
    },
  ): Promise<OAuthRun>;
}

const open: { close(): Promise<void> }[] = [];
afterAll(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

/** How long the administrator takes for the console part. */
interface WorldOptions extends Partial<OktaSandboxOptions> {
  readonly consoleMs?: number;
}

export async function startOAuthWorld(
  clients: readonly OAuthClient[],
  { consoleMs = 10_000, ...options }: WorldOptions = {},
): Promise<OAuthWorld> {
  const clock = virtualClock(SWEEP_START);
  const target = await startTarget({ now: () => clock.now(), unknownAttributes: "kept" });
  const sandbox: OktaSandbox = await startOktaSandbox({
    directory: { people: SWEEP_PEOPLE, groups: ["TOTAL-Admin"] },
    scheduler: clock,
    oauth: { clients },
    onAppCreated: ({ id }) => {
      clock.schedule(consoleMs, async () => {
        await sandbox.console.submit(id, formValues(target.baseUrl, target.token));
      });
      return Promise.resolve();
    },
    ...options,
  });
  open.push(sandbox, target);
  const state = temporaryFolder();
  const targetEnv = {
    OKTA_CLIENT_ORGURL: sandbox.url,
    TOTAL_SETUP_SCIM_BASE_URL: target.baseUrl,
    TOTAL_SETUP_SCIM_TOKEN: target.token.reveal(),
    XDG_STATE_HOME: state,
  };
  return {
    clock,
    sandbox,
    run: async (args, { env = {}, clock: own = clock, hears } = {}) => {
      const file = join(temporaryFolder(), "transcript.jsonl");
      const words = ["okta", ...args, "--no-input", "--yes", "--json", "--wait", "2h", "--transcript", file];
      const { io, written } = testIo(words, { env: { ...targetEnv, ...env } });
      const stderr = {
        ...io.stderr,
        write: (text: string) => {
          io.stderr.write(text);
          hears?.(text);
        },
      };
      const code = await runCli({ ...io, stderr, clock: own });
      const transcript = existsSync(file) ? readFileSync(file, "utf8") : "";
      return {
        code,
        document: documentIn(written.stdout),
        stderr: written.stderr,
        transcript,
        everything: written.stdout + written.stderr + transcript,
      };
    },
  };
}

/** A key pair of a service app. */
export interface AppKey {
  readonly privateKey: KeyObject;
  readonly publicJwk: JWK;
}

export async function makeKey(kind: "rsa" | "ec", kid: string): Promise<AppKey> {
  const { privateKey, publicKey } =
    kind === "rsa"
      ? generateKeyPairSync("rsa", { modulusLength: 2048 })
      : generateKeyPairSync("ec", { namedCurve: "P-256" });
  return { privateKey, publicJwk: { ...(await exportJWK(publicKey)), kid } };
}

/** Writes a key's private half into a file, as it comes out of Okta or of OpenSSL. */
export async function keyFile({ privateKey, publicJwk }: AppKey, form: "pkcs8" | "pkcs1" | "jwk"): Promise<string> {
  const path = join(temporaryFolder(), "key");
  const text =
    form === "jwk"
      ? JSON.stringify({ ...(await exportJWK(privateKey)), kid: publicJwk.kid })
      : privateKey.export({ type: form, format: "pem" }).toString();
  writeFileSync(path, text);
  return path;
}
