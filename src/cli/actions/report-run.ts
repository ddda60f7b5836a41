import { systemClock } from "../../base/clock.js";
import { EXIT, SetupError } from "../../base/errors.js";
import type { Setup } from "../../setup/step/setup.js";
import type { Template } from "../../template/document/template.js";
import { cleanUp } from "../rehearsal/other-target/clean-up.js";
import { failureReport, failureText } from "../views/failure.js";
import { findPeople, reportPeople } from "../rehearsal/people-report.js";
import { paragraph } from "../terminal/layout.js";
import { canAsk, terminalPrompts } from "../terminal/prompts.js";
import type { ProgressView } from "../views/progress.js";
import { cleanUpJson, renderCleanUp } from "../views/render-clean-up.js";
import { jsonDocument, type PeopleReport } from "../views/render-json.js";
import type { RunDocument } from "../views/output/run.js";
import { renderDryRunEnd } from "../views/render-dry-run.js";
import { renderResult } from "../views/render-result.js";
import { isForeseen, renderLateWarnings, warningsOf } from "../views/render-warnings.js";
import { renderUndoResult } from "../views/render-undo.js";
import type { KeptResult } from "./carry-out.js";
import type { CleanUp } from "../run/other-target.js";
import type { IdpWords } from "../run/idp.js";
import type { NextCommand } from "../run/next-command.js";
import type { Rehearsal } from "../run/rehearsal.js";
import type { AboutRun } from "../run/about.js";
import type { Visit } from "../run/visits.js";
import type { Venue } from "../run/venue.js";
import type { RunAction } from "../arguments/run-action.js";
import type { ReportFile } from "../state/report-file.js";
import type { Io } from "../terminal/io.js";
import type { Pen, Screen } from "../terminal/screen.js";
import type { ExchangeSink } from "../../http/exchange.js";
import type { Target } from "../../setup/model/ports.js";
import type { Warning } from "../../setup/model/plan.js";
import type { ChangesProof } from "../../setup/model/proof.js";
import type { RunResult } from "../../setup/model/run-result.js";

/** How a run ended. */
interface RunEnd<Tenant> {
  readonly setup: Setup<Tenant>;
  readonly action: RunAction;
  readonly idp: Pick<IdpWords, "name" | "console" | "tenantWord">;
  readonly template: Pick<Template, "name" | "vendor">;
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

/** Where a report goes, and who is asked about what a dry run created on a SCIM server that is not its own. */
interface ReportOptions {
  readonly io: Io;
  readonly screen: Screen;
  readonly signal: AbortSignal;
  readonly record: ExchangeSink | undefined;
  readonly report: ReportFile | undefined;
  readonly json: boolean;
  readonly debug: boolean;
  readonly details: boolean;
  readonly yes: boolean;
  /** False with `--no-input`. */
  readonly input: boolean;
}

/**
 * Prints what a run came to, with `--json` its document, and with `--report` saves its page. Offers to remove what a dry run created on
 * another SCIM server.
 *
 * @returns why the report could not be saved; undefined when it was, or none was asked for
 */
export async function reportRun<Tenant>(
  result: KeptResult,
  { setup, action, idp, template, about, visits, next, nextCommand, progress, durationMs, rehearsed }: RunEnd<Tenant>,
  options: ReportOptions,
): Promise<SetupError | undefined> {
  const { screen, json, details, debug, report } = options;
  const { rehearsal, live } = rehearsed ?? {};
  const simulatedMs = result.setUpMs ?? rehearsal?.clock.elapsed() ?? 0;
  const { name, console: place, tenantWord } = idp;
  const dryRun = rehearsed !== undefined;
  const tenantRequests = setup.session.requests();
  renderLateWarnings(screen.main, progress.unsaid(newWarnings(result)), { details });
  const isStopped = result.outcome === "failed" || result.outcome === "interrupted";
  if (isStopped) reportErrors(result, options);
  if (result.undo === undefined) {
    const where = whereTo(template.vendor, rehearsed);
    renderResult(screen.main, result, {
      ...{ action, dryRun, details, idp: name, where, console: place, durationMs, next, nextCommand },
    });
  } else renderUndoResult(screen.main, result, result.undo);
  if (!isStopped) reportErrors(result, options);
  const notSimulated = rehearsal?.notSimulated() ?? [];
  for (const what of notSimulated) paragraph(screen.main, "", "? ", `Not simulated: ${what}`);
  const people = await reportWatched(screen.main, { setup, result, rehearsed, details });
  const cleaned = await offerCleanUp(rehearsed, { target: setup.target, changes: result.proof?.changes }, options);
  if (dryRun) {
    const reach = { tenantWord, pushesTo: rehearsed.other?.baseUrl, reads: live !== undefined };
    renderDryRunEnd(screen.main, result, { ...reach, simulatedMs, live, nextCommand });
  }
  if (!json && report === undefined) return undefined;
  const { reads, writes } = setup.target?.requests() ?? { reads: 0, writes: 0 };
  const document = jsonDocument({
    mode: dryRun ? "dry-run" : action,
    template: template.name,
    about,
    visits,
    identity: setup.session.identity,
    sandbox: dryRun,
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

/** Why a run ended early, or could not be verified. */
function reportErrors({ unread, error }: RunResult, { screen, debug }: ReportOptions): void {
  for (const one of [unread, error]) if (one !== undefined) screen.errors.line(failureText(one, debug).trimEnd());
}

/** Warnings of a result, without those that say what the plan has said of a user already. */
function newWarnings(result: RunResult): readonly Warning[] {
  const notExpected = result.proof?.users.notExpected ?? [];
  return warningsOf(result).filter((warning) => !isForeseen(warning, notExpected));
}

/** Where users are provisioned to: of a dry run it is never said to be the vendor. */
function whereTo(vendor: string, rehearsed: { readonly other?: unknown } | undefined): string {
  if (rehearsed === undefined) return `in ${vendor}`;
  return rehearsed.other === undefined ? "on the simulated SCIM server" : "on your SCIM server";
}

interface Watching<Tenant> extends Pick<RunEnd<Tenant>, "setup" | "rehearsed"> {
  readonly result: KeptResult;
  readonly details: boolean;
}

async function reportWatched<Tenant>(
  pen: Pen,
  { setup, result, rehearsed, details }: Watching<Tenant>,
): Promise<PeopleReport> {
  if (rehearsed?.watched === undefined) return {};
  const { rehearsal, watched, live } = rehearsed;
  const explain = (name: string) => rehearsal.explain(name);
  const people = result.people ?? (await findPeople({ setup, result, watched, explain }));
  return reportPeople(pen, people, { everybody: live !== undefined, details });
}

/** On a SCIM server that is not the run's own: offers to remove what the run created there, and prints the result. */
async function offerCleanUp<Tenant>(
  rehearsed: Rehearsed<Tenant> | undefined,
  { target, changes }: { readonly target: Target | undefined; readonly changes: ChangesProof | undefined },
  options: ReportOptions,
): Promise<CleanUp | undefined> {
  if (rehearsed?.other === undefined) return undefined;
  // The simulated org must not create again what is about to be removed.
  await rehearsed.rehearsal.close();
  const { screen, signal, record } = options;
  const cleaned = await cleanUp({
    other: rehearsed.other,
    target,
    renamed: newNames(changes),
    clock: systemClock(),
    record,
    signal,
    ask: (question) => ask(question, options),
  });
  renderCleanUp(screen.main, cleaned, options.details);
  return cleaned;
}

function newNames(changes: ChangesProof | undefined): readonly string[] {
  const renames = changes?.made.filter(({ kind }) => kind === "group-name") ?? [];
  return renames.flatMap(({ value }) => (typeof value === "string" ? [value] : []));
}

async function ask(question: string, { io, yes, input }: ReportOptions): Promise<boolean | undefined> {
  if (yes) return true;
  if (!canAsk(io, input)) return undefined;
  try {
    return await terminalPrompts(io).confirm(question);
  } catch (error) {
    // Ctrl-C at this question means no: what is left is listed all the same.
    if (error instanceof SetupError && error.exitCode === EXIT.interrupted) return false;
    throw error;
  }
}
