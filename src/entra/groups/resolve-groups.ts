import { EXIT, SetupError } from "../../base/errors.js";
import { firstWord, visibleName } from "../../setup/proof/group-names.js";
import { groupsNotFound } from "../../setup/step/groups-not-found.js";
import type { EntraGroup } from "../api/schemas.js";
import type { EntraTenant } from "../tenant/tenant.js";

type Groups = Pick<EntraTenant, "api" | "groups">;

/**
 * Finds the groups of a step by exact name, else by the name without invisible blanks and line breaks, and keeps them. Names of
 * groups are not unique in Entra.
 *
 * @returns the groups in the order of the names, each once
 * @throws SetupError `group-not-found`, `group-ambiguous` or `group-not-security` (exit 1)
 */
export async function resolveGroups(tenant: Groups, names: readonly string[]): Promise<readonly EntraGroup[]> {
  const groups: EntraGroup[] = [];
  const missing: string[] = [];
  for (const name of new Set(names)) {
    const group = await findGroup(tenant, name);
    if (group === undefined) missing.push(name);
    else groups.push(group);
  }
  if (missing.length > 0) throw await notFound(tenant, missing);
  return groups;
}

async function findGroup({ api, groups }: Groups, name: string): Promise<EntraGroup | undefined> {
  const known = groups.get(name);
  if (known !== undefined) return known;
  const exact = (await api.directory.groupsNamed(name)).filter(({ displayName }) => displayName === name);
  const hits = exact.length > 0 ? exact : await groupsSeenAs(api, name);
  if (hits.length > 1) throw ambiguous(name, hits);
  const [group] = hits;
  if (group === undefined) return undefined;
  if (group.securityEnabled === false) throw notSecurity(group);
  groups.keep(name, group);
  return group;
}

async function groupsSeenAs(api: Groups["api"], name: string): Promise<EntraGroup[]> {
  const near = await api.directory.groupsStartingWith(firstWord(name));
  return near.filter(({ displayName }) => visibleName(displayName) === visibleName(name));
}

function ambiguous(name: string, hits: readonly EntraGroup[]): SetupError {
  return new SetupError({
    code: "group-ambiguous",
    exitCode: EXIT.failed,
    what: `There are ${String(hits.length)} groups named "${name}" in Entra`,
    why: `the name does not say which one to use; their Object IDs are ${hits.map(({ id }) => id).join(", ")}`,
    fix: ["Rename the others in the Entra admin center, under Groups, then run the same command again."],
  });
}

/** Only security groups can be assigned to an application (Entra docs, assign-user-or-group-access-portal). */
function notSecurity({ displayName, id, groupTypes, mailEnabled }: EntraGroup): SetupError {
  const kind =
    groupTypes?.includes("Unified") === true
      ? "a Microsoft 365 group without the security setting"
      : mailEnabled === true
        ? "a distribution list"
        : "not a security group";
  return new SetupError({
    code: "group-not-security",
    exitCode: EXIT.failed,
    what: `The group "${displayName}" (${id}) cannot be assigned to an application`,
    why: `it is ${kind}, and only security groups can be assigned`,
    fix: [
      "Create a security group with the same users in the Entra admin center, under Groups, and use that group.",
      "Or set securityEnabled to true on a Microsoft 365 group, with Microsoft Graph or PowerShell.",
    ],
  });
}

function notFound({ api }: Groups, missing: readonly string[]): Promise<SetupError> {
  return groupsNotFound(missing, {
    idp: "Entra",
    namesStartingWith: async (start) =>
      (await api.directory.groupsStartingWith(start)).map(({ displayName }) => displayName),
    fix: [
      "Use the exact name, capital letters included, of a security group in the Entra admin center, under Groups.",
      "Or create the group there first. The vendor's guide says which groups it needs.",
    ],
  });
}
