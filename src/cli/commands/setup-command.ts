import { Command, type Option } from "commander";
import type { ExitCode } from "../../base/errors.js";
import { didYouMean } from "../../base/text.js";
import { findTemplate } from "../../template/find.js";
import { loadTemplate } from "../../template/load.js";
import type { Template } from "../../template/document/template.js";
import { flagName } from "../../template/inputs/input-names.js";
import { arrangeWords } from "../arguments/arrange-words.js";
import { checkCombinations } from "../arguments/combinations.js";
import { watchGiven } from "../arguments/given-options.js";
import type { IdpArguments } from "../arguments/idp-arguments.js";
import type { SetupOptions } from "../arguments/options.js";
import { TEMPLATES } from "../arguments/template-folder.js";
import { usageError } from "../arguments/usage.js";
import { addInputOptions } from "../inputs/inputs.js";
import { checkOtherTarget } from "../rehearsal/other-target/other-target.js";
import type { CommandAction } from "../arguments/run-action.js";
import type { Idp } from "../run/idp.js";
import { nextCommands } from "../run/next-command.js";
import { readSavedPlan, type SavedPlan } from "../saved-plan/format/read.js";
import { takeOptions } from "../saved-plan/options.js";
import { savedTemplate } from "../saved-plan/template.js";
import { readTextFile } from "../terminal/input-files.js";
import type { Io } from "../terminal/io.js";
import { describe } from "./describe.js";
import { chooseSetup, recall, recalledTemplate, useSetup } from "./setup/remembered.js";
import { addSubCommands, fillDefaults, takenFlags } from "./setup/sub-commands.js";

/** Registers the command of one IdP with its sub-commands; without one it is `apply`. */
export function setupCommand<Tenant, Options extends SetupOptions>(
  idp: Idp<Tenant, Options>,
  about: IdpArguments,
): (command: Command, io: Io, finish: (code: ExitCode) => void, words: readonly string[]) => Promise<string[]> {
  return async (parent, io, finish, words) => {
    const kinds = await idp.kinds();
    describeIdp(parent, about);
    const subs = addSubCommands(parent, about, { dryRun: words.includes("--dry-run") });
    const planFile = valueIn(words, "--plan");
    const saved = planFile === undefined ? undefined : readSavedPlan(planFile, idp);
    const named = valueIn(words, "--template");
    const flags = { [idp.name]: takenFlags(parent) };
    const load = (file: string): Template => loadTemplate(readTextFile(file, "--template"), file, kinds, flags);
    const find = (name: string): string => findTemplate(name, idp.name, [TEMPLATES]).path;
    const line = { io, idp, words, parent, saved };
    const given = saved === undefined ? named : savedTemplate(saved, named);
    const ofWords = given === undefined ? undefined : load(saved === undefined ? find(given) : given);
    const recalled = await recall(line, ofWords);
    const template = ofWords ?? load((await recalledTemplate(recalled)) ?? find("total"));
    for (const { sub, command } of subs) {
      addInputOptions(command, template);
      const given = watchGiven(command);
      command.action(async () => {
        fillDefaults(parent, command);
        if (saved !== undefined) takeOptions(command, saved, idp);
        checkOptions(template, command.opts<Options>());
        const used = await chooseSetup(line, recalled, { command, action: sub.name });
        const remembered = used === undefined ? {} : await useSetup(used, line, { command, template });
        const options = command.opts<Options>();
        const raw = command.opts();
        const next = nextCommands({
          io,
          idp: idp.name,
          action: sub.name,
          dryRun: options.dryRun,
          given,
          optionsOf: (action) => optionsOf(action, about, template),
          planned: [...plannedWords(template, saved), ...(used?.isNamed === false ? idp.tenantFlags(options) : [])],
        });
        const call = { idp, io, template, kinds, options, raw, next, ...remembered };
        finish(await sub.run({ ...call, ...(saved === undefined ? {} : { saved }) }));
      });
    }
    return arrangeWords({ parent, words, fallback: "apply", platform: io.platform });
  };
}

/** The options of a sub-command as its help lists them, whatever this command line asks for. */
function optionsOf(action: CommandAction, line: IdpArguments, template: Template): readonly Option[] {
  const found = addSubCommands(new Command(), line, { dryRun: false }).find(({ sub }) => sub.name === action);
  if (found === undefined) return [];
  addInputOptions(found.command, template);
  return found.command.options;
}

/** The inputs of a saved plan as flags. */
function plannedWords(template: Template, saved: SavedPlan | undefined): readonly string[] {
  return template.inputs.flatMap((input) =>
    [saved?.inputs[input.name] ?? []].flat().flatMap((value) => [flagName(input), value]),
  );
}

function describeIdp(parent: Command, { name, tenant }: IdpArguments): void {
  const column = `total-setup ${name} --dry-run`.length + 2;
  const example = (words: string, about: string): string => `total-setup ${words}`.padEnd(column) + about;
  describe(parent, {
    summary: parent.description(),
    about: `Sets up provisioning on ${name === "okta" ? "an" : "a"} ${tenant} from a SCIM vendor's guide.`,
    examples: [
      example(`${name} --dry-run`, "rehearse the whole guide, without credentials"),
      example(`${name} doctor`, "find what is missing before a run"),
      example(`${name} plan`, "show what would change"),
      example(name, "show the plan, ask, apply it and verify"),
      example(`${name} verify`, "check later whether anything has changed"),
    ],
  })
    .usage("[command] [options]")
    .addHelpText(
      "after",
      `\nOptions of a command: total-setup ${name} <command> --help\nSign-in: docs/sign-in-${name}.md`,
    );
}

/** The template, or the saved plan that names it, decides which flags exist, so it is found before the words are parsed strictly. */
function valueIn(words: readonly string[], flag: string): string | undefined {
  const at = words.findLastIndex((word) => word === flag || word.startsWith(`${flag}=`));
  const word = words[at];
  if (word === undefined) return undefined;
  return word === flag ? words[at + 1] : word.slice(flag.length + 1);
}

function checkOptions(template: Template, options: SetupOptions): void {
  const ids = template.steps.map(({ id }) => id);
  for (const [flag, named] of [
    ["--only", options.only],
    ["--skip", options.skip],
  ] as const) {
    const unknown = named.find((id) => !ids.includes(id));
    if (unknown !== undefined) {
      throw usageError(`${flag}: the template has no step "${unknown}"`, [
        didYouMean(unknown, ids) ?? `Steps: ${ids.join(", ")}.`,
      ]);
    }
  }
  if (options.only.length > 0 && options.skip.length > 0)
    throw usageError("--only and --skip cannot be used together", ["Keep one of the two."]);
  checkCombinations(options);
  checkOtherTarget(options);
}
