import { EXIT, SetupError, type ExitCode } from "../../base/errors.js";
import type { Scrubber } from "../../base/scrubber.js";
import { plainText } from "../../base/text.js";
import type { Io } from "../terminal/io.js";
import { wrapLines } from "../terminal/layout.js";
import type { ErrorReport } from "./output/common.js";
import type { FailureDocument } from "./output/failure.js";

/** The exit code of a failure; a defect of this product is a plain failure. */
export function exitCodeOfError(error: unknown): ExitCode {
  return error instanceof SetupError ? error.exitCode : EXIT.failed;
}

/** The failure as data, without a stack. */
export function failureReport(error: unknown): ErrorReport {
  if (!(error instanceof SetupError)) {
    const message = error instanceof Error ? error.message : String(error);
    return {
      code: "internal",
      message: `Internal error in total-setup: ${message}`,
      fix: "This is a bug. Run the command again with --debug, and report the output without users' names.",
    };
  }
  return {
    code: error.code,
    message: error.message,
    fix: error.fix.join(" "),
    ...(error.requestId === undefined ? {} : { requestId: error.requestId }),
  };
}

/** The failure for a person: what happened, why, and last, where the eye is, how to fix it. */
export function failureText(error: unknown, debug: boolean): string {
  // A person who stopped a run needs no explanation.
  if (error instanceof SetupError && error.code === "interrupted") return `${plainText(error.message)}.\n`;
  const report = failureReport(error);
  const lines = [`Error: ${plainText(report.message)} (${report.code})`];
  if (report.requestId !== undefined)
    lines.push(`  Request ID for the vendor's support: ${plainText(report.requestId)}`);
  for (const fix of error instanceof SetupError ? error.fix : [report.fix]) lines.push(`  -> ${plainText(fix)}`);
  if (debug && error instanceof Error && error.stack !== undefined) lines.push(error.stack);
  return `${lines.join("\n")}\n`;
}

/** The document of a failure that came before the run could begin. */
export function failureDocument(error: unknown): FailureDocument {
  return { formatVersion: "1.0", outcome: "failed", steps: [], errors: [failureReport(error)] };
}

/**
 * Reports a failure before a run began, as text and, with `--json`, as a document.
 *
 * @returns the exit code
 */
export function reportFailure(io: Io, error: unknown, scrubber?: Scrubber): ExitCode {
  const scrub = (text: string): string => scrubber?.scrub(text) ?? text;
  const text = failureText(error, io.argv.includes("--debug")).trimEnd();
  const isStopped = error instanceof SetupError && error.code === "interrupted";
  const { isTTY, columns } = io.stderr;
  const lines = scrub(isStopped ? `${text} Nothing was changed.` : text);
  io.stderr.write(`${isTTY && columns !== undefined ? wrapLines(lines, columns) : lines}\n`);
  if (io.argv.includes("--json")) {
    io.stdout.write(scrub(`${JSON.stringify(failureDocument(error))}\n`));
  }
  return exitCodeOfError(error);
}
