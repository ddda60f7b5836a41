import { Command } from "commander";
import { entraArguments } from "../../src/cli/arguments/entra-options.js";
import { oktaArguments } from "../../src/cli/arguments/okta-options.js";
import type { SetupOptions } from "../../src/cli/arguments/options.js";
import { addSubCommands, fillDefaults } from "../../src/cli/commands/setup/sub-commands.js";
import { addInputOptions } from "../../src/cli/inputs/inputs.js";
import type { Idp } from "../../src/cli/run/idp.js";
import type { NextCommands } from "../../src/cli/run/next-command.js";
import type { Template } from "../../src/template/document/template.js";

/** What `total-setup <idp> apply` makes of these words; of its next commands no test reads more than their action and what is added. */
export function parseOptions<Tenant, Options extends SetupOptions>(
  idp: Idp<Tenant, Options>,
  template: Template,
  words: readonly string[],
): { readonly options: Options; readonly raw: Readonly<Record<string, unknown>>; readonly next: NextCommands } {
  const parent = new Command(idp.name);
  const line = idp.name === "okta" ? oktaArguments : entraArguments;
  const apply = addSubCommands(parent, line, { dryRun: false }).find(({ sub }) => sub.name === "apply")?.command;
  if (apply === undefined) throw new Error("there is no apply");
  addInputOptions(apply, template);
  apply.parse(words, { from: "user" });
  fillDefaults(parent, apply);
  const next: NextCommands = {
    command: (action, { add = [] } = {}) => ["total-setup", idp.name, action, ...add].join(" "),
    notRepeated: () => [],
  };
  return { options: apply.opts<Options>(), raw: apply.opts(), next };
}
