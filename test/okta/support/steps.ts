import type { Secret } from "../../../src/base/secret.js";
import { oktaKinds } from "../../../src/okta/steps/kinds.js";
import type { OktaTenant } from "../../../src/okta/tenant/tenant.js";
import type { Step } from "../../../src/setup/step/step.js";

/** A step as a template would bind it. */
export function bindStep(uses: string, input: unknown): Step<OktaTenant> {
  const kind = oktaKinds.find((one) => one.uses === uses);
  if (kind === undefined) throw new Error(`no kind ${uses}`);
  return kind.bind({ id: uses.replace("okta/", ""), guide: "3.1" }, input);
}

export const SAML = {
  label: "TOTAL (Provisioning)",
  ssoUrl: "https://total.invalid/saml/acs",
  audience: "https://total.invalid/saml/metadata",
  hidden: true,
};

export function samlApp(input: object = {}): Step<OktaTenant> {
  return bindStep("okta/saml-app", { ...SAML, ...input });
}

export function scimConnection(
  baseUrl: string,
  token?: Secret,
  actions = ["push-new-users", "push-profile-updates", "push-groups"],
): Step<OktaTenant> {
  return bindStep("okta/scim-connection", {
    baseUrl,
    ...(token === undefined ? {} : { token }),
    uniqueIdentifier: "userName",
    actions,
  });
}

export function provisioningActions(): Step<OktaTenant> {
  return bindStep("okta/provisioning-actions", { create: true, update: true, deactivate: true });
}

export function groupAssignments(...groups: string[]): Step<OktaTenant> {
  return bindStep("okta/group-assignments", { groups });
}

export function groupPush(groups: readonly string[], target: "create" | "link" = "create"): Step<OktaTenant> {
  return bindStep("okta/group-push", { groups, target });
}

export function systemLog(): Step<OktaTenant> {
  return bindStep("okta/system-log", {});
}
