import { readFileSync } from "node:fs";

/** Tells a process from a later one with the same number. */
export interface ProcessMark {
  readonly pid: number;
  /** In the system's own count; absent where the system does not tell. */
  readonly started?: string;
}

/** This process. */
export function ownMark(): ProcessMark {
  return markOf(process.pid, statOf(process.pid));
}

/**
 * Whether the process that left this mark is still running. A process that has ended but was not reaped (state Z) is not, nor is one
 * whose number now belongs to another process (Linux: proc(5), /proc/pid/stat).
 *
 * @param since - ISO time of the mark, for a mark without the start of its process
 */
export function isAlive({ pid, started }: ProcessMark, since?: string): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0 || !answers(pid)) return false;
  const stat = statOf(pid);
  // Another user's process may be hidden, and other systems say nothing: what cannot be seen may be alive.
  if (stat === undefined) return pid !== process.pid && pid !== 1;
  if (["Z", "X"].includes(stat.state)) return false;
  if (started !== undefined) return started === stat.started;
  // An older version's mark: it was never the first process of a system, nor this one.
  return pid !== 1 && pid !== process.pid && !beganAfter(stat, since);
}

function answers(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

interface Stat {
  readonly state: string;
  /** Clock ticks since the system's start. */
  readonly started: string;
}

function markOf(pid: number, stat: Stat | undefined): ProcessMark {
  return stat === undefined ? { pid } : { pid, started: stat.started };
}

/** Fields 3 and 22; the second one is a name in brackets, which may hold blanks and brackets. */
function statOf(pid: number): Stat | undefined {
  const text = read(`/proc/${String(pid)}/stat`);
  const fields = text?.slice(text.lastIndexOf(")") + 2).split(" ");
  const [state, started] = [fields?.[0], fields?.[19]];
  return state === undefined || started === undefined ? undefined : { state, started };
}

const TICKS_PER_SECOND = 100;
/** More than clocks of one machine differ by. */
const SLACK_MS = 5_000;

function beganAfter({ started }: Stat, since: string | undefined): boolean {
  const boot = /^btime (\d+)$/m.exec(read("/proc/stat") ?? "")?.[1];
  if (boot === undefined || since === undefined) return false;
  const began = (Number(boot) + Number(started) / TICKS_PER_SECOND) * 1_000;
  return began > Date.parse(since) + SLACK_MS;
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
