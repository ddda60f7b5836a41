import { count, plainText } from "../../base/text.js";
import { paragraph } from "../terminal/layout.js";
import { renderChange } from "./render-plan.js";
import type { Pen } from "../terminal/screen.js";
import type { UndoItem, UndoState, RunResult } from "../../setup/model/run-result.js";
import { describeResource } from "../../setup/model/describe-resource.js";

const INDENT = "  ";

/** What a state is called in the list, for those that are not taken back. */
const WORDS: Readonly<Record<UndoState, string>> = {
  undo: "to be taken back",
  undone: "nothing is left of it",
  changed: "left alone, changed since",
  kept: "kept",
  unconfirmed: "not without --confirm",
  declined: "you said no",
  skipped: "left out",
  unknown: "nobody knows",
};

/** Prints everything that earlier runs changed, newest first, and what an undo does about each. */
export function renderUndo(pen: Pen, items: readonly UndoItem[], details: boolean): void {
  pen.line(`${pen.paint.bold("Undo")}  (newest first; values go back to what they were before)`);
  for (const item of items) renderItem(pen, item, details);
  pen.line();
  pen.line(pen.paint.bold(summaryOf(items)));
}

/** Prints one item as it stands, before the question about it. */
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
  // What is deleted goes as a whole: its fields say nothing more.
  renderChange(pen, change.action === "delete" ? { ...change, fields: [] } : change, details);
  paragraph(pen, INDENT, "         ", `made by ${done.step} on ${timeOf(done.at)}${peopleOf(item)}`);
  if (state === "unconfirmed") paragraph(pen, INDENT, `       ${paint.yellow("!")} `, confirmOf(item));
}

function peopleOf({ people = 0 }: UndoItem): string {
  return people === 0 ? "" : `; deactivates ${count(people, "person", "people")} at the vendor`;
}

function confirmOf({ confirm = "" }: UndoItem): string {
  return `It is deleted only with --confirm "${plainText(confirm)}".`;
}

function timeOf(at: string): string {
  return `${at.slice(0, 16).replace("T", " ")} UTC`;
}

function summaryOf(items: readonly UndoItem[]): string {
  const number = (state: UndoState): number => items.filter((one) => one.state === state).length;
  const people = items.filter(({ state }) => state === "undo").reduce((sum, one) => sum + (one.people ?? 0), 0);
  const parts = [
    `${count(number("undo"), "change")} to take back`,
    ...(people === 0 ? [] : [`${count(people, "person is", "people are")} deactivated at the vendor by that`]),
    ...(["unconfirmed", "changed", "kept", "unknown", "skipped"] as const)
      .filter((state) => number(state) > 0)
      .map((state) => `${String(number(state))} ${WORDS[state]}`),
  ];
  return `${parts.join("; ")}.`;
}

/** Prints what an undo came to, and what remains for a person. */
export function renderUndoResult(pen: Pen, { outcome, error, steps }: RunResult, items: readonly UndoItem[]): void {
  const { paint } = pen;
  const undone = steps.reduce((sum, { changes }) => sum + changes.length, 0);
  const rest = items.filter(({ state }) => state !== "undone");
  pen.line();
  if (error === undefined && rest.length === 0) {
    pen.line(paint.green(paint.bold(undone > 0 ? "Everything is taken back." : "There is nothing to take back.")));
    return;
  }
  if (undone > 0) pen.line(paint.bold(`${count(undone, "change is", "changes are")} taken back.`));
  else pen.line("Nothing was written.");
  if (items.length === 0) return;
  if (outcome === "interrupted") pen.line("Next: run the same command again; it continues with what is left.");
  // An error says itself what to do.
  if (outcome === "failed" || outcome === "interrupted") return;
  if (rest.length > 0) pen.line(`Left as it is:`);
  for (const { done, state, what } of rest) {
    const name = describeResource(done.resource);
    paragraph(pen, INDENT, `${paint.yellow("!")} `, `${name}: ${WORDS[state]}. ${what}`);
  }
}
