import type { Option } from "commander";
import type { IdpName } from "../../base/idp-name.js";
import type { GivenOption } from "../arguments/given-options.js";
import { GROUP } from "../arguments/groups.js";
import type { CommandAction } from "../arguments/run-action.js";
import type { Io } from "../terminal/io.js";
import { launcherOf } from "../terminal/launcher.js";
import { shellWord } from "../terminal/shell-word.js";

/** What the next command has that this one has not. */
interface NextOptions {
  /** Words behind everything that was given: `["--wait", "1h"]`. An option among them replaces the one that was given. */
  readonly add?: readonly string[];
  /** The same command once more, a dry run as a dry run. */
  readonly again?: boolean;
  /** Flags that were given and that the next command must not have. */
  readonly without?: readonly string[];
}

/**
 * The complete command for what comes next, to be printed whole on a line of its own: with the launcher and the flags of this run, as
 * far as the next command takes them. Behind a dry run comes a command for the real tenant.
 */
export type NextCommand = (action: CommandAction, options?: NextOptions) => string;

/** The next commands of a run, and what they leave out. */
export interface NextCommands {
  readonly command: NextCommand;
  /** The flags of files that cannot be read a second time and that a command above would need. */
  readonly notRepeated: () => readonly string[];
}

interface ThisCommand {
  readonly io: Io;
  readonly idp: IdpName;
  readonly action: CommandAction;
  readonly dryRun: boolean;
  readonly given: readonly GivenOption[];
  /** The options of a sub-command of a run on a real tenant; those that its help does not list are hidden. */
  readonly optionsOf: (action: CommandAction) => readonly Option[];
  /** Flags with the inputs that came from a saved plan: no other command reads it. */
  readonly planned: readonly string[];
}

/** Next commands of a run. */
export function nextCommands(current: ThisCommand): NextCommands {
  const { io, idp, dryRun, given, planned } = current;
  const left = new Set<string>();
  const command: NextCommand = (action, { add = [], again = false, without = [] } = {}) => {
    const isSame = again || (action === current.action && !dryRun);
    const kept = given
      .filter(({ option }) => isSame || isFor(current, option, action))
      .filter(isNotIn([...(isSame ? [] : planned), ...add, ...without]));
    const once = kept.filter(isReadOnce);
    for (const { option } of once) left.add(option.long ?? option.flags);
    const words = [
      ...launcherOf(io),
      idp,
      ...(action === "apply" ? [] : [action]),
      ...kept.filter((one) => !once.includes(one)).flatMap(wordsOf),
      ...(isSame ? [] : planned),
      ...add,
    ];
    return words.map((word) => shellWord(word, io.platform)).join(" ");
  };
  return { command, notRepeated: () => [...left] };
}

/** A name that allows a change and one that allows a deletion are not the same permission. */
const CONFIRMED_ALIKE: readonly CommandAction[] = ["apply", "plan"];
/** What writes asks first, so that it needs somebody to answer. */
const ASKING: readonly CommandAction[] = ["apply", "undo", "rotate-token"];

/** Whether another command takes an option in the sense in which it was given. */
function isFor({ action, optionsOf }: ThisCommand, { long, helpGroupHeading }: Option, next: CommandAction): boolean {
  const own = optionsOf(next).find((option) => option.long === long);
  if (own === undefined || helpGroupHeading === GROUP.dryRun) return false;
  if (helpGroupHeading === GROUP.output) return long === "--no-color";
  if (long === "--yes") return false;
  if (long === "--no-input") return !ASKING.includes(next);
  if (long === "--confirm") return CONFIRMED_ALIKE.includes(action) && CONFIRMED_ALIKE.includes(next);
  // The first names the app, also where it is only read; the second makes a simulated tenant count.
  return !own.hidden || long === "--new-app" || long === "--remember";
}

function isNotIn(words: readonly string[]): (given: GivenOption) => boolean {
  return ({ option }) => option.long === undefined || !words.includes(option.long);
}

/** Standard input and a shell's `<(command)`. */
function isReadOnce({ option, value = "" }: GivenOption): boolean {
  return (value === "-" && option.flags.includes("|-")) || /^\/(?:dev\/(?:stdin|fd\/)|proc\/\w+\/fd\/)/.test(value);
}

function wordsOf({ option, value }: GivenOption): string[] {
  const flag = option.long ?? option.flags;
  if (value === undefined) return [flag];
  return value.startsWith("-") ? [`${flag}=${value}`] : [flag, value];
}
