import type { FaultSpec } from "./fault-option.js";
import type { Unchecked } from "./values.js";
import type { DirectoryOptions, OtherTargetOptions } from "./dry-run-options.js";

/** The options of every setup command, without its template's inputs. */
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
  /** Whether plan and result show every field and name. */
  readonly details: boolean;
  /** False with `--no-color`. */
  readonly color: boolean;
  readonly detailedExitcode: boolean;
  /** What may stay unverified. */
  readonly allowUnchecked: readonly Unchecked[];
  /** No remembered set-up is read. */
  readonly fresh: boolean;
  /** Simulated tenants are remembered, too. */
  readonly remember: boolean;
  readonly dryRun: boolean;
  readonly fault: readonly FaultSpec[];
  /** The rate limits of a simulated tenant, where its IdP has profiles of them. */
  readonly rateProfile?: string;
  /** Whether a dry run changes users and groups after the set-up; undefined without `--changes` and `--no-changes`. */
  readonly changes?: boolean;
  /** Where `plan` and `runbook` write. */
  readonly out?: string;
  /** The saved plan to apply. */
  readonly plan?: string;
  /** The digest of the plan that was approved. */
  readonly confirmPlan?: string;
  /** The name of what is deleted, or of an app in use that is changed, repeated. */
  readonly confirm?: string;
  readonly deleteGroups: boolean;
  readonly fromTenant: boolean;
  /** Sign-in names of the users whose requests are shown. */
  readonly preview: readonly string[];
}
