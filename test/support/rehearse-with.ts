import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { oktaIdp } from "../../src/cli/tenants/okta-idp.js";
import { runSetup } from "../../src/cli/actions/run-setup.js";
import type { Typing } from "../../src/cli/run/rehearsal.js";
import { loadTemplate } from "../../src/template/load.js";
import { testIo } from "./run-in-process.js";
import type { CliResult } from "./run-cli.js";
import { parseOptions } from "./parse-options.js";

/** A dry run of the TOTAL template whose simulated administrator makes this mistake at the console. */
export async function rehearseWith(typing: Typing): Promise<CliResult> {
  const path = fileURLToPath(new URL("../../templates/total/okta.yaml", import.meta.url));
  const kinds = await oktaIdp.kinds();
  const template = loadTemplate(readFileSync(path, "utf8"), path, kinds);
  const { io, written } = testIo([]);
  const code = await runSetup({
    idp: oktaIdp,
    io,
    template,
    kinds,
    action: "apply",
    ...parseOptions(oktaIdp, template, ["--dry-run", "--yes", "--json"]),
    typing,
  });
  return { code, ...written };
}
