import type { StepUndo } from "../../setup/step/step-undo.js";
import { unlessMissing } from "../api/service-principals.js";
import { isOn } from "../job/job-state.js";
import { isOwnSchema } from "../mapping/own-schema.js";
import type { EntraTenant } from "../tenant/tenant.js";
import { changed, undoText, notKnown, undone } from "../../setup/undo/undo-looks.js";
import { appNow, jobNow, keepsRunning, placeOf, noteUndone, stayingWith } from "./common.js";

/**
 * Deletes a provisioning job that a run made, with its mappings, as long as no one else changed them: the only way back from
 * "Automatic" (Entra docs, known-issues).
 */
export const jobUndo: StepUndo<EntraTenant> = {
  look: async (context, done, { before }) => {
    const { id } = done.resource;
    const appId = undoText(done, "servicePrincipalId");
    if (id === undefined || appId === undefined) return notKnown(done, "Entra");
    const app = await appNow(context, appId, done);
    if (app === undefined) return undone("The application of the provisioning job no longer exists.");
    const job = await jobNow(context, app, id, done);
    if (job === undefined) return undone(`The provisioning job of "${app.displayName}" no longer exists.`);
    if (before.some(({ action, resource }) => action === "create" && resource.id === id))
      return undone(`The provisioning job of "${app.displayName}" is deleted by an earlier item of this undo.`);
    if (done.action !== "create" || job.templateId !== done.resource.name)
      return changed(`The provisioning job of "${app.displayName}" (${id}) is not of the kind that this run created.`);
    const left = stayingWith(context, done, before, (one) => undoText(one, "jobId") === id);
    if (left.length > 0)
      return changed(`The provisioning job of "${app.displayName}" is still in use: ${left.join(", ")}.`);
    const mapped = before.some((one) => one.resource.type === "attribute-mappings" && undoText(one, "jobId") === id);
    const schema = await context.tenant.api.jobs.schema(placeOf(context, app, id));
    if (isOwnSchema(context.journal, id, schema) === "different") {
      const rest = mapped ? "other mappings or scoping filters" : "the mappings or scoping filters";
      return changed(`Someone changed ${rest} of the provisioning job of "${app.displayName}" (${id}), so it stays.`);
    }
    return {
      state: "undo",
      change: {
        action: "delete",
        resource: { type: "provisioning-job", id, name: done.resource.name },
        fields: [{ path: "templateId", before: done.resource.name, after: null }],
        note: `of "${app.displayName}", with its mappings; ${keepsRunning(job, before) ? "provisioning is stopped first; " : ""}users and groups stay unchanged on the SCIM server`,
      },
    };
  },
  apply: async (context, done) => {
    const { api } = context.tenant;
    const { id } = done.resource;
    const appId = undoText(done, "servicePrincipalId");
    const app = appId === undefined ? undefined : await appNow(context, appId, done);
    const job = app === undefined || id === undefined ? undefined : await jobNow(context, app, id, done);
    if (app === undefined || job === undefined) return;
    const place = placeOf(context, app, job.id);
    if (isOn(job)) await api.jobs.pause(place);
    await unlessMissing(api.jobs.remove(place));
    noteUndone(context, done);
  },
};
