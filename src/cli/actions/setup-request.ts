import type { TargetQuirks } from "../../scim-target/quirks.js";
import type { StepKind } from "../../setup/step/step-kind.js";
import type { Template } from "../../template/document/template.js";
import type { SetupOptions } from "../arguments/options.js";
import type { RunAction } from "../arguments/run-action.js";
import type { Idp } from "../run/idp.js";
import type { NextCommands } from "../run/next-command.js";
import type { Typing } from "../run/rehearsal.js";
import type { SavedPlan } from "../saved-plan/format/read.js";
import type { UsedSetup } from "../setups/use.js";
import type { InputsFile } from "../../template/inputs/inputs-file.js";
import type { Io } from "../terminal/io.js";

/** One call of `total-setup <idp>`. It is taken apart here: what runSetup calls receives what it uses. */
export interface SetupRequest<Tenant, Options extends SetupOptions> {
  readonly idp: Idp<Tenant, Options>;
  readonly io: Io;
  readonly template: Template;
  readonly kinds: readonly StepKind<Tenant>[];
  readonly action: RunAction;
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
  /** What the simulated administrator of a dry run types, for rehearsing a mistake in the console. */
  readonly typing?: Typing;
  /** Faults of the built-in SCIM server of a dry run. */
  readonly quirks?: TargetQuirks;
  /** Milliseconds for one request and its answer. */
  readonly timeoutMs?: number;
}
