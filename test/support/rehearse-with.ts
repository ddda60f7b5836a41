import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Command } from "commander";
import { addInputOptions } from "../../src/cli/inputs.js";
import { oktaStepKinds } from "../../src/cli/kinds.js";
import type { OktaCommandOptions } from "../../src/cli/okta-run.js";
import { addSetupOptions } from "../../src/cli/options.js";
import { runOkta } from "../../src/cli/run-okta.js";
import type { Typing } from "../../src/cli/stand-in.js";
import { loadTemplate } from "../../src/template/load.js";
import { testIo } from "./run-in-process.js";
import type { CliResult } from "./run-cli.js";

/** A dry run of the TOTAL template whose stand-in makes this mistake at the console. */
export async function rehearseWith(typing: Typing): Promise<CliResult> {
  const path = fileURLToPath(new URL("../../templates/total/okta.yaml", import.meta.url));
  const kinds = await oktaStepKinds();
  const template = loadTemplate(readFileSync(path, "utf8"), path, kinds);
  const command = addSetupOptions(new Command());
  addInputOptions(command, template);
  command.parse(["--dry-run", "--yes", "--json"], { from: "user" });
  const { io, written } = testIo([]);
  const options = command.opts<OktaCommandOptions>();
  const code = await runOkta({
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
