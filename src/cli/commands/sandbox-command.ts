import type { Command } from "commander";
import type { ExitCode } from "../../base/errors.js";
import { arrangeWords } from "../arguments/arrange-words.js";
import type { Io } from "../terminal/io.js";
import { describe } from "./describe.js";
import { addEntraSandbox, ENTRA_SIMULATES } from "./sandbox/entra.js";
import { addOktaSandbox, OKTA_SIMULATES } from "./sandbox/okta.js";

/** Registers `sandbox`: a simulated tenant as a process of its own. */
export function register(
  parent: Command,
  io: Io,
  finish: (code: ExitCode) => void,
  words: readonly string[],
): readonly string[] {
  describe(parent, {
    summary: parent.description(),
    about: `Runs a simulated tenant on this machine, with a SCIM server. It has the vendor's \
API, pages for your browser, and a provisioning engine that sends SCIM requests. \
On start, it prints a command that sets up provisioning in it. It forgets \
everything when it stops.

Simulated in sandbox okta:
${OKTA_SIMULATES}

Simulated in sandbox entra:
${ENTRA_SIMULATES}`,
    examples: [
      "total-setup sandbox okta",
      "total-setup sandbox entra --start oidc-app",
      "total-setup sandbox okta --people users.csv",
    ],
  }).usage("<command> [options]");
  addOktaSandbox(parent, io, finish);
  addEntraSandbox(parent, io, finish);
  return arrangeWords({ parent, words, platform: io.platform });
}
