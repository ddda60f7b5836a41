import { runPlan } from "../../setup/run.js";
import type { Setup } from "../../setup/step/setup.js";
import type { SetupOptions } from "../arguments/options.js";
import type { KeptPlan } from "./format/kept-plan.js";
import { writeSavedPlan } from "./save.js";
import type { Venue, Running, SetupRun } from "../run/setup-run.js";
import type { RunResult } from "../../setup/model/run-result.js";

/**
 * A look, which is kept in a file where that is asked for.
 *
 * @throws SetupError `file-unwritable` (exit 64)
 */
export async function planAndSave<Tenant, Options extends SetupOptions>(
  setup: Setup<Tenant>,
  place: Venue<Tenant>,
  run: SetupRun<Tenant, Options>,
  { screen }: Running,
): Promise<RunResult & { readonly kept?: KeptPlan }> {
  const result = await runPlan(setup);
  const { out } = run.options;
  if (out === undefined || result.plan === undefined) return result;
  const { identity } = setup.session;
  const madeAt = new Date(setup.clock.now()).toISOString();
  const digest = writeSavedPlan(out, { plan: result.plan, place, run, identity, scrubber: screen.scrubber, madeAt });
  screen.aside.line(`Plan: ${out} (it holds people's names, and no secrets)`);
  screen.aside.line(`Digest: ${digest} (keep it apart from the file: it shows that the plan is still this one)`);
  return { ...result, kept: { file: out, digest } };
}
