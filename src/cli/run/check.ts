import type { ErrorCode } from "../../base/codes/error-code.js";
import type { WarningCode } from "../../base/codes/warnings.js";
import { EXIT, SetupError, type ExitCode } from "../../base/errors.js";

/** What is looked at, in the order in which a run comes by it. */
export const AREAS = {
  machine: "This machine",
  network: "The way there",
  inputs: "What was given",
  "sign-in": "Signing in",
  rights: "Rights",
  tenant: "The tenant",
  target: "The target",
} as const;

/** One thing a run needs, and whether it is there. */
export interface Check {
  readonly id: string;
  readonly area: keyof typeof AREAS;
  /** `unknown`: it cannot be known from here. */
  readonly status: "ok" | "warning" | "failed" | "unknown";
  readonly what: string;
  /** What to do, one sentence each; for rights, who can grant them. */
  readonly fix: readonly string[];
  /** The exit code a run would end with because of it. */
  readonly exitCode?: ExitCode;
  /** The stable code of the error a run would end with, or of the warning it would give. */
  readonly code?: ErrorCode | WarningCode;
}

export function ok(id: string, area: Check["area"], what: string): Check {
  return { id, area, status: "ok", what, fix: [] };
}

export function unknown(id: string, area: Check["area"], what: string, ...fix: readonly string[]): Check {
  return { id, area, status: "unknown", what, fix };
}

export function warning(id: string, area: Check["area"], what: string, ...fix: readonly string[]): Check {
  return { id, area, status: "warning", what, fix };
}

export function failed(
  id: string,
  area: Check["area"],
  what: string,
  fix: readonly string[],
  exitCode: ExitCode = EXIT.failed,
): Check {
  return { id, area, status: "failed", what, fix, exitCode };
}

/** An error that a run would end with. @throws what is no SetupError: a defect of ours, and an interruption */
export function failedWith(id: string, area: Check["area"], error: unknown): Check {
  if (!(error instanceof SetupError) || error.exitCode === EXIT.interrupted) throw error;
  return { ...failed(id, area, error.message, error.fix, error.exitCode), code: error.code };
}

/** What a run checks first counts first: usage and inputs, then signing in and rights, then everything else. */
export function exitCodeOfChecks(checks: readonly Check[]): ExitCode {
  const codes = new Set(
    checks.flatMap(({ status, exitCode }) => (status === "failed" ? (exitCode ?? EXIT.failed) : [])),
  );
  const first = [EXIT.usage, EXIT.access].find((code) => codes.has(code));
  return first ?? (codes.size > 0 ? EXIT.failed : EXIT.ok);
}
