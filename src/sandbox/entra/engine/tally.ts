import type { Outcome } from "./job/outcome.js";
import type { Work } from "./job/work.js";
import type { Reporter } from "./phases.js";
import { writeLog } from "./log-records.js";

/** Counts what became of everything in one piece of work, and writes it to the provisioning log. */
export interface Tally extends Reporter {
  readonly counts: { imported: number; exported: number; failed: number };
}

export function openTally(work: Work, logDelayMs: number): Tally {
  const counts = { imported: 0, exported: 0, failed: 0 };
  const { failed } = work.memory;
  return {
    counts,
    report(outcome: Outcome, retried: boolean) {
      const { objectId } = outcome.subject;
      counts.imported += 1;
      if (outcome.status === "Success") counts.exported += 1;
      if (outcome.status === "Failure") counts.failed += 1;
      if (retried && outcome.status === "Failure") failed.add(objectId);
      else if (retried) failed.delete(objectId);
      writeLog(work, outcome, logDelayMs);
    },
  };
}

/** Brings the job's count of what it has on the target up to date. */
export function countSynchronized({ job }: Work): void {
  const synchronized = { users: 0, groups: 0 };
  for (const { kind } of job.anchors.values()) synchronized[kind === "User" ? "users" : "groups"] += 1;
  job.synchronized = synchronized;
}
