import type { SandboxExecution, SandboxJob, SandboxServicePrincipal } from "../tenant/model.js";
import { alone } from "./job/memory.js";
import { openWork, probeFor, type EngineParts } from "./open-work.js";
import { PHASES } from "./phases.js";
import { NO_ADDRESS, type ProbeProblem } from "./probe.js";
import { endQuarantine, escrowCause, quarantine, refusedTokenCause } from "./quarantine.js";
import { isEntitled } from "./job/scope.js";
import { countSynchronized, openTally, type Tally } from "./tally.js";
import type { Work } from "./job/work.js";

/** The least a part of a cycle takes. */
const LEAST_PHASE_MS = 2_000;
/** A phase of very many objects is cut short: its requests are what a rehearsal is for, not its hours. */
const LONGEST_PHASE_MS = 45 * 60_000;
/** Objects worked on at once, for the time a part takes. */
const AT_ONCE = 10;

/** The cycles of all jobs. */
export interface Cycles {
  /** Has the job's next cycle begin so many milliseconds from now, unless one is under way or scheduled. */
  plan(app: SandboxServicePrincipal, job: SandboxJob, delayMs: number): void;
  /** Cancels what is scheduled; a cycle under way ends first. */
  cancel(job: SandboxJob): void;
  /** Breaks off a cycle under way, too. */
  breakOff(job: SandboxJob): void;
}

/** One cycle, from the moment it is scheduled. */
interface Run {
  readonly app: SandboxServicePrincipal;
  readonly job: SandboxJob;
  /** The cycle is off when the job's generation is another one by now. */
  readonly generation: number;
}

/** A cycle whose target has answered. */
interface OpenRun extends Run {
  readonly work: Work;
  readonly tally: Tally;
  readonly began: number;
}

export function createCycles(parts: EngineParts): Cycles {
  const { options, memoryOf } = parts;
  const { scheduler, times } = options;

  function isOn({ app, job, generation }: Run): boolean {
    return !parts.isClosed() && memoryOf(job).generation === generation && app.jobs.get(job.id) === job;
  }

  function later(run: Run, delayMs: number, task: () => Promise<void>): void {
    scheduler.schedule(delayMs, async () => {
      if (isOn(run)) await task();
    });
  }

  function plan(app: SandboxServicePrincipal, job: SandboxJob, delayMs: number): void {
    const memory = memoryOf(job);
    if (memory.running || memory.scheduled) return;
    memory.scheduled = true;
    memory.nextAt = scheduler.now() + delayMs;
    const run = { app, job, generation: memory.generation };
    later(run, delayMs, () => begin(run));
  }

  async function begin(run: Run): Promise<void> {
    const { app, job } = run;
    const memory = memoryOf(job);
    memory.scheduled = false;
    memory.running = true;
    const began = scheduler.now();
    const work = openWork(parts, app, job, { full: job.fullCycleDue });
    const problem = work === undefined ? NO_ADDRESS : await alone(memory, () => probeFor(work));
    if (!isOn(run)) return;
    if (work === undefined || problem !== undefined) {
      stop(run, began, problem ?? NO_ADDRESS);
      return;
    }
    job.fullCycleDue = false;
    await runFrom(0, { ...run, work, began, tally: openTally(work, times) });
  }

  /** All requests of a part are made within one scheduled task; the time they take passes after it. */
  async function runFrom(index: number, run: OpenRun): Promise<void> {
    const { work, tally } = run;
    const phase = PHASES[index];
    if (phase === undefined) {
      finish(run);
      return;
    }
    const worked = await alone(work.memory, () => phase(work, tally));
    countSynchronized(work);
    const neededMs = (worked * times.perObjectMs) / AT_ONCE;
    const takesMs = Math.min(Math.max(LEAST_PHASE_MS, neededMs), LONGEST_PHASE_MS);
    later(run, takesMs, () => runFrom(index + 1, run));
  }

  function finish(run: OpenRun): void {
    const { work, began, tally } = run;
    const { job, memory } = work;
    const ended = scheduler.now();
    const { imported, failed } = tally.counts;
    const execution = executionOf(work, tally, began, ended);
    job.lastExecution = execution;
    job.lastSuccessfulExecution = execution;
    job.steadyStateFirstAchieved ??= ended;
    job.steadyStateLastAchieved = ended;
    job.completeFailures = imported > 0 && failed === imported ? job.completeFailures + 1 : 0;
    const cause = refusedTokenCause(tally.refusedToken()) ?? escrowCause(imported, failed);
    if (cause === undefined) endQuarantine(job, memory);
    next(run, cause === undefined ? times.cycleMs : quarantine(job, memory, cause, ended));
  }

  /** The target could not be asked at all. */
  function stop(run: Run, began: number, { code, message, final }: ProbeProblem): void {
    const { job } = run;
    const memory = memoryOf(job);
    const ended = scheduler.now();
    const none = { countImported: 0, countEntitled: 0, countExported: 0, countEscrowed: memory.failed.size };
    const activityIdentifier = options.tenant.newId();
    job.lastExecution = { activityIdentifier, state: "Failed", error: { code, message }, began, ended, ...none };
    job.completeFailures += 1;
    const stays = final || job.quarantine !== undefined || memory.series !== undefined;
    const cause = { reason: "EncounteredQuarantineException", code, message };
    next(run, stays ? quarantine(job, memory, cause, ended) : times.cycleMs);
  }

  function next({ app, job }: Run, delayMs: number | undefined): void {
    memoryOf(job).running = false;
    if (job.state === "Active" && delayMs !== undefined) plan(app, job, delayMs);
  }

  function breakOff(job: SandboxJob): void {
    const memory = memoryOf(job);
    memory.generation += 1;
    memory.running = false;
    memory.scheduled = false;
  }

  return {
    plan,
    breakOff,
    cancel: (job) => {
      if (!memoryOf(job).running) breakOff(job);
    },
  };
}

function executionOf(work: Work, tally: Tally, began: number, ended: number): SandboxExecution {
  const { tenant, scope, memory, cycleId } = work;
  const { imported, exported } = tally.counts;
  const people = [...scope.users].flatMap((id) => tenant.users.get(id) ?? []);
  return {
    activityIdentifier: cycleId,
    state: tally.counts.failed > 0 ? "EntryLevelErrors" : "Succeeded",
    error: undefined,
    began,
    ended,
    countImported: imported,
    countEntitled: people.filter((user) => isEntitled(scope, user)).length + scope.groups.size,
    countExported: exported,
    countEscrowed: memory.failed.size,
  };
}
