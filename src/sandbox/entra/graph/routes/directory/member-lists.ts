import type { SandboxGroup, SandboxTenant, SandboxUser } from "../../../tenant/model.js";

/** A user or a group. */
export type Member = SandboxUser | SandboxGroup;

export function isUser(one: Member): one is SandboxUser {
  return "userPrincipalName" in one;
}

/** The direct members; who was deleted is in no group. */
export function membersOf(tenant: SandboxTenant, { members }: SandboxGroup): readonly Member[] {
  return present(tenant, members);
}

/** The owners. */
export function ownersOf(tenant: SandboxTenant, { owners }: SandboxGroup): readonly Member[] {
  return present(tenant, owners);
}

/** Members of the group and of all groups within it, groups included. */
export function transitiveMembersOf(tenant: SandboxTenant, group: SandboxGroup): readonly Member[] {
  const found = new Set<Member>();
  const open = [group];
  for (let next = open.shift(); next !== undefined; next = open.shift())
    for (const member of membersOf(tenant, next)) {
      if (found.has(member)) continue;
      found.add(member);
      if (!isUser(member)) open.push(member);
    }
  return [...found];
}

/** The groups that the object is a direct member of. */
export function groupsOf(tenant: SandboxTenant, id: string): readonly SandboxGroup[] {
  return [...tenant.groups.values()].filter(({ members }) => members.has(id));
}

function present({ users, groups }: SandboxTenant, ids: ReadonlySet<string>): readonly Member[] {
  return [...ids]
    .map((id) => users.get(id) ?? groups.get(id))
    .filter((one) => one !== undefined)
    .filter((one) => !(isUser(one) && one.softDeleted));
}
