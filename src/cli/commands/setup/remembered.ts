import type { Command } from "commander";
import type { Template } from "../../../template/document/template.js";
import type { SetupOptions } from "../../arguments/options.js";
import type { CommandAction } from "../../arguments/run-action.js";
import type { Idp } from "../../run/idp.js";
import type { SavedPlan } from "../../saved-plan/format/read.js";
import type { Recalled } from "../../setups/recall.js";
import type { UsedSetup } from "../../setups/use.js";
import type { Io } from "../../terminal/io.js";

interface Line<Tenant, Options extends SetupOptions> {
  readonly io: Io;
  readonly idp: Idp<Tenant, Options>;
  /** The words after the IdP's name. */
  readonly words: readonly string[];
  /** The command of the IdP, with its sub-commands. */
  readonly parent: Command;
  readonly saved: SavedPlan | undefined;
}

/** The options that decide whether set-ups are read at all. */
const SWITCHES = ["fresh", "remember", "dryRun"];

/**
 * The set-ups of this machine that fit a command line, before its words are parsed. The code for it is loaded only where it is used.
 *
 * @param template - the template that was named
 * @returns undefined where none is read: for help, with `--fresh`, in a dry run, for a simulated tenant
 * @throws SetupError of recallSetups
 */
export async function recall<Tenant, Options extends SetupOptions>(
  { io, idp, words, parent, saved }: Line<Tenant, Options>,
  template: Template | undefined,
): Promise<Recalled | undefined> {
  const has = (word: string): boolean => words.includes(word);
  if (words[0] === "help" || has("--help") || has("-h") || has("--fresh")) return undefined;
  if (has("--dry-run") && !has("--remember")) return undefined;
  const { givenIn, recallSetups } = await import("../../setups/recall.js");
  const options = parent.commands.flatMap((command) => [...command.options]);
  const given = givenIn(words, options, [...idp.memory.deciding, ...SWITCHES]);
  if (given["remember"] === undefined && idp.memory.isSimulated(given, io.env)) return undefined;
  return recallSetups({ io, idp, given, template, saved });
}

/** The file of the template of the only set-up that fits. */
export async function recalledTemplate(recalled: Recalled | undefined): Promise<string | undefined> {
  const [only, ...more] = recalled?.fitting ?? [];
  if (recalled === undefined || only === undefined || more.length > 0) return undefined;
  const [{ templateOfSetup }, { nameOfSetup }] = await Promise.all([
    import("../../setups/recall.js"),
    import("../../setups/names.js"),
  ]);
  return templateOfSetup(only, nameOfSetup(only, recalled.all));
}

/**
 * Decides which remembered set-up a command uses, and has its tenant confirmed where the command writes.
 *
 * @returns undefined for none
 * @throws SetupError `setup-ambiguous` or `tenant-not-named` (exit 64); `declined` (exit 1)
 */
export async function chooseSetup<Tenant, Options extends SetupOptions>(
  { io, idp, saved }: Omit<Line<Tenant, Options>, "words" | "parent">,
  recalled: Recalled | undefined,
  { command, action }: { readonly command: Command; readonly action: CommandAction },
): Promise<UsedSetup | undefined> {
  const options = command.opts<Options>();
  const isNamed = idp.memory.isNamed(options, io.env);
  const [only, ...more] = recalled?.fitting ?? [];
  if (only === undefined && (isNamed || options.dryRun || !idp.memory.signsInUnnamed)) return undefined;
  const { isWriting, canConfirm, confirmTenant, tenantNotNamed } = await import("../../setups/confirm.js");
  const naming = { io, idp, action, options };
  const isOpen = isWriting(action) && !options.dryRun && !isNamed;
  const fitting = recalled?.fitting ?? [];
  const refuses = isOpen && !canConfirm(naming) && (only !== undefined || idp.memory.signsInUnnamed);
  if (refuses && saved === undefined) throw tenantNotNamed(fitting, recalled?.all ?? [], naming);
  if (recalled === undefined || only === undefined) return undefined;
  const [{ ambiguous }, { nameOfSetup }, { requireSameReading, sayUsed }] = await Promise.all([
    import("../../setups/choose.js"),
    import("../../setups/names.js"),
    import("../../setups/use.js"),
  ]);
  requireSameReading(command, recalled, [...idp.memory.deciding, ...SWITCHES]);
  if (more.length > 0) {
    // A runbook contacts nobody, and a plan whose tenant is named decides everything itself.
    if (action === "runbook" || (saved !== undefined && isNamed)) return undefined;
    throw ambiguous(fitting, { all: recalled.all, tenantNaming: idp.tenantNaming });
  }
  const used = { setup: only, name: nameOfSetup(only, recalled.all), isNamed };
  if (isOpen) await confirmTenant(used, naming);
  if (!options.quiet) io.stderr.write(`${sayUsed(used)}\n`);
  return used;
}

/** Gives a command what a set-up remembers: the options that were not given, and the inputs. */
export async function useSetup<Tenant, Options extends SetupOptions>(
  used: UsedSetup,
  { io, idp, saved }: Omit<Line<Tenant, Options>, "words" | "parent">,
  { command, template }: { readonly command: Command; readonly template: Template },
) {
  const { fillOptions, inputsOf } = await import("../../setups/use.js");
  const planned = saved !== undefined;
  fillOptions(command, used, { memory: idp.memory, env: io.env, planned });
  return { used, remembered: inputsOf(used, template, planned) };
}
