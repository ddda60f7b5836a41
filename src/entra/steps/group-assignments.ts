import { z } from "zod";
import { count } from "../../base/text.js";
import type { Change, Look, Warning } from "../../setup/model/plan.js";
import { blanksWarnings } from "../../setup/proof/group-names.js";
import type { Applied, StepContext } from "../../setup/step/step-context.js";
import { defineStepKind } from "../../setup/step/step-kind.js";
import { assignGroups, findApps, readGroups, readUsers } from "../api/access.js";
import type { AppRoleAssignment, EntraGroup, ServicePrincipal, AppRole } from "../api/schemas.js";
import { nestedGroups, plannedMembers } from "../people/directory-people.js";
import { groupAssignmentsByHand } from "../manual.js";
import { resolveGroups } from "../groups/resolve-groups.js";
import { freshness, requireApp, type EntraTenant } from "../tenant/tenant.js";
import { assignmentUndo } from "../undo/assignment.js";
import { entraResults } from "../tenant/results.js";

const schema = z
  .strictObject({
    groups: z.array(z.string().min(1)).min(1).describe("Names of the groups whose direct members are provisioned"),
  })
  .describe(
    "Assigns groups to the application. Only assigned groups and their direct members are provisioned. Other assignments stay.",
  );
type GroupAssignments = z.output<typeof schema>;

/** What these steps give to later ones. */
const given = entraResults("assigned", "assignedAt");

/** Assigns groups to the application: only users assigned, directly or through a group, are provisioned. Other assignments stay. */
export const groupAssignments = defineStepKind<GroupAssignments, EntraTenant>({
  uses: "entra/group-assignments",
  title: "Assign groups to the application",
  gives: given.names,
  needs: ["app"],
  schema,
  create: (input) => {
    const names = new Map<string, string>();
    return {
      access: { reads: [findApps, readGroups, readUsers], writes: [assignGroups] },
      undo: assignmentUndo,
      look: async (context) => {
        const seen = await look(input, context);
        for (const name of input.groups) {
          const actual = context.tenant.groups.get(name)?.displayName;
          if (actual !== undefined && actual !== name) names.set(name, actual);
        }
        return {
          ...seen,
          warnings: [...blanksWarnings(input.groups, (name) => names.get(name)), ...(seen.warnings ?? [])],
        };
      },
      apply: async ({ tenant, clock }, change) => {
        const app = requireApp(tenant);
        const group = requireGroup(tenant, change);
        given.give(tenant, { assignedAt: clock.now() });
        const { id } = await tenant.api.assignments.assign({
          servicePrincipalId: app.id,
          groupId: group.id,
          appRoleId: chooseAppRole(app.appRoles),
          ...freshness(tenant, clock),
        });
        return keepsOf(app, id);
      },
      recall: async ({ tenant }, change) => {
        const app = requireApp(tenant);
        const { id: groupId } = requireGroup(tenant, change);
        const list = await tenant.api.assignments.list(app.id);
        return keepsOf(app, list.find(({ principalId }) => principalId === groupId)?.id);
      },
      // Entra provisions assigned groups as groups, too.
      expects: () => ({
        assignedGroups: input.groups,
        pushedGroups: input.groups,
        ...(names.size === 0 ? {} : { targetNames: names }),
      }),
      manual: () => groupAssignmentsByHand(input.groups),
    };
  },
});

function requireGroup({ groups }: EntraTenant, { resource: { name } }: Change): EntraGroup {
  const group = groups.get(name);
  if (group === undefined) throw new Error(`the group "${name}" was not resolved before it was used`);
  return group;
}

/** What undo has to know; an assignment without an id was made by someone else at the same moment. */
function keepsOf({ id: servicePrincipalId }: ServicePrincipal, id: string | undefined): Applied {
  return id === undefined
    ? { undoData: { servicePrincipalId, found: true } }
    : { id, undoData: { servicePrincipalId } };
}

async function look(input: GroupAssignments, { tenant }: StepContext<EntraTenant>): Promise<Look> {
  const { api, results } = tenant;
  const groups = await resolveGroups(tenant, input.groups);
  const names = groups.map(({ displayName }) => displayName);
  given.give(tenant, { assigned: new Set([...tenant.results.assigned, ...names]) });

  const others = new Map<string, AppRoleAssignment>();
  if (results.app !== undefined)
    for (const one of await api.assignments.list(results.app.id)) others.set(one.principalId, one);
  const found: string[] = [];
  const changes: Change[] = [];
  const warnings: Warning[] = [];
  for (const group of groups) {
    if (others.delete(group.id)) found.push(`The group "${group.displayName}" is assigned.`);
    else changes.push(await assignChange(tenant, group));
    if (group.groupTypes?.includes("DynamicMembership") === true)
      found.push(`"${group.displayName}" is a dynamic group: Entra adds and removes its members by a rule.`);
    warnings.push(...(await membershipWarnings(tenant, group)));
  }
  if (others.size > 0) found.push(`Also assigned, and left as is: ${describeAssigned([...others.values()])}.`);
  if (changes.length > 0 && tenant.hasPremium === false) warnings.push(LICENCE_MISSING);
  return { changes, found, warnings };
}

/** Assigning groups needs Entra ID P1 (Entra docs, assign-user-or-group-access-portal). */
const LICENCE_MISSING: Warning = {
  code: "licence-p1-missing",
  message:
    "The tenant's plans do not include Microsoft Entra ID P1 or P2. Without it, Entra can assign users to an application, but not groups.",
  fix: "Have a Billing Administrator or Global Administrator buy Entra ID P1 in the Microsoft 365 admin center, under Billing. A trial is enough.",
};

async function assignChange(tenant: EntraTenant, { id, displayName }: EntraGroup): Promise<Change> {
  const users = count((await plannedMembers(tenant, id)).length, "user");
  return {
    action: "create",
    resource: { type: "group-assignment", name: displayName, id },
    fields: [{ path: "group", before: null, after: displayName }],
    note: users,
    summary: users,
  };
}

async function membershipWarnings(tenant: EntraTenant, { id, displayName }: EntraGroup): Promise<Warning[]> {
  const members = await plannedMembers(tenant, id);
  const nested = await nestedGroups(tenant, id);
  const warnings: Warning[] = [];
  if (nested.length > 0) {
    const direct = new Set(members.map((user) => user.id));
    const left = new Set(
      nested.flatMap(({ people }) => people.map((user) => user.id)).filter((one) => !direct.has(one)),
    );
    const names = nested.map(({ group }) => `"${group.displayName}"`).join(", ");
    warnings.push({
      code: "groups-nested",
      message: `The group "${displayName}" contains ${nested.length === 1 ? "the group" : "the groups"} ${names}. Entra does not expand nested groups, so ${count(left.size, "user")} in ${nested.length === 1 ? "it" : "them"} will not be provisioned.`,
      fix: `Add these users to "${displayName}" directly, or assign the nested groups too.`,
    });
  }
  if (members.length === 0) {
    warnings.push({
      code: "group-empty",
      message: `The group "${displayName}" has no users as direct members, so assigning it provisions no users.`,
      fix: "Add users to the group in Entra. They are provisioned with the next cycle.",
    });
  }
  return warnings;
}

/** `2 other groups and 1 user`. */
function describeAssigned(assignments: readonly AppRoleAssignment[]): string {
  const groups = assignments.filter(({ principalType }) => principalType === "Group").length;
  const users = assignments.length - groups;
  const parts = [...(groups > 0 ? [count(groups, "other group")] : []), ...(users > 0 ? [count(users, "user")] : [])];
  return parts.join(" and ");
}

/** "Default access": the role of an application that has none of its own (Microsoft Graph: appRoleAssignment). */
export const DEFAULT_ACCESS = "00000000-0000-0000-0000-000000000000";

/**
 * The role that an assignment of users gives: the application's own "User" where there is one, else its first role for
 * users. Where an application has roles, Graph may refuse "Default access" (Microsoft's provisioning test workflows,
 * AzureAD/SCIMReferenceCode, choose the same way).
 *
 * @returns the role's id
 */
export function chooseAppRole(roles: readonly AppRole[] | null | undefined): string {
  const forUsers = (roles ?? []).filter(
    ({ isEnabled, allowedMemberTypes }) => isEnabled === true && allowedMemberTypes?.includes("User") === true,
  );
  const chosen =
    forUsers.find(({ displayName }) => displayName === "User") ??
    forUsers.find(({ displayName }) => displayName?.toLowerCase() === "user") ??
    forUsers[0];
  return chosen?.id ?? DEFAULT_ACCESS;
}
