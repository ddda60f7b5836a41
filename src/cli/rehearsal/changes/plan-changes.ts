import type { ChangeKind } from "../../../setup/model/change-kind.js";
import type { Expectation, Person } from "../../../setup/model/expectation.js";
import type { Target, TargetGroup, TargetUser } from "../../../setup/model/ports.js";
import type { ChangesProof } from "../../../setup/model/proof.js";
import { visibleName } from "../../../setup/proof/group-names.js";
import { membersOf, type LaterChange } from "../../../setup/proof/later-changes.js";
import { asTarget } from "../../../setup/proof/target-reading.js";
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
  readonly make: () => Promise<void>;
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

/**
 * Finds the chosen users and groups on the SCIM server, by their names, and says what must be there afterwards.
 *
 * @throws TargetUnread when the SCIM server cannot be read
 */
export async function planChanges(chosen: ChosenChanges, planning: Planning): Promise<ChangePlan> {
  const { attribute, deactivation, membership, groupName } = chosen;
  const planned: PlannedChange[] = [];
  const notMade = [...chosen.notMade];
  const add = (kind: ChangeKind, plan: PlannedChange | string): void => {
    if (typeof plan === "string") notMade.push({ kind, reason: plan });
    else planned.push(plan);
  };
  if (attribute !== undefined) add("attribute", await planAttribute(attribute, planning));
  if (deactivation !== undefined) add("deactivation", await planDeactivation(deactivation, planning));
  if (membership !== undefined) add("membership", await planMembership(membership, planning));
  if (groupName !== undefined) add("group-name", await planGroupName(groupName, planning));
  return { planned, notMade };
}

type Chosen<Kind extends keyof ChosenChanges> = NonNullable<ChosenChanges[Kind]>;

async function planAttribute(
  { person, path, attribute }: Chosen<"attribute">,
  planning: Planning,
): Promise<PlannedChange | string> {
  const user = await findUser(person, planning);
  if (user === undefined) return notThere(person.name);
  const value = `${person.attributes[attribute] ?? ""} (changed)`;
  return {
    change: { ...aboutUser("attribute", person, user), path, value },
    about: [person.name],
    targetId: user.id,
    make: () => planning.administrator.changeAttribute(person.id, attribute, value),
  };
}

async function planDeactivation(
  { person }: Chosen<"deactivation">,
  planning: Planning,
): Promise<PlannedChange | string> {
  const user = await findUser(person, planning);
  if (user === undefined) return notThere(person.name);
  return {
    change: { ...aboutUser("deactivation", person, user), path: "active", value: false },
    about: [person.name],
    targetId: user.id,
    make: () => planning.administrator.disable(person.id),
  };
}

async function planMembership(
  { person, group }: Chosen<"membership">,
  planning: Planning,
): Promise<PlannedChange | string> {
  const { target, administrator } = planning;
  const user = await findUser(person, planning);
  const found = await findGroup(group, planning);
  if (user === undefined) return notThere(person.name);
  if (found === undefined) return notThere(group.name);
  const members = await asTarget(() => membersOf(target, found, user));
  if (members?.has(user.id) !== true) return `the SCIM server does not show ${person.name} in "${group.name}"`;
  return {
    change: {
      ...aboutUser("membership", person, user),
      // The group may get its new name before.
      ...aboutGroup(found, group.targetName, newName(group)),
      name: `${group.name} / ${person.name}`,
      path: "members",
      value: null,
    },
    about: [group.name, newName(group)],
    targetId: found.id,
    make: () => administrator.leaveGroup(group.name, person.id),
  };
}

async function planGroupName({ group }: Chosen<"groupName">, planning: Planning): Promise<PlannedChange | string> {
  const found = await findGroup(group, planning);
  if (found === undefined) return notThere(group.name);
  const value = newName(group);
  return {
    change: {
      kind: "group-name",
      name: group.name,
      ...aboutGroup(found, group.targetName, value),
      path: "displayName",
      value,
    },
    about: [group.name, value],
    targetId: found.id,
    make: () => planning.administrator.renameGroup(group.name, value),
  };
}

/** Names of groups in Okta end here (Okta: OpenAPI description, `OktaUserGroupProfile`). */
const LONGEST_NAME = 255;
const RENAMED = " renamed";

function newName({ name }: { readonly name: string }): string {
  return visibleName(name).slice(0, LONGEST_NAME - RENAMED.length) + RENAMED;
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
