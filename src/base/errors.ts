/** The exit codes of the command line (docs/exit-codes.md). */
export const EXIT = {
  ok: 0,
  failed: 1,
  changes: 2,
  consolePending: 3,
  access: 4,
  unproven: 5,
  arriving: 6,
  usage: 64,
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** What an error says. */
export interface SetupErrorParts {
  /** Stable and kebab-case: what programs match on. */
  readonly code: string;
  readonly exitCode: ExitCode;
  /** What happened, with the place: flag, file:line:col, step or field. */
  readonly what: string;
  /** Why it happened, as far as is known. */
  readonly why?: string;
  /** How to mend it: one instruction an entry. */
  readonly fix: readonly string[];
  /** The vendor's own id of the failed request, to quote to its support. */
  readonly requestId?: string;
  /** True when the other side refused a write, so that it certainly did not happen. */
  readonly refused?: boolean;
  readonly cause?: unknown;
}

/** An expected failure, told to a person without a stack. Anything else that is thrown is a defect of this product. */
export class SetupError extends Error {
  override readonly name = "SetupError";
  readonly code: string;
  readonly exitCode: ExitCode;
  readonly what: string;
  readonly why: string | undefined;
  readonly fix: readonly string[];
  readonly requestId: string | undefined;
  readonly refused: boolean;

  constructor(parts: SetupErrorParts) {
    super(parts.why === undefined ? parts.what : `${parts.what}: ${parts.why}`, { cause: parts.cause });
    this.code = parts.code;
    this.exitCode = parts.exitCode;
    this.what = parts.what;
    this.why = parts.why;
    this.fix = parts.fix;
    this.requestId = parts.requestId;
    this.refused = parts.refused ?? false;
  }
}
