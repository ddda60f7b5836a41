import type { WarningCode } from "../../base/codes/warnings.js";
import type { Journal } from "../../setup/journal/journal.js";
import type { Plan } from "../../setup/model/plan.js";
import { requireSame } from "../../setup/plan/saved-plan.js";
import type { Template } from "../../template/document/template.js";
import { flagName } from "../../template/inputs/input-names.js";
import { paragraph } from "../terminal/layout.js";
import { remake, type SavedPlan } from "./format/read.js";
import type { Pen } from "../terminal/screen.js";

/** What the journal calls the plan that is being carried out. */
const SUBJECT = "saved-plan";

interface Parts {
  readonly saved: SavedPlan;
  readonly template: Pick<Template, "inputs">;
  readonly journal: Journal;
  readonly pen: Pen;
}

/**
 * What a plan from a file asks of the plan that is built anew, before anything is written: that it is the same. From then on
 * the journal knows that this plan was begun, so that the same command goes on after an interruption or a console stop.
 */
export function acceptSaved({ saved, template, journal, pen }: Parts): (now: Plan) => void {
  return (now) => {
    const begun = journal.wasGiven(SUBJECT, saved.digest) === "same";
    const made = begun ? [...journal.changes(), ...journal.undecided()] : undefined;
    const notices = requireSame({ plan: planOf(saved), made, fix: fixOf(saved, template) }, now);
    if (!begun) journal.rememberGiven(SUBJECT, saved.digest);
    pen.line();
    pen.line(
      `The plan of ${saved.madeAt} (${saved.path}) still holds${begun ? ", and goes on where it was left" : ""}.`,
    );
    for (const notice of notices) paragraph(pen, "  ", "! ", notice);
  };
}

/** The plan in the words of the engine. */
function planOf({ plan }: SavedPlan): Plan {
  return {
    ...plan,
    steps: plan.steps.map(({ differs, warnings, ...step }) => ({
      ...step,
      // Another version may have other codes; two plans are not compared by them.
      warnings: warnings.map(({ code, ...warning }) => ({ ...warning, code: code as WarningCode })),
      differs: differs.map(({ mend, ...difference }) => ({ ...difference, fixedBy: mend })),
    })),
  };
}

/** What a plan made without a secret could not see. */
function fixOf({ secrets, tenant }: SavedPlan, { inputs }: Pick<Template, "inputs">): string[] {
  const without = inputs.filter(({ name }) => secrets.some(({ input, given }) => input === name && !given));
  const [first] = without;
  if (first === undefined) return [remake(tenant.idp)];
  const flags = without.map(flagName).join(", ");
  return [
    remake(tenant.idp),
    `It was made without ${flags}: with that, a plan also sees what depends on the target and on the token given last.`,
  ];
}
