import { SetupError } from "../../base/errors.js";
import { count } from "../../base/text.js";
import type { JournalledChange } from "../../setup/model/journalled-change.js";
import type { StepUndo, UndoLook, UndoOptions } from "../../setup/step/step-undo.js";
import type { ServicePrincipal } from "../api/schemas.js";
import { unlessMissing } from "../api/service-principals.js";
import type { EntraTenant } from "../tenant/tenant.js";
import { changed, undoText, notKnown, undone } from "../../setup/undo/undo-looks.js";
import { notMadeThen, wasMadeThen } from "../../setup/undo/made-then.js";
import { appNow, jobsNow, noteUndone, stayingWith, type Context } from "./common.js";

/**
 * Deletes an application that a run made, when it still has its name and nothing that others added depends on it. Microsoft
 * keeps it for 30 days (Microsoft Graph v1.0: application, delete).
 */
export const appUndo: StepUndo<EntraTenant> = {
  look,
  apply: async (context, done) => {
    const { api } = context.tenant;
    const app = await appNow(context, done.resource.id ?? "", done);
    if (app === undefined) return;
    try {
      await api.servicePrincipals.removeApplication(app.appId);
    } catch (error) {
      if (!(error instanceof SetupError) || error.code !== "graph-not-found") throw error;
      // An earlier try deleted the application object, but not its service principal.
      await unlessMissing(api.servicePrincipals.remove(app.id));
    }
    noteUndone(context, done);
  },
};

async function look(context: Context, done: JournalledChange, { before }: UndoOptions): Promise<UndoLook> {
  const { id, name } = done.resource;
  if (id === undefined) return notKnown(done, "Entra");
  const app = await appNow(context, id, done);
  if (app === undefined) return undone(`The application "${name}" no longer exists.`);
  if (before.some(({ action, resource }) => action === "create" && resource.id === id))
    return undone(`The application "${name}" is deleted by an earlier item of this undo.`);
  if (done.action !== "create" || !wasMadeThen(done, app.createdDateTime))
    return changed(
      `The application "${app.displayName}" (${id}) is not the one that this run created: ${notMadeThen(done, app.createdDateTime)}.`,
    );
  if (app.displayName !== name)
    return changed(`The application "${name}" is now named "${app.displayName}" (${app.id}).`);
  const foreign = await othersUse(context, app, done, before);
  if (foreign.length > 0) return changed(`The application "${name}" is still in use: ${foreign.join("; ")}.`);
  return {
    state: "undo",
    confirm: app.displayName,
    change: {
      action: "delete",
      resource: { type: done.resource.type, id, name },
      fields: [{ path: "displayName", before: name, after: null }],
      note: "with its service principal; both can be restored from the deleted items for 30 days",
    },
  };
}

async function othersUse(
  context: Context,
  app: ServicePrincipal,
  done: JournalledChange,
  before: readonly JournalledChange[],
): Promise<string[]> {
  const ours = new Set(before.filter(({ action }) => action === "create").map(({ resource }) => resource.id));
  const assigned = (await context.tenant.api.assignments.list(app.id)).filter(({ id }) => !ours.has(id));
  const groups = assigned.filter(({ principalType }) => principalType === "Group").length;
  const users = assigned.length - groups;
  const jobs = (await jobsNow(context, app)).filter(({ id }) => !ours.has(id));
  const left = stayingWith(
    context,
    done,
    before,
    (one) => undoText(one, "servicePrincipalId") === app.id && !isNewToken(one),
  );
  return [
    ...(groups === 0 ? [] : [count(groups, "assigned group")]),
    ...(users === 0 ? [] : [`${count(users, "user")} assigned directly`]),
    ...jobs.map(({ id }) => `the provisioning job ${id}`),
    ...(signsOn(app) ? ["single sign-on settings"] : []),
    ...(left.length === 0 ? [] : [left.join(", ")]),
  ];
}

/** Credentials that replaced others go with the first ones, which have a change of their own. */
function isNewToken({ action, resource }: JournalledChange): boolean {
  return resource.type === "admin-credentials" && action === "update";
}

/** What the template leaves empty (Microsoft Graph v1.0: applicationTemplate, instantiate). */
function signsOn(app: ServicePrincipal): boolean {
  const { preferredSingleSignOnMode: mode } = app;
  if (typeof mode === "string" && mode !== "" && mode !== "notSupported") return true;
  return ["replyUrls", "keyCredentials", "passwordCredentials"].some((name) => {
    const list = app[name];
    return Array.isArray(list) && list.length > 0;
  });
}
