import type { Command } from "commander";
import { addGroup, GROUP } from "../../arguments/groups.js";
import { guideOptions } from "../../arguments/guide-options.js";
import type { IdpArguments } from "../../arguments/idp-arguments.js";
import { outputOptions } from "../../arguments/output-options.js";
import { safetyOptions } from "../../arguments/safety-options.js";
import { describe } from "../describe.js";
import { apply } from "./apply.js";
import { doctor } from "./doctor.js";
import { plan } from "./plan.js";
import { rotateToken } from "./rotate-token.js";
import { runbook } from "./runbook.js";
import type { HelpView, SubCommand } from "./sub-command.js";
import { undo } from "./undo.js";
import { verify } from "./verify.js";

/** In the order of the help. */
export const SUB_COMMANDS: readonly SubCommand[] = [apply, undo, rotateToken, doctor, plan, verify, runbook];

/** Adds the sub-commands of an IdP, each with its options except the template's inputs. */
export function addSubCommands(
  parent: Command,
  idp: IdpArguments,
  help: HelpView,
): readonly { readonly sub: SubCommand; readonly command: Command }[] {
  return SUB_COMMANDS.map((sub) => {
    const command = parent.command(sub.name, { isDefault: sub === apply }).helpGroup(sub.group);
    const rehearses = help.dryRun ? sub.aboutDryRun : undefined;
    const about = rehearses?.(idp) ?? sub.about;
    describe(command, { summary: sub.summary, about, examples: sub.examples(idp, help) });
    if (rehearses !== undefined) command.usage("--dry-run [options]");
    addGroup(command, GROUP.tenant, idp.tenantOptions(sub.name, help.dryRun));
    addGroup(command, GROUP.inputs, guideOptions(help.dryRun));
    addGroup(command, GROUP.safety, safetyOptions(sub.name, help.dryRun));
    addGroup(command, GROUP.output, outputOptions(sub.name));
    sub.addOptions?.(command, idp, help);
    command.optionsGroup(GROUP.output).helpOption("-h, --help", "print this help");
    if (sub !== runbook && !help.dryRun) command.addHelpText("after", `\n${idp.signInHelp}`);
    return { sub, command };
  });
}

/** The options of an IdP's sub-commands: no input of a template can have one of their names. */
export function takenFlags(parent: Command): string[] {
  return [...new Set(parent.commands.flatMap(({ options }) => options.flatMap(({ long }) => long ?? [])))];
}

/** Gives a command the defaults of options that only other sub-commands take: actions read the options of all of them. */
export function fillDefaults(parent: Command, command: Command): void {
  for (const other of parent.commands)
    for (const [name, value] of Object.entries(other.opts()))
      if (command.getOptionValueSource(name) === undefined) command.setOptionValueWithSource(name, value, "default");
}
