import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Argument, type Command } from "commander";
import { EXIT, SetupError, type ExitCode } from "../base/errors.js";
import { didYouMean } from "../base/text.js";
import { findTemplate } from "../template/find.js";
import { loadTemplate } from "../template/load.js";
import type { Template } from "../template/template.js";
import { addInputOptions } from "./inputs.js";
import type { Io } from "./io.js";
import { oktaStepKinds } from "./kinds.js";
import type { OktaCommandOptions } from "./okta-run.js";
import { addSetupOptions } from "./options.js";
import { checkOtherTarget } from "./other-target.js";
import { runOkta } from "./run-okta.js";

/** Where the vendors' guides lie: beside dist in a package, beside src in a checkout. */
const TEMPLATES = fileURLToPath(new URL("../../templates", import.meta.url));

const HELP = `
Sign-in: --org-url or OKTA_CLIENT_ORGURL, and an API token of an administrator from --okta-token-file, OKTA_CLIENT_TOKEN
or a question without echo (Okta admin console: Security > API > Tokens).

Examples:
  total-setup okta --dry-run
  total-setup okta --dry-run --people people.csv --group TOTAL-Admin --group TOTAL-Analyst
  total-setup okta --dry-run --target-url https://scim.test.example/v2 --target-token-file token.txt --accept-writes
  total-setup okta plan --org-url https://acme.okta.com --scim-base-url https://scim.total.example/scim/v2
  total-setup okta --org-url https://acme.okta.com --scim-base-url https://scim.total.example/scim/v2 \\
    --scim-token-file token.txt --yes --wait 15m`;

/** Registers `okta` with the flags of the template that the arguments name. */
export async function register(command: Command, io: Io, finish: (code: ExitCode) => void): Promise<void> {
  const kinds = await oktaStepKinds();
  const found = findTemplate(templateIn(io.argv) ?? "total", "okta", [TEMPLATES]);
  const template = loadTemplate(readFileSync(found.path, "utf8"), found.path, kinds);
  command
    .addArgument(
      new Argument("[action]", "plan: look only; apply: plan, ask, apply, prove")
        .choices(["apply", "plan"])
        .default("apply"),
    )
    .option("--org-url <url>", "address of the Okta org, as https://acme.okta.com")
    .option("--okta-token-file <file|->", "the Okta API token; - reads standard input")
    .option("--app-id <id>", "the app to set up, when several have its label")
    .option("--create-groups", "make the groups that do not exist", false);
  addSetupOptions(command);
  addInputOptions(command, template);
  command.addHelpText("after", HELP).action(async (action: "apply" | "plan") => {
    const options = command.opts<OktaCommandOptions>();
    checkOptions(template, action, options);
    finish(await runOkta({ io, template, kinds, action, options, raw: command.opts() }));
  });
}

/** The template decides which flags there are, so it is found before the arguments are parsed strictly. */
function templateIn(argv: readonly string[]): string | undefined {
  const at = argv.findLastIndex((word) => word === "--template" || word.startsWith("--template="));
  const word = argv[at];
  if (word === undefined) return undefined;
  return word === "--template" ? argv[at + 1] : word.slice("--template=".length);
}

function checkOptions(template: Template, action: string, options: OktaCommandOptions): void {
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
  if (options.dryRun && action === "plan") {
    throw usage(
      "plan looks at a real tenant, and --dry-run contacts none",
      "Leave out one of the two: a dry run shows its plan first anyway.",
    );
  }
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
