import { count } from "../../base/text.js";
import type { StepUndo } from "../../setup/step/step-undo.js";
import type { AppRoleAssignment, EntraUser, ServicePrincipal } from "../api/schemas.js";
import { unlessMissing } from "../api/service-principals.js";
import { plannedMembers } from "../people/directory-people.js";
import type { EntraTenant } from "../tenant/tenant.js";
import { changed, undoText, notKnown, undone } from "../../setup/undo/undo-looks.js";
import { notMadeThen, wasMadeThen } from "../../setup/undo/made-then.js";
import { appNow, jobsNow, keepsRunning, noteTakenBack, onceShown, type Context } from "./common.js";

/** Takes a group's assignment away again (Microsoft Graph v1.0: servicePrincipal, delete appRoleAssignedTo). */
export const assignmentUndo: StepUndo<EntraTenant> = {
  look: async (context, done, { before }) => {
    const { id, name } = done.resource;
    const appId = undoText(done, "servicePrincipalId");
    if (id === undefined || appId === undefined) return notKnown(done, "Entra");
    if (done.undoData["found"] === true)
      return { state: "kept", what: `Somebody else assigned the group "${name}" at the moment of the run: it stays.` };
    const app = await appNow(context, appId, done);
    if (app === undefined) return undone(`The application of the group "${name}" is gone.`);
    const list = await onceShown(context, done, async () => {
      const all = await context.tenant.api.assignments.list(appId);
      return all.some((one) => one.id === id) ? all : undefined;
    });
    const ours = list?.find((one) => one.id === id);
    if (list === undefined || ours === undefined) return undone(`The group "${name}" is not assigned.`);
    if (done.action !== "create" || !wasMadeThen(done, ours.createdDateTime))
      return changed(
        `The assignment of "${ours.principalDisplayName ?? name}" to "${app.displayName}" is not the one of this run: ${notMadeThen(done, ours.createdDateTime)}.`,
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
    noteTakenBack(context, done);
  },
};

/** Unassigned people are disabled by the cycle that notices (Entra docs, how-provisioning-works). */
function effectOf({ displayName }: ServicePrincipal, leavers: number, disables: boolean): string {
  const lose = `${count(leavers, "person loses", "people lose")} the application`;
  if (disables)
    return `${lose}: provisioning of "${displayName}" is on, and its next cycle disables them at the vendor`;
  return `${lose}; provisioning of "${displayName}" is off then: they stay at the vendor as they are, until it is started again`;
}

/** How many enabled people of a group are assigned in no other way. */
async function leaving({ tenant }: Context, groupId: string, others: readonly AppRoleAssignment[]): Promise<number> {
  const staying = new Set<string>();
  for (const { principalId, principalType } of others) {
    if (principalType !== "Group") staying.add(principalId);
    else for (const { id } of await membersOf(tenant, principalId)) staying.add(id);
  }
  const members = await membersOf(tenant, groupId);
  return members.filter(({ id, accountEnabled }) => accountEnabled !== false && !staying.has(id)).length;
}

/** A group's direct members; nobody for one that is gone. */
async function membersOf(tenant: EntraTenant, groupId: string): Promise<readonly EntraUser[]> {
  return (await unlessMissing(plannedMembers(tenant, groupId))) ?? [];
}
