/** What the registry says of an error code. docs/errors.md is written from it. */
export interface ErrorEntry {
  /** The exit code that a run ends with because of it, by its name in `EXIT`. */
  readonly exit: "failed" | "access" | "usage" | "interrupted";
  /** A clause, without a capital letter or a full stop. */
  readonly means: string;
  /** What to do, one instruction an entry. Empty where the error itself names the role and the permission that are missing. */
  readonly fix: readonly string[];
}

/** What the registry says of a warning code. A warning does not stop a run. */
export type WarningEntry = Omit<ErrorEntry, "exit">;
