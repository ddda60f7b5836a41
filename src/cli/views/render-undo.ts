import { count, plainText } from "../../base/text.js";
import { paragraph, statement } from "../terminal/layout.js";
import { renderChange } from "./render-plan.js";
import type { Pen } from "../terminal/screen.js";
import type { UndoItem, UndoState, RunResult } from "../../setup/model/run-result.js";
import { describeResource } from "../../setup/model/describe-resource.js";

const INDENT = "  ";

/** A state in words, in the list and in the summary. */
const WORDS: Readonly<Record<UndoState, string>> = {
  undo: "to be undone",
  undone: "already gone",
  changed: "changed since, left as it is",
  kept: "kept",
  unconfirmed: "needs --confirm",
  declined: "you said no",
  skipped: "skipped",
  unknown: "not known whether it was made",
};

/** Prints everything that earlier runs changed, newest first, and what an undo does with each change. */
export function renderUndo(pen: Pen, items: readonly UndoItem[], details: boolean): void {
  pen.line(`${pen.paint.bold("Changes of earlier runs")}  (newest first; undo restores the values from before)`);
  for (const item of items) renderItem(pen, item, details);
  pen.line();
  statement(pen, pen.paint.bold, summaryOf(items));
}

/** Prints one change as it stands, before the question about it. */
export function renderItem(pen: Pen, item: UndoItem, details: boolean): void {
  const { paint } = pen;
  const { change, state, what, done } = item;
  pen.line();
  if (change === undefined || (state !== "undo" && state !== "unconfirmed")) {
    const name = describeResource(done.resource);
    const sign = state === "undone" ? paint.dim("=") : paint.yellow("!");
    paragraph(pen, INDENT, `${sign} `, `${name}: ${WORDS[state]}. ${what}`);
    return;
  }
  // A deletion removes all fields: listing them says nothing more.
  renderChange(pen, change.action === "delete" ? { ...change, fields: [] } : change, details);
  paragraph(pen, INDENT, "         ", `made by step ${done.step} on ${timeOf(done.at)}${usersOf(item)}`);
  if (state === "unconfirmed") paragraph(pen, INDENT, `       ${paint.yellow("!")} `, confirmOf(item));
}

function usersOf({ people = 0 }: UndoItem): string {
  return people === 0 ? "" : `; deactivates ${count(people, "user")} on the SCIM server`;
}

function confirmOf({ confirm = "" }: UndoItem): string {
  return `To delete it with everything under it, confirm its name: --confirm "${plainText(confirm)}".`;
}

function timeOf(at: string): string {
  return `${at.slice(0, 16).replace("T", " ")} UTC`;
}

function summaryOf(items: readonly UndoItem[]): string {
  const number = (state: UndoState): number => items.filter((one) => one.state === state).length;
  const users = items.filter(({ state }) => state === "undo").reduce((sum, one) => sum + (one.people ?? 0), 0);
  const parts = [
    `${count(number("undo"), "change")} to undo`,
    ...(users === 0 ? [] : [`this deactivates ${count(users, "user")} on the SCIM server`]),
    ...(["unconfirmed", "changed", "kept", "unknown", "skipped"] as const)
      .filter((state) => number(state) > 0)
      .map((state) => `${String(number(state))} ${WORDS[state]}`),
  ];
  return `${parts.join("; ")}.`;
}

/** Prints the result of an undo, and what was not undone. */
export function renderUndoResult(pen: Pen, { outcome, error, steps }: RunResult, items: readonly UndoItem[]): void {
  const { paint } = pen;
  const undone = steps.reduce((sum, { changes }) => sum + changes.length, 0);
  const rest = items.filter(({ state }) => state !== "undone");
  pen.line();
  if (error === undefined && rest.length === 0) {
    pen.line(paint.green(paint.bold(undone > 0 ? "All changes undone." : "Nothing to undo.")));
    return;
  }
  if (undone > 0) pen.line(paint.bold(`${count(undone, "change")} undone.`));
  else pen.line("Nothing was changed.");
  if (items.length === 0) return;
  if (outcome === "interrupted") pen.line("Next: run the same command again; it continues with what is left.");
  // An error says itself what to do.
  if (outcome === "failed" || outcome === "interrupted") return;
  if (rest.length > 0) pen.line(paint.bold("Not undone:"));
  for (const { done, state, what } of rest) {
    const name = describeResource(done.resource);
    paragraph(pen, INDENT, `${paint.yellow("!")} `, `${name}: ${WORDS[state]}. ${what}`);
  }
}
