import { EXIT, SetupError } from "../../base/errors.js";
import type { JsonValue } from "../../base/json.js";
import type { Drift, Foreign, Look, PlannedStep, Warning } from "../model/plan.js";
import type { Operator } from "../model/ports.js";
import { describeResource } from "../model/describe-resource.js";

/** What of these looks may be somebody else's. */
export function foreignIn(looks: readonly Look[]): Foreign[] {
  return looks.flatMap(({ ownership }) => (ownership?.state === "foreign" ? [ownership] : []));
}

/** What a plan says of it. */
export function foreignWarning(foreign: Foreign): Warning {
  return {
    code: "app-foreign",
    message: `${whatOf(foreign)}: ${marksOf(foreign)}.`,
    fix: `If it is the right one, choose it with ${foreign.chosenBy}; without that, apply asks a person to type its name, and stops where it cannot ask. Otherwise rename it, and a new one is made.`,
  };
}

/** What `verify` says of it: nothing that was compared is known to be this set-up's. */
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
 * Has a person type the name of everything that may be somebody else's. A yes given beforehand is no answer to that.
 *
 * @throws SetupError `app-foreign` (exit 64) where no person can be asked, `declined` (exit 1) when another name was typed
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
 * Checks that what a step finds now is what the approved plan found: what came in between under the same name, nobody has seen.
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
    what: `${whatOf(surprise)}, and the approved plan did not contain it`,
    why: `somebody made or changed it between the plan and now: ${marksOf(surprise)}`,
    fix: ["Run the same command again to see the new plan. What was applied so far stays and is found again."],
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
      `If it is the right one, run the same command with ${foreign.chosenBy}: --yes alone does not accept it.`,
      "Or run it on a terminal without --yes, and type its name when you are asked.",
      "If it belongs to something else, rename it: then a new one is made beside it.",
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
  return `The ${describeResource(resource)} (${resource.id}) has the name of the guide's, but may belong to something else`;
}

function marksOf({ marks }: Foreign): string {
  return marks
    .map(({ label, expected, actual }) => `${label} is ${shown(actual)}, the guide says ${shown(expected)}`)
    .join("; ");
}

function shown(value: JsonValue): string {
  return value === null ? "not set" : JSON.stringify(value);
}
