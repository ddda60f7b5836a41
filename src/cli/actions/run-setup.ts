import { systemClock } from "../../base/clock.js";
import type { ExitCode } from "../../base/errors.js";
import { requireOwnFolder } from "../../base/own-state.js";
import { fileJournal, memoryJournal } from "../../setup/journal/journal.js";
import { exitCodeOf } from "../../setup/proof/outcome.js";
import type { Operator } from "../../setup/model/ports.js";
import { runApply } from "../../setup/run.js";
import type { Setup } from "../../setup/step/setup.js";
import { runVerify } from "../../setup/verify.js";
import { announceWrites } from "./announce-writes.js";
import { openOperator } from "./operator.js";
import { keepDeadline } from "./deadline.js";
import { exitCodeOfError, reportFailure } from "../views/failure.js";
import { listenForInterrupt } from "../terminal/interruption.js";
import type { Io } from "../terminal/io.js";
import type { SetupOptions } from "../arguments/options.js";
import { openProgress, type ProgressView } from "../views/progress.js";
import { writes } from "../arguments/run-action.js";
import { canAsk } from "../terminal/prompts.js";
import { renderIdentity } from "../views/render-identity.js";
import { dryRunNotice } from "../views/render-result.js";
import { reportRun } from "./report-run.js";
import type { KeptPlan } from "../saved-plan/format/kept-plan.js";
import { planAndSave } from "../saved-plan/plan-and-save.js";
import { acceptSaved } from "../saved-plan/run.js";
import { requireTenant } from "../saved-plan/tenant.js";
import { openParts } from "./open-parts.js";
import { openScreen } from "../terminal/screen.js";
import { sweepHandouts } from "./secret-handout.js";
import { realPlace, rehearsalPlace } from "./setup-place.js";
import type { Venue, Running, SetupRun } from "../run/setup-run.js";
import { lockTenant } from "../state/lock.js";
import { stateFolder, tenantFiles } from "../state/state.js";
import { openTranscript } from "../state/transcript.js";
import { undoAt } from "./undo/undo.js";
import type { WaitPolicy } from "../../setup/model/wait-policy.js";
import type { RunResult } from "../../setup/model/run-result.js";

/** Long enough for everything a simulated tenant does by itself; it passes in simulated time. */
const DRY_RUN_WAIT_MS = 6 * 3_600_000;

/** Runs the command from its options to its exit code. Failures are told here, beside what was done before them. */
export async function runSetup<Tenant, Options extends SetupOptions>(
  run: SetupRun<Tenant, Options>,
): Promise<ExitCode> {
  const { io, options } = run;
  const screen = openScreen(io, options);
  sweepHandouts(io);
  const interruption = listenForInterrupt(io, screen);
  if (!options.dryRun || options.fromTenant) keepDeadline(options.deadline, systemClock(), interruption);
  let transcript: ReturnType<typeof openTranscript> | undefined;
  let place: Venue<Tenant> | undefined;
  try {
    if (options.dryRun) screen.main.line(dryRunNotice(run.idp.name, options.fromTenant ? "read" : "left-alone"));
    if (options.transcript !== undefined)
      transcript = openTranscript(options.transcript, screen.scrubber, (failure) => {
        interruption.stop(failure, "The transcript cannot be written: stopping. Press Ctrl-C to leave at once.");
      });
    const running = { screen, interruption, record: transcript?.record, broken: () => transcript?.failure() };
    place = options.dryRun ? await rehearsalPlace(run, running) : await realPlace(run);
    if (place.rehearsal !== undefined) keepDeadline(options.deadline, place.rehearsal.clock, interruption);
    const code = await runAt(place, run, running);
    if (options.transcript !== undefined && transcript?.failure() === undefined)
      screen.aside.line(`Transcript: ${options.transcript} (it holds people's names)`);
    return code;
  } catch (error) {
    return reportFailure(io, error, screen.scrubber);
  } finally {
    interruption.release();
    transcript?.close();
    await place?.rehearsal?.close();
  }
}

async function runAt<Tenant, Options extends SetupOptions>(
  place: Venue<Tenant>,
  run: SetupRun<Tenant, Options>,
  running: Running,
): Promise<ExitCode> {
  const { io, options, template } = run;
  const { screen } = running;
  const startedAt = Date.now();
  const progress = await openProgress(io, screen, options);
  const parts = await openParts(place, run, running, progress);
  const { identity } = parts.session;
  if (run.saved !== undefined) requireTenant(run.saved, identity);
  renderIdentity(screen.main, identity, template, {
    simulated: place.rehearsal !== undefined,
    notices: place.notices,
  });

  const files = tenantFiles(io, identity);
  if (place.rehearsal === undefined) requireOwnFolder(stateFolder(io));
  // A plan and a dry run leave the tenant alone: they may run beside anything.
  const unlock = writes(run.action) && place.rehearsal === undefined ? lockTenant(files.lock) : undefined;
  try {
    const now = (): string => new Date(parts.clock.now()).toISOString();
    const journal = place.rehearsal === undefined ? fileJournal(files.journal, now, template.name) : memoryJournal(now);
    const setup: Setup<Tenant> = { ...parts, journal };
    const result = withLostOutput(await runIn(setup, place, run, running, progress), io, running);
    progress.close();
    await reportRun(result, { setup, place, run, running, progress, durationMs: Date.now() - startedAt });
    return result.error === undefined
      ? exitCodeOf(result.outcome, options.detailedExitcode || run.action === "verify")
      : exitCodeOfError(result.error);
  } finally {
    unlock?.();
  }
}

/** What was asked to be written is a part of the run: without it nothing is said to be done. */
function withLostOutput(result: RunResult, io: Io, { broken }: Running): RunResult {
  const error = broken?.() ?? io.outputFailure();
  return error === undefined || result.error !== undefined ? result : { ...result, outcome: "failed", error };
}

async function runIn<Tenant, Options extends SetupOptions>(
  setup: Setup<Tenant>,
  place: Venue<Tenant>,
  run: SetupRun<Tenant, Options>,
  running: Running,
  progress: ProgressView,
): Promise<RunResult & { readonly kept?: KeptPlan }> {
  const { rehearsal, other } = place;
  const { io, options, action, saved, template } = run;
  const { screen, interruption } = running;
  if (action === "plan") return planAndSave(setup, place, run, running);
  if (action === "verify") return runVerify(setup, { waitMs: options.wait ?? 0 });
  if (action === "undo") return undoAt(setup, run, running, progress);
  const operator = openOperator({
    io,
    screen,
    progress,
    yes: options.yes,
    input: options.input,
    json: options.json,
    byFile: action === "apply",
    simulatedAdministrator: rehearsal?.carryOut,
    interrupt: interruption.interrupt,
  });
  // Without a terminal nobody is there to wait for: one check, and the same command goes on from there.
  const byDefault = rehearsal === undefined ? (canAsk(io, options.input) ? Infinity : 0) : DRY_RUN_WAIT_MS;
  const waitPolicy: WaitPolicy = { waitMs: options.wait ?? byDefault };
  const approve: Operator["approve"] = async (plan) => {
    if (other !== undefined) await announceWrites(screen.main, plan, other.baseUrl, setup.target);
    return operator.approve(plan);
  };
  if (saved === undefined) return runApply(setup, { ...operator, approve }, waitPolicy);
  const accept = acceptSaved({ saved, template, journal: setup.journal, pen: screen.main });
  return runApply(setup, { ...operator, approve: () => Promise.resolve(true) }, waitPolicy, accept);
}
