import type { JsonValue } from "../../../base/json.js";
import { count, plainText } from "../../../base/text.js";
import { hasDrifted } from "../../../setup/plan/drift.js";
import type { Drift, FixedBy, Plan, PlannedStep } from "../../../setup/model/plan.js";
import { labelled, paragraph } from "../../terminal/layout.js";
import { renderNotExpected } from "../render-plan.js";
import { renderWarning } from "../render-warnings.js";
import type { NextCommand } from "../../run/next-command.js";
import type { Pen } from "../../terminal/screen.js";

const INDENT = "         ";

/** Prints how the tenant compares with the guide: a line a step, and under it every difference. */
export function renderDrift(pen: Pen, plan: Plan): void {
  pen.line(pen.paint.bold("Tenant compared with the guide"));
  paragraph(pen, "", "", "Section numbers are those of the vendor's guide, in execution order.");
  for (const step of plan.steps) renderStep(pen, step);
  if (plan.notExpected.length > 0) pen.line();
  renderNotExpected(pen, plan.notExpected);
  for (const warning of plan.warnings ?? []) renderWarning(pen, "  ", warning);
}

function renderStep(pen: Pen, step: PlannedStep): void {
  const { paint } = pen;
  const drift = step.drift ?? [];
  const state = hasDrifted(step)
    ? paint.red(pen.glyphs.failed)
    : step.status === "unchecked"
      ? paint.dim("?")
      : paint.green("=");
  const skipped = step.status === "skipped" ? "  (skipped, not compared)" : "";
  pen.line();
  pen.line(`  ${state} ${paint.cyan(plainText(step.guide).padEnd(4))} ${paint.bold(plainText(step.title))}${skipped}`);
  for (const one of drift) renderOne(pen, one);
  for (const pending of step.pending ?? []) paragraph(pen, INDENT, `${paint.dim("…")} `, pending);
  const told = new Set(drift.map(({ what }) => what));
  for (const warning of step.warnings ?? []) if (!told.has(warning.message)) renderWarning(pen, INDENT, warning);
}

/** How a difference is fixed. */
const FIXED_BY: Readonly<Record<FixedBy, string | undefined>> = {
  // The end says which command that is, once for all of them.
  apply: undefined,
  console: "Manual step: apply shows it and waits.",
  "by-hand": "Fix this yourself in the console.",
};

function renderOne(pen: Pen, drift: Drift): void {
  const { paint } = pen;
  const { state, path, expected, actual, what, fix, fixedBy } = drift;
  if (state === "unchecked") {
    paragraph(pen, INDENT, `${paint.dim("?")} `, `not checked: ${what}`);
    return;
  }
  paragraph(pen, INDENT, state === "missing" ? `${paint.red("-")} ` : `${paint.yellow("~")} `, what);
  const isSaid = what.includes(show(expected)) && what.includes(show(actual));
  if (path !== undefined && !isSaid)
    labelled(pen, `${INDENT}  `, paint.dim(plainText(path)), `expected ${show(expected)}, found ${show(actual)}`);
  const how = [FIXED_BY[fixedBy], fix].filter((one) => one !== undefined).join(" ");
  if (how !== "") paragraph(pen, INDENT, "  ", how);
}

/** The apps of the IdPs: without one, users on the SCIM server are left from an earlier setup, or from elsewhere. */
const APP_TYPES: ReadonlySet<string> = new Set(["app", "enterprise-app"]);

/**
 * Prints how many differences there are, and how to fix them; nothing when there is none.
 *
 * @param nextCommand - absent where something else has to be fixed first, and the end says so
 */
export function renderDriftEnd(pen: Pen, steps: readonly PlannedStep[], nextCommand: NextCommand | undefined): void {
  const drift = steps.flatMap((step) => step.drift ?? []).filter(({ state }) => state !== "unchecked");
  if (drift.length === 0) return;
  const where = count(steps.filter(hasDrifted).length, "step");
  pen.line(pen.paint.yellow(pen.paint.bold(`Drift: ${count(drift.length, "difference")} in ${where} (see above).`)));
  if (drift.some(({ state, resource }) => state === "missing" && APP_TYPES.has(resource.type)))
    paragraph(pen, "", "", "The app does not exist in the tenant, so nothing on the SCIM server comes from it.");
  if (nextCommand === undefined) return;
  const own = drift.filter(({ fixedBy }) => fixedBy === "by-hand").length;
  const next =
    own === 0
      ? "Nothing was changed. To fix it:"
      : own < drift.length
        ? "Nothing was changed. Fix in the console what only you can fix (see above). For the rest:"
        : "Nothing was changed. Fix it in the console (see above), then verify again:";
  paragraph(pen, "", "", next);
  // Whole on its line, so that it can be copied.
  pen.line(`  ${nextCommand(own < drift.length ? "apply" : "verify")}`);
}

function show(value: JsonValue): string {
  return value === null ? "nothing" : plainText(typeof value === "string" ? value : JSON.stringify(value));
}
