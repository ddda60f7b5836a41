import { runPlan } from "../../setup/run.js";
import type { RunResult } from "../../setup/model/run-result.js";
import type { Setup } from "../../setup/step/setup.js";
import type { Screen } from "../terminal/screen.js";
import type { KeptPlan } from "./format/kept-plan.js";
import { writeSavedPlan, type PlanOrigin } from "./save.js";

interface Keeping {
  /** Path of `--out`; undefined to keep nothing. */
  readonly out: string | undefined;
  readonly origin: PlanOrigin;
  readonly screen: Screen;
}

/**
 * A look, which is kept in a file where that is asked for.
 *
 * @throws SetupError `file-unwritable` (exit 64)
 */
export async function planAndSave<Tenant>(
  setup: Setup<Tenant>,
  { out, origin, screen }: Keeping,
): Promise<RunResult & { readonly kept?: KeptPlan }> {
  const result = await runPlan(setup);
  if (out === undefined || result.plan === undefined) return result;
  const { identity } = setup.session;
  const madeAt = new Date(setup.clock.now()).toISOString();
  const digest = writeSavedPlan(out, { ...origin, plan: result.plan, identity, scrubber: screen.scrubber, madeAt });
  screen.aside.line(`Plan: ${out} (it holds people's names, and no secrets)`);
  screen.aside.line(`Digest: ${digest} (keep it apart from the file: it shows that the plan is still this one)`);
  return { ...result, kept: { file: out, digest } };
}
