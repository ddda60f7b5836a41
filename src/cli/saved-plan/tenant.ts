import { EXIT, SetupError } from "../../base/errors.js";
import type { NamedTenant } from "../run/signed-in.js";
import { remake, type SavedPlan } from "./format/read.js";

/**
 * Checks, before anything is asked or sent, that the command line names a tenant, and that its name is the plan's. A plan's file
 * never says where to sign in: whoever wrote it would get the credentials.
 *
 * @throws SetupError (exit 64) `tenant-not-named`, or `plan-foreign`
 */
export function requireNamedTenant(
  saved: SavedPlan,
  named: NamedTenant | undefined,
  { tenantWord, tenantNaming }: { readonly tenantWord: string; readonly tenantNaming: string },
): void {
  if (named === undefined)
    throw new SetupError({
      code: "tenant-not-named",
      exitCode: EXIT.usage,
      what: `No ${tenantWord} is named; the plan in ${saved.path} cannot name it`,
      why: "anyone who can change the file could have your credentials sent elsewhere",
      fix: [`Name the ${tenantWord}: ${tenantNaming}.`],
    });
  const { url, id } = named;
  const same = url === saved.tenant.url && (id === undefined || isSame(id, saved.tenant.id));
  if (!same) throw foreign(saved, named, `Name the plan's ${tenantWord}: ${tenantNaming}.`);
}

/**
 * Checks that a plan is for the tenant that was signed in to.
 *
 * @throws SetupError `plan-foreign` (exit 64)
 */
export function requireTenant(saved: SavedPlan, found: NamedTenant): void {
  if (saved.tenant.url !== found.url || !isSame(found.id, saved.tenant.id))
    throw foreign(saved, found, "Sign in to the plan's tenant.");
}

function isSame(one: string | undefined, other: string | undefined): boolean {
  return one?.toLowerCase() === other?.toLowerCase();
}

function foreign({ tenant, path }: SavedPlan, found: NamedTenant, fix: string): SetupError {
  const name = ({ url, id }: NamedTenant): string => (id === undefined ? url : `${url} (${id})`);
  return new SetupError({
    code: "plan-foreign",
    exitCode: EXIT.usage,
    what: `--plan ${path}: the plan is for the tenant ${name(tenant)}, not for ${name(found)}`,
    why: "a plan can be applied only to the tenant it was made for",
    fix: [fix, remake(tenant.idp)],
    refused: true,
  });
}
