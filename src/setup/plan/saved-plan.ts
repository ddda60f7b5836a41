import { EXIT, SetupError } from "../../base/errors.js";
import type { JsonValue } from "../../base/json.js";
import { count } from "../../base/text.js";
import type { Change, Difference, FieldChange, Plan, PlannedStep } from "../model/plan.js";
import type { JournalledChange } from "../model/journalled-change.js";
import { describeResource } from "../model/describe-resource.js";

/** A run that applies a plan from a file. */
export interface SavedRun {
  readonly plan: Plan;
  /** The changes that an interrupted run of the same plan made; undefined when none has started. */
  readonly made: readonly JournalledChange[] | undefined;
  /** What to do when the plan can no longer be applied, one instruction an entry. */
  readonly fix: readonly string[];
}

/**
 * Checks that the approved plan is still what a run would do. If a run of it has started, its changes may exist, and its manual
 * steps may be done.
 *
 * @returns how the users have changed since, one sentence each: that does not make the plan invalid
 * @throws SetupError `plan-stale` (exit 1) with the differences, by step and field
 */
export function requireSame({ plan, made, fix }: SavedRun, now: Plan): string[] {
  const moved = plan.steps.flatMap((step) => {
    const today = now.steps.find(({ id }) => id === step.id);
    if (today === undefined) return [`${step.id}: the step no longer exists`];
    if (step.status === "skipped" && today.status === "skipped") return [];
    return movedIn(step, today, made).map((what) => `${step.id}: ${what}`);
  });
  const more = now.steps
    .filter((step) => plan.steps.every(({ id }) => id !== step.id))
    .map(({ id }) => `${id}: the step is new`);
  if (moved.length + more.length > 0) throw stale([...moved, ...more], fix);
  return peopleMoved(plan, now);
}

const MOST_NAMED = 20;

function stale(moved: readonly string[], fix: readonly string[]): SetupError {
  const left = moved.length - MOST_NAMED;
  const named = moved.slice(0, MOST_NAMED).join("; ");
  return new SetupError({
    code: "plan-stale",
    exitCode: EXIT.failed,
    what: `The plan is out of date, and nothing was written: ${named}${left > 0 ? `; and ${String(left)} more` : ""}`,
    why: "the tenant has changed since the plan was made",
    fix,
    refused: true,
  });
}

function movedIn(then: PlannedStep, now: PlannedStep, made: SavedRun["made"]): string[] {
  const gone = then.changes.filter((change) => !now.changes.some((one) => isSame(one, change)));
  const unexplained = gone.filter(
    (change) => change.people !== true && made?.some((one) => one.step === then.id && isSame(one, change)) !== true,
  );
  return [
    ...unexplained.map((change) => `${describeResource(change.resource)} ${DONE[change.action]}`),
    ...now.changes.flatMap((change) => {
      const known = then.changes.find((one) => isSame(one, change));
      return known === undefined ? [surprise(change)] : movedFields(known, change, made !== undefined);
    }),
    ...movedStop(then.console?.url, now.console?.url, made !== undefined),
    ...(made === undefined ? movedDifferences(then.differs ?? [], now.differs ?? []) : []),
  ];
}

const DONE: Readonly<Record<Change["action"], string>> = {
  create: "exists now",
  update: "no longer needs a change",
  start: "is started now",
  delete: "no longer exists",
};

function surprise(change: Change): string {
  return `needs a change that the plan does not contain (${change.action} ${describeResource(change.resource)})`;
}

function movedFields(then: Change, now: Change, begun: boolean): string[] {
  const [was, is] = [then.resource.id, now.resource.id];
  if (was !== undefined && is !== undefined && was !== is)
    return [`${describeResource(now.resource)} is a different one now: its ID was ${was}, is now ${is}`];
  if (then.people === true && now.people === true) return [];
  const settled = begun ? [] : then.fields.filter(({ path }) => now.fields.every((field) => field.path !== path));
  const moved = now.fields.flatMap((field) => {
    const known = then.fields.find(({ path }) => path === field.path);
    return known === undefined
      ? [`${field.path} needed no change, is now ${show(field.before)}`]
      : movedField(known, field, begun);
  });
  return [...settled.map((field) => `${field.path} was ${show(field.before)}, no longer needs a change`), ...moved].map(
    (what) => `${describeResource(now.resource)}: ${what}`,
  );
}

/** An unknown value may be known now; if a run has started, so may the previous values of what it created. */
function movedField(then: FieldChange, now: FieldChange, begun: boolean): string[] {
  if (!isEqual(then.before, now.before) && !(begun && then.before === null))
    return [`${now.path} was ${show(then.before)}, is now ${show(now.before)}`];
  if (then.after === undefined || (now.after !== undefined && isEqual(then.after, now.after))) return [];
  const after = now.after === undefined ? "a value that is not known yet" : show(now.after);
  return [`${now.path} was going to become ${show(then.after)}, would now become ${after}`];
}

function movedStop(then: string | undefined, now: string | undefined, begun: boolean): string[] {
  if (then === undefined) return now === undefined ? [] : ["needs a manual step now, which the plan does not contain"];
  if (begun || then === now) return [];
  return [now === undefined ? "its manual step is already done" : `its manual step was at ${then}, is now at ${now}`];
}

function movedDifferences(then: readonly Difference[], now: readonly Difference[]): string[] {
  const find = (list: readonly Difference[], { resource, path }: Difference): Difference | undefined =>
    list.find((one) => one.path === path && one.resource.type === resource.type && one.resource.name === resource.name);
  return [
    ...then
      .filter((one) => find(now, one) === undefined)
      .map((one) => `${subject(one)} was ${show(one.actual)}, is now ${show(one.expected)}`),
    ...now.flatMap((one) => {
      const before = find(then, one) ?? { actual: one.expected };
      return isEqual(before.actual, one.actual)
        ? []
        : [`${subject(one)} was ${show(before.actual)}, is now ${show(one.actual)}`];
    }),
  ];
}

function subject({ resource, path }: Difference): string {
  return path === undefined ? describeResource(resource) : `${describeResource(resource)}: ${path}`;
}

function isSame(one: Pick<Change, "action" | "resource">, other: Pick<Change, "action" | "resource">): boolean {
  return (
    one.action === other.action &&
    one.resource.type === other.resource.type &&
    one.resource.name === other.resource.name
  );
}

function isEqual(one: JsonValue, other: JsonValue): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function show(value: JsonValue): string {
  if (value === null) return "not set";
  return typeof value === "string" ? `"${value}"` : JSON.stringify(value);
}

const MOST_PEOPLE = 5;

/** An approval covers the groups; their members at the time of apply are the owners' responsibility. */
function peopleMoved({ expected, notExpected }: Plan, now: Plan): string[] {
  const [then, today] = [new Set(expected.people), new Set(now.expected.people)];
  const come = now.expected.people.filter((name) => !then.has(name));
  const gone = expected.people.filter((name) => !today.has(name));
  const left = new Set(notExpected.map(({ name }) => name));
  const leftNow = now.notExpected.map(({ name }) => name).filter((name) => !left.has(name));
  return [
    ...tell(come, "will be provisioned in addition to the plan"),
    ...tell(gone, "in the plan will no longer be provisioned"),
    ...tell(leftNow, "will not be provisioned, in addition to those in the plan"),
  ];
}

function tell(names: readonly string[], what: string): string[] {
  if (names.length === 0) return [];
  const more = names.length > MOST_PEOPLE ? ` and ${String(names.length - MOST_PEOPLE)} more` : "";
  const who = `${names.slice(0, MOST_PEOPLE).join(", ")}${more}`;
  return [`${count(names.length, "user")} ${what}: ${who}.`];
}
