import type { Expectation, Person } from "../../../setup/model/expectation.js";
import type { Target, TargetGroup, TargetUser } from "../../../setup/model/ports.js";
import { visibleName } from "../../../setup/proof/group-names.js";
import { membersOf, type KeptMembership } from "../../../setup/proof/later-changes.js";
import { asTarget } from "../../../setup/proof/target-reading.js";
import { userNameOf, type Bystander } from "./choose-changes.js";

/** The SCIM server, and the names under which it has users. */
export interface OnTarget {
  readonly expectation: Required<Expectation>;
  readonly target: Target;
}

/** The user, if the SCIM server has exactly one of this name. @throws TargetUnread */
export async function findUser(person: Person, { target, expectation }: OnTarget): Promise<TargetUser | undefined> {
  const users = await asTarget(() => target.users([userNameOf(person, expectation)], false));
  return users.length === 1 ? users[0] : undefined;
}

/** The group, if the SCIM server has exactly one of this name. @throws TargetUnread */
export async function findGroup(
  { targetName }: { readonly targetName: string },
  { target }: Pick<OnTarget, "target">,
): Promise<TargetGroup | undefined> {
  const groups = await asTarget(() => target.groups(spellings(targetName), false));
  return groups.length === 1 ? groups[0] : undefined;
}

/**
 * Those of the memberships that the SCIM server shows now.
 *
 * @param renamedTo - the name that a group may get meanwhile
 * @throws TargetUnread
 */
export async function findKept(
  bystanders: readonly Bystander[],
  place: OnTarget,
  renamedTo: (group: Bystander["group"]) => readonly string[],
): Promise<readonly KeptMembership[]> {
  const kept: KeptMembership[] = [];
  for (const { person, group } of bystanders) {
    const user = await findUser(person, place);
    const found = await findGroup(group, place);
    if (user === undefined || found === undefined) continue;
    const members = await asTarget(() => membersOf(place.target, found, user));
    if (members?.has(user.id) !== true) continue;
    kept.push({
      name: `${group.name} / ${person.name}`,
      user: { id: user.id, userName: user.userName },
      groupId: found.id,
      groupNames: spellings(group.targetName, ...renamedTo(group)),
    });
  }
  return kept;
}

/** A SCIM server may store a name without its leading and trailing spaces. */
export function spellings(...names: readonly string[]): readonly string[] {
  return [...new Set(names.flatMap((name) => [name, visibleName(name)]))];
}
