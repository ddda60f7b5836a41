import { EXIT, SetupError } from "../../base/errors.js";
import type { JsonValue } from "../../base/json.js";
import type { Drift, Foreign, Look, PlannedStep, Warning } from "../model/plan.js";
import type { Operator } from "../model/ports.js";
import { describeResource } from "../model/describe-resource.js";

/** The resources in these looks that may belong to something else. */
export function foreignIn(looks: readonly Look[]): Foreign[] {
  return looks.flatMap(({ ownership }) => (ownership?.state === "foreign" ? [ownership] : []));
}

/** The warning in a plan. */
export function foreignWarning(foreign: Foreign): Warning {
  return {
    code: "app-foreign",
    message: `${whatOf(foreign)}: ${marksOf(foreign)}.`,
    fix: `If it is the right one, choose it with ${foreign.chosenBy}. Otherwise rename it; the next run then creates a new one. Without either, apply asks you to type its name, and stops if it cannot ask.`,
  };
}

/** The drift in `verify`: it is unknown whether the compared resource belongs to this set-up. */
export function foreignDrift(foreign: Foreign): Drift {
  const { message, code } = foreignWarning(foreign);
  return {
    resource: foreign.resource,
    state: "changed",
    expected: null,
    actual: null,
    fixedBy: "by-hand",
    what: message,
    fix: `If it is the right one, choose it with ${foreign.chosenBy}.`,
    code,
  };
}

/**
 * Asks the user to type the name of every resource that may belong to something else. `--yes` does not answer this.
 *
 * @throws SetupError `app-foreign` (exit 64) when there is no terminal, `declined` (exit 1) when another name was typed
 */
export async function requireOwned(
  steps: readonly PlannedStep[],
  { typeName }: Pick<Operator, "typeName">,
): Promise<void> {
  for (const foreign of foreignIn(steps)) {
    const typed = await typeName(foreign.resource.name, foreignWarning(foreign).message);
    if (typed === undefined) throw foreignError(foreign);
    if (typed.trim() !== foreign.resource.name.trim()) throw notConfirmed(foreign);
  }
}

/**
 * Checks that a step finds the same resource as the approved plan: one that appeared since then was not approved.
 *
 * @throws SetupError `plan-outdated` (exit 1)
 */
export function requireSeen(approved: Look | undefined, now: Look): void {
  const seen = foreignIn(approved === undefined ? [] : [approved]).map(({ resource }) => resource.id);
  const surprise = foreignIn([now]).find(({ resource }) => !seen.includes(resource.id));
  if (surprise === undefined) return;
  throw new SetupError({
    code: "plan-outdated",
    exitCode: EXIT.failed,
    what: `${whatOf(surprise)}, and it is not in the approved plan`,
    why: `someone created or changed it after the plan was made: ${marksOf(surprise)}`,
    fix: ["Run the same command again to review the new plan. Completed changes are kept."],
    refused: true,
  });
}

function foreignError(foreign: Foreign): SetupError {
  return new SetupError({
    code: "app-foreign",
    exitCode: EXIT.usage,
    what: `${whatOf(foreign)}; nothing was written`,
    why: marksOf(foreign),
    fix: [
      `If it is the right one, add ${foreign.chosenBy} to the command; --yes alone does not accept it.`,
      "Or run the command on a terminal without --yes, and type the name when asked.",
      "If it belongs to something else, rename it; the next run then creates a new one.",
    ],
    refused: true,
  });
}

function notConfirmed({ resource, chosenBy }: Foreign): SetupError {
  return new SetupError({
    code: "declined",
    exitCode: EXIT.failed,
    what: `You did not type the name "${resource.name}"; nothing was written`,
    fix: [`Run the same command again and type the name, or choose it with ${chosenBy}.`],
    refused: true,
  });
}

function whatOf({ resource }: Foreign): string {
  return `The ${describeResource(resource)} (${resource.id}) has the name from the guide, but may belong to something else`;
}

function marksOf({ marks }: Foreign): string {
  return marks
    .map(({ label, expected, actual }) => `${label} is ${shown(actual)}, but the guide says ${shown(expected)}`)
    .join("; ");
}

function shown(value: JsonValue): string {
  return value === null ? "not set" : JSON.stringify(value);
}
