import type { ErrorCode } from "../../base/codes/error-code.js";
import type { WarningCode } from "../../base/codes/warnings.js";
import { EXIT, SetupError, type ExitCode } from "../../base/errors.js";

/** What is checked, in the order of a run. */
export const AREAS = {
  machine: "This machine",
  network: "Network",
  inputs: "Inputs",
  "sign-in": "Sign-in",
  rights: "Rights",
  tenant: "Tenant",
  target: "SCIM server",
} as const;

/** One check of something that a run needs. */
export interface Check {
  readonly id: string;
  readonly area: keyof typeof AREAS;
  /** `unknown`: it was not checked, or cannot be checked from here. */
  readonly status: "ok" | "warning" | "failed" | "unknown";
  readonly what: string;
  /** How to fix it, one instruction each; for rights, who can grant them. */
  readonly fix: readonly string[];
  /** The exit code of a run that would fail because of it. */
  readonly exitCode?: ExitCode;
  /** The code of the error or warning that a run would report. */
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

/** The check for an error of a run. @throws anything but a SetupError (a defect), and an interruption */
export function failedWith(id: string, area: Check["area"], error: unknown): Check {
  if (!(error instanceof SetupError) || error.exitCode === EXIT.interrupted) throw error;
  return { ...failed(id, area, error.message, error.fix, error.exitCode), code: error.code };
}

/** The order of a run decides: usage and inputs first, then sign-in and rights, then everything else. */
export function exitCodeOfChecks(checks: readonly Check[]): ExitCode {
  const codes = new Set(
    checks.flatMap(({ status, exitCode }) => (status === "failed" ? (exitCode ?? EXIT.failed) : [])),
  );
  const first = [EXIT.usage, EXIT.access].find((code) => codes.has(code));
  return first ?? (codes.size > 0 ? EXIT.failed : EXIT.ok);
}
