import type { OktaTenant } from "../okta/tenant.js";
import type { StepKind } from "../setup/step.js";

/** The step kinds of Okta, loaded when a command needs them. */
export async function oktaStepKinds(): Promise<readonly StepKind<OktaTenant>[]> {
  return (await import("../okta/steps/kinds.js")).oktaKinds;
}
