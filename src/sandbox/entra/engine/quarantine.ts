import type { SandboxJob } from "../tenant/model.js";
import type { JobMemory } from "./job/memory.js";
import type { Outcome } from "./job/outcome.js";
import { invalidCredentials, UNAVAILABLE } from "./probe.js";

const HOUR_MS = 3_600_000;
/** Waits before the tries of a job in quarantine; every further one is a day. */
const WAITS_MS = [6 * HOUR_MS, 12 * HOUR_MS, 24 * HOUR_MS];
const DAY_MS = 24 * HOUR_MS;
/** After so long in quarantine a job is switched off. */
const GIVEN_UP_MS = 28 * DAY_MS;

/** Why a job is put into quarantine. */
export interface QuarantineCause {
  /** Source: Microsoft Graph, quarantineReason. */
  readonly reason: string;
  readonly code: string;
  readonly message: string;
}

/**
 * Puts a job into quarantine, or keeps it there after another try has failed; after four weeks it is switched off.
 * Source: Microsoft Learn, application-provisioning-quarantine-status.
 *
 * @returns milliseconds until the next try; undefined when there is none
 */
export function quarantine(
  job: SandboxJob,
  memory: JobMemory,
  { reason, code, message }: QuarantineCause,
  now: number,
): number | undefined {
  const series = seriesOf(job) ?? memory.series;
  const began = series?.began ?? now;
  const count = (series?.count ?? 0) + 1;
  memory.series = undefined;
  const waitMs = WAITS_MS[count - 1] ?? DAY_MS;
  job.quarantine = {
    reason,
    began,
    nextAttempt: now + waitMs,
    errorCode: code,
    errorMessage: message,
    seriesCount: count,
  };
  if (now - began <= GIVEN_UP_MS) return waitMs;
  job.state = "Disabled";
  return undefined;
}

/** Lifts the quarantine for one try: when that fails, the series continues. */
export function liftForOneTry(job: SandboxJob, memory: JobMemory): void {
  memory.series = seriesOf(job) ?? memory.series;
  job.quarantine = undefined;
}

/** Ends the quarantine: the target answers as it should, or an administrator has cleared it. */
export function endQuarantine(job: SandboxJob, memory: JobMemory): void {
  memory.series = undefined;
  job.quarantine = undefined;
}

/**
 * What so many failed exports of one cycle lead to; undefined when the cycle is good enough.
 * Source: Microsoft Learn, application-provisioning-quarantine-status (thresholds).
 */
export function escrowCause(attempted: number, failed: number): QuarantineCause | undefined {
  const reason =
    failed > 40_000
      ? "EncounteredTotalEscrowThreshold"
      : failed >= 5_000 && failed > attempted * 0.4
        ? "EncounteredEscrowProportionThreshold"
        : undefined;
  if (reason === undefined) return undefined;
  const message = `${String(failed)} of ${String(attempted)} objects could not be provisioned.`;
  return { reason, code: reason, message };
}

/**
 * What a token leads to that the target stops accepting in the middle of a cycle; undefined when it accepted it always.
 * Source: Microsoft Learn, application-provisioning-quarantine-status (invalid credentials).
 */
export function refusedTokenCause(outcome: Pick<Outcome, "reason"> | undefined): QuarantineCause | undefined {
  if (outcome === undefined) return undefined;
  const message = invalidCredentials(outcome.reason ?? "");
  return { reason: "EncounteredQuarantineException", code: UNAVAILABLE, message };
}

function seriesOf({ quarantine: current }: SandboxJob): JobMemory["series"] {
  return current === undefined ? undefined : { began: current.began, count: current.seriesCount };
}
