import { systemClock } from "../../base/clock.js";
import { EXIT, SetupError } from "../../base/errors.js";
import type { Setup } from "../../setup/step/setup.js";
import { cleanUp } from "../rehearsal/other-target/clean-up.js";
import { failureReport, failureText } from "../views/failure.js";
import { reportPeople } from "../rehearsal/people-report.js";
import { canAsk, terminalPrompts } from "../terminal/prompts.js";
import type { ProgressView } from "../views/progress.js";
import { cleanUpJson, renderCleanUp } from "../views/render-clean-up.js";
import { jsonDocument, type PeopleReport } from "../views/render-json.js";
import type { RunDocument } from "../views/output/run.js";
import { renderDryRunEnd, renderResult } from "../views/render-result.js";
import { renderLateWarnings, warningsOf } from "../views/render-warnings.js";
import { renderUndoResult } from "../views/render-undo.js";
import type { KeptPlan } from "../saved-plan/format/kept-plan.js";
import type { CleanUp } from "../run/other-target.js";
import type { NextCommand } from "../run/next-command.js";
import type { Rehearsal } from "../run/rehearsal.js";
import type { AboutRun } from "../run/about.js";
import type { Visit } from "../run/visits.js";
import type { Venue } from "../run/venue.js";
import type { RunAction } from "../arguments/run-action.js";
import type { ReportFile } from "../state/report-file.js";
import type { Io } from "../terminal/io.js";
import type { Pen, Screen } from "../terminal/screen.js";
import type { IdpName } from "../../base/idp-name.js";
import type { ExchangeSink } from "../../http/exchange.js";
import type { Target } from "../../setup/model/ports.js";
import type { RunResult } from "../../setup/model/run-result.js";

/** How a run came to its end. */
interface RunEnd<Tenant> {
  readonly setup: Setup<Tenant>;
  readonly action: RunAction;
  readonly idp: IdpName;
  /** The template's name. */
  readonly template: string;
  readonly about: AboutRun;
  readonly visits: ReadonlyMap<string, Visit>;
  /** The command that applies the plan that was kept. */
  readonly next: string | undefined;
  readonly nextCommand: NextCommand;
  readonly progress: Pick<ProgressView, "unsaid">;
  readonly durationMs: number;
  /** Only of a dry run. */
  readonly rehearsed: Rehearsed<Tenant> | undefined;
}

/** What a dry run leaves behind. */
interface Rehearsed<Tenant> extends Pick<Venue<Tenant>, "watched" | "live" | "other"> {
  readonly rehearsal: Rehearsal<Tenant>;
}

/** Where a report goes, and who is asked about what a dry run created at somebody else's server. */
interface ReportOptions {
  readonly io: Io;
  readonly screen: Screen;
  readonly signal: AbortSignal;
  readonly record: ExchangeSink | undefined;
  readonly report: ReportFile | undefined;
  readonly json: boolean;
  readonly debug: boolean;
  readonly yes: boolean;
  /** False with `--no-input`. */
  readonly input: boolean;
}

/**
 * Tells what a run came to, for people, with `--json` as a document and with `--report` as a page. At another target, what it created
 * is offered for removal.
 *
 * @returns why the report could not be written; undefined when it was, or none was asked for
 */
export async function reportRun<Tenant>(
  result: RunResult & { readonly kept?: KeptPlan },
  { setup, action, idp, template, about, visits, next, nextCommand, progress, durationMs, rehearsed }: RunEnd<Tenant>,
  options: ReportOptions,
): Promise<SetupError | undefined> {
  const { screen, json, debug, report } = options;
  const { rehearsal, live } = rehearsed ?? {};
  const simulatedMs = rehearsal?.clock.elapsed() ?? 0;
  const context = { action, dryRun: rehearsed !== undefined, simulatedMs, idp, live, next, nextCommand };
  const tenantRequests = setup.session.requests();
  renderLateWarnings(screen.main, progress.unsaid(warningsOf(result)));
  if (result.undo === undefined) renderResult(screen.main, result, context);
  else renderUndoResult(screen.main, result, result.undo);
  if (result.unread !== undefined) screen.errors.line(failureText(result.unread, debug).trimEnd());
  if (result.error !== undefined) screen.errors.line(failureText(result.error, debug).trimEnd());
  const notSimulated = rehearsal?.notSimulated() ?? [];
  for (const what of notSimulated) screen.main.line(`? not simulated: ${what}`);
  const people = await reportWatched(screen.main, { setup, result, rehearsed });
  const cleaned = await offerCleanUp(rehearsed, setup.target, options);
  if (context.dryRun) renderDryRunEnd(screen.main, result, context);
  if (!json && report === undefined) return undefined;
  const { reads, writes } = setup.target?.requests() ?? { reads: 0, writes: 0 };
  const document = jsonDocument({
    mode: context.dryRun ? "dry-run" : action,
    template,
    about,
    visits,
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
  const unwritten = report?.write(document);
  if (unwritten !== undefined) screen.errors.line(failureText(unwritten, debug).trimEnd());
  if (json) screen.document(JSON.stringify(unwritten === undefined ? document : withoutReport(document, unwritten)));
  return unwritten;
}

/** What was asked to be written is a part of the run: without it nothing is said to be done. */
function withoutReport(document: RunDocument, error: SetupError): RunDocument {
  return { ...document, outcome: "failed", errors: [...document.errors, failureReport(error)] };
}

interface Watching<Tenant> extends Pick<RunEnd<Tenant>, "setup" | "rehearsed"> {
  readonly result: RunResult;
}

async function reportWatched<Tenant>(pen: Pen, { setup, result, rehearsed }: Watching<Tenant>): Promise<PeopleReport> {
  if (rehearsed?.watched === undefined) return {};
  const { rehearsal, watched, live } = rehearsed;
  const explain = (name: string) => rehearsal.explain(name);
  return reportPeople(pen, { setup, result, watched, explain, everybody: live !== undefined });
}

/** At a server of somebody else's: offers to remove what the run created there, and says what became of it. */
async function offerCleanUp<Tenant>(
  rehearsed: Rehearsed<Tenant> | undefined,
  target: Target | undefined,
  options: ReportOptions,
): Promise<CleanUp | undefined> {
  if (rehearsed?.other === undefined) return undefined;
  // The simulated org must not go on creating what is about to be removed.
  await rehearsed.rehearsal.close();
  const { screen, signal, record } = options;
  const cleaned = await cleanUp({
    other: rehearsed.other,
    target,
    clock: systemClock(),
    record,
    signal,
    ask: (question) => ask(question, options),
  });
  renderCleanUp(screen.main, cleaned);
  return cleaned;
}

async function ask(question: string, { io, yes, input }: ReportOptions): Promise<boolean | undefined> {
  if (yes) return true;
  if (!canAsk(io, input)) return undefined;
  try {
    return await terminalPrompts(io).confirm(question);
  } catch (error) {
    // Ctrl-C at this question is a no: what is left is told all the same.
    if (error instanceof SetupError && error.exitCode === EXIT.interrupted) return false;
    throw error;
  }
}
