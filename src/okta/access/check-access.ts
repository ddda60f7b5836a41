import { EXIT, SetupError } from "../../base/errors.js";
import { distinctNeeds, type RightReport, type AccessNeed } from "../../setup/model/rights.js";
import { distinct, GRANT_SCOPES } from "../api/scopes.js";
import type { OktaSignIn } from "../api/sign-in.js";
import { makeGroups } from "./step-access.js";
import type { OktaOptions } from "../tenant/tenant.js";

/** What a run needs of what its steps may need: groups are made only when that was asked for. */
export function neededAccess(
  access: readonly AccessNeed[],
  { createGroups }: Pick<OktaOptions, "createGroups">,
): AccessNeed[] {
  return access.filter((need) => need !== makeGroups || createGroups);
}

/** The needs whose scope is not in the access token; an API token goes by its administrator's roles, which only Okta knows. */
export function missingAccess({ scopes }: Pick<OktaSignIn, "scopes">, needs: readonly AccessNeed[]): AccessNeed[] {
  return scopes === undefined ? [] : distinct(needs.filter(({ anyOf }) => !anyOf.some((scope) => scopes.has(scope))));
}

/** How each need stands with the access token; of an API token's rights only Okta knows. */
export function rightsReport(
  { scopes }: Pick<OktaSignIn, "scopes">,
  needs: readonly AccessNeed[],
): readonly RightReport[] {
  return distinctNeeds(needs).map((need) => {
    if (scopes === undefined) return { need, state: "by-role" };
    return { need, state: need.anyOf.some((scope) => scopes.has(scope)) ? "granted" : "missing" };
  });
}

/**
 * Checks before anything is read that the access token allows what the run's steps do.
 *
 * @throws SetupError `access-missing` (exit 4) naming each scope that is missing, what it is for and who grants it
 */
export function checkAccess(signIn: Pick<OktaSignIn, "scopes" | "who">, needs: readonly AccessNeed[]): void {
  const missing = missingAccess(signIn, needs);
  if (missing.length === 0) return;
  const names = missing.map(({ anyOf, purpose }) => `${anyOf[0] ?? ""} (to ${purpose})`).join(", ");
  throw new SetupError({
    code: "access-missing",
    exitCode: EXIT.access,
    what: `The sign-in does not allow what this run does: ${names}`,
    why: `the access token of ${signIn.who ?? "the app"} lacks ${missing.length === 1 ? "this scope" : "these scopes"}`,
    fix: [
      ...missing.map(({ anyOf, role, purpose }) => `To ${purpose}: ${anyOf.join(" or ")}; role: ${role}.`),
      GRANT_SCOPES,
      "Or leave the step out with --skip, and have somebody who may do it by hand.",
    ],
    refused: true,
  });
}
