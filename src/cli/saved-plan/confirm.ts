import { EXIT, SetupError } from "../../base/errors.js";
import type { NamedTenant } from "../run/signed-in.js";
import { remake, type SavedPlan } from "./format/read.js";
import type { ConfirmedInputs } from "./options.js";
import { requireNamedTenant } from "./tenant.js";

interface Approving {
  /** What `--confirm-plan` says. */
  readonly digest: string | undefined;
  /** The tenant that the command line names. */
  readonly namedTenant: () => NamedTenant | undefined;
  readonly idp: { readonly tenantWord: string; readonly tenantNaming: string };
}

/**
 * The inputs of a plan that may be applied to the tenant that the command line names.
 *
 * @throws SetupError (exit 64) `plan-digest-wrong`, `tenant-not-named` or `plan-foreign`
 */
export function approveSaved(saved: SavedPlan, { digest, namedTenant, idp }: Approving): ConfirmedInputs {
  const confirmed = isConfirmed(saved, digest);
  requireNamedTenant(saved, namedTenant(), idp);
  return { ...saved, confirmed };
}

/**
 * Whether `--confirm-plan` approves this plan, by the digest that `plan --out` printed.
 *
 * @returns false when it was not given
 * @throws SetupError `plan-digest-wrong` (exit 64) when it is the digest of something else
 */
export function isConfirmed(
  { digest, path, tenant }: Pick<SavedPlan, "digest" | "path" | "tenant">,
  given: string | undefined,
): boolean {
  if (given === undefined) return false;
  const plain = given.trim().toLowerCase();
  if (digest === (plain.startsWith("sha256:") ? plain : `sha256:${plain}`)) return true;
  throw new SetupError({
    code: "plan-digest-wrong",
    exitCode: EXIT.usage,
    what: `--confirm-plan: the plan in ${path} has another digest, ${digest}`,
    why: "it is not the plan that was approved: the file was replaced or changed, or the digest is of another plan",
    fix: ["Give the whole digest as plan --out printed it, sha256: and 64 digits.", remake(tenant.idp)],
    refused: true,
  });
}
