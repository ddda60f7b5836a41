import type { ChangeKind } from "../../../setup/model/change-kind.js";
import type { Person } from "../../../setup/model/expectation.js";
import type { TargetGroup, TargetUser } from "../../../setup/model/ports.js";
import type { ChangesProof } from "../../../setup/model/proof.js";
import { visibleName } from "../../../setup/proof/group-names.js";
import { membersOf, type KeptMembership, type LaterChange } from "../../../setup/proof/later-changes.js";
import { asTarget } from "../../../setup/proof/target-reading.js";
import type { TenantAdministrator } from "../../run/rehearsal.js";
import type { Bystander, ChosenChanges } from "./choose-changes.js";
import { findGroup, findKept, findUser, spellings, type OnTarget } from "./on-target.js";

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

interface Planning extends OnTarget {
  readonly administrator: TenantAdministrator;
  /** The memberships among these that the SCIM server shows, wherever a change may leave their group another name. */
  readonly keep: (bystanders: readonly Bystander[]) => Promise<readonly KeptMembership[]>;
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
export async function planChanges(chosen: ChosenChanges, place: Omit<Planning, "keep">): Promise<ChangePlan> {
  const { attribute, deactivation, membership, groupName } = chosen;
  const renamedTo = (group: Bystander["group"]): readonly string[] =>
    group === groupName?.group ? [newName(group)] : [];
  const planning: Planning = { ...place, keep: (bystanders) => findKept(bystanders, place, renamedTo) };
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
  { person, path, attribute, keeps }: Chosen<"attribute">,
  planning: Planning,
): Promise<PlannedChange | string> {
  const user = await findUser(person, planning);
  if (user === undefined) return notThere(person.name);
  const value = `${person.attributes[attribute] ?? ""} (changed)`;
  return {
    change: { ...aboutUser("attribute", person, user), path, value, keeps: await planning.keep(keeps) },
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
  { person, group, keeps }: Chosen<"membership">,
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
      keeps: await planning.keep(keeps),
    },
    about: [group.name, newName(group)],
    targetId: found.id,
    make: () => administrator.leaveGroup(group.name, person.id),
  };
}

async function planGroupName(
  { group, keeps }: Chosen<"groupName">,
  planning: Planning,
): Promise<PlannedChange | string> {
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
      keeps: await planning.keep(keeps),
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
