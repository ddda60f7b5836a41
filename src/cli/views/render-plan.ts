import stringWidth from "string-width";
import type { JsonValue } from "../../base/json.js";
import { count, plainText } from "../../base/text.js";
import type { Change, Plan, PlannedStep } from "../../setup/model/plan.js";
import type { Pen } from "../terminal/screen.js";
import { labelled, padColumns, paragraph } from "../terminal/layout.js";
import { renderStop } from "./render-manual-step.js";
import { renderWarning } from "./render-warnings.js";
import type { RunAction } from "../arguments/run-action.js";
import { describeType } from "../../setup/model/describe-resource.js";

const INDENT = "       ";

/** Prints a plan so that the vendor's guide can be laid beside it: section by section, in the order that works. */
export function renderPlan(pen: Pen, plan: Plan, action: RunAction): void {
  const { paint } = pen;
  pen.line(
    `${paint.bold(action === "verify" ? "Found" : "Plan")}  (numbers are the guide's sections, in the order that works)`,
  );
  for (const step of plan.steps) renderStep(pen, step);
  pen.line();
  renderPeople(pen, plan);
  for (const warning of plan.warnings ?? []) renderWarning(pen, "  ", warning);
  const changes = plan.steps
    .filter(({ status }) => status !== "skipped")
    .reduce((sum, step) => sum + step.changes.length, 0);
  const stops = plan.steps.filter(
    ({ console: stop, status }) => stop !== undefined && stop.sharedWith === undefined && status !== "skipped",
  );
  pen.line();
  if (changes === 0 && stops.length === 0) pen.line("Nothing to change.");
  else pen.line(paint.bold(`${count(changes, "change")}, ${count(stops.length, "console stop")}.`));
}

function renderStep(pen: Pen, step: PlannedStep): void {
  const { paint } = pen;
  const skipped = step.status === "skipped";
  pen.line();
  pen.line(
    `  ${paint.cyan(plainText(step.guide).padEnd(4))} ${paint.bold(plainText(step.title))}${skipped ? "  (skipped: nothing is written)" : ""}`,
  );
  if (!skipped) for (const change of step.changes) renderChange(pen, change);
  for (const found of step.found ?? []) paragraph(pen, INDENT, `${paint.dim("=")} `, found);
  for (const pending of step.pending ?? []) paragraph(pen, INDENT, `${paint.dim("…")} `, pending);
  for (const unchecked of step.unchecked ?? [])
    paragraph(pen, INDENT, `${paint.dim("?")} `, `not readable: ${unchecked}`);
  if (step.console !== undefined && !skipped) {
    if (step.console.sharedWith === undefined) renderStop(pen, step.console);
    else pen.line(`${INDENT}${paint.yellow(">")} done at the same console stop, on the same visit`);
  }
  for (const note of step.notes ?? []) paragraph(pen, INDENT, `${paint.dim("note")} `, note);
  for (const warning of step.warnings ?? []) renderWarning(pen, INDENT, warning);
  const settled = step.changes.length === 0 && step.console === undefined && (step.found?.length ?? 0) === 0;
  if (settled && !skipped) pen.line(`${INDENT}${paint.dim("=")} nothing to change`);
}

const SIGNS: Readonly<Record<Change["action"], string>> = { create: "+", update: "~", start: ">", delete: "-" };

/** More fields than a person reads: people, mostly. */
const MOST_FIELDS = 12;
const WIDEST_PATH = 44;

/** Prints one change with its fields. */
export function renderChange(pen: Pen, change: Change): void {
  const { paint } = pen;
  const { action, resource, fields, note } = change;
  const sign = action === "delete" ? paint.red(SIGNS[action]) : paint.green(SIGNS[action]);
  pen.line(`${INDENT}${sign} ${describeChange(change)}`);
  if (note !== undefined) paragraph(pen, INDENT, "    ", note);
  const shown = fields.length > MOST_FIELDS ? fields.slice(0, MOST_FIELDS - 1) : fields;
  // One very long path must not push the values of all others off the screen.
  const width = Math.max(0, ...shown.map(({ path }) => stringWidth(path)).filter((columns) => columns <= WIDEST_PATH));
  for (const { path, before, after } of shown) {
    const value = after === undefined ? "(known after apply)" : show(after);
    const was = before === null || action === "create" ? "" : `${show(before)} -> `;
    labelled(
      pen,
      `${INDENT}    `,
      paint.dim(stringWidth(path) > width ? path : padColumns(path, width + 1)),
      was + value,
    );
  }
  const more = fields.length - shown.length;
  if (more > 0) pen.line(`${INDENT}    and ${String(more)} more (--json lists all)`);
  if (resource.id !== undefined)
    labelled(pen, `${INDENT}    `, paint.dim("id".padEnd(width + 1)), plainText(resource.id));
}

/** As `create app "TOTAL (Provisioning)"`. */
export function describeChange({ action, resource }: Change): string {
  return `${action} ${describeType(resource.type)} "${plainText(resource.name)}"`;
}

const PAST: Readonly<Record<Change["action"], string>> = {
  create: "created",
  update: "updated",
  start: "started",
  delete: "deleted",
};

/** As `created app "TOTAL (Provisioning)"`. */
export function describeApplied({ action, resource }: Change): string {
  return `${PAST[action]} ${describeType(resource.type)} "${plainText(resource.name)}"`;
}

function renderPeople(pen: Pen, plan: Plan): void {
  const { paint } = pen;
  const { users, groups, memberships } = plan.expected;
  const all = `${count(users, "person", "people")}, ${count(groups, "group")}, ${count(memberships, "membership")}`;
  pen.line(`  ${paint.bold("Expected on the target")}: ${all}`);
  renderNotExpected(pen, plan.notExpected);
}

/** Prints who will not arrive, and why. */
export function renderNotExpected(pen: Pen, people: Plan["notExpected"]): void {
  const shown = people.slice(0, 20);
  if (shown.length > 0) pen.line(`  ${pen.paint.yellow("Not expected")}: ${count(people.length, "person", "people")}`);
  for (const { name, reason } of shown) paragraph(pen, INDENT, "- ", `${name}: ${reason}`);
  if (people.length > shown.length)
    pen.line(`${INDENT}and ${String(people.length - shown.length)} more (--json lists all)`);
}

function show(value: JsonValue): string {
  return plainText(typeof value === "string" ? value : JSON.stringify(value));
}
