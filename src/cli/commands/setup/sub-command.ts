import type { Command } from "commander";
import type { ExitCode } from "../../../base/errors.js";
import type { IdpArguments } from "../../arguments/idp-arguments.js";
import type { SetupOptions } from "../../arguments/options.js";
import type { CommandAction } from "../../arguments/run-action.js";
import type { StepKind } from "../../../setup/step/step-kind.js";
import type { Template } from "../../../template/document/template.js";
import type { Idp } from "../../run/idp.js";
import type { NextCommands } from "../../run/next-command.js";
import type { SavedPlan } from "../../saved-plan/format/read.js";
import type { Io } from "../../terminal/io.js";

/** What every sub-command is carried out with. */
export interface Call<Tenant, Options extends SetupOptions> {
  readonly idp: Idp<Tenant, Options>;
  readonly io: Io;
  readonly template: Template;
  readonly kinds: readonly StepKind<Tenant>[];
  readonly options: Options;
  /** All option values by commander's names, the inputs' flags among them. */
  readonly raw: Readonly<Record<string, unknown>>;
  /** The plan from a file that is to be applied. */
  readonly saved?: SavedPlan;
  readonly next: NextCommands;
}

/** A sub-command of `total-setup okta` and `total-setup entra`: its options, its help, and one call. */
export interface SubCommand {
  readonly name: CommandAction;
  /** Heading of the list it stands under in the help of its IdP. */
  readonly group: (typeof COMMAND_GROUP)[keyof typeof COMMAND_GROUP];
  /** One line, for that list. */
  readonly summary: string;
  /** What its own help begins with; lines of at most 80 columns. */
  readonly about: string;
  readonly examples: (idp: IdpArguments, help: HelpView) => readonly string[];
  /** Adds what it has beside the options of every sub-command. */
  readonly addOptions?: (command: Command, idp: IdpArguments, help: HelpView) => void;
  readonly run: <Tenant, Options extends SetupOptions>(call: Call<Tenant, Options>) => Promise<ExitCode>;
}

/** What the help of a command is asked for. */
export interface HelpView {
  /** Whether the help is that of a dry run. */
  readonly dryRun: boolean;
}

export const COMMAND_GROUP = {
  change: "Set up:",
  check: "Check, without changing anything:",
} as const;
