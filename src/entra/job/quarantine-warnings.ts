import type { Warning } from "../../setup/model/plan.js";
import type { SynchronizationJob } from "../api/schemas.js";
import { quarantineReason } from "./job-state.js";

/** Says that a job is in quarantine, since when, why, and when Microsoft tries again; empty when it is not. */
export function quarantineWarnings(job: SynchronizationJob): Warning[] {
  const reason = quarantineReason(job);
  if (reason === undefined) return [];
  const { currentBegan, nextAttempt } = job.status?.quarantine ?? {};
  const since = (currentBegan ?? "") === "" ? "" : ` since ${currentBegan ?? ""}`;
  const next = (nextAttempt ?? "") === "" ? "" : ` Next automatic attempt: ${nextAttempt ?? ""}.`;
  return [
    {
      code: "job-quarantined",
      message: `Provisioning is in quarantine${since}: ${reason.replace(/\.$/, "")}.${next}`,
      fix: "Fix the cause on the SCIM server or in the admin credentials, then run the same command again: starting provisioning lifts the quarantine for one attempt.",
    },
  ];
}
