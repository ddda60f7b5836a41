import type { Operator } from "../../setup/model/ports.js";
import type { RunResult } from "../../setup/model/run-result.js";
import { runApply } from "../../setup/run.js";
import type { Setup } from "../../setup/step/setup.js";
import type { Template } from "../../template/document/template.js";
import type { SavedPlan } from "../saved-plan/format/read.js";
import { acceptSaved } from "../saved-plan/run.js";
import { canAsk } from "../terminal/prompts.js";
import { announceWrites } from "./announce-writes.js";
import { openOperator, type OperatorOptions } from "./operator.js";

/** Long enough for everything a simulated tenant does by itself; it passes in simulated time. */
const DRY_RUN_WAIT_MS = 6 * 3_600_000;

interface ApplyOptions extends OperatorOptions {
  /** How long a console stop and the proof may take, in milliseconds. */
  readonly waitMs: number | undefined;
  /** The plan from a file that is to be applied, and the template it was made with. */
  readonly saved: { readonly plan: SavedPlan; readonly template: Pick<Template, "inputs"> } | undefined;
  /** Address of somebody else's SCIM server that a dry run pushes at. */
  readonly writesTo: string | undefined;
}

/** Plans, asks, applies and proves; with a saved plan, exactly that one. */
export function applySetup<Tenant>(setup: Setup<Tenant>, options: ApplyOptions): Promise<RunResult> {
  const { io, screen, input, simulatedAdministrator, saved, writesTo } = options;
  const operator = openOperator(options);
  // Without a terminal nobody is there to wait for: one check, and the same command goes on from there.
  const byDefault = simulatedAdministrator === undefined ? (canAsk(io, input) ? Infinity : 0) : DRY_RUN_WAIT_MS;
  const waitPolicy = { waitMs: options.waitMs ?? byDefault };
  if (saved !== undefined) {
    const accept = acceptSaved({
      saved: saved.plan,
      template: saved.template,
      journal: setup.journal,
      pen: screen.main,
    });
    return runApply(setup, { ...operator, approve: () => Promise.resolve(true) }, waitPolicy, accept);
  }
  const approve: Operator["approve"] = async (plan) => {
    if (writesTo !== undefined) await announceWrites(screen.main, plan, writesTo, setup.target);
    return operator.approve(plan);
  };
  return runApply(setup, { ...operator, approve }, waitPolicy);
}
