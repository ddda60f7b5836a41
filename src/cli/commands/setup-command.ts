import { Argument, type Command } from "commander";
import { EXIT, SetupError, type ExitCode } from "../../base/errors.js";
import { didYouMean } from "../../base/text.js";
import { findTemplate } from "../../template/find.js";
import { loadTemplate } from "../../template/load.js";
import type { Template } from "../../template/document/template.js";
import { readTextFile } from "../terminal/input-files.js";
import { addInputOptions } from "../inputs/inputs.js";
import type { Io } from "../terminal/io.js";
import { addSetupOptions, type SetupOptions } from "../arguments/options.js";
import { checkOtherTarget } from "../rehearsal/other-target/other-target.js";
import { runSetup } from "../actions/run-setup.js";
import { checkActionOptions } from "../arguments/action-options.js";
import type { CommandAction } from "../arguments/run-action.js";
import type { Idp } from "../run/idp.js";
import { takeOptions } from "../saved-plan/options.js";
import { readSavedPlan } from "../saved-plan/format/read.js";
import { savedTemplate } from "../saved-plan/template.js";
import { TEMPLATES } from "../arguments/template-folder.js";

/** Registers the command of one IdP: plan, ask, apply, prove; or the same rehearsed. */
export function setupCommand<Tenant, Options extends SetupOptions>(
  idp: Idp<Tenant, Options>,
): (command: Command, io: Io, finish: (code: ExitCode) => void) => Promise<void> {
  return async (command, io, finish) => {
    const kinds = await idp.kinds();
    command.addArgument(
      new Argument("[action]", "what to do: see below").choices(ACTIONS.map(([name]) => name)).default("apply"),
    );
    idp.addOptions(command);
    addSetupOptions(command, idp.faults);
    const planFile = valueIn(io.argv, "--plan");
    const saved = planFile === undefined ? undefined : readSavedPlan(planFile, idp);
    const named = valueIn(io.argv, "--template");
    const file =
      saved === undefined ? findTemplate(named ?? "total", idp.name, [TEMPLATES]).path : savedTemplate(saved, named);
    const flags = { [idp.name]: command.options.flatMap(({ long }) => long ?? []) };
    const template = loadTemplate(readTextFile(file, "--template"), file, kinds, flags);
    addInputOptions(command, template);
    command.addHelpText("after", `${actionsHelp()}${idp.help}`).action(async (action: CommandAction) => {
      if (saved !== undefined) takeOptions(command, saved, idp);
      const options = command.opts<Options>();
      checkOptions(template, action, options);
      const parts = {
        idp,
        io,
        template,
        kinds,
        options,
        raw: command.opts(),
        ...(saved === undefined ? {} : { saved }),
      };
      if (action === "runbook") {
        const { writeRunbook } = await import("../actions/runbook.js");
        finish(await writeRunbook(parts));
      } else if (action === "doctor") {
        const { examine } = await import("../actions/doctor/examine.js");
        finish(await examine(parts));
      } else {
        finish(await runSetup({ ...parts, action }));
      }
    });
  };
}

/** The template, or the plan that names it, decides which flags there are: it is found before the arguments are parsed strictly. */
function valueIn(argv: readonly string[], flag: string): string | undefined {
  const at = argv.findLastIndex((word) => word === flag || word.startsWith(`${flag}=`));
  const word = argv[at];
  if (word === undefined) return undefined;
  return word === flag ? argv[at + 1] : word.slice(flag.length + 1);
}

const ACTIONS: readonly (readonly [CommandAction, string])[] = [
  ["apply", "plan, ask, apply, prove; with --plan FILE, exactly that plan"],
  ["plan", "look only; --out FILE keeps the plan for apply --plan"],
  ["verify", "what has drifted since, and who is on the target"],
  ["undo", "take back what earlier runs changed, one by one"],
  ["rotate-token", "put a new SCIM token into what is set up"],
  ["doctor", "what is missing before a run, and who can mend it"],
  ["runbook", "the guide by hand, as Markdown"],
];

function actionsHelp(): string {
  return `\nActions:\n${ACTIONS.map(([name, about]) => `  ${name.padEnd(14)}${about}`).join("\n")}\n`;
}

function checkOptions(template: Template, action: CommandAction, options: SetupOptions): void {
  const ids = template.steps.map(({ id }) => id);
  for (const [flag, named] of [
    ["--only", options.only],
    ["--skip", options.skip],
  ] as const) {
    const unknown = named.find((id) => !ids.includes(id));
    if (unknown !== undefined) {
      throw usage(
        `${flag}: the template has no step "${unknown}"`,
        didYouMean(unknown, ids) ?? `Its steps are: ${ids.join(", ")}.`,
      );
    }
  }
  if (options.only.length > 0 && options.skip.length > 0)
    throw usage("--only and --skip cannot be given together", "Keep one of the two.");
  checkActionOptions(action, options);
  checkOtherTarget(options);
}

function usage(what: string, fix: string): SetupError {
  return new SetupError({ code: "usage", exitCode: EXIT.usage, what, fix: [fix] });
}
