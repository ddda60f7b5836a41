import type { IdpName } from "../../base/idp-name.js";
import stringWidth from "string-width";
import { count } from "../../base/text.js";
import { padColumns, paragraph } from "../terminal/layout.js";
import type { Pen } from "../terminal/screen.js";
import type { TenantSession } from "../../setup/model/ports.js";
import type { AboutRun } from "../run/about.js";
import { AREAS, exitCodeOfChecks, type Check } from "../run/check.js";
import type { NextCommand } from "../run/next-command.js";
import type { DoctorDocument } from "./output/doctor.js";

/** Prints the checks by area, then the result and the next command. */
export function renderChecks(pen: Pen, checks: readonly Check[], nextCommand: NextCommand): void {
  const { paint, glyphs } = pen;
  const signs: Readonly<Record<Check["status"], string>> = {
    ok: paint.green(glyphs.done),
    warning: paint.yellow("!"),
    failed: paint.red(glyphs.failed),
    unknown: paint.dim("?"),
  };
  for (const [area, title] of Object.entries(AREAS)) {
    const here = checks.filter((check) => check.area === area);
    if (here.length === 0) continue;
    pen.line(paint.bold(title));
    for (const { status, what, fix } of here) {
      paragraph(pen, "  ", `${padColumns(signs[status], stringWidth(glyphs.done))} `, what);
      for (const one of fix) paragraph(pen, "     ", "-> ", one);
    }
    pen.line();
  }
  const tally = (status: Check["status"]): number => checks.filter((check) => check.status === status).length;
  const notes = [
    ...(tally("warning") === 0 ? [] : [count(tally("warning"), "warning")]),
    ...(tally("unknown") === 0 ? [] : [`${String(tally("unknown"))} not checked`]),
  ];
  const failures = tally("failed");
  const result = failures > 0 ? `Not ready: ${count(failures, "check")} failed` : "Ready to run";
  const style = failures > 0 ? paint.red : paint.green;
  pen.line(style(paint.bold(`${result}${notes.length === 0 ? "" : ` (${notes.join(", ")})`}.`)));
  pen.line(failures > 0 ? "Next, after fixing what failed:" : "Next:");
  // Whole on its line, so that it can be copied.
  pen.line(`  ${nextCommand(failures > 0 ? "doctor" : "plan")}`);
}

/** What the JSON document of `doctor` contains. */
export interface ExaminedParts {
  readonly idp: IdpName;
  readonly template: string;
  readonly about?: AboutRun | undefined;
  readonly checks: readonly Check[];
  /** Absent where sign-in failed. */
  readonly session: Pick<TenantSession<unknown>, "identity" | "requests"> | undefined;
  readonly targetReads: number;
  readonly durationMs: number;
}

/** The JSON document of `doctor`. Changes to its shape only add. */
export function examinationJson({
  idp,
  template,
  about,
  checks,
  session,
  targetReads,
  durationMs,
}: ExaminedParts): DoctorDocument {
  const worst = checks.some(({ status }) => status === "warning") ? "warnings" : "ok";
  return {
    formatVersion: "1.0",
    command: idp,
    mode: "doctor",
    template,
    ...about,
    tenant: session === undefined ? null : { ...session.identity },
    outcome: exitCodeOfChecks(checks) === 0 ? worst : "failed",
    checks: checks.map(({ fix, ...check }) => ({ ...check, fix: fix.join(" ") })),
    requests: { tenant: session?.requests() ?? { reads: 0, writes: 0 }, target: { reads: targetReads, writes: 0 } },
    errors: [],
    durationMs,
  };
}
