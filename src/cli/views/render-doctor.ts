import type { IdpName } from "../../base/idp-name.js";
import { count, plainText } from "../../base/text.js";
import { paragraph } from "../terminal/layout.js";
import type { Pen } from "../terminal/screen.js";
import type { TenantSession } from "../../setup/model/ports.js";
import type { AboutRun } from "../run/about.js";
import { AREAS, exitCodeOfChecks, type Check } from "../run/check.js";
import type { DoctorDocument } from "./output/doctor.js";

/** Prints the checks by area, and at the end what they come to. */
export function renderChecks(pen: Pen, checks: readonly Check[], idp: IdpName): void {
  const { paint } = pen;
  const signs: Readonly<Record<Check["status"], string>> = {
    ok: paint.green("ok"),
    warning: paint.yellow(" !"),
    failed: paint.red(" x"),
    unknown: paint.dim(" ?"),
  };
  for (const [area, title] of Object.entries(AREAS)) {
    const here = checks.filter((check) => check.area === area);
    if (here.length === 0) continue;
    pen.line(paint.bold(title));
    for (const { status, what, fix } of here) {
      paragraph(pen, "  ", `${signs[status]} `, plainText(what));
      for (const one of fix) paragraph(pen, "     ", "-> ", plainText(one));
    }
    pen.line();
  }
  const tally = (status: Check["status"]): number => checks.filter((check) => check.status === status).length;
  if (tally("failed") > 0) {
    pen.line(paint.red(paint.bold(`${count(tally("failed"), "thing")} would stop a run (x).`)));
    pen.line(`Next: mend them, then run total-setup ${idp} doctor again.`);
    return;
  }
  const open = tally("warning") === 0 ? "" : `, with ${count(tally("warning"), "warning")}`;
  pen.line(paint.green(paint.bold(`Nothing stands in the way${open}.`)));
  pen.line(`Next: total-setup ${idp} plan, with the same options.`);
}

/** What the JSON document of `doctor` tells. */
export interface ExaminedParts {
  readonly idp: IdpName;
  readonly template: string;
  readonly about?: AboutRun | undefined;
  readonly checks: readonly Check[];
  /** Absent where nobody could sign in. */
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
