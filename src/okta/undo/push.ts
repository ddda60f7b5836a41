import type { JournalledChange } from "../../setup/model/journalled-change.js";
import type { StepContext } from "../../setup/step/step-context.js";
import type { StepUndo, UndoLook } from "../../setup/step/step-undo.js";
import type { OktaGroupPushMapping } from "../api/schemas.js";
import type { OktaTenant } from "../tenant/tenant.js";
import { changed, undoText, notKnown, undone } from "../../setup/undo/undo-looks.js";
import { notMadeThen, wasChangedSince, wasMadeThen } from "../../setup/undo/made-then.js";
import { orAbsent } from "../api/errors.js";
import { appNow } from "./common.js";

/** How long to wait for Okta to delete a group at the vendor. */
const DELETION_MS = 60_000;
const POLL_MS = 2_000;

/**
 * Deletes a group push that a run created, or deactivates one that it activated (Okta: OpenAPI description,
 * `deleteGroupPushMapping`: only an inactive one). The group stays at the vendor, unless its deletion was requested and it
 * did not exist before.
 */
export const pushUndo: StepUndo<OktaTenant> = {
  look: async (context, done, { deleteGroups }) => {
    const { api } = context.tenant;
    const { id, name } = done.resource;
    const appId = undoText(done, "appId");
    if (id === undefined || appId === undefined) return notKnown(done, "Okta");
    if (done.undoData["found"] === true)
      return { state: "kept", what: `The push of "${name}" was created by someone else during the run, so it stays.` };
    const app = await appNow(api, appId);
    const mapping = app === undefined ? undefined : await orAbsent(api.groupPush.get(appId, id));
    if (mapping === undefined) return undone(`The push of "${name}" no longer exists.`);
    return done.action === "create" ? removeLook(done, mapping, deleteGroups) : switchOffLook(done, mapping);
  },
  apply: async (context, done, { deleteGroups }) => {
    const { api } = context.tenant;
    const { id } = done.resource;
    const appId = undoText(done, "appId");
    if (id === undefined || appId === undefined) return;
    const { status } = await api.groupPush.get(appId, id);
    if (status !== "INACTIVE") await api.groupPush.deactivate(appId, id);
    if (done.action !== "create") return;
    const deletesTarget = deleteGroups && isOurs(done);
    await api.groupPush.remove(appId, id, deletesTarget);
    if (deletesTarget) await waitForDeletion(context, undoText(done, "targetGroupId"));
  },
};

function removeLook(done: JournalledChange, mapping: OktaGroupPushMapping, deleteGroups: boolean): UndoLook {
  const { name } = done.resource;
  if (!wasMadeThen(done, mapping.created))
    return changed(
      `The push of "${name}" (${mapping.id}) was not created by this run: ${notMadeThen(done, mapping.created)}.`,
    );
  const linked = undoText(done, "targetGroupId");
  if (linked !== undefined && (mapping.targetGroupId ?? linked) !== linked)
    return changed(`The push of "${name}" now goes to a different group at the vendor than when it was created.`);
  return {
    state: "undo",
    change: {
      action: "delete",
      resource: { type: "group-push-mapping", id: mapping.id, name },
      fields: [{ path: "status", before: mapping.status, after: null }],
      note: effectOf(done, deleteGroups),
    },
  };
}

function effectOf(done: JournalledChange, deleteGroups: boolean): string {
  if (!deleteGroups) return "the group stays at the vendor with its members; add --delete-groups to delete it there";
  if (isOurs(done)) return "the group is also deleted at the vendor";
  return "the group stays at the vendor, because it may have existed before the run";
}

/** True for a group that the push created at the vendor; one that existed before is not ours. */
function isOurs({ undoData }: JournalledChange): boolean {
  return undoData["wasThere"] === false;
}

function switchOffLook(done: JournalledChange, { id, status, lastUpdated }: OktaGroupPushMapping): UndoLook {
  const { name } = done.resource;
  if (!wasChangedSince(done, lastUpdated))
    return changed(`The push of "${name}" (${id}) is older than this run: ${notMadeThen(done, lastUpdated)}.`);
  if (status === "INACTIVE") return undone(`The push of "${name}" is inactive.`);
  return {
    state: "undo",
    change: {
      action: "update",
      resource: { type: "group-push-mapping", id, name },
      fields: [{ path: "status", before: status, after: "INACTIVE" }],
      note: "it was inactive before the run",
    },
  };
}

/** Okta deletes at the vendor in the background; deleting the app next would interrupt that. */
async function waitForDeletion(
  { tenant: { api }, clock, signal, emit }: StepContext<OktaTenant>,
  appGroupId: string | undefined,
): Promise<void> {
  if (appGroupId === undefined) return;
  const until = clock.now() + DELETION_MS;
  while (clock.now() < until && (await orAbsent(api.groups.get(appGroupId))) !== undefined) {
    emit({ code: "request.delayed", waitMs: POLL_MS, reason: "Okta is deleting the group at the vendor" });
    await clock.sleep(POLL_MS, signal);
  }
}
