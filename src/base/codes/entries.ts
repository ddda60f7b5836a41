/** What the registry says about an error code. `npm run docs` writes docs/errors.md from it. */
export interface ErrorEntry {
  /** The exit code of a run that ends with this error, by its name in `EXIT`. */
  readonly exit: "failed" | "access" | "usage" | "interrupted";
  /** A clause, without a capital letter or a full stop. */
  readonly means: string;
  /** How to fix it, one instruction an entry. Empty where the error itself names the missing role and permission. */
  readonly fix: readonly string[];
}

/** What the registry says about a warning code. A warning does not stop a run. */
export type WarningEntry = Omit<ErrorEntry, "exit">;
