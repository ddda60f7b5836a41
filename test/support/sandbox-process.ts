import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { startServer, temporaryFolder, type RunningServer } from "./run-cli.js";

/** What `sandbox okta --json` prints. */
export interface SandboxReady {
  readonly ready: true;
  readonly url: string;
  readonly token: string;
  readonly console: string;
  readonly target: { readonly baseUrl: string; readonly token: string };
}

/** A simulated org in another process. */
export function startSandbox(...options: string[]): Promise<RunningServer<SandboxReady>> {
  return startServer<SandboxReady>(["sandbox", "okta", ...options]);
}

/** The arguments and the environment of runs against a sandbox: one folder for state, the target's token in a file. */
export function runsAgainst({ url, token, target }: SandboxReady, orgUrl = url) {
  const folder = temporaryFolder();
  const tokenFile = join(folder, "scim-token.txt");
  writeFileSync(tokenFile, `${target.token}\n`);
  return {
    folder,
    env: { OKTA_CLIENT_ORGURL: orgUrl, OKTA_CLIENT_TOKEN: token, XDG_STATE_HOME: folder },
    apply: [
      ...["okta", "--no-input", "--yes", "--scim-base-url", target.baseUrl, "--scim-token-file", tokenFile],
      ...["--group", "TOTAL-Admin", "--group", "TOTAL-Analyst"],
    ],
    plan: [
      "okta",
      "plan",
      "--no-input",
      "--scim-base-url",
      target.baseUrl,
      "--group",
      "TOTAL-Admin",
      "--group",
      "TOTAL-Analyst",
    ],
  };
}
