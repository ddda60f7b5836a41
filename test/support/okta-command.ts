import { rmSync } from "node:fs";
import { join } from "node:path";
import { runCli } from "../../src/cli/program.js";
import { documentIn, type SetupDocument } from "./document.js";
import { temporaryFolder } from "./run-cli.js";
import { testIo } from "./run-in-process.js";
import type { TenantWorld } from "./tenant-world.js";

/** How a run of the command line ended, and how many requests of it could have changed the org. */
export interface CommandRun {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly writes: number;
}

/** The command line in a simulated org, as an administrator uses it who has signed in. */
export interface OktaCommand {
  /** A place beside the journal. */
  file(name: string): string;
  /** Runs `total-setup okta` in this process. */
  run(...args: readonly string[]): Promise<CommandRun>;
  /** The same with `--json`, and without anybody to ask. */
  json(...args: readonly string[]): Promise<CommandRun & { readonly document: SetupDocument }>;
  remove(): void;
}

/** @param env - beside what signs in to the org, and the target's address and token */
export function oktaCommand(
  { clock, sandbox, scim }: Pick<TenantWorld, "clock" | "sandbox" | "scim">,
  env: Readonly<Record<string, string>> = {},
): OktaCommand {
  const folder = temporaryFolder();
  const given = {
    XDG_STATE_HOME: folder,
    OKTA_CLIENT_ORGURL: sandbox.url,
    OKTA_CLIENT_TOKEN: sandbox.token.reveal(),
    TOTAL_SETUP_SCIM_BASE_URL: scim.baseUrl,
    TOTAL_SETUP_SCIM_TOKEN: scim.token.reveal(),
    ...env,
  };
  const run = async (...args: readonly string[]): Promise<CommandRun> => {
    const before = sandbox.tenantRequests().writes;
    const { io, written } = testIo(["okta", ...args], { env: given });
    const code = await runCli({ ...io, clock });
    return { code, ...written, writes: sandbox.tenantRequests().writes - before };
  };
  return {
    file: (name) => join(folder, name),
    run,
    json: async (...args) => {
      const ended = await run(...args, "--json", "--no-input");
      return { ...ended, document: documentIn(ended.stdout) };
    },
    remove: () => {
      rmSync(folder, { recursive: true });
    },
  };
}
