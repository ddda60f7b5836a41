import { systemClock } from "../../../base/clock.js";
import type { ExitCode } from "../../../base/errors.js";
import { count } from "../../../base/text.js";
import { fileJournal } from "../../../setup/journal/journal.js";
import type { TenantSession } from "../../../setup/model/ports.js";
import type { Setup } from "../../../setup/step/setup.js";
import type { StepKind } from "../../../setup/step/step-kind.js";
import { listenForInterrupt } from "../../terminal/interruption.js";
import { lockHolder } from "../../state/lock.js";
import type { SetupOptions } from "../../arguments/options.js";
import type { GivenInputs } from "../../inputs/inputs.js";
import type { Idp } from "../../run/idp.js";
import type { Endpoint } from "../../run/idp-options.js";
import { failureText } from "../../views/failure.js";
import type { NextCommands } from "../../run/next-command.js";
import { requireRemembered, type UsedSetup } from "../../setups/use.js";
import { openProgress } from "../../views/progress.js";
import { openScreen } from "../../terminal/screen.js";
import { tenantFiles } from "../../state/state.js";
import { openReportFile } from "../../state/report-file.js";
import { openTranscript } from "../../state/transcript.js";
import { aboutRun } from "../../run/about.js";
import { exitCodeOfChecks, failedWith, ok, unknown, warning, type Check } from "../../run/check.js";
import { checkMachine } from "./machine.js";
import { checkPlace } from "./network.js";
import { prepare } from "./prepare.js";
import { examinationJson, renderChecks } from "../../views/render-doctor.js";
import { signIn, type ExaminationContext } from "./sign-in.js";
import { examineTarget } from "./target.js";
import { checkRights, checkSteps, needsOf } from "./tenant.js";

interface ExamineRequest<Tenant, Options extends SetupOptions> extends GivenInputs {
  readonly idp: Idp<Tenant, Options>;
  readonly kinds: readonly StepKind<Tenant>[];
  readonly options: Options;
  readonly next: NextCommands;
  /** The remembered set-up that is used. */
  readonly used?: UsedSetup;
}

/** The result of an examination. */
interface Examination<Tenant> {
  readonly checks: readonly Check[];
  readonly session: TenantSession<Tenant> | undefined;
  readonly targetReads: number;
}

/**
 * Checks everything that a run of this template needs, and says what is missing and who can fix it. Continues after a failed check
 * wherever it can. Writes nothing in the tenant.
 */
export async function examine<Tenant, Options extends SetupOptions>(
  request: ExamineRequest<Tenant, Options>,
): Promise<ExitCode> {
  const { idp, io, template, options } = request;
  const screen = openScreen(io, options);
  const interruption = listenForInterrupt(io, screen);
  const report = options.report === undefined ? undefined : openReportFile(options.report, screen);
  const progress = await openProgress(io, screen, { ...options, brand: idp.brand });
  const transcript =
    options.transcript === undefined
      ? undefined
      : openTranscript(options.transcript, screen.scrubber, (failure) => {
          interruption.stop(failure, "Cannot write the transcript. Stopping.");
        });
  const clock = io.clock ?? systemClock();
  const begun = Date.now();
  try {
    const examined = await examineAll(request, {
      clock,
      signal: interruption.signal,
      record: transcript?.record,
      emit: progress.emit,
      onSecret: (secret) => {
        screen.scrubber.register(secret);
      },
    });
    progress.close();
    renderChecks(screen.main, examined.checks, request.next.command);
    const document = examinationJson({
      ...examined,
      idp: idp.name,
      template: template.name,
      about: aboutRun(template, begun),
      durationMs: Date.now() - begun,
    });
    if (options.json) screen.document(JSON.stringify(document));
    const unwritten = report?.write(document);
    if (unwritten !== undefined) {
      screen.errors.line(failureText(unwritten, options.debug).trimEnd());
      return unwritten.exitCode;
    }
    return exitCodeOfChecks(examined.checks);
  } finally {
    interruption.release();
    transcript?.close();
  }
}

async function examineAll<Tenant, Options extends SetupOptions>(
  { idp, io, template, kinds, options, raw, remembered, used }: ExamineRequest<Tenant, Options>,
  context: ExaminationContext,
): Promise<Examination<Tenant>> {
  const { env } = io;
  const { clock, signal } = context;
  const checks: Check[] = checkMachine(io);
  const problemOf = (url: string): string | undefined => idp.baseUrlProblem(url, options);
  const prepared = await prepare({ given: { io, template, options, raw, remembered }, kinds, problemOf }, checks);
  const places = placesOf(() => idp.places(options, env), checks);
  for (const place of places) checks.push(...(await checkPlace(place, { env, signal, now: () => clock.now() })));
  const needs = needsOf(prepared?.steps ?? []);
  const answers = checks.every(({ id, status }) => !id.startsWith("reach-") || status === "ok");
  if (!answers)
    checks.push(unknown("sign-in", "sign-in", "Sign-in: skipped, depends on the failed network check above."));
  const session = answers ? await signIn(() => idp.signIn(io, options), context, needs, checks) : undefined;
  if (session !== undefined && used !== undefined && !checkRemembered(used, session, checks))
    return { checks, session, targetReads: 0 };
  const targetReads = prepared === undefined ? 0 : await examineTarget({ idp, env, prepared }, context, checks);
  if (session === undefined) return { checks, session, targetReads };

  checks.push(...checkRights(session.rights([...needs.reads, ...needs.writes]), needs));
  const files = tenantFiles(io, session.identity);
  checks.push(checkLock(files.lock), checkJournal(files.journal, template.name));
  if (prepared?.complete === true) {
    const now = (): string => new Date(clock.now()).toISOString();
    const journal = fileJournal(files.journal, now, template.name);
    checks.push(...(await checkSteps(setupOf({ steps: prepared.steps, session, journal }, context))));
  } else
    checks.push(
      unknown("steps", "tenant", "Steps of the guide: skipped, depend on the missing or wrong inputs above."),
    );
  return { checks, session, targetReads };
}

/** Another tenant than the remembered one ends the examination: nothing is sent to the SCIM server then. */
function checkRemembered<Tenant>(used: UsedSetup, { identity }: TenantSession<Tenant>, checks: Check[]): boolean {
  try {
    requireRemembered(used, identity);
    return true;
  } catch (error) {
    checks.push(failedWith("remembered-tenant", "tenant", error));
    return false;
  }
}

function placesOf(read: () => readonly Endpoint[], checks: Check[]): readonly Endpoint[] {
  try {
    return read();
  } catch (error) {
    checks.push(failedWith("address", "inputs", error));
    return [];
  }
}

/** Whether the journal can be read. */
function checkJournal(path: string, template: string): Check {
  try {
    const known = fileJournal(path, () => "", template).changes().length;
    return ok(
      "journal",
      "machine",
      `The journal lists ${known === 0 ? "no changes" : count(known, "change")} by this template in this tenant.`,
    );
  } catch (error) {
    return failedWith("journal", "machine", error);
  }
}

/** Whether a run could write now. */
function checkLock(path: string): Check {
  try {
    const holder = lockHolder(path);
    return holder === undefined
      ? ok("lock", "machine", "No other run on this machine is using this tenant.")
      : warning("lock", "machine", `${holder} is using this tenant.`, "Wait until it ends.");
  } catch (error) {
    return failedWith("lock", "machine", error);
  }
}

function setupOf<Tenant>(
  { steps, session, journal }: Pick<Setup<Tenant>, "steps" | "session" | "journal">,
  { clock, signal, emit }: ExaminationContext,
): Setup<Tenant> {
  return { steps, session, target: undefined, clock, signal, journal, emit, skipped: new Set(), wholeTarget: false };
}
