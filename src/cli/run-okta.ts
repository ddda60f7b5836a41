import { systemClock, type Clock } from "../base/clock.js";
import type { ExchangeSink } from "../base/exchange.js";
import type { ExitCode } from "../base/errors.js";
import { openOktaSession } from "../okta/session.js";
import type { OktaTenant } from "../okta/tenant.js";
import type { Patience } from "../setup/console.js";
import { fileJournal, memoryJournal } from "../setup/journal.js";
import { exitCodeOf } from "../setup/outcome.js";
import type { OpenTarget } from "../scim-client/target.js";
import type { Attendant, TargetConnection } from "../setup/ports.js";
import { runApply, runPlan, type RunResult } from "../setup/run.js";
import type { Setup } from "../setup/setup.js";
import { bindTemplate } from "../template/bind.js";
import { announceWrites } from "./announce-writes.js";
import { attendantOf } from "./attendant.js";
import { exitCodeOfError, reportFailure } from "./failure.js";
import { FAULTY_TIMEOUT_MS } from "./fault-option.js";
import { listenForInterrupt } from "./interruption.js";
import type { OktaRun, Running } from "./okta-run.js";
import { realPlace, rehearsalPlace, type OktaPlace } from "./okta-place.js";
import { openProgress, type ProgressView } from "./progress.js";
import { lookOver } from "./other-target.js";
import { canAsk } from "./prompts.js";
import { renderIdentity } from "./render-identity.js";
import { renderPlan } from "./render-plan.js";
import { DRY_RUN_NOTICE } from "./render-result.js";
import { reportRun } from "./report-run.js";
import { openScreen } from "./screen.js";
import { lockTenant } from "./lock.js";
import { tenantFiles } from "./state.js";
import { openOktaTarget } from "./okta-target.js";
import { openTranscript } from "./transcript.js";

/** Long enough for everything a simulated tenant does by itself; it passes in simulated time. */
const DRY_RUN_WAIT_MS = 2 * 3_600_000;

/** Runs the command from its options to its exit code. Failures are told here, beside what was done before them. */
export async function runOkta(run: OktaRun): Promise<ExitCode> {
  const { io, options } = run;
  const screen = openScreen(io, options);
  const interruption = listenForInterrupt(io, screen);
  let transcript: ReturnType<typeof openTranscript> | undefined;
  let place: OktaPlace | undefined;
  try {
    if (options.dryRun) screen.main.line(DRY_RUN_NOTICE);
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

async function runAt(place: OktaPlace, run: OktaRun, running: Running): Promise<ExitCode> {
  const { io, options, template } = run;
  const { screen } = running;
  const startedAt = Date.now();
  const progress = await openProgress(io, screen, options);
  const parts = await openParts(place, run, running, progress);
  const { identity } = parts.session;
  renderIdentity(screen.main, identity, template, place);

  const files = tenantFiles(io, identity);
  // A plan and a dry run leave the tenant alone: they may run beside anything.
  const unlock = run.action === "apply" && place.rehearsal === undefined ? lockTenant(files.lock) : undefined;
  try {
    const now = (): string => new Date(parts.clock.now()).toISOString();
    const journal = place.rehearsal === undefined ? fileJournal(files.journal, now) : memoryJournal(now);
    const setup: Setup<OktaTenant> = { ...parts, journal };
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
async function openParts(
  place: OktaPlace,
  run: OktaRun,
  running: Running,
  progress: ProgressView,
): Promise<Omit<Setup<OktaTenant>, "journal">> {
  const { io, options, template, kinds } = run;
  const { screen, record } = running;
  const { signal } = running.interruption;
  const clock: Clock = place.rehearsal?.clock ?? io.clock ?? systemClock();
  const emit: Setup<OktaTenant>["emit"] = (event) => {
    progress.emit(event);
    if (event.code === "plan.ready") renderPlan(screen.main, event.plan);
  };
  const steps = bindTemplate(template, place.inputs, kinds);
  const connection = steps.map(({ connects }) => connects).find((one) => one !== undefined);
  for (const secret of [place.orgToken, connection?.token]) if (secret !== undefined) screen.scrubber.register(secret);

  const target = targetOf(connection, clock, place.other?.record(record) ?? record);
  const session = await openOktaSession({
    orgUrl: place.orgUrl,
    token: place.orgToken,
    clock,
    emit,
    record,
    signal,
    options: { createGroups: options.createGroups, ...(options.appId === undefined ? {} : { appId: options.appId }) },
    timeoutMs: run.timeoutMs ?? (options.fault.length > 0 ? FAULTY_TIMEOUT_MS : undefined),
    noProxy: io.env["NO_PROXY"] ?? io.env["no_proxy"],
  });
  return {
    steps,
    session,
    target,
    clock,
    signal,
    emit,
    skipped: new Set(
      options.only.length > 0 ? steps.map(({ id }) => id).filter((id) => !options.only.includes(id)) : options.skip,
    ),
    wholeTarget: place.rehearsal !== undefined && (await isOurs(place, target)),
  };
}

/** Whether everybody who is on the target in the end must have been created by this run. */
async function isOurs({ other }: OktaPlace, target: OpenTarget | undefined): Promise<boolean> {
  return other === undefined || target === undefined || (await lookOver(target)).empty;
}

function targetOf(
  connection: TargetConnection | undefined,
  clock: Clock,
  record: ExchangeSink | undefined,
): OpenTarget | undefined {
  if (connection?.token === undefined) return undefined;
  return openOktaTarget({ baseUrl: connection.baseUrl, token: connection.token, clock, record });
}

async function runIn(
  setup: Setup<OktaTenant>,
  { rehearsal, other }: OktaPlace,
  { io, options, action }: OktaRun,
  { screen, interruption }: Running,
  progress: ProgressView,
): Promise<RunResult> {
  if (action === "plan") return runPlan(setup);
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
