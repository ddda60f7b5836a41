import { EXIT, SetupError } from "../../base/errors.js";
import type { JsonValue } from "../../base/json.js";
import { foreignDrift, foreignIn } from "./ownership.js";
import type { Change, Difference, Drift, FieldChange, Look, FixedBy, PlannedStep, Warning } from "../model/plan.js";
import { describeResource } from "../model/describe-resource.js";

/**
 * The drift in a look: what apply would create is missing, what it would change has changed, field by field; with the
 * differences that are not changes, and what cannot be compared. Pure.
 *
 * @param title - the step's title, for drift without a resource
 */
export function driftOf(look: Look, title: string): Drift[] {
  const differs = look.differs ?? [];
  return [
    ...foreignIn([look]).map(foreignDrift),
    ...differs.map(drifted),
    ...look.changes.flatMap((change) => driftOfChange(change, differs)),
    ...driftOfStop(look, title),
    ...(look.unchecked ?? []).map((what) => uncheckedDrift(what, title)),
  ];
}

/** The data of a warning about a value that apply does not change. */
export function differenceOf(
  { code, message, fix }: Warning,
  where: Omit<Difference, "fixedBy" | "what" | "fix" | "code">,
  fixedBy: FixedBy = "by-hand",
): Difference {
  return { ...where, fixedBy, what: message, fix, code };
}

/** The drift of a look that failed because the administrator must decide about the tenant's state. */
export function driftOfError({ code, message, fix }: SetupError, title: string): Drift {
  return {
    ...ofStep(title),
    state: IS_GONE.test(code) ? "missing" : "changed",
    what: message,
    fix: fix.join(" "),
    code,
  };
}

/** Something that was not compared, and why. */
export function uncheckedDrift(what: string, title: string): Drift {
  return { ...ofStep(title), state: "unchecked", what };
}

/** Whether a step differs from the guide; what could not be compared is not a drift. */
export function hasDrifted({ drift = [] }: Pick<PlannedStep, "drift">): boolean {
  return drift.some(({ state }) => state !== "unchecked");
}

/**
 * Whether an error shows the tenant's state. An error that ends the whole run, or that means there was no useful answer, does
 * not.
 */
export function tellsState(error: unknown): error is SetupError {
  return error instanceof SetupError && error.exitCode === EXIT.failed && !NO_ANSWER.test(error.code);
}

const IS_GONE = /-(?:not-found|missing)(?:-|$)/;
/** Stable endings of the codes of both APIs and of the target that mean there was no useful answer. */
const NO_ANSWER =
  /-(?:unreachable|unavailable|rate-limited|not-json|redirected|redirects|answer-unexpected|link-foreign|paging-endless)$/;

function driftOfChange(change: Change, differs: readonly Difference[]): Drift[] {
  const { action, resource, fields, people, note } = change;
  const name = describeResource(resource);
  const told = differs.filter((one) => one.resource.type === resource.type && one.resource.name === resource.name);
  const isTold = told.length > 0;
  switch (action) {
    case "create":
      return [
        {
          resource,
          state: "missing",
          expected: resource.name,
          actual: null,
          fixedBy: "apply",
          what: `Missing: the ${name}.`,
        },
      ];
    case "update": {
      const changed = fields.filter(({ before, after }) => !isSame(before, after));
      if (changed.length > 0)
        return changed
          .filter(({ path }) => told.every((one) => one.path !== path))
          .map((field) => driftOfField(field, resource, name));
      return isTold ? [] : [{ ...whole(resource), what: `Different from the guide: the ${name}${because(note)}` }];
    }
    case "start":
      // The proof names the users that are sent again.
      return isTold || people === true
        ? []
        : [{ ...whole(resource), expected: "started", what: `Not started: the ${name}${because(note)}` }];
    case "delete":
      return [{ ...whole(resource), actual: resource.name, what: `Not in the guide: the ${name}.` }];
  }
}

function driftOfField({ path, before, after }: FieldChange, resource: Change["resource"], name: string): Drift {
  const isMissing = before === null;
  const is = isMissing ? "not set" : shown(before);
  const wanted = after === undefined ? "" : `; the guide says ${shown(after)}`;
  return {
    resource,
    path,
    state: isMissing ? "missing" : "changed",
    expected: after ?? null,
    actual: before,
    fixedBy: "apply",
    what: `${path} of ${name} is ${is}${wanted}.`,
  };
}

/** A manual step says what to do; the step itself says what is missing, if it knows. */
function driftOfStop({ console: stop, differs = [] }: Look, title: string): Drift[] {
  if (stop === undefined || differs.some(({ fixedBy }) => fixedBy === "console")) return [];
  return [{ ...ofStep(title), state: "missing", fixedBy: "console", what: "The manual step is not done." }];
}

function drifted(difference: Difference): Drift {
  return { ...difference, state: difference.actual === null ? "missing" : "changed" };
}

function whole(resource: Change["resource"]): Omit<Drift, "what"> {
  return { resource, state: "changed", expected: null, actual: null, fixedBy: "apply" };
}

function ofStep(title: string): Pick<Drift, "resource" | "expected" | "actual" | "fixedBy"> {
  return { resource: { type: "step", name: title }, expected: null, actual: null, fixedBy: "by-hand" };
}

/** The end of a sentence, with its note: a clause goes in brackets, a sentence stands on its own. */
function because(note: string | undefined): string {
  if (note === undefined) return ".";
  return /^\p{Lu}/u.test(note) ? `. ${note.replace(/\.?$/, ".")}` : ` (${note}).`;
}

function isSame(before: JsonValue, after: JsonValue | undefined): boolean {
  return after !== undefined && JSON.stringify(before) === JSON.stringify(after);
}

function shown(value: JsonValue): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
