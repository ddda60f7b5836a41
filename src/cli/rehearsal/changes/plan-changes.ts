import type { Expectation, Person } from "../../../setup/model/expectation.js";
import type { Target, TargetGroup, TargetUser } from "../../../setup/model/ports.js";
import type { ChangesProof } from "../../../setup/model/proof.js";
import { visibleName } from "../../../setup/proof/group-names.js";
import { membersOf, type LaterChange } from "../../../setup/proof/later-changes.js";
import { asTarget } from "../../../setup/proof/prove.js";
import type { TenantAdministrator } from "../../run/rehearsal.js";
import { userNameOf, type ChosenChanges } from "./choose-changes.js";

/** One change: how it is made in the tenant, and what the SCIM server must show then. */
export interface PlannedChange {
  readonly change: LaterChange;
  /** How the tenant's log names the user or the group. */
  readonly about: readonly string[];
  /** The SCIM server's id of the user or group that the requests are about. */
  readonly targetId: string;
  /** @throws ChangeRefused */
  make(): Promise<void>;
}

interface Planning {
  readonly expectation: Required<Expectation>;
  readonly target: Target;
  readonly administrator: TenantAdministrator;
}

interface ChangePlan {
  readonly planned: readonly PlannedChange[];
  readonly notMade: ChangesProof["notMade"];
}

/** Names of groups in Okta end here. */
const LONGEST_NAME = 255;
const RENAMED = " renamed";

/**
 * Finds the chosen users and groups on the SCIM server, by their names, and says what must be there afterwards.
 *
 * @throws TargetUnread when the SCIM server cannot be read
 */
export async function planChanges(chosen: ChosenChanges, planning: Planning): Promise<ChangePlan> {
  const { target, administrator } = planning;
  const { attribute, deactivation, membership, groupName } = chosen;
  const planned: PlannedChange[] = [];
  const notMade = [...chosen.notMade];

  if (attribute !== undefined) {
    const { person, path, attribute: name } = attribute;
    const user = await findUser(person, planning);
    const value = `${person.attributes[name] ?? ""} (changed)`;
    if (user === undefined) notMade.push({ kind: "attribute", reason: notThere(person.name) });
    else
      planned.push({
        change: { ...aboutUser("attribute", person, user), path, value },
        about: [person.name],
        targetId: user.id,
        make: () => administrator.changeAttribute(person.id, name, value),
      });
  }
  if (deactivation !== undefined) {
    const { person } = deactivation;
    const user = await findUser(person, planning);
    if (user === undefined) notMade.push({ kind: "deactivation", reason: notThere(person.name) });
    else
      planned.push({
        change: { ...aboutUser("deactivation", person, user), path: "active", value: false },
        about: [person.name],
        targetId: user.id,
        make: () => administrator.disable(person.id),
      });
  }
  if (membership !== undefined) {
    const { person, group } = membership;
    const user = await findUser(person, planning);
    const found = await findGroup(group, planning);
    const isShown =
      user !== undefined &&
      found !== undefined &&
      (await asTarget(() => membersOf(target, found, user)))?.has(user.id) === true;
    if (!isShown)
      notMade.push({ kind: "membership", reason: `the SCIM server does not show ${person.name} in "${group.name}"` });
    else
      planned.push({
        change: {
          ...aboutUser("membership", person, user),
          ...aboutGroup(found, group.targetName),
          name: `${group.name} / ${person.name}`,
          path: "members",
          value: null,
        },
        about: [group.name],
        targetId: found.id,
        make: () => administrator.leaveGroup(group.name, person.id),
      });
  }
  if (groupName !== undefined) {
    const { group } = groupName;
    const found = await findGroup(group, planning);
    const value = visibleName(group.name).slice(0, LONGEST_NAME - RENAMED.length) + RENAMED;
    if (found === undefined) notMade.push({ kind: "group-name", reason: notThere(group.name) });
    else
      planned.push({
        change: {
          kind: "group-name",
          name: group.name,
          ...aboutGroup(found, group.targetName, value),
          path: "displayName",
          value,
        },
        about: [group.name, value],
        targetId: found.id,
        make: () => administrator.renameGroup(group.name, value),
      });
  }
  return { planned, notMade };
}

async function findUser(person: Person, { target, expectation }: Planning): Promise<TargetUser | undefined> {
  const users = await asTarget(() => target.users([userNameOf(person, expectation)], false));
  return users.length === 1 ? users[0] : undefined;
}

async function findGroup(
  { targetName }: { readonly targetName: string },
  { target }: Planning,
): Promise<TargetGroup | undefined> {
  const groups = await asTarget(() => target.groups(spellings(targetName), false));
  return groups.length === 1 ? groups[0] : undefined;
}

/** A SCIM server may store a name without its leading and trailing spaces. */
function spellings(...names: readonly string[]): readonly string[] {
  return [...new Set(names.flatMap((name) => [name, visibleName(name)]))];
}

function aboutUser(
  kind: LaterChange["kind"],
  { name }: Person,
  { id, userName }: TargetUser,
): Pick<LaterChange, "kind" | "name" | "userId" | "userName"> {
  return { kind, name, userId: id, userName };
}

function aboutGroup({ id }: TargetGroup, ...names: readonly string[]): Pick<LaterChange, "groupId" | "groupNames"> {
  return { groupId: id, groupNames: spellings(...names) };
}

function notThere(name: string): string {
  return `the SCIM server does not show ${name} exactly once`;
}
