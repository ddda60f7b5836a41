import type { SynchronizationJob } from "../api/schemas.js";

/** One run of a job over what is in scope. */
export interface Cycle {
  /** Milliseconds since 1970. */
  readonly began: number;
  readonly ended: number;
  /** How many objects were written to the SCIM server. */
  readonly exported: number;
  /** How many could not be, and are tried again. */
  readonly escrowed: number;
}

/** "Provisioning Status: On" (Microsoft Graph: synchronizationSchedule). */
export function isOn(job: SynchronizationJob): boolean {
  return job.schedule?.state === "Active";
}

/**
 * A time of a job in milliseconds since 1970; undefined for never, which Graph writes as the year 1
 * (Entra docs, cross-tenant-synchronization-configure-graph).
 */
export function timeOf(text: string | null | undefined): number | undefined {
  if (text === null || text === undefined || text.startsWith("0001-")) return undefined;
  const time = Date.parse(text);
  return Number.isNaN(time) ? undefined : time;
}

/**
 * The last cycle that ended; undefined before the first one. `lastExecution` is there before that too, and reads `Failed`
 * with the error `None` (Entra docs, cross-tenant-synchronization-configure-graph): only its times tell.
 */
export function lastCycle({ status }: SynchronizationJob): Cycle | undefined {
  const execution = status?.lastExecution;
  const began = timeOf(execution?.timeBegan);
  const ended = timeOf(execution?.timeEnded);
  if (began === undefined || ended === undefined) return undefined;
  return { began, ended, exported: execution?.countExported ?? 0, escrowed: execution?.countEscrowed ?? 0 };
}

/** How many users and groups the job keeps on the SCIM server. */
export function synchronizedCounts({ status }: SynchronizationJob): {
  readonly people: number;
  readonly groups: number;
} {
  const sum = (type: string): number =>
    (status?.synchronizedEntryCountByType ?? [])
      .filter(({ key }) => key.split(" ", 1)[0] === type)
      .reduce((total, { value }) => total + (Number(value) || 0), 0);
  return { people: sum("User"), groups: sum("Group") };
}

/** Why Microsoft's service has put the job in quarantine, in its own words; undefined when it has not. */
export function quarantineReason({ status }: SynchronizationJob): string | undefined {
  const quarantine = status?.quarantine;
  if (status?.code !== "Quarantine" && (quarantine === null || quarantine === undefined)) return undefined;
  const words = [quarantine?.error?.code, quarantine?.error?.message].filter((word) => (word ?? "") !== "");
  if (words.length > 0) return words.join(": ");
  return (quarantine?.reason ?? "") === "" ? "Microsoft gives no reason" : (quarantine?.reason ?? "");
}
