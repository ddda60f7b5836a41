import type { FaultSpec } from "./fault-option.js";
import type { Unchecked } from "./values.js";
import type { DirectoryOptions, OtherTargetOptions } from "./dry-run-options.js";

/** What every set-up command takes beside its template's inputs. */
export interface SetupOptions extends DirectoryOptions, OtherTargetOptions {
  readonly template: string;
  readonly set: readonly string[];
  readonly inputs?: string;
  readonly only: readonly string[];
  readonly skip: readonly string[];
  readonly yes: boolean;
  /** False with `--no-input`. */
  readonly input: boolean;
  /** Milliseconds. */
  readonly wait?: number;
  /** Milliseconds for the whole run. */
  readonly deadline?: number;
  readonly json: boolean;
  readonly transcript?: string;
  /** Where the report is written. */
  readonly report?: string;
  readonly quiet: boolean;
  readonly debug: boolean;
  /** False with `--no-color`. */
  readonly color: boolean;
  readonly detailedExitcode: boolean;
  /** What may stay unproven. */
  readonly allowUnchecked: readonly Unchecked[];
  readonly dryRun: boolean;
  readonly fault: readonly FaultSpec[];
  /** Where `plan` and `runbook` write. */
  readonly out?: string;
  /** A plan that was written before, to be applied. */
  readonly plan?: string;
  /** The digest of the plan that was approved. */
  readonly confirmPlan?: string;
  /** The name of what is deleted, or of an existing set-up that is changed for everybody, typed once more. */
  readonly confirm?: string;
  readonly deleteGroups: boolean;
  readonly fromTenant: boolean;
  /** Sign-in names of the people whose payloads are shown. */
  readonly preview: readonly string[];
}
