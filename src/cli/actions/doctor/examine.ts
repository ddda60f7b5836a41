import { systemClock } from "../../../base/clock.js";
import type { ExitCode } from "../../../base/errors.js";
import { fileJournal } from "../../../setup/journal/journal.js";
import type { TenantSession } from "../../../setup/model/ports.js";
import type { Setup } from "../../../setup/step/setup.js";
import type { Step } from "../../../setup/step/step.js";
import { listenForInterrupt } from "../../terminal/interruption.js";
import { lockHolder } from "../../state/lock.js";
import type { SetupOptions } from "../../arguments/options.js";
import { openProgress } from "../../views/progress.js";
import { openScreen } from "../../terminal/screen.js";
import { tenantFiles } from "../../state/state.js";
import { openTranscript } from "../../state/transcript.js";
import { exitCodeOfChecks, failedWith, ok, unknown, warning, type Check } from "../../run/check.js";
import type { Examination, Examined, Means } from "./examined.js";
import { checkMachine } from "./machine.js";
import { checkPlace } from "./network.js";
import { prepare } from "./prepare.js";
import { examinationJson, renderChecks } from "../../views/render-doctor.js";
import { signIn } from "./sign-in.js";
import { examineTarget } from "./target.js";
import { checkRights, checkSteps, needsOf } from "./tenant.js";

/**
 * Looks for everything that a run of this template needs, and says what is missing and who can mend it. Goes on after what
 * failed wherever it can. Writes nothing in the tenant.
 */
export async function examine<Tenant, Options extends SetupOptions>(run: Examined<Tenant, Options>): Promise<ExitCode> {
  const { io, options } = run;
  const screen = openScreen(io, options);
  const interruption = listenForInterrupt(io, screen);
  const progress = await openProgress(io, screen, options);
  const transcript =
    options.transcript === undefined
      ? undefined
      : openTranscript(options.transcript, screen.scrubber, (failure) => {
          interruption.stop(failure, "The transcript cannot be written: stopping.");
        });
  const clock = io.clock ?? systemClock();
  const begun = Date.now();
  try {
    const means = { clock, signal: interruption.signal, progress, screen, record: transcript?.record };
    const examined = await examineAll(run, means);
    progress.close();
    renderChecks(screen.main, examined.checks, run.idp.name);
    if (options.json) {
      const parts = { idp: run.idp.name, template: run.template.name, durationMs: Date.now() - begun };
      screen.document(JSON.stringify(examinationJson({ ...examined, ...parts })));
    }
    return exitCodeOfChecks(examined.checks);
  } finally {
    interruption.release();
    transcript?.close();
  }
}

async function examineAll<Tenant, Options extends SetupOptions>(
  run: Examined<Tenant, Options>,
  means: Means,
): Promise<Examination<Tenant>> {
  const checks: Check[] = checkMachine(run.io);
  const prepared = await prepare(run, checks);
  for (const place of placesOf(run, checks))
    checks.push(...(await checkPlace(place, { env: run.io.env, signal: means.signal, now: () => means.clock.now() })));
  const needs = needsOf(prepared?.steps ?? []);
  const answers = checks.every(({ id, status }) => !id.startsWith("reach-") || status === "ok");
  if (!answers) checks.push(unknown("sign-in", "sign-in", "Not tried: there is no answer to sign in with."));
  const session = answers ? await signIn(run, means, needs, checks) : undefined;
  const targetReads = prepared === undefined ? 0 : await examineTarget(run, means, prepared, checks);
  if (session === undefined) return { checks, session, targetReads };

  checks.push(...checkRights(session.rights([...needs.reads, ...needs.writes]), needs));
  checks.push(...checkState(run, session));
  if (prepared?.complete === true) checks.push(...(await checkSteps(setupOf(run, means, prepared.steps, session))));
  else
    checks.push(
      unknown(
        "steps",
        "tenant",
        "The steps were not looked at: inputs are missing or wrong.",
        "Give the inputs above.",
      ),
    );
  return { checks, session, targetReads };
}

function placesOf<Tenant, Options extends SetupOptions>(
  { idp, options, io }: Examined<Tenant, Options>,
  checks: Check[],
) {
  try {
    return idp.places(options, io.env);
  } catch (error) {
    checks.push(failedWith("address", "inputs", error));
    return [];
  }
}

/** Whether the journal can say what was done here before, and whether a run could write now. */
function checkState<Tenant, Options extends SetupOptions>(
  { io, template }: Examined<Tenant, Options>,
  { identity }: TenantSession<Tenant>,
): Check[] {
  const files = tenantFiles(io, identity);
  const lock = checkLock(files.lock);
  try {
    const known = fileJournal(files.journal, () => "", template.name).changes().length;
    return [
      lock,
      ok("journal", "machine", `The journal of this tenant has ${String(known)} changes of this template.`),
    ];
  } catch (error) {
    return [lock, failedWith("journal", "machine", error)];
  }
}

function checkLock(path: string): Check {
  try {
    const holder = lockHolder(path);
    return holder === undefined
      ? ok("lock", "machine", "No other run is working on this tenant from here.")
      : warning("lock", "machine", `${holder} is working on this tenant.`, "Wait until it has ended.");
  } catch (error) {
    return failedWith("lock", "machine", error);
  }
}

function setupOf<Tenant, Options extends SetupOptions>(
  { io, template }: Examined<Tenant, Options>,
  { clock, signal, progress }: Means,
  steps: readonly Step<Tenant>[],
  session: TenantSession<Tenant>,
): Setup<Tenant> {
  const now = (): string => new Date(clock.now()).toISOString();
  return {
    steps,
    session,
    target: undefined,
    clock,
    signal,
    journal: fileJournal(tenantFiles(io, session.identity).journal, now, template.name),
    emit: progress.emit,
    skipped: new Set(),
    wholeTarget: false,
  };
}
