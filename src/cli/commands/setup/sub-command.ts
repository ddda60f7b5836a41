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
import type { UsedSetup } from "../../setups/use.js";
import type { InputsFile } from "../../../template/inputs/inputs-file.js";
import type { Io } from "../../terminal/io.js";

/** What every sub-command receives. */
export interface Call<Tenant, Options extends SetupOptions> {
  readonly idp: Idp<Tenant, Options>;
  readonly io: Io;
  readonly template: Template;
  readonly kinds: readonly StepKind<Tenant>[];
  readonly options: Options;
  /** All option values by commander's names, the inputs' flags among them. */
  readonly raw: Readonly<Record<string, unknown>>;
  /** The saved plan to apply. */
  readonly saved?: SavedPlan;
  readonly next: NextCommands;
  /** The remembered set-up that is used. */
  readonly used?: UsedSetup;
  /** Its inputs. */
  readonly remembered?: InputsFile;
}

/** A sub-command of `total-setup okta` and `total-setup entra`: its options, its help, and one call. */
export interface SubCommand {
  readonly name: CommandAction;
  /** Heading above it in the help of its IdP. */
  readonly group: (typeof COMMAND_GROUP)[keyof typeof COMMAND_GROUP];
  /** One line, for that list. */
  readonly summary: string;
  /** First paragraph of its help, without line breaks. */
  readonly about: string;
  /** The same for the help of a dry run, where it has one. */
  readonly aboutDryRun?: (idp: IdpArguments) => string;
  readonly examples: (idp: IdpArguments, help: HelpView) => readonly string[];
  /** Adds its own options to those of every sub-command. */
  readonly addOptions?: (command: Command, idp: IdpArguments, help: HelpView) => void;
  readonly run: <Tenant, Options extends SetupOptions>(call: Call<Tenant, Options>) => Promise<ExitCode>;
}

/** Which help page is shown. */
export interface HelpView {
  /** Whether the help is for a dry run. */
  readonly dryRun: boolean;
}

export const COMMAND_GROUP = {
  change: "Set up:",
  check: "Check, without changing anything:",
} as const;
