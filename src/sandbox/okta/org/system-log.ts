/** What an event is about. */
export interface LogTarget {
  readonly id: string;
  readonly type: "AppInstance" | "AppUser" | "User" | "UserGroup" | "AppGroup";
  readonly alternateId: string;
  readonly displayName: string;
}

/** One event, as the org keeps it. */
export interface LogEntry {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly eventType: string;
  readonly displayMessage: string;
  readonly result: "SUCCESS" | "FAILURE";
  /** Why it failed; for a user's failure Okta gives none. */
  readonly reason?: string;
  /** How bad it is; by the result when absent. */
  readonly severity?: "ERROR";
  /** The app's name, as the failures of provisioning carry it among their debug data. */
  readonly appName?: string;
  /** Who did it: the signed-in administrator, or Okta itself. */
  readonly actor: "administrator" | "system";
  readonly targets: readonly LogTarget[];
}

/** Everything that happened in the org, oldest first. */
export interface SystemLog {
  write(entry: Omit<LogEntry, "at">): void;
  readonly entries: readonly LogEntry[];
}

export function createSystemLog(now: () => number): SystemLog {
  const entries: LogEntry[] = [];
  return { entries, write: (entry) => void entries.push({ at: now(), ...entry }) };
}
