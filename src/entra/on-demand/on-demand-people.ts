import { EXIT, SetupError } from "../../base/errors.js";
import type { EntraGroup, EntraUser } from "../api/schemas.js";
import { plannedMembers } from "../people/directory-people.js";
import { resolveGroups } from "../groups/resolve-groups.js";
import type { EntraTenant } from "../tenant/tenant.js";

/** A user to be provisioned on demand, as a member of this group. */
export interface Candidate {
  readonly user: EntraUser;
  readonly group: EntraGroup;
}

/**
 * The users that a run provisions on demand: those named with `--on-demand`, else the first of the group by sign-in name. Always
 * the same users for the same members, so that a plan stays true; disabled users cannot be provisioned on demand.
 *
 * @throws SetupError `on-demand-not-assigned` (exit 1) naming those who are direct members of no assigned group
 */
export async function chooseCandidates(
  tenant: EntraTenant,
  wanted: { readonly group: string; readonly most: number },
  named: readonly string[] | undefined,
): Promise<{ readonly chosen: readonly Candidate[]; readonly others: number }> {
  const [group] = await resolveGroups(tenant, [wanted.group]);
  if (group === undefined) return { chosen: [], others: 0 };
  if (named !== undefined) return { chosen: await findNamed(tenant, group, named), others: 0 };
  const members = (await plannedMembers(tenant, group.id))
    .filter(isEnabled)
    .sort((a, b) => compare(a.userPrincipalName, b.userPrincipalName));
  const chosen = members.slice(0, wanted.most).map((user) => ({ user, group }));
  return { chosen, others: members.length - chosen.length };
}

async function findNamed(tenant: EntraTenant, group: EntraGroup, names: readonly string[]): Promise<Candidate[]> {
  const candidates = new Map<string, Candidate>();
  const groups = [group, ...(await resolveGroups(tenant, [...tenant.results.assigned]))];
  for (const one of groups) {
    for (const user of await plannedMembers(tenant, one.id)) {
      const key = user.userPrincipalName.toLowerCase();
      if (!candidates.has(key)) candidates.set(key, { user, group: one });
    }
  }
  const wanted = [...new Set(names.map((name) => name.toLowerCase()))];
  const missing = wanted.filter((name) => !isEnabled(candidates.get(name)?.user));
  if (missing.length > 0) throw notAssigned(missing, candidates);
  return wanted.flatMap((name) => candidates.get(name) ?? []);
}

function notAssigned(missing: readonly string[], members: ReadonlyMap<string, Candidate>): SetupError {
  const disabled = missing.filter((name) => members.has(name));
  const strangers = missing.filter((name) => !members.has(name));
  const why = [
    ...(strangers.length > 0 ? [`${strangers.join(", ")}: not a direct member of an assigned group`] : []),
    ...(disabled.length > 0 ? [`${disabled.join(", ")}: disabled in Entra`] : []),
  ].join("; ");
  return new SetupError({
    code: "on-demand-not-assigned",
    exitCode: EXIT.failed,
    what: "--on-demand names users that Entra cannot provision on demand",
    why,
    fix: [
      "Use the sign-in names (User principal name) of enabled users who are direct members of an assigned group.",
      "Or leave --on-demand out: then the first users of the guide's group are provisioned.",
    ],
  });
}

function isEnabled(user: EntraUser | undefined): boolean {
  return user !== undefined && user.accountEnabled !== false;
}

function compare(a: string, b: string): number {
  const [one, other] = [a.toLowerCase(), b.toLowerCase()];
  return one < other ? -1 : one > other ? 1 : 0;
}
