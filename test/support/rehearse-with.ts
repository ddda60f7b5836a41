import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Command } from "commander";
import { addInputOptions } from "../../src/cli/inputs/inputs.js";
import { oktaIdp, type OktaCommandOptions } from "../../src/cli/tenants/okta-idp.js";
import { addSetupOptions } from "../../src/cli/arguments/options.js";
import { runSetup } from "../../src/cli/actions/run-setup.js";
import type { Typing } from "../../src/cli/run/rehearsal.js";
import { loadTemplate } from "../../src/template/load.js";
import { testIo } from "./run-in-process.js";
import type { CliResult } from "./run-cli.js";

/** A dry run of the TOTAL template whose simulated administrator makes this mistake at the console. */
export async function rehearseWith(typing: Typing): Promise<CliResult> {
  const path = fileURLToPath(new URL("../../templates/total/okta.yaml", import.meta.url));
  const kinds = await oktaIdp.kinds();
  const template = loadTemplate(readFileSync(path, "utf8"), path, kinds);
  const command = addSetupOptions(new Command(), oktaIdp.faults);
  addInputOptions(command, template);
  command.parse(["--dry-run", "--yes", "--json"], { from: "user" });
  const { io, written } = testIo([]);
  const options = command.opts<OktaCommandOptions>();
  const code = await runSetup({
    idp: oktaIdp,
    io,
    template,
    kinds,
    action: "apply",
    options,
    raw: options as unknown as Record<string, unknown>,
    typing,
  });
  return { code, ...written };
}
