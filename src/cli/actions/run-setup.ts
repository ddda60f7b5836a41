import { systemClock } from "../../base/clock.js";
import type { ExitCode, SetupError } from "../../base/errors.js";
import { proxiesOf } from "../../http/proxy.js";
import { exitCodeOf } from "../../setup/proof/outcome.js";
import { FAULTY_TIMEOUT_MS, requestFaultsIn } from "../arguments/fault-option.js";
import type { SetupOptions } from "../arguments/options.js";
import { writes } from "../arguments/run-action.js";
import { copyTenant, groupsOfRun } from "../rehearsal/from-tenant.js";
import { openRehearsal } from "../rehearsal/open-rehearsal.js";
import { aboutRun } from "../run/about.js";
import { noteVisits } from "../run/visits.js";
import type { Venue } from "../run/venue.js";
import { approveSaved } from "../saved-plan/confirm.js";
import type { KeptPlan } from "../saved-plan/format/kept-plan.js";
import { applyCommand } from "../saved-plan/next-command.js";
import { requireTenant } from "../saved-plan/tenant.js";
import { withForgetting } from "../setups/gone.js";
import { requireRemembered } from "../setups/use.js";
import { openJournal } from "../state/open-journal.js";
import { openReportFile, type ReportFile } from "../state/report-file.js";
import { openTranscript, type Transcript } from "../state/transcript.js";
import { keepDeadline, listenForInterrupt, type Interruption } from "../terminal/interruption.js";
import { paragraph } from "../terminal/layout.js";
import { canAsk } from "../terminal/prompts.js";
import { openScreen, type Screen } from "../terminal/screen.js";
import { exitCodeOfError, failureDocument, reportFailure } from "../views/failure.js";
import { openProgress, type ProgressView } from "../views/progress.js";
import type { PlanView } from "../views/render-plan.js";
import { renderIdentity } from "../views/render-identity.js";
import { renderDryRunStart } from "../views/render-dry-run.js";
import { carryOut, type KeptResult } from "./carry-out.js";
import { openSetup, showPlan } from "./open-setup.js";
import { openTenant } from "./open-tenant.js";
import { rememberRun } from "./remember-run.js";
import { reportRun } from "./report-run.js";
import { sweepHandouts } from "./secret-handout.js";
import type { SetupRequest } from "./setup-request.js";

function planView<Tenant, Options extends SetupOptions>({
  action,
  idp,
  options,
  template,
}: SetupRequest<Tenant, Options>): PlanView {
  return { action, details: options.details, vendor: template.vendor, console: idp.console };
}

/** What a run writes to, is stopped by and is recorded with. */
interface Surroundings {
  readonly screen: Screen;
  readonly interruption: Interruption;
  readonly transcript: Transcript | undefined;
  readonly report: ReportFile | undefined;
}

/** Runs the command from its options to its exit code. Failures are told here, beside what was done before them. */
export async function runSetup<Tenant, Options extends SetupOptions>(
  request: SetupRequest<Tenant, Options>,
): Promise<ExitCode> {
  const { idp, io, options } = request;
  const screen = openScreen(io, options);
  sweepHandouts(io);
  const interruption = listenForInterrupt(io, screen);
  if (!options.dryRun || options.fromTenant) keepDeadline(options.deadline, systemClock(), interruption);
  let transcript: Transcript | undefined;
  let venue: Venue<Tenant> | undefined;
  let report: ReportFile | undefined;
  try {
    if (options.report !== undefined) report = openReportFile(options.report, screen);
    if (options.dryRun)
      renderDryRunStart(screen.main, {
        tenantWord: idp.tenantWord,
        // Not its address: that has not been checked for a password yet.
        pushesTo: options.targetUrl === undefined ? undefined : "the SCIM server of --target-url",
        reads: options.fromTenant,
      });
    if (options.transcript !== undefined)
      transcript = openTranscript(options.transcript, screen.scrubber, (failure) => {
        interruption.stop(failure, "Cannot write the transcript. Stopping; to leave at once, press Ctrl-C.");
      });
    const around = { screen, interruption, transcript, report };
    venue = options.dryRun ? await chooseRehearsal(request, around) : await chooseTenant(request);
    const endDeadline = keepDeadline(
      venue.rehearsal === undefined ? undefined : options.deadline,
      venue.rehearsal?.clock ?? systemClock(),
      interruption,
    );
    const progress = await openProgress(io, screen, { ...options, brand: idp.brand });
    // Whatever is thrown, no spinner keeps the process alive.
    const code = await runAt(venue, request, { ...around, progress, endDeadline }).finally(() => {
      progress.close();
    });
    if (options.transcript !== undefined && transcript?.failure() === undefined)
      screen.aside.line(`Transcript saved: ${options.transcript} (contains users' names)`);
    return code;
  } catch (thrown) {
    const error = withForgetting(thrown, request.used);
    report?.write(failureDocument(error));
    return reportFailure(io, error, screen.scrubber);
  } finally {
    interruption.release();
    transcript?.close();
    await venue?.rehearsal?.close();
  }
}

function chooseTenant<Tenant, Options extends SetupOptions>(
  request: SetupRequest<Tenant, Options>,
): Promise<Venue<Tenant>> {
  const { idp, io, template, options, raw, remembered, saved } = request;
  const namedTenant = () => idp.namedTenant(options, io.env);
  return openTenant({
    action: request.action,
    given: { io, template, options, raw, remembered },
    kinds: request.kinds,
    saved: saved === undefined ? undefined : approveSaved(saved, { digest: options.confirmPlan, namedTenant, idp }),
    problemOf: (url) => idp.baseUrlProblem(url, options),
    signIn: () => idp.signIn(io, options),
    tokens: { idp, waitMs: options.wait },
  });
}

function chooseRehearsal<Tenant, Options extends SetupOptions>(
  request: SetupRequest<Tenant, Options>,
  { screen, interruption, transcript }: Surroundings,
): Promise<Venue<Tenant>> {
  const { idp, io, template, kinds, options, raw, remembered, typing, quirks } = request;
  const record = transcript?.record;
  return openRehearsal({
    given: { io, template, options, raw, remembered },
    kinds,
    choices: options,
    record,
    idp: {
      tenantWord: idp.tenantWord,
      faults: idp.faults,
      problemOf: (url) => idp.baseUrlProblem(url, options),
      rehearse: (stage) =>
        idp.rehearse(io, options, {
          ...stage,
          ...{ typing, quirks },
          timeoutMs: options.fault.length > 0 ? FAULTY_TIMEOUT_MS : undefined,
        }),
    },
    copy: (inputs) =>
      copyTenant({
        idp,
        groups: groupsOfRun({ template, kinds }, inputs),
        signIn: () => idp.signIn(io, options),
        startProgress: () => openProgress(io, screen, { ...options, brand: idp.brand }),
        clock: io.clock ?? systemClock(),
        signal: interruption.signal,
        record,
        timeoutMs: request.timeoutMs,
        onSecret: (secret) => {
          screen.scrubber.register(secret);
        },
      }),
  });
}

async function runAt<Tenant, Options extends SetupOptions>(
  venue: Venue<Tenant>,
  request: SetupRequest<Tenant, Options>,
  around: Surroundings & { readonly progress: ProgressView; readonly endDeadline: () => void },
): Promise<ExitCode> {
  const { idp, io, options, template, action, saved, used } = request;
  const { rehearsal } = venue;
  const { screen, interruption, transcript, progress } = around;
  const { signal } = interruption;
  const record = transcript?.record;
  const startedAt = Date.now();
  const clock = rehearsal?.clock ?? io.clock ?? systemClock();
  const { emit, visits } = noteVisits(clock, showPlan(planView(request), screen, progress.emit));
  const parts = await openSetup(venue, {
    action,
    template,
    kinds: request.kinds,
    only: options.only,
    skip: options.skip,
    idp,
    proxies: proxiesOf(io.env),
    clock,
    signal,
    record,
    emit,
    timeoutMs: request.timeoutMs ?? (requestFaultsIn(options.fault).length > 0 ? FAULTY_TIMEOUT_MS : undefined),
    onTenant: (tenant) => {
      if (saved !== undefined) requireTenant(saved, tenant);
      if (used !== undefined && rehearsal === undefined) requireRemembered(used, tenant);
    },
    onSecret: (secret) => {
      screen.scrubber.register(secret);
    },
    accepts: {
      // On a terminal somebody reads the warning.
      nobody: options.allowUnchecked.includes("users") || canAsk(io, options.input),
      memberships: options.allowUnchecked.includes("memberships") || template.target?.members === "never-shown",
    },
  });
  const { identity } = parts.session;
  const simulated = rehearsal !== undefined;
  if (saved !== undefined) requireTenant(saved, identity);
  if (used !== undefined && !simulated) requireRemembered(used, identity);
  renderIdentity(screen.main, { identity, template, idp, simulated, notices: venue.notices });

  const { journal, release } = openJournal(io, identity, {
    template: template.name,
    simulated,
    writes: writes(action),
    now: () => new Date(parts.clock.now()).toISOString(),
  });
  try {
    const before = journal.changes().length;
    const setup = { ...parts, journal };
    const carriedOut = await carryOut(setup, { venue, request, around, progress });
    const explained = { ...carriedOut, error: withForgetting(carriedOut.error, used) };
    const result = withLostOutput(explained, transcript?.failure() ?? io.outputFailure());
    progress.close();
    const kept = rememberRun(request, {
      setup,
      venue,
      result: carriedOut,
      hasWritten: journal.changes().length > before,
      screen,
    });
    const unwritten = await reportRun(
      result,
      {
        setup,
        action,
        idp,
        template,
        about: aboutRun(template, startedAt),
        visits,
        next: result.kept === undefined ? undefined : applyCommandOf(result.kept, request),
        nextCommand: request.next.command,
        progress,
        durationMs: Date.now() - startedAt,
        rehearsed: rehearsal === undefined ? undefined : { ...venue, rehearsal },
      },
      { ...options, io, screen, signal, record, report: around.report },
    );
    if (kept !== undefined) paragraph(screen.aside, "", "", kept);
    for (const flag of request.next.notRepeated())
      paragraph(screen.aside, "", "", `${flag} is left out: what it read cannot be read a second time. Add it again.`);
    const error = result.error ?? unwritten;
    return error === undefined
      ? exitCodeOf(result.outcome, options.detailedExitcode || action === "verify")
      : exitCodeOfError(error);
  } finally {
    release();
  }
}

/** Output that could not be written fails the run: it must not be reported as done. */
function withLostOutput(result: KeptResult, error: SetupError | undefined): KeptResult {
  return error === undefined || result.error !== undefined ? result : { ...result, outcome: "failed", error };
}

function applyCommandOf<Tenant, Options extends SetupOptions>(
  kept: KeptPlan,
  { idp, io, options, template }: SetupRequest<Tenant, Options>,
): string {
  return applyCommand(kept, {
    idp: idp.name,
    template: template.file,
    tenantFlags: idp.tenantFlags(options),
    confirm: options.confirm,
    io,
  });
}
