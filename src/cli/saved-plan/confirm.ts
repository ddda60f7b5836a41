import { EXIT, SetupError } from "../../base/errors.js";
import type { NamedTenant } from "../run/signed-in.js";
import { remake, type SavedPlan } from "./format/read.js";
import type { ConfirmedInputs } from "./options.js";
import { requireNamedTenant } from "./tenant.js";

interface Approving {
  /** The value of `--confirm-plan`. */
  readonly digest: string | undefined;
  /** The tenant that the command line names. */
  readonly namedTenant: () => NamedTenant | undefined;
  readonly idp: { readonly tenantWord: string; readonly tenantNaming: string };
}

/**
 * The inputs of a plan, approved for the tenant that the command line names.
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
 * @throws SetupError `plan-digest-wrong` (exit 64) when it is the digest of another plan
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
    what: `--confirm-plan: the digest of the plan in ${path} is ${digest}, not the one you approved`,
    why: "the file was replaced or changed, or the digest belongs to another plan",
    fix: ["Give the whole digest that plan --out printed: sha256: and 64 digits.", remake(tenant.idp)],
    refused: true,
  });
}
