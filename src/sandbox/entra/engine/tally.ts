import type { EngineTimes } from "./engine-options.js";
import { retryNote } from "./job/failure.js";
import type { Outcome } from "./job/outcome.js";
import type { Work } from "./job/work.js";
import type { Reporter } from "./phases.js";
import { writeLog } from "./log-records.js";

/** Counts what became of everything in one piece of work, and writes it to the provisioning log. */
export interface Tally extends Reporter {
  readonly counts: { imported: number; exported: number; failed: number };
  /** The first outcome in which the target did not accept the token; undefined when it always did. */
  refusedToken(): Outcome | undefined;
  /** @returns the outcome as it is logged: a refusal ends with how often it was tried again */
  report(outcome: Outcome, retried: boolean): Outcome;
}

export function openTally(work: Work, times: Pick<EngineTimes, "logDelayMs" | "cycleMs">): Tally {
  const counts = { imported: 0, exported: 0, failed: 0 };
  const { memory, now } = work;
  const { failed } = memory;
  let refused: Outcome | undefined;

  function withRetries(outcome: Outcome, retries: number): Outcome {
    if (outcome.refusedWith === undefined) return outcome;
    const nextAt = memory.scheduled ? memory.nextAt : now() + times.cycleMs;
    return { ...outcome, reason: `${outcome.reason ?? ""} ${retryNote(retries, nextAt)}` };
  }

  return {
    counts,
    refusedToken: () => refused,
    report(outcome, retried) {
      const { objectId } = outcome.subject;
      const before = failed.get(objectId);
      const retries = before === undefined ? 0 : before + 1;
      counts.imported += 1;
      if (outcome.status === "Success") counts.exported += 1;
      if (outcome.status === "Failure") counts.failed += 1;
      if (retried && outcome.status === "Failure") failed.set(objectId, retries);
      else if (retried) failed.delete(objectId);
      const logged = withRetries(outcome, retries);
      if (outcome.refusedWith === 401) refused ??= logged;
      writeLog(work, logged, times.logDelayMs);
      return logged;
    },
  };
}

/** Brings the job's count of what it has on the target up to date. */
export function countSynchronized({ job }: Work): void {
  const synchronized = { users: 0, groups: 0 };
  for (const { kind } of job.anchors.values()) synchronized[kind === "User" ? "users" : "groups"] += 1;
  job.synchronized = synchronized;
}
