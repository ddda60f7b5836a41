import type { Command } from "commander";
import type { IdpName } from "../../base/idp-name.js";
import { answerText, EMPTY_ANSWER } from "../completion/answer.js";
import { optionNamed, positionAfter } from "../completion/position.js";
import { suggest, type Typed } from "../completion/suggest.js";
import type { TemplateWords } from "../completion/template-words.js";
import type { Context } from "../completion/values.js";
import { addGroup, GROUP } from "../arguments/groups.js";
import type { IdpArguments } from "../arguments/idp-arguments.js";
import { inputOption } from "../inputs/input-option.js";
import type { Io } from "../terminal/io.js";
import { COMMANDS } from "./command-table.js";
import { addSubCommands } from "./setup/sub-commands.js";

/** The IdPs' own commands load the whole product to check a template; an answer to a key needs only their options. */
const LINES: Readonly<Record<IdpName, () => Promise<IdpArguments>>> = {
  okta: async () => (await import("../arguments/okta-options.js")).oktaArguments,
  entra: async () => (await import("../arguments/entra-options.js")).entraArguments,
};

const NO_CONTEXT: Context = {
  idp: undefined,
  template: { inputs: [], steps: [] },
  faults: { requests: [], lasting: [] },
  setups: [],
};

/**
 * Answers a completion script, which calls `complete -- okta --template t` with the word at the cursor last, or `complete --next --`
 * where a new word begins. Whatever is typed, it fails with nothing: an error would stand in the middle of the user's line. No
 * network is used, and no file is read but the template.
 */
export async function complete(program: Command, io: Io): Promise<void> {
  const given = io.argv.slice(io.argv.indexOf("--") + 1);
  const all = io.argv[1] === "--next" ? [...given, ""] : given;
  const typed = { before: all.slice(0, -1), current: (all.at(-1) ?? "").replace(/^["']/, "") };
  io.stdout.write(await answer(program, typed, io).catch(() => EMPTY_ANSWER));
}

async function answer(program: Command, typed: Typed, io: Io): Promise<string> {
  const context = await addCommands(program, typed, io);
  return answerText(suggest(program, typed, context), typed.current);
}

/** Gives the program its commands, and the one that is named everything that can follow it. */
async function addCommands(program: Command, typed: Typed, io: Io): Promise<Context> {
  const named = typed.before.find((word) => word !== "help" && !word.startsWith("-"));
  let context = NO_CONTEXT;
  for (const [name, { summary, load }] of Object.entries(COMMANDS)) {
    const command = program.command(name).description(summary);
    if (name !== named) continue;
    if (isIdp(name)) context = await addIdp(command, await LINES[name](), typed);
    else {
      if (name === "setups") context = { ...context, setups: await setupNames(io) };
      await registered(async () => (await load()).register(command, io, () => undefined, []));
    }
  }
  return context;
}

/** Read only where they are asked for: their files are checked, which takes longer than everything else here. */
async function setupNames(io: Io): Promise<readonly string[]> {
  return (await import("../setups/names.js")).setupNames(io);
}

function isIdp(name: string): name is IdpName {
  return Object.hasOwn(LINES, name);
}

async function addIdp(command: Command, line: IdpArguments, typed: Typed): Promise<Context> {
  addSubCommands(command, line, { dryRun: typed.before.includes("--dry-run") });
  const template = await words(command, line, typed);
  for (const sub of command.commands) addGroup(sub, GROUP.inputs, template.inputs.map(inputOption));
  return { ...NO_CONTEXT, idp: line.name, template, faults: line.faults };
}

/** What the template adds, where that matters; nothing where it cannot be read. */
async function words(command: Command, { name }: IdpArguments, { before, current }: Typed): Promise<TemplateWords> {
  const own = before.slice(before.indexOf(name) + 1);
  const { option } = positionAfter(command, own);
  const isPart = option === undefined ? current.startsWith("-") : option.long !== "--template";
  // Whether an option takes a value decides what the word after it is.
  const isUsed = own.some((word) => word.startsWith("--") && optionNamed(command, word) === undefined);
  if (!isPart && !isUsed) return NO_CONTEXT.template;
  const at = own.findLastIndex((word) => word === "--template" || word.startsWith("--template="));
  const given = own[at]?.includes("=") === true ? own[at].slice("--template=".length) : own[at + 1];
  try {
    const { templateWords } = await import("../completion/template-words.js");
    return templateWords((at < 0 ? undefined : given) ?? "total", name);
  } catch {
    return NO_CONTEXT.template;
  }
}

/** A command without its sub-command refuses to run, which is not what is asked here. */
async function registered(register: () => Promise<unknown>): Promise<void> {
  await register().catch(() => undefined);
}
