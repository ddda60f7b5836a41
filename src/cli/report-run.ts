import { systemClock } from "../base/clock.js";
import { EXIT, SetupError } from "../base/errors.js";
import type { OktaTenant } from "../okta/tenant.js";
import type { RunResult } from "../setup/run.js";
import type { Setup } from "../setup/setup.js";
import { cleanUp } from "./clean-up.js";
import type { CleanUp } from "./created.js";
import { failureText } from "./failure.js";
import type { OktaPlace } from "./okta-place.js";
import type { OktaRun, Running } from "./okta-run.js";
import { canAsk, terminalPrompts } from "./prompts.js";
import { cleanUpJson, renderCleanUp } from "./render-clean-up.js";
import { jsonDocument } from "./render-json.js";
import { renderDryRunEnd, renderResult } from "./render-result.js";

interface Ended {
  readonly setup: Setup<OktaTenant>;
  readonly place: OktaPlace;
  readonly run: OktaRun;
  readonly running: Running;
  readonly durationMs: number;
}

/** Tells what a run came to, for people and with `--json` as a document. At another target, what it created is offered for removal. */
export async function reportRun(result: RunResult, ended: Ended): Promise<void> {
  const { setup, place, run, running, durationMs } = ended;
  const { rehearsal } = place;
  const { action, options, template } = run;
  const { screen } = running;
  const simulatedMs = rehearsal?.clock.elapsed() ?? 0;
  const context = { action, dryRun: rehearsal !== undefined, simulatedMs };
  renderResult(screen.main, result, context);
  if (result.error !== undefined) screen.errors.line(failureText(result.error, options.debug).trimEnd());
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
      tenant: setup.session.requests(),
      scim: rehearsal?.scimRequests() ?? { GET: 0, POST: 0, PUT: 0, PATCH: 0, DELETE: 0 },
      target: { reads, writes: writes + (cleaned?.writes ?? 0) },
    },
    cleanup: cleaned === undefined ? undefined : cleanUpJson(cleaned),
    durationMs,
    simulatedMs,
  });
  screen.document(JSON.stringify(document));
}

/** At a server of somebody else's: offers to remove what the run created there, and says what became of it. */
async function offerCleanUp({ setup, place, run, running }: Ended): Promise<CleanUp | undefined> {
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

async function ask(question: string, { io, options }: OktaRun): Promise<boolean | undefined> {
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
