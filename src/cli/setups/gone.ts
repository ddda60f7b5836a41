import { SetupError, type CodeAndExit } from "../../base/errors.js";
import type { ErrorCode } from "../../base/codes/error-code.js";
import type { UsedSetup } from "./use.js";

/** What a run meets when the app or the tenant of a set-up no longer exists. */
const GONE: ReadonlySet<ErrorCode> = new Set([
  "app-not-found",
  "graph-unreachable",
  "okta-not-found",
  "okta-not-json",
  "okta-redirected",
  "okta-unreachable",
  "sign-in-failed",
  "sign-in-unreachable",
]);

/** An error with what to do if a part of the remembered set-up is gone; any other error as it is. */
export function withForgetting(error: unknown, used: UsedSetup | undefined): unknown {
  if (used === undefined || !(error instanceof SetupError) || !GONE.has(error.code)) return error;
  const { what, why, fix, requestId, refused, cause } = error;
  const part = error.code === "app-not-found" ? "app" : "tenant";
  return new SetupError({
    // Both are of one error.
    ...({ code: error.code, exitCode: error.exitCode } as CodeAndExit),
    what,
    ...(why === undefined ? {} : { why }),
    fix: [
      ...fix,
      `The remembered set-up ${used.name} names this ${part}. If it no longer exists: total-setup setups forget ${used.name}`,
    ],
    ...(requestId === undefined ? {} : { requestId }),
    refused,
    cause,
  });
}
