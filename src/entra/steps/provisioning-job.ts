import { z } from "zod";
import type { Change, Look, Warning } from "../../setup/model/plan.js";
import type { Applied, StepContext } from "../../setup/step/step-context.js";
import { defineStepKind } from "../../setup/step/step-kind.js";
import { syncRead, syncWrite } from "../api/access.js";
import type { SynchronizationJob } from "../api/schemas.js";
import { chooseJob, isLegacy } from "../job/choose-job.js";
import { waitForEarlier } from "../app/earlier-create.js";
import { quarantineWarnings } from "../job/quarantine-warnings.js";
import { provisioningJobByHand } from "../manual.js";
import { freshness, requireApp, type EntraTenant } from "../tenant/tenant.js";
import { jobUndo } from "../undo/job.js";
import { entraResults } from "../tenant/results.js";

const schema = z
  .strictObject({
    template: z.string().min(1).describe("Provisioning template of Microsoft Graph; scim for any SCIM server"),
  })
  .describe(
    "Sets Provisioning Mode to Automatic: creates a provisioning job when there is none. An existing job is never changed here.",
  );
type ProvisioningJob = z.output<typeof schema>;
type Context = StepContext<EntraTenant>;

const TYPE = "provisioning-job";

/** What these steps give to later ones. */
const given = entraResults("job");

/** Provisioning Mode Automatic: creates a job of the wanted template when there is none. An existing one is never changed here. */
export const provisioningJob = defineStepKind<ProvisioningJob, EntraTenant>({
  uses: "entra/provisioning-job",
  title: "Set Provisioning Mode to Automatic",
  gives: given.names,
  provides: ["job"],
  needs: ["app"],
  schema,
  create: (input) => {
    let made: SynchronizationJob | undefined;
    return {
      access: { reads: [syncRead], writes: [syncWrite] },
      undo: jobUndo,
      look: (context) => look(input, context, made),
      apply: async (context) => {
        made = await makeOnce(input, context);
        given.give(context.tenant, { job: made });
        return keepsOf(context, made);
      },
      recall: (context) => {
        const { job } = context.tenant.results;
        return Promise.resolve(job === undefined ? {} : keepsOf(context, job));
      },
      expects: () => ({}),
      manual: provisioningJobByHand,
    };
  },
});

/** The job, and what it belongs to, for undo. */
function keepsOf({ tenant }: Context, { id }: SynchronizationJob): Applied {
  return { id, undoData: { servicePrincipalId: requireApp(tenant).id } };
}

async function look({ template }: ProvisioningJob, context: Context, made?: SynchronizationJob): Promise<Look> {
  const { tenant, clock } = context;
  const { app } = tenant.results;
  given.give(tenant, { job: undefined });
  if (app === undefined) return { changes: [createChange(template)] };
  const jobs = await tenant.api.jobs.list(app.id, freshness(tenant, clock));
  const job = chooseJob(jobs, template, app);
  given.give(tenant, { job: job ?? made });
  if (job !== undefined) {
    const legacy = jobs.find((one) => isLegacy(one));
    return {
      changes: [],
      found: [`Provisioning Mode is Automatic (job ${job.id}).`],
      warnings: [...(legacy === undefined ? [] : [besideLegacy(legacy)]), ...quarantineWarnings(job)],
    };
  }
  if (made === undefined) return { changes: [createChange(template)] };
  return { changes: [], pending: ["Microsoft Graph does not list the provisioning job yet."] };
}

function createChange(template: string): Change {
  return {
    action: "create",
    resource: { type: TYPE, name: template },
    fields: [{ path: "templateId", before: null, after: template }],
    note: "Provisioning Mode: Automatic; no users are provisioned until provisioning starts",
    summary: "Provisioning Mode: Automatic",
  };
}

/** Makes the job; an interrupted run may have made it a moment ago, before Microsoft Graph lists it. */
async function makeOnce({ template }: ProvisioningJob, context: Context): Promise<SynchronizationJob> {
  const { tenant, clock, journal } = context;
  const app = requireApp(tenant);
  const fresh = freshness(tenant, clock);
  const earlier = await waitForEarlier(context, "a provisioning job", journal.createdId(TYPE, template), async () =>
    chooseJob(await tenant.api.jobs.list(app.id, fresh), template, app),
  );
  return earlier ?? (await tenant.api.jobs.create(app.id, template, fresh));
}

function besideLegacy({ id }: SynchronizationJob): Warning {
  return {
    code: "job-legacy-beside",
    message: `The application also has a provisioning job of the old kind (${id}), which sends the same users to the Tenant URL with /scim appended.`,
    fix: "Write down its attribute mappings, then delete the job on the application's Provisioning page.",
  };
}
