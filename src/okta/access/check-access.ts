import { EXIT, SetupError } from "../../base/errors.js";
import { distinctNeeds, type RightReport, type AccessNeed } from "../../setup/model/rights.js";
import { distinct, GRANT_SCOPES } from "../api/scopes.js";
import type { OktaSignIn } from "../api/sign-in.js";
import { makeGroups } from "./step-access.js";
import type { OktaOptions } from "../tenant/tenant.js";

/** The rights that a run needs: groups are created only with `--create-groups`. */
export function neededAccess(
  access: readonly AccessNeed[],
  { createGroups }: Pick<OktaOptions, "createGroups">,
): AccessNeed[] {
  return access.filter((need) => need !== makeGroups || createGroups);
}

/** The needs whose scope is not in the access token; an API token has its administrator's roles, which only Okta knows. */
export function missingAccess({ scopes }: Pick<OktaSignIn, "scopes">, needs: readonly AccessNeed[]): AccessNeed[] {
  return scopes === undefined ? [] : distinct(needs.filter(({ anyOf }) => !anyOf.some((scope) => scopes.has(scope))));
}

/** How each need stands with the access token; only Okta knows the rights of an API token. */
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
 * @throws SetupError `access-missing` (exit 4) with each missing scope, what it is for and who grants it
 */
export function checkAccess(signIn: Pick<OktaSignIn, "scopes" | "who">, needs: readonly AccessNeed[]): void {
  const missing = missingAccess(signIn, needs);
  if (missing.length === 0) return;
  const names = missing.map(({ anyOf, purpose }) => `${anyOf[0] ?? ""} (to ${purpose})`).join(", ");
  throw new SetupError({
    code: "access-missing",
    exitCode: EXIT.access,
    what: `This run needs rights that the sign-in does not have: ${names}`,
    why: `the access token of ${signIn.who ?? "the app"} does not have ${missing.length === 1 ? "this scope" : "these scopes"}`,
    fix: [
      ...missing.map(
        ({ anyOf, role, purpose }) => `To ${purpose}: grant ${anyOf.join(" or ")}; administrator role: ${role}.`,
      ),
      GRANT_SCOPES,
      "Or skip the step with --skip, and ask an administrator with these rights to do it in the Admin Console.",
    ],
    refused: true,
  });
}
