import stringWidth from "string-width";
import type { JsonValue } from "../../base/json.js";
import { plainText } from "../../base/text.js";
import { groupBy } from "../../setup/proof/group-by.js";
import { isSettled, type Change, type Plan, type PlannedStep } from "../../setup/model/plan.js";
import type { Pen } from "../terminal/screen.js";
import { labelled, padColumns, paragraph, statement, widthOf, wrap } from "../terminal/layout.js";
import { renderStop } from "./render-manual-step.js";
import { renderRows, signOf } from "./render-plan-rows.js";
import { renderWarning, renderWarnings, warningsOf } from "./render-warnings.js";
import { listNames, LISTS_ALL, MOST_NAMES, shortNames } from "./words/names.js";
import { counted } from "./words/numbers.js";
import type { RunAction } from "../arguments/run-action.js";
import { describeType } from "../../setup/model/describe-resource.js";

const INDENT = "       ";

/** How a plan is shown. */
export interface PlanView {
  readonly action: RunAction;
  /** Whether every field, note and name is shown. */
  readonly details: boolean;
  /** The vendor's name: what users are provisioned to. */
  readonly vendor: string;
  /** Where manual steps are done: `Okta Admin Console`. */
  readonly console: string;
}

/** Prints a plan so that the vendor's guide can be laid beside it: section by section, in execution order. */
export function renderPlan(pen: Pen, plan: Plan, view: PlanView): void {
  statement(pen, pen.paint.bold, headingOf(plan, view));
  if (view.details) for (const step of plan.steps) renderStep(pen, step);
  else renderRows(pen, plan.steps);
  if (view.details) pen.line();
  renderPeople(pen, plan, view);
  const notes = plan.steps.reduce((sum, step) => sum + (step.notes?.length ?? 0), 0);
  if (notes > 0 && !view.details)
    paragraph(
      pen,
      "",
      `${pen.paint.yellow("!")} `,
      `The guide has ${counted(notes, "note")} for you. To read ${notes === 1 ? "it" : "them"}, add --details.`,
    );
  renderWarnings(pen, view.details ? (plan.warnings ?? []) : warningsOf(plan), view);
  paragraph(pen, "", "", legendOf(plan, view));
}

function headingOf({ steps }: Plan, { console: place }: PlanView): string {
  const active = steps.filter(({ status }) => status !== "skipped");
  const changes = active.reduce((sum, step) => sum + step.changes.length, 0);
  const stops = active.flatMap(({ console: stop }) =>
    stop === undefined || stop.sharedWith !== undefined ? [] : [stop],
  );
  if (changes === 0 && stops.length === 0) return "Plan: no changes";
  const minutes = stops.reduce((sum, stop) => sum + stop.minutes, 0);
  const manual = `${counted(stops.length, "manual step")} (about ${counted(minutes, "minute")}, in the ${place})`;
  return `Plan: ${counted(changes, "change")}${stops.length === 0 ? "" : `, ${manual}`}`;
}

/** What the sections are, and where the rest is. */
function legendOf({ steps }: Plan, { details }: PlanView): string {
  const sections = "Section numbers are those of the vendor's guide, in execution order.";
  if (details) return sections;
  const hasStop = steps.some(({ console: stop, status }) => stop !== undefined && status !== "skipped");
  return `${sections} ${hasStop ? "Every field and the manual step in full" : "Every field"}: add --details.`;
}

/** Prints one step of a plan with all its fields and sentences. */
function renderStep(pen: Pen, step: PlannedStep): void {
  const { paint } = pen;
  const skipped = step.status === "skipped";
  const section = `  ${plainText(step.guide).padEnd(4)} `;
  const title = wrap(plainText(`${step.title}${skipped ? " (skipped)" : ""}`), widthOf(pen) - section.length);
  pen.line();
  for (const [index, line] of title.entries())
    pen.line(`${index === 0 ? paint.cyan(section) : " ".repeat(section.length)}${paint.bold(line)}`);
  if (!skipped) for (const change of step.changes) renderChange(pen, change, true);
  for (const found of step.found ?? []) paragraph(pen, INDENT, `${paint.dim("=")} `, found);
  for (const pending of step.pending ?? []) paragraph(pen, INDENT, `${paint.dim(pen.glyphs.ellipsis)} `, pending);
  for (const unchecked of step.unchecked ?? [])
    paragraph(pen, INDENT, `${paint.dim("?")} `, `not checked: ${unchecked}`);
  if (step.console !== undefined && !skipped) {
    if (step.console.sharedWith === undefined) renderStop(pen, step.console);
    else pen.line(`${INDENT}${paint.yellow("!")} part of the manual step above, on the same visit`);
  }
  for (const note of step.notes ?? []) paragraph(pen, INDENT, `${paint.dim("note")} `, note);
  for (const warning of step.warnings ?? []) renderWarning(pen, INDENT, warning);
  const settled = step.changes.length === 0 && step.console === undefined && (step.found?.length ?? 0) === 0;
  if (settled && !skipped) pen.line(`${INDENT}${paint.dim("=")} no change`);
}

/** Fields of a change that are shown without details; more are users, mostly. */
const MOST_FIELDS = 12;
const WIDEST_PATH = 44;

/** Prints one change with its fields; with details with all of them. */
export function renderChange(pen: Pen, change: Change, details = false): void {
  const { paint } = pen;
  const { action, resource, fields, note } = change;
  paragraph(pen, INDENT, `${signOf(pen, action)} `, describeChange(change));
  if (note !== undefined) paragraph(pen, INDENT, "    ", note);
  const shown = details || fields.length <= MOST_FIELDS ? fields : fields.slice(0, MOST_FIELDS - 1);
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
  if (more > 0) pen.line(`${INDENT}    and ${String(more)} more ${LISTS_ALL}`);
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

function renderPeople(pen: Pen, plan: Plan, view: PlanView): void {
  const { details, vendor } = view;
  const { expected, notExpected } = plan;
  const { users, groups, memberships } = expected;
  const who = users === 0 ? "No users" : counted(users, "user");
  const more = details ? `, with ${counted(groups, "group")} and ${counted(memberships, "group membership")}` : "";
  const all = isSettled(plan) ? `${who} are expected in ${vendor}${more}` : `${who} will be provisioned${more}`;
  const short = shortNames([...expected.people, ...notExpected.map(({ name }) => name)]);
  if (details || notExpected.length === 0 || notExpected.length > MOST_NAMES) {
    paragraph(pen, "", "", `${all}.`);
    renderNotExpected(pen, notExpected, details);
    return;
  }
  const named = notExpected.map(({ name, reason }) => `${short(name)} (${shortReason(reason)})`).join(", ");
  const not = isSettled(plan) ? "not provisioned" : "will not";
  paragraph(pen, "", "", users === 0 ? `${all}: ${named}.` : `${all}. ${String(notExpected.length)} ${not}: ${named}.`);
}

/** Prints who will not be provisioned, cause by cause. */
export function renderNotExpected(pen: Pen, people: Plan["notExpected"], details = false): void {
  if (people.length === 0) return;
  statement(pen, pen.paint.yellow, `Won't be provisioned: ${counted(people.length, "user")}`);
  for (const [reason, those] of groupBy(people, ({ reason: why }) => why)) {
    const names = those.map(({ name }) => name);
    if (those.length === 1) paragraph(pen, "  ", "- ", `${names.join("")}: ${reason}`);
    else paragraph(pen, "  ", "- ", `${counted(those.length, "user")}: ${reason}: ${listNames(names, details)}`);
  }
}

/** The reason in a few words: what comes before its explanation, without names of fields. */
function shortReason(reason: string): string {
  return (reason.split(": ")[0] ?? reason).replace(/ \([\w.]+\)/g, "");
}

function show(value: JsonValue): string {
  return plainText(typeof value === "string" ? value : JSON.stringify(value));
}
