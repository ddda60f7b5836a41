import type { WarningCode } from "../../base/codes/warnings.js";
import type { Journal } from "../../setup/journal/journal.js";
import type { Plan } from "../../setup/model/plan.js";
import { requireSame } from "../../setup/plan/saved-plan.js";
import type { Template } from "../../template/document/template.js";
import { flagName } from "../../template/inputs/input-names.js";
import { paragraph } from "../terminal/layout.js";
import { remake, type SavedPlan } from "./format/read.js";
import type { Pen } from "../terminal/screen.js";

/** The journal's name for the plan that is applied. */
const SUBJECT = "saved-plan";

interface Parts {
  readonly saved: SavedPlan;
  readonly template: Pick<Template, "inputs">;
  readonly journal: Journal;
  readonly pen: Pen;
}

/**
 * Checks, before anything is written, that the plan from a file still equals the plan of now. The journal then records that this
 * plan was started, so the same command can continue after an interruption or a manual step.
 */
export function acceptSaved({ saved, template, journal, pen }: Parts): (now: Plan) => void {
  return (now) => {
    const begun = journal.wasGiven(SUBJECT, saved.digest) === "same";
    const made = begun ? [...journal.changes(), ...journal.undecided()] : undefined;
    const notices = requireSame({ plan: planOf(saved), made, fix: fixOf(saved, template) }, now);
    if (!begun) journal.rememberGiven(SUBJECT, saved.digest);
    pen.line();
    pen.line(
      `The saved plan ${saved.path} (made ${saved.madeAt}) still matches the tenant${begun ? "; continuing it" : ""}.`,
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

/** What to do, and what a plan made without a secret could not see. */
function fixOf({ secrets, tenant }: SavedPlan, { inputs }: Pick<Template, "inputs">): string[] {
  const without = inputs.filter(({ name }) => secrets.some(({ input, given }) => input === name && !given));
  const [first] = without;
  if (first === undefined) return [remake(tenant.idp)];
  const flags = without.map(flagName).join(", ");
  return [
    remake(tenant.idp),
    `It was made without ${flags}. Give ${without.length === 1 ? "it" : "them"} to plan, too: the plan then also covers what depends on the SCIM server and its token.`,
  ];
}
