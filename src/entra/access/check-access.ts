import { EXIT, SetupError } from "../../base/errors.js";
import type { AccessNeed } from "../../setup/model/rights.js";
import type { TokenRights } from "../api/token-rights.js";
import { rightsReport } from "./rights-report.js";

/**
 * Checks before anything is read that the token allows what the run's steps do. A token that cannot be read, or that acts
 * with the user's own roles, says nothing: then Graph decides call by call.
 *
 * @throws SetupError `access-missing` (exit 4) naming each right that is missing, what it is for and who grants it
 */
export function checkAccess(rights: TokenRights | undefined, needs: readonly AccessNeed[]): void {
  const missing = rightsReport(rights, needs)
    .filter(({ state }) => state === "missing")
    .map(({ need }) => need);
  if (rights === undefined || missing.length === 0) return;
  const names = missing.map(({ anyOf, purpose }) => `${anyOf[0] ?? ""} (to ${purpose})`).join(", ");
  const kind = rights.delegated ? "delegated permission" : "application permission";
  throw new SetupError({
    code: "access-missing",
    exitCode: EXIT.access,
    what: `Permissions are missing for this run: ${names}`,
    why: `the access token of ${rights.who ?? "the signed-in identity"} does not have ${missing.length === 1 ? `this ${kind}` : `these ${kind}s`}`,
    fix: [
      ...missing.map(({ anyOf, role, purpose }) => `To ${purpose}: grant ${anyOf.join(" or ")} (least role: ${role}).`),
      "Have a Privileged Role Administrator or Global Administrator grant admin consent to the application that signs in.",
      "Sign in again after a role was activated or consent was granted: both count only in a new token.",
      "Or leave the step out with --skip, and have an administrator with these permissions do it in the Entra admin center.",
    ],
  });
}
