import type { Journal } from "../../setup/journal/journal.js";
import type { SynchronizationJob } from "../api/schemas.js";
import { isOn, lastCycle, synchronizedCounts, timeOf } from "./job-state.js";

/**
 * Whether users on the SCIM server wait for a restart: mappings or scope were changed after the job had run, and
 * only a full cycle writes them again (Entra docs, how-provisioning-works). Kept in the journal, so that an interrupted run knows.
 */
export function isRestartDue(journal: Journal, jobId: string): boolean {
  return journal.wasGiven(subjectOf(jobId), "needed") === "same";
}

export function rememberRestart(journal: Journal, jobId: string, state: "needed" | "done"): void {
  journal.rememberGiven(subjectOf(jobId), state);
}

/** Whether the job may have provisioned users already: they keep their values until a full cycle. */
export function hasBeenStarted(job: SynchronizationJob): boolean {
  const { people, groups } = synchronizedCounts(job);
  const succeeded = timeOf(job.status?.lastSuccessfulExecution?.timeBegan);
  return isOn(job) || lastCycle(job) !== undefined || succeeded !== undefined || people + groups > 0;
}

function subjectOf(jobId: string): string {
  return `entra-restart:${jobId}`;
}
