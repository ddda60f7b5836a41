import type { ErrorCode, ErrorRegistry } from "./codes/error-code.js";

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

type ExitName = ErrorRegistry[ErrorCode]["exit"];

/** The error codes that end with one exit code, by its name in `EXIT`. */
export type CodeOfExit<Exit extends ExitName> = {
  [Code in ErrorCode]: ErrorRegistry[Code]["exit"] extends Exit ? Code : never;
}[ErrorCode];

/** An error code with its exit code from the registry. A different exit code does not compile. */
export type CodeAndExit = {
  [Exit in ExitName]: {
    /** Stable and kebab-case: what programs match on. */
    readonly code: CodeOfExit<Exit>;
    readonly exitCode: (typeof EXIT)[Exit];
  };
}[ExitName];

/** What an error says. */
export type SetupErrorParts = CodeAndExit & SetupErrorText;

/** The text of an error, and what is known about the request behind it. */
interface SetupErrorText {
  /** What happened, with its place: option, file:line:col, step or field. */
  readonly what: string;
  /** Why it happened, as far as it is known. */
  readonly why?: string;
  /** How to fix it, one instruction an entry. */
  readonly fix: readonly string[];
  /** The vendor's ID of the failed request, for its support. */
  readonly requestId?: string;
  /** True when the server refused a write, so it certainly did not happen. */
  readonly refused?: boolean;
  readonly cause?: unknown;
}

/** An expected failure, reported without a stack. Any other thrown error is a bug in this product. */
export class SetupError extends Error {
  override readonly name = "SetupError";
  readonly code: ErrorCode;
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

/**
 * A code chosen at run time, with its exit code.
 *
 * @param entries - the part of the registry that contains the code
 */
export function withExit<Code extends ErrorCode>(code: Code, entries: Pick<ErrorRegistry, Code>): CodeAndExit {
  // The compiler cannot match the codes of a union with their exit codes; both come from one entry.
  return { code, exitCode: EXIT[entries[code].exit] } as CodeAndExit;
}
