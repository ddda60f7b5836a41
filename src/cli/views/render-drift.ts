import type { IdpName } from "../../base/idp-name.js";
import type { JsonValue } from "../../base/json.js";
import { count, plainText } from "../../base/text.js";
import { hasDrifted } from "../../setup/plan/drift.js";
import type { Drift, FixedBy, Plan, PlannedStep } from "../../setup/model/plan.js";
import { labelled, paragraph } from "../terminal/layout.js";
import { renderNotExpected } from "./render-plan.js";
import { renderWarning } from "./render-warnings.js";
import type { Pen } from "../terminal/screen.js";

const INDENT = "         ";

/** Prints what `verify` found in the tenant: a line a step, and under it what is not as the guide says. */
export function renderDrift(pen: Pen, plan: Plan): void {
  pen.line(`${pen.paint.bold("Found")}  (numbers are the guide's sections, in the order that works)`);
  for (const step of plan.steps) renderStep(pen, step);
  if (plan.notExpected.length > 0) pen.line();
  renderNotExpected(pen, plan.notExpected);
  for (const warning of plan.warnings ?? []) renderWarning(pen, "  ", warning);
}

function renderStep(pen: Pen, step: PlannedStep): void {
  const { paint } = pen;
  const drift = step.drift ?? [];
  const state = hasDrifted(step) ? paint.red("x") : step.status === "unchecked" ? paint.dim("?") : paint.green("=");
  const skipped = step.status === "skipped" ? "  (skipped: not compared)" : "";
  pen.line();
  pen.line(`  ${state} ${paint.cyan(plainText(step.guide).padEnd(4))} ${paint.bold(plainText(step.title))}${skipped}`);
  for (const one of drift) renderOne(pen, one);
  for (const pending of step.pending ?? []) paragraph(pen, INDENT, `${paint.dim("…")} `, pending);
  const told = new Set(drift.map(({ what }) => what));
  for (const warning of step.warnings ?? []) if (!told.has(warning.message)) renderWarning(pen, INDENT, warning);
}

/** Who fixes it, for people. */
const FIXED_BY: Readonly<Record<FixedBy, string>> = {
  apply: "a run mends it",
  console: "at the console: a run says where, and waits",
  "by-hand": "by hand",
};

function renderOne(pen: Pen, drift: Drift): void {
  const { paint } = pen;
  const { state, path, expected, actual, what, fix, fixedBy } = drift;
  if (state === "unchecked") {
    paragraph(pen, INDENT, `${paint.dim("?")} `, `unchecked: ${what}`);
    return;
  }
  paragraph(pen, INDENT, state === "missing" ? `${paint.red("-")} ` : `${paint.yellow("~")} `, `${state}: ${what}`);
  if (path !== undefined)
    labelled(pen, `${INDENT}  `, paint.dim(plainText(path)), `expected ${show(expected)} -> is ${show(actual)}`);
  paragraph(pen, INDENT, "  ", `To mend: ${FIXED_BY[fixedBy]}${fix === undefined ? "." : `. ${fix}`}`);
}

/** Prints how many things have drifted, and who fixes them; nothing when none has. */
export function renderDriftEnd(pen: Pen, steps: readonly PlannedStep[], idp: IdpName): void {
  const drift = steps.flatMap((step) => step.drift ?? []).filter(({ state }) => state !== "unchecked");
  if (drift.length === 0) return;
  const where = count(steps.filter(hasDrifted).length, "step");
  pen.line(pen.paint.yellow(pen.paint.bold(`${count(drift.length, "thing")} in ${where} drifted (see above).`)));
  const byHand = drift.filter(({ fixedBy }) => fixedBy === "by-hand").length;
  const run = `total-setup ${idp} mends the rest, and shows its plan first`;
  if (byHand === 0)
    paragraph(pen, "", "", `Nothing was written. Next: total-setup ${idp} mends it, and shows its plan first.`);
  else if (byHand < drift.length)
    paragraph(pen, "", "", `Nothing was written. Next: mend by hand what says so; ${run}.`);
  else paragraph(pen, "", "", `Nothing was written. Next: mend by hand what is named above, then verify again.`);
}

function show(value: JsonValue): string {
  return value === null ? "nothing" : plainText(typeof value === "string" ? value : JSON.stringify(value));
}
