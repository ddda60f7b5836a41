import { count } from "../../base/text.js";
import type { StepUndo } from "../../setup/step/step-undo.js";
import type { AppRoleAssignment, EntraUser, ServicePrincipal } from "../api/schemas.js";
import { unlessMissing } from "../api/service-principals.js";
import { plannedMembers } from "../people/directory-people.js";
import type { EntraTenant } from "../tenant/tenant.js";
import { changed, undoText, notKnown, undone } from "../../setup/undo/undo-looks.js";
import { notMadeThen, wasMadeThen } from "../../setup/undo/made-then.js";
import { appNow, jobsNow, keepsRunning, noteUndone, onceShown, type Context } from "./common.js";

/** Removes the assignment of a group (Microsoft Graph v1.0: servicePrincipal, delete appRoleAssignedTo). */
export const assignmentUndo: StepUndo<EntraTenant> = {
  look: async (context, done, { before }) => {
    const { id, name } = done.resource;
    const appId = undoText(done, "servicePrincipalId");
    if (id === undefined || appId === undefined) return notKnown(done, "Entra");
    if (done.undoData["found"] === true)
      return {
        state: "kept",
        what: `Someone else assigned the group "${name}" during the run, so the assignment stays.`,
      };
    const app = await appNow(context, appId, done);
    if (app === undefined) return undone(`The application that the group "${name}" was assigned to no longer exists.`);
    const list = await onceShown(context, done, async () => {
      const all = await context.tenant.api.assignments.list(appId);
      return all.some((one) => one.id === id) ? all : undefined;
    });
    const ours = list?.find((one) => one.id === id);
    if (list === undefined || ours === undefined) return undone(`The group "${name}" is not assigned.`);
    if (done.action !== "create" || !wasMadeThen(done, ours.createdDateTime))
      return changed(
        `The assignment of "${ours.principalDisplayName ?? name}" to "${app.displayName}" is not the one that this run created: ${notMadeThen(done, ours.createdDateTime)}.`,
      );
    const gone = new Set([id, ...before.map(({ resource }) => resource.id)]);
    const others = list.filter((one) => !gone.has(one.id));
    const leavers = await leaving(context, ours.principalId, others);
    const disables = (await jobsNow(context, app)).some((job) => keepsRunning(job, before));
    return {
      state: "undo",
      people: disables ? leavers : 0,
      change: {
        action: "delete",
        resource: { type: done.resource.type, id, name },
        fields: [{ path: "group", before: name, after: null }],
        note: effectOf(app, leavers, disables),
      },
    };
  },
  apply: async (context, done) => {
    const { id } = done.resource;
    const appId = undoText(done, "servicePrincipalId");
    if (id === undefined || appId === undefined) return;
    await unlessMissing(context.tenant.api.assignments.remove(appId, id));
    noteUndone(context, done);
  },
};

/** Unassigned users are disabled by the cycle that notices (Entra docs, how-provisioning-works). */
function effectOf({ displayName }: ServicePrincipal, leavers: number, disables: boolean): string {
  const lose = `${count(leavers, "user loses", "users lose")} access to "${displayName}"`;
  if (disables) return `${lose}: provisioning is on, and its next cycle disables them on the SCIM server`;
  return `${lose}; provisioning is then off, so they stay unchanged on the SCIM server until it is started again`;
}

/** How many enabled users of a group are assigned in no other way. */
async function leaving({ tenant }: Context, groupId: string, others: readonly AppRoleAssignment[]): Promise<number> {
  const staying = new Set<string>();
  for (const { principalId, principalType } of others) {
    if (principalType !== "Group") staying.add(principalId);
    else for (const { id } of await membersOf(tenant, principalId)) staying.add(id);
  }
  const members = await membersOf(tenant, groupId);
  return members.filter(({ id, accountEnabled }) => accountEnabled !== false && !staying.has(id)).length;
}

/** A group's direct members; none when the group is gone. */
async function membersOf(tenant: EntraTenant, groupId: string): Promise<readonly EntraUser[]> {
  return (await unlessMissing(plannedMembers(tenant, groupId))) ?? [];
}
