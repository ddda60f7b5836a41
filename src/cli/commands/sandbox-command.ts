import type { Command } from "commander";
import type { ExitCode } from "../../base/errors.js";
import { arrangeWords } from "../arguments/arrange-words.js";
import type { Io } from "../terminal/io.js";
import { describe } from "./describe.js";
import { addEntraSandbox } from "./sandbox/entra.js";
import { addOktaSandbox } from "./sandbox/okta.js";

/** Registers `sandbox`: a simulated tenant as a process of its own. */
export function register(
  parent: Command,
  io: Io,
  finish: (code: ExitCode) => void,
  words: readonly string[],
): readonly string[] {
  describe(parent, {
    summary: parent.description(),
    about: "Runs a simulated tenant on this machine. It forgets everything when it stops.",
    examples: ["total-setup sandbox okta", "total-setup sandbox entra --start oidc-app"],
  }).usage("<command> [options]");
  addOktaSandbox(parent, io, finish);
  addEntraSandbox(parent, io, finish);
  return arrangeWords({ parent, words, platform: io.platform });
}
