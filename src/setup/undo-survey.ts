import type { Change } from "./plan.js";
import { contextOf, type Setup } from "./setup.js";
import type { JournalledChange } from "./journalled-change.js";
import type { Step, StepUndo, UndoLook, UndoOptions } from "./step.js";

/**
 * How a change of an earlier run stands in an undo. `undo`: it is, or would be, taken back; `undone`: nothing of it is left;
 * `changed`: somebody changed it since; `kept`: it stays on purpose, or a person takes it back; `unconfirmed`: its deletion wants
 * `--confirm`; `declined`: a person said no; `skipped`: its step was left out; `unknown`: nobody knows whether it was made.
 */
export type UndoState = "undo" | "undone" | "changed" | "kept" | "unconfirmed" | "declined" | "skipped" | "unknown";

/** One change of an earlier run, in the list that an undo shows and in its result. */
export interface UndoItem {
  /** As the journal has it. */
  readonly done: JournalledChange;
  readonly state: UndoState;
  /** What is written to take it back. */
  readonly change?: Change;
  /** One sentence: what is done or was found, and why. */
  readonly what: string;
  /** How many people it deactivates at the vendor. */
  readonly people?: number;
  /** The name that `--confirm` has to repeat. */
  readonly confirm?: string;
}

/** What the person who undoes gave beside yes and no. */
export interface UndoTerms extends Pick<UndoOptions, "deleteGroups"> {
  /** The name of what may be deleted for good. */
  readonly confirm: string | undefined;
}

/**
 * Looks at everything that the journal's template changed in this tenant, newest first, as if what comes before were taken back
 * already. Writes nothing.
 */
export async function surveyUndo<Tenant>(setup: Setup<Tenant>, terms: UndoTerms): Promise<UndoItem[]> {
  const { journal } = setup;
  const items: UndoItem[] = [];
  const before: JournalledChange[] = [];
  for (const done of [...journal.changes()].reverse()) {
    const item = await lookAtOne(setup, done, terms, before);
    if (item.state === "undo" || item.state === "undone") before.push(done);
    items.push(item);
  }
  return [...items, ...journal.undecided().map(unknownItem)];
}

/**
 * Looks at one change.
 *
 * @param before - the newer changes that count as taken back
 */
export async function lookAtOne<Tenant>(
  setup: Setup<Tenant>,
  done: JournalledChange,
  { deleteGroups, confirm }: UndoTerms,
  before: readonly JournalledChange[],
): Promise<UndoItem> {
  const step = setup.steps.find(({ id }) => id === done.step);
  if (step !== undefined && setup.skipped.has(step.id))
    return { done, state: "skipped", what: `The step ${step.id} is left out.` };
  const undo = undoOf(step);
  if (step === undefined || undo === undefined) return { done, state: "kept", what: withoutStep(done, step) };
  if (saysNothing(done)) return { done, state: "changed", what: withoutValues(done) };
  setup.emit({ code: "step.looking", step: step.id, title: `${step.title}: ${done.resource.name}` });
  const look = await undo.look(contextOf(setup), done, { deleteGroups, before });
  return itemOf(done, look, confirm);
}

/** A write always has values; starting something and a person's part do not. An entry without them proves nothing. */
function saysNothing({ action, resource, fields }: JournalledChange): boolean {
  return fields.length === 0 && action !== "start" && resource.type !== "console-stop";
}

function withoutValues({ resource }: JournalledChange): string {
  return `The journal does not say what was written to the ${resource.type.replaceAll("-", " ")} "${resource.name}", so that nothing shows that it is as it was made: look at it in the tenant, and take it back there if it is yours.`;
}

/** How a step takes its changes back; undefined for a step that cannot, or that the template does not have any more. */
export function undoOf<Tenant>(step: Step<Tenant> | undefined): StepUndo<Tenant> | undefined {
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
  const what = `${action} ${resource.type.replaceAll("-", " ")} "${resource.name}"`;
  return note === undefined ? what : `${what}: ${note}`;
}

function unknownItem(done: JournalledChange): UndoItem {
  const { action, resource } = done;
  const what = `A run of ${done.at} was cut off while it had to ${action} ${resource.type.replaceAll("-", " ")} "${resource.name}": nobody knows whether that happened. Look for it in the tenant, and take it back by hand.`;
  return { done, state: "unknown", what };
}

function withoutStep<Tenant>({ step: id }: JournalledChange, step: Step<Tenant> | undefined): string {
  return step === undefined
    ? `The template has no step ${id} any more, so that nobody here knows how to take this back.`
    : `The step ${id} does not say how to take this back: do it by hand.`;
}
