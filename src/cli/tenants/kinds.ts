import type { EntraTenant } from "../../entra/tenant/tenant.js";
import type { OktaTenant } from "../../okta/tenant/tenant.js";
import type { StepKind } from "../../setup/step/step-kind.js";

/** The step kinds of Okta, loaded when a command needs them. */
export async function oktaStepKinds(): Promise<readonly StepKind<OktaTenant>[]> {
  return (await import("../../okta/steps/kinds.js")).oktaKinds;
}

/** The step kinds of Microsoft Entra ID, loaded when a command needs them. */
export async function entraStepKinds(): Promise<readonly StepKind<EntraTenant>[]> {
  return (await import("../../entra/steps/kinds.js")).entraKinds;
}
