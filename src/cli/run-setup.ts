import { systemClock, type Clock } from "../base/clock.js";
import type { ExitCode } from "../base/errors.js";
import type { Patience } from "../setup/console.js";
import { fileJournal, memoryJournal } from "../setup/journal.js";
import { exitCodeOf } from "../setup/outcome.js";
import type { OpenTarget } from "../scim-client/target.js";
import type { Attendant } from "../setup/ports.js";
import { runApply, runPlan, runVerify, type RunResult } from "../setup/run.js";
import type { Setup } from "../setup/setup.js";
import type { AccessNeed, Step } from "../setup/step.js";
import { bindTemplate } from "../template/bind.js";
import { announceWrites } from "./announce-writes.js";
import { attendantOf } from "./attendant.js";
import { exitCodeOfError, reportFailure } from "./failure.js";
import { FAULTY_TIMEOUT_MS } from "./fault-option.js";
import { listenForInterrupt } from "./interruption.js";
import type { SetupOptions } from "./options.js";
import { openProgress, type ProgressView } from "./progress.js";
import { lookOver } from "./other-target.js";
import { canAsk } from "./prompts.js";
import { renderIdentity } from "./render-identity.js";
import { renderPlan } from "./render-plan.js";
import { dryRunNotice } from "./render-result.js";
import { reportRun } from "./report-run.js";
import { openScreen } from "./screen.js";
import { realPlace, rehearsalPlace } from "./setup-place.js";
import type { Place, Running, SetupRun } from "./setup-run.js";
import { lockTenant } from "./lock.js";
import { tenantFiles } from "./state.js";
import { openTranscript } from "./transcript.js";

/** Long enough for everything a simulated tenant does by itself; it passes in simulated time. */
const DRY_RUN_WAIT_MS = 6 * 3_600_000;

/** Runs the command from its options to its exit code. Failures are told here, beside what was done before them. */
export async function runSetup<Tenant, Options extends SetupOptions>(
  run: SetupRun<Tenant, Options>,
): Promise<ExitCode> {
  const { io, options } = run;
  const screen = openScreen(io, options);
  const interruption = listenForInterrupt(io, screen);
  let transcript: ReturnType<typeof openTranscript> | undefined;
  let place: Place<Tenant> | undefined;
  try {
    if (options.dryRun) screen.main.line(dryRunNotice(run.idp.name));
    if (options.transcript !== undefined) transcript = openTranscript(options.transcript, screen.scrubber);
    place = options.dryRun ? await rehearsalPlace(run, transcript?.record) : await realPlace(run);
    const code = await runAt(place, run, { screen, interruption, record: transcript?.record });
    if (options.transcript !== undefined)
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
  place: Place<Tenant>,
  run: SetupRun<Tenant, Options>,
  running: Running,
): Promise<ExitCode> {
  const { io, options, template } = run;
  const { screen } = running;
  const startedAt = Date.now();
  const progress = await openProgress(io, screen, options);
  const parts = await openParts(place, run, running, progress);
  const { identity } = parts.session;
  renderIdentity(screen.main, identity, template, {
    simulated: place.rehearsal !== undefined,
    notices: place.notices,
  });

  const files = tenantFiles(io, identity);
  // A plan and a dry run leave the tenant alone: they may run beside anything.
  const unlock = run.action === "apply" && place.rehearsal === undefined ? lockTenant(files.lock) : undefined;
  try {
    const now = (): string => new Date(parts.clock.now()).toISOString();
    const journal = place.rehearsal === undefined ? fileJournal(files.journal, now) : memoryJournal(now);
    const setup: Setup<Tenant> = { ...parts, journal };
    const result = await runIn(setup, place, run, running, progress);
    progress.close();
    await reportRun(result, { setup, place, run, running, durationMs: Date.now() - startedAt });
    return result.error === undefined
      ? exitCodeOf(result.outcome, options.detailedExitcode)
      : exitCodeOfError(result.error);
  } finally {
    unlock?.();
  }
}

/** Signs in and binds the template's steps to the inputs: all of a set-up but its journal, which only the lock's holder may read. */
async function openParts<Tenant, Options extends SetupOptions>(
  place: Place<Tenant>,
  run: SetupRun<Tenant, Options>,
  running: Running,
  progress: ProgressView,
): Promise<Omit<Setup<Tenant>, "journal">> {
  const { io, options, template, kinds } = run;
  const { screen, record } = running;
  const { signal } = running.interruption;
  const clock: Clock = place.rehearsal?.clock ?? io.clock ?? systemClock();
  const emit: Setup<Tenant>["emit"] = (event) => {
    progress.emit(event);
    if (event.code === "plan.ready") renderPlan(screen.main, event.plan, run.action);
  };
  const steps = bindTemplate(template, place.inputs, kinds);
  for (const { presupposes } of steps) if (presupposes !== undefined) place.rehearsal?.prepare(presupposes);
  const connection = steps.map(({ connects }) => connects).find((one) => one !== undefined);
  const { idp } = run;
  const given = connection?.token === undefined ? [] : [connection.token];
  for (const secret of [...place.signedIn.secrets, ...given]) screen.scrubber.register(secret);

  const skipped = skippedSteps(steps, options);
  const target =
    connection?.token === undefined
      ? undefined
      : idp.openTarget({
          baseUrl: connection.baseUrl,
          token: connection.token,
          clock,
          record: place.other?.record(record) ?? record,
        });
  const session = await place.signedIn.open({
    clock,
    emit,
    record,
    signal,
    access: accessOf(steps, { skipped, writes: run.action === "apply" }),
    timeoutMs: run.timeoutMs ?? (options.fault.length > 0 ? FAULTY_TIMEOUT_MS : undefined),
  });
  return {
    steps,
    session,
    target,
    clock,
    signal,
    emit,
    skipped,
    wholeTarget: place.rehearsal !== undefined && (await isOurs(place, target, idp.name)),
  };
}

function skippedSteps<Tenant>(steps: readonly Step<Tenant>[], { only, skip }: SetupOptions): ReadonlySet<string> {
  return new Set(only.length > 0 ? steps.map(({ id }) => id).filter((id) => !only.includes(id)) : skip);
}

/** Everything the steps of a run have to be allowed. */
function accessOf<Tenant>(
  steps: readonly Step<Tenant>[],
  { skipped, writes }: { readonly skipped: ReadonlySet<string>; readonly writes: boolean },
): AccessNeed[] {
  return steps.flatMap(({ id, access }) => [
    ...(access?.reads ?? []),
    ...(writes && !skipped.has(id) ? (access?.writes ?? []) : []),
  ]);
}

/** Whether everybody who is on the target in the end must have been created by this run. */
async function isOurs<Tenant>(
  { other }: Place<Tenant>,
  target: OpenTarget | undefined,
  idp: "okta" | "entra",
): Promise<boolean> {
  return other === undefined || target === undefined || (await lookOver(target, idp)).empty;
}

async function runIn<Tenant, Options extends SetupOptions>(
  setup: Setup<Tenant>,
  { rehearsal, other }: Place<Tenant>,
  { io, options, action }: SetupRun<Tenant, Options>,
  { screen, interruption }: Running,
  progress: ProgressView,
): Promise<RunResult> {
  if (action === "plan") return runPlan(setup);
  if (action === "verify") return runVerify(setup, { waitMs: options.wait ?? 0 });
  const attendant = attendantOf({
    io,
    screen,
    progress,
    yes: options.yes,
    input: options.input,
    standIn: rehearsal?.carryOut,
    interrupt: interruption.interrupt,
  });
  // Without a terminal nobody is there to wait for: one check, and the same command goes on from there.
  const byDefault = rehearsal === undefined ? (canAsk(io, options.input) ? Infinity : 0) : DRY_RUN_WAIT_MS;
  const patience: Patience = { waitMs: options.wait ?? byDefault };
  const approve: Attendant["approve"] = async (plan) => {
    if (other !== undefined) await announceWrites(screen.main, plan, other.baseUrl, setup.target);
    return attendant.approve(plan);
  };
  return runApply(setup, { ...attendant, approve }, patience);
}
