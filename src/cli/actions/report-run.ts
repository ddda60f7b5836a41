import { systemClock } from "../../base/clock.js";
import { EXIT, SetupError } from "../../base/errors.js";
import type { Setup } from "../../setup/step/setup.js";
import { cleanUp } from "../rehearsal/other-target/clean-up.js";
import { failureText } from "../views/failure.js";
import type { SetupOptions } from "../arguments/options.js";
import { reportPeople } from "../rehearsal/people-report.js";
import { canAsk, terminalPrompts } from "../terminal/prompts.js";
import type { ProgressView } from "../views/progress.js";
import { cleanUpJson, renderCleanUp } from "../views/render-clean-up.js";
import { jsonDocument } from "../views/render-json.js";
import { renderDryRunEnd, renderResult } from "../views/render-result.js";
import { renderLateWarnings, warningsOf } from "../views/render-warnings.js";
import { renderUndoResult } from "../views/render-undo.js";
import { applyCommand } from "../saved-plan/next-command.js";
import type { KeptPlan } from "../saved-plan/format/kept-plan.js";
import type { Venue, Running, SetupRun } from "../run/setup-run.js";
import type { CleanUp } from "../run/other-target.js";
import type { RunResult } from "../../setup/model/run-result.js";

interface Ended<Tenant, Options extends SetupOptions> {
  readonly setup: Setup<Tenant>;
  readonly place: Venue<Tenant>;
  readonly run: SetupRun<Tenant, Options>;
  readonly running: Running;
  readonly progress: Pick<ProgressView, "unsaid">;
  readonly durationMs: number;
}

/** Tells what a run came to, for people and with `--json` as a document. At another target, what it created is offered for removal. */
export async function reportRun<Tenant, Options extends SetupOptions>(
  result: RunResult & { readonly kept?: KeptPlan },
  ended: Ended<Tenant, Options>,
): Promise<void> {
  const { setup, place, run, running, progress, durationMs } = ended;
  const { rehearsal } = place;
  const { action, options, template } = run;
  const { screen } = running;
  const simulatedMs = rehearsal?.clock.elapsed() ?? 0;
  const live = place.copy?.live;
  const context = {
    action,
    dryRun: rehearsal !== undefined,
    simulatedMs,
    idp: run.idp.name,
    live,
    next: nextOf(run, result.kept),
  };
  const tenantRequests = setup.session.requests();
  renderLateWarnings(screen.main, progress.unsaid(warningsOf(result)));
  if (result.undo === undefined) renderResult(screen.main, result, context);
  else renderUndoResult(screen.main, result, result.undo);
  if (result.unread !== undefined) screen.errors.line(failureText(result.unread, options.debug).trimEnd());
  if (result.error !== undefined) screen.errors.line(failureText(result.error, options.debug).trimEnd());
  const notSimulated = rehearsal?.notSimulated() ?? [];
  for (const what of notSimulated) screen.main.line(`? not simulated: ${what}`);
  const people = await reportPeople(screen.main, setup, place, result);
  const cleaned = await offerCleanUp(ended);
  if (context.dryRun) renderDryRunEnd(screen.main, result, context);
  if (!options.json) return;
  const { reads, writes } = setup.target?.requests() ?? { reads: 0, writes: 0 };
  const document = jsonDocument({
    mode: context.dryRun ? "dry-run" : action,
    template: template.name,
    identity: setup.session.identity,
    sandbox: context.dryRun,
    result,
    requests: {
      tenant: tenantRequests,
      ...(live === undefined ? {} : { live }),
      scim: rehearsal?.scimRequests() ?? { GET: 0, POST: 0, PUT: 0, PATCH: 0, DELETE: 0 },
      target: { reads, writes: writes + (cleaned?.writes ?? 0) },
    },
    people,
    kept: result.kept,
    notSimulated,
    cleanup: cleaned === undefined ? undefined : cleanUpJson(cleaned),
    durationMs,
    simulatedMs,
  });
  screen.document(JSON.stringify(document));
}

function nextOf<Tenant, Options extends SetupOptions>(
  run: SetupRun<Tenant, Options>,
  kept: KeptPlan | undefined,
): string | undefined {
  return kept === undefined ? undefined : applyCommand(run, kept);
}

/** At a server of somebody else's: offers to remove what the run created there, and says what became of it. */
async function offerCleanUp<Tenant, Options extends SetupOptions>({
  setup,
  place,
  run,
  running,
}: Ended<Tenant, Options>): Promise<CleanUp | undefined> {
  const { other, rehearsal } = place;
  if (other === undefined) return undefined;
  // The simulated org must not go on creating what is about to be removed.
  await rehearsal?.close();
  const { screen, interruption, record } = running;
  const cleaned = await cleanUp({
    other,
    target: setup.target,
    clock: systemClock(),
    record,
    signal: interruption.signal,
    ask: (question) => ask(question, run),
  });
  renderCleanUp(screen.main, cleaned);
  return cleaned;
}

async function ask<Tenant, Options extends SetupOptions>(
  question: string,
  { io, options }: SetupRun<Tenant, Options>,
): Promise<boolean | undefined> {
  if (options.yes) return true;
  if (!canAsk(io, options.input)) return undefined;
  try {
    return await terminalPrompts(io).confirm(question);
  } catch (error) {
    // Ctrl-C at this question is a no: what is left is told all the same.
    if (error instanceof SetupError && error.exitCode === EXIT.interrupted) return false;
    throw error;
  }
}
