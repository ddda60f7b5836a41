import { EXIT, SetupError } from "../../base/errors.js";
import { describeResource } from "../model/describe-resource.js";
import type { Change, Look } from "../model/plan.js";
import { contextOf, type StepWorld } from "../step/setup.js";
import type { Step } from "../step/step.js";

/** Lists and searches of a tenant may be this far behind a write (Okta: "eventually consistent"). */
const LAG_MS = 30_000;
/** Background work of the IdP after a write, such as a group push, may take this long before it counts as unchecked. */
const PENDING_MS = 180_000;
const FIRST_POLL_MS = 1_000;
const LONGEST_POLL_MS = 10_000;

/**
 * Looks again after a step's writes until the tenant shows them, and until the background work that they started is over.
 *
 * @param ours - the changes that must no longer be needed; all when absent
 * @returns the last look, without these changes; pending work is in `unchecked`
 * @throws SetupError `read-back-differs` (exit 1) when the tenant does not show what was written
 */
export async function readBack<Tenant>(
  world: StepWorld<Tenant>,
  step: Pick<Step<Tenant>, "id" | "look">,
  ours: (change: Change) => boolean = () => true,
): Promise<Look> {
  const { clock, signal } = world;
  const begun = clock.now();
  let pollMs = FIRST_POLL_MS;
  for (;;) {
    const look = await step.look(contextOf(world));
    const waited = clock.now() - begun;
    const left = look.changes.filter(ours);
    if (left.length > 0 && waited > LAG_MS) throw differs(step, left);
    if (left.length === 0) {
      if ((look.pending?.length ?? 0) === 0) return look;
      if (waited > PENDING_MS) return { ...look, unchecked: [...(look.unchecked ?? []), ...(look.pending ?? [])] };
    }
    await clock.sleep(pollMs, signal);
    pollMs = Math.min(pollMs * 2, LONGEST_POLL_MS);
  }
}

function differs(step: { readonly id: string }, left: readonly Change[]): SetupError {
  const names = left.map(({ resource }) => describeResource(resource)).join(", ");
  return new SetupError({
    code: "read-back-differs",
    exitCode: EXIT.failed,
    what: `${step.id} wrote ${names}, but reading it back does not show it`,
    why: "the tenant accepted the request but did not keep the values, or someone else changed them at the same time",
    fix: ["Run the same command again: it starts from what the tenant shows now."],
  });
}
