import { Argument, type Command } from "commander";
import { EXIT, SetupError, type ExitCode } from "../base/errors.js";
import { didYouMean } from "../base/text.js";
import { findTemplate } from "../template/find.js";
import { loadTemplate } from "../template/load.js";
import type { Template } from "../template/template.js";
import { readTextFile } from "./input-files.js";
import { addInputOptions } from "./inputs.js";
import type { Io } from "./io.js";
import { addSetupOptions, type SetupOptions } from "./options.js";
import { checkOtherTarget } from "./other-target.js";
import { runSetup } from "./run-setup.js";
import type { RunAction } from "./run-action.js";
import type { Idp } from "./setup-run.js";
import { TEMPLATES } from "./template-folder.js";

/** Registers the command of one IdP: plan, ask, apply, prove; or the same rehearsed. */
export function setupCommand<Tenant, Options extends SetupOptions>(
  idp: Idp<Tenant, Options>,
): (command: Command, io: Io, finish: (code: ExitCode) => void) => Promise<void> {
  return async (command, io, finish) => {
    const kinds = await idp.kinds();
    command.addArgument(
      new Argument(
        "[action]",
        "apply: plan, ask, apply, prove; plan: look only; verify: look for drift, and prove; runbook: the guide by hand",
      )
        .choices(["apply", "plan", "verify", "runbook"])
        .default("apply"),
    );
    idp.addOptions(command);
    addSetupOptions(command, idp.faults).option("--out <file>", "runbook: write it to this file");
    const found = findTemplate(templateIn(io.argv) ?? "total", idp.name, [TEMPLATES]);
    const flags = { [idp.name]: command.options.flatMap(({ long }) => long ?? []) };
    const template = loadTemplate(readTextFile(found.path, "--template"), found.path, kinds, flags);
    addInputOptions(command, template);
    command.addHelpText("after", idp.help).action(async (action: RunAction | "runbook") => {
      const options = command.opts<Options & { readonly out?: string }>();
      checkOptions(template, action, options);
      if (action === "runbook") {
        const { writeRunbook } = await import("./runbook.js");
        finish(await writeRunbook({ idp, io, template, kinds, options, raw: command.opts() }));
        return;
      }
      if (options.out !== undefined)
        throw usage(
          "--out is for the runbook",
          "Leave it out, or write: total-setup " + idp.name + " runbook --out FILE.",
        );
      finish(await runSetup({ idp, io, template, kinds, action, options, raw: command.opts() }));
    });
  };
}

/** The template decides which flags there are, so it is found before the arguments are parsed strictly. */
function templateIn(argv: readonly string[]): string | undefined {
  const at = argv.findLastIndex((word) => word === "--template" || word.startsWith("--template="));
  const word = argv[at];
  if (word === undefined) return undefined;
  return word === "--template" ? argv[at + 1] : word.slice("--template=".length);
}

function checkOptions(template: Template, action: string, options: SetupOptions): void {
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
  if (options.dryRun && (action === "plan" || action === "verify")) {
    throw usage(
      `${action} looks at a real tenant, and --dry-run contacts none`,
      "Leave out one of the two: a dry run shows its plan first anyway.",
    );
  }
  if (options.dryRun && action === "runbook")
    throw usage("a runbook contacts no tenant anyway", "Leave out --dry-run.");
  checkOtherTarget(options);
  if (options.dryRun) return;
  if (options.fault.length > 0)
    throw usage(
      "--fault is for a simulated tenant",
      "Add --dry-run, or leave it out: a real tenant has faults of its own.",
    );
  for (const flag of ["people", "users", "groups"] as const) {
    if (options[flag] !== undefined)
      throw usage(
        `--${flag} is for a simulated tenant`,
        "Add --dry-run, or leave it out. A group of your tenant is named with --group NAME.",
      );
  }
}

function usage(what: string, fix: string): SetupError {
  return new SetupError({ code: "usage", exitCode: EXIT.usage, what, fix: [fix] });
}
