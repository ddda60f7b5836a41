import { EXIT, SetupError } from "../../base/errors.js";
import type { Plan } from "../../setup/model/plan.js";
import type { Step } from "../../setup/step/step.js";
import type { Template } from "../../template/document/template.js";

/**
 * The ids of the steps that a new token does not concern: they look, and the proof holds for them too.
 *
 * @throws SetupError `usage` (exit 64) for a template that gives no token to anybody
 */
export function besideRotation<Tenant>(
  steps: readonly Step<Tenant>[],
  { name }: Pick<Template, "name">,
): ReadonlySet<string> {
  if (steps.some(({ rotates }) => rotates === true))
    return new Set(steps.filter(({ rotates }) => rotates !== true).map(({ id }) => id));
  throw new SetupError({
    code: "usage",
    exitCode: EXIT.usage,
    what: `The template ${name} connects no target: there is no token to rotate`,
    fix: ["Name the template that the set-up was made with: --template NAME."],
  });
}

/** What a plan says of the token alone. */
export function rotationOnly(plan: Plan): Plan {
  return { ...plan, steps: plan.steps.filter(({ status }) => status !== "skipped") };
}
