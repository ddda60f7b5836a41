import type { Change } from "../model/plan.js";
import { undoContextOf, type UndoRun } from "./undo-run.js";
import type { JournalledChange } from "../model/journalled-change.js";
import type { StepUndo, UndoLook } from "../step/step-undo.js";
import type { Step } from "../step/step.js";
import type { UndoItem } from "../model/run-result.js";
import { describeResource } from "../model/describe-resource.js";

/**
 * Looks at all changes that the journal's template made in this tenant, newest first, as if the newer ones were already undone.
 * Writes nothing.
 */
export async function surveyUndo<Tenant>(run: UndoRun<Tenant>): Promise<UndoItem[]> {
  const { journal } = run.setup;
  const items: UndoItem[] = [];
  const before: JournalledChange[] = [];
  for (const done of [...journal.changes()].reverse()) {
    const item = await lookAtOne(run, done, before);
    if (item.state === "undo" || item.state === "undone") before.push(done);
    items.push(item);
  }
  return [...items, ...journal.undecided().map(unknownItem)];
}

/**
 * Looks at one change.
 *
 * @param before - the newer changes that count as undone
 */
export async function lookAtOne<Tenant>(
  run: UndoRun<Tenant>,
  done: JournalledChange,
  before: readonly JournalledChange[],
): Promise<UndoItem> {
  const { setup, terms } = run;
  const step = setup.steps.find(({ id }) => id === done.step);
  if (step !== undefined && setup.skipped.has(step.id))
    return { done, state: "skipped", what: `The step ${step.id} was left out.` };
  const undo = undoOf(step);
  if (step === undefined || undo === undefined) return { done, state: "kept", what: withoutStep(done, step) };
  if (saysNothing(done)) return { done, state: "changed", what: withoutValues(done) };
  setup.emit({ code: "step.looking", step: step.id, title: `${step.title}: ${done.resource.name}` });
  const look = await undo.look(undoContextOf(run), done, { deleteGroups: terms.deleteGroups, before });
  return itemOf(done, look, terms.confirm);
}

/** A write always has values; a start and a manual step do not. A write without values in the journal proves nothing. */
function saysNothing({ action, resource, fields }: JournalledChange): boolean {
  return fields.length === 0 && action !== "start" && resource.type !== "console-stop";
}

function withoutValues({ resource }: JournalledChange): string {
  return `The journal does not say what was written to the ${describeResource(resource)}, so undo cannot tell whether it was changed since. Check it in the tenant, and undo the change there if it is yours.`;
}

/** How a step undoes its changes; undefined for a step that cannot, or that the template no longer has. */
export function undoOf<Tenant>(step: Pick<Step<Tenant>, "undo"> | undefined): StepUndo<Tenant> | undefined {
  return step?.undo;
}

function itemOf(done: JournalledChange, look: UndoLook, confirm: string | undefined): UndoItem {
  if (look.state !== "undo") return { done, ...look };
  const { change, people } = look;
  const item = { done, change, what: sentenceOf(change), ...(people === undefined ? {} : { people }) };
  if (look.confirm === undefined) return { ...item, state: "undo" };
  const isConfirmed = confirm === look.confirm;
  return { ...item, state: isConfirmed ? "undo" : "unconfirmed", confirm: look.confirm };
}

function sentenceOf({ action, resource, note }: Change): string {
  const what = `${action} ${describeResource(resource)}`;
  return note === undefined ? what : `${what}: ${note}`;
}

function unknownItem(done: JournalledChange): UndoItem {
  const { action, resource } = done;
  const what = `The run of ${done.at} was interrupted while it tried to ${action} ${describeResource(resource)}, and it is unknown whether that happened. Look for it in the tenant, and undo the change there.`;
  return { done, state: "unknown", what };
}

function withoutStep({ step: id }: JournalledChange, step: object | undefined): string {
  return step === undefined
    ? `The template no longer has the step ${id}, so this change must be undone in the tenant.`
    : `The step ${id} cannot undo this change. Undo it in the tenant.`;
}
