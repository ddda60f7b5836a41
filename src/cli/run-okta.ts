import { systemClock, type Clock } from "../base/clock.js";
import type { ExchangeSink } from "../base/exchange.js";
import type { ExitCode } from "../base/errors.js";
import { openOktaSession } from "../okta/session.js";
import type { OktaTenant } from "../okta/tenant.js";
import type { Patience } from "../setup/console.js";
import { fileJournal, memoryJournal } from "../setup/journal.js";
import { exitCodeOf } from "../setup/outcome.js";
import type { TargetConnection } from "../setup/ports.js";
import { runApply, runPlan, type RunResult } from "../setup/run.js";
import type { Setup } from "../setup/setup.js";
import { bindTemplate } from "../template/bind.js";
import { attendantOf } from "./attendant.js";
import { exitCodeOfError, failureText, reportFailure } from "./failure.js";
import { listenForInterrupt, type Interruption } from "./interruption.js";
import type { OktaRun } from "./okta-run.js";
import { realPlace, rehearsalPlace, type OktaPlace } from "./okta-place.js";
import { openProgress, type ProgressView } from "./progress.js";
import { canAsk } from "./prompts.js";
import { renderIdentity } from "./render-identity.js";
import { jsonDocument } from "./render-json.js";
import { renderPlan } from "./render-plan.js";
import { DRY_RUN_NOTICE, renderResult } from "./render-result.js";
import { openScreen, type Screen } from "./screen.js";
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

interface Running {
  readonly screen: Screen;
  readonly interruption: Interruption;
  readonly record: ExchangeSink | undefined;
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
    report(result, setup, place, run, screen, Date.now() - startedAt);
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
  const clock: Clock = place.rehearsal?.clock ?? systemClock();
  const emit: Setup<OktaTenant>["emit"] = (event) => {
    progress.emit(event);
    if (event.code === "plan.ready") renderPlan(screen.main, event.plan);
  };
  const steps = bindTemplate(template, place.inputs, kinds);
  const connection = steps.map(({ connects }) => connects).find((one) => one !== undefined);
  for (const secret of [place.orgToken, connection?.token]) if (secret !== undefined) screen.scrubber.register(secret);

  const session = await openOktaSession({
    orgUrl: place.orgUrl,
    token: place.orgToken,
    clock,
    emit,
    record,
    signal,
    options: { createGroups: options.createGroups, ...(options.appId === undefined ? {} : { appId: options.appId }) },
    noProxy: io.env["NO_PROXY"] ?? io.env["no_proxy"],
  });
  return {
    steps,
    session,
    target: targetOf(connection, clock, record),
    clock,
    signal,
    emit,
    skipped: new Set(
      options.only.length > 0 ? steps.map(({ id }) => id).filter((id) => !options.only.includes(id)) : options.skip,
    ),
    wholeTarget: place.rehearsal !== undefined,
  };
}

function targetOf(
  connection: TargetConnection | undefined,
  clock: Clock,
  record: ExchangeSink | undefined,
): Setup<OktaTenant>["target"] {
  if (connection?.token === undefined) return undefined;
  return openOktaTarget({ baseUrl: connection.baseUrl, token: connection.token, clock, record });
}

async function runIn(
  setup: Setup<OktaTenant>,
  { rehearsal }: OktaPlace,
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
  return runApply(setup, attendant, patience);
}

function report(
  result: RunResult,
  setup: Setup<OktaTenant>,
  place: OktaPlace,
  { action, options, template }: OktaRun,
  screen: Screen,
  durationMs: number,
): void {
  const simulatedMs = place.rehearsal?.clock.elapsed() ?? 0;
  renderResult(screen.main, result, { action, dryRun: place.rehearsal !== undefined, simulatedMs });
  if (result.error !== undefined) screen.errors.line(failureText(result.error, options.debug).trimEnd());
  if (!options.json) return;
  const document = jsonDocument({
    mode: place.rehearsal !== undefined ? "dry-run" : action,
    template: template.name,
    identity: setup.session.identity,
    sandbox: place.rehearsal !== undefined,
    result,
    requests: {
      tenant: setup.session.requests(),
      scim: place.rehearsal?.scimRequests() ?? { GET: 0, POST: 0, PUT: 0, PATCH: 0, DELETE: 0 },
      target: setup.target?.requests() ?? { reads: 0, writes: 0 },
    },
    durationMs,
    simulatedMs,
  });
  screen.document(JSON.stringify(document));
}
