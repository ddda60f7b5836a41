import { undoByType } from "../../setup/undo/undo-parts.js";
import type { StepUndo } from "../../setup/step/step-undo.js";
import { isOn } from "../job/job-state.js";
import type { EntraTenant } from "../tenant/tenant.js";
import { undoText, notKnown, undone } from "../../setup/undo/undo-looks.js";
import { appNow, jobNow, keepsRunning, leavesNothing, placeOf } from "./common.js";

/** Stops provisioning that was off before (Microsoft Graph v1.0: synchronizationJob, pause). */
const started: StepUndo<EntraTenant> = {
  look: async (context, done, { before }) => {
    const [appId, jobId] = [undoText(done, "servicePrincipalId"), undoText(done, "jobId")];
    if (appId === undefined || jobId === undefined) return notKnown(done, "Entra");
    const app = await appNow(context, appId, done);
    const job = app === undefined ? undefined : await jobNow(context, app, jobId, done);
    if (app === undefined || job === undefined) return undone("The provisioning job no longer exists.");
    const { displayName: name } = app;
    if (done.undoData["state"] === "Active") return undone(`Provisioning of "${name}" was already on before the run.`);
    if (!keepsRunning(job, before)) return undone(`Provisioning of "${name}" is off.`);
    return {
      state: "undo",
      change: {
        action: "update",
        resource: { type: "provisioning-job", id: jobId, name },
        fields: [{ path: "schedule.state", before: "Active", after: "Paused" }],
        note: "provisioning is stopped after the current cycle; users and groups stay unchanged on the SCIM server",
      },
    };
  },
  apply: async (context, done) => {
    const [appId, jobId] = [undoText(done, "servicePrincipalId"), undoText(done, "jobId")];
    if (appId === undefined || jobId === undefined) return;
    const app = await appNow(context, appId, done);
    const job = app === undefined ? undefined : await jobNow(context, app, jobId, done);
    if (app !== undefined && job !== undefined && isOn(job))
      await context.tenant.api.jobs.pause(placeOf(context, app, jobId));
  },
};

/** What starting and restarting leave behind. */
export const startUndo: StepUndo<EntraTenant> = undoByType({
  "provisioning-job": started,
  "provisioning-job-restart": leavesNothing("A restart leaves nothing to undo."),
});

/** What provisioning on demand leaves behind. */
export const onDemandUndo: StepUndo<EntraTenant> = leavesNothing(
  "Provisioning on demand leaves nothing to undo in the tenant. Users who were provisioned keep their accounts on the SCIM server.",
);
