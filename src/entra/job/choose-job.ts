import { EXIT, SetupError } from "../../base/errors.js";
import type { ServicePrincipal, SynchronizationJob } from "../api/schemas.js";

/** The old template of non-gallery applications, and what Microsoft Graph calls its jobs. */
const LEGACY = /^customappsso/i;

/**
 * The application's job of exactly this template; undefined when it has no job yet.
 *
 * @throws SetupError `job-ambiguous`, `job-legacy` or `job-foreign` (exit 1) when an administrator must decide about an existing job
 */
export function chooseJob(
  jobs: readonly SynchronizationJob[],
  template: string,
  app: ServicePrincipal,
): SynchronizationJob | undefined {
  const foreign = jobs.find((job) => templateOf(job) !== template && !isLegacy(job));
  if (foreign !== undefined) throw foreignJob(foreign, app);
  const hits = jobs.filter((job) => templateOf(job) === template);
  if (hits.length > 1) throw ambiguous(hits, app);
  const legacy = jobs.find(isLegacy);
  if (hits[0] === undefined && legacy !== undefined) throw legacyJob(legacy, app);
  return hits[0];
}

/** Whether a job is of the old kind, which appends `/scim` to the Tenant URL. */
export function isLegacy(job: SynchronizationJob): boolean {
  return LEGACY.test(templateOf(job));
}

/** A job's id begins with its template, in answers that leave the template out. */
function templateOf({ id, templateId }: SynchronizationJob): string {
  return templateId ?? id.split(".", 1)[0] ?? "";
}

const NEW_APP = "Or leave this application unchanged: --new-app creates a second one for provisioning.";

function ambiguous(jobs: readonly SynchronizationJob[], { displayName }: ServicePrincipal): SetupError {
  return new SetupError({
    code: "job-ambiguous",
    exitCode: EXIT.failed,
    what: `The application "${displayName}" has ${String(jobs.length)} SCIM provisioning jobs: ${jobs.map(({ id }) => id).join(", ")}`,
    why: "each job has its own attribute mappings, and the wrong choice would change the wrong job",
    fix: ["Delete the unused job on the application's Provisioning page.", NEW_APP],
    refused: true,
  });
}

/** Entra docs, application-provisioning-config-problem-scim-compatibility: how such a job behaves, and how it is replaced. */
function legacyJob({ id }: SynchronizationJob, { displayName }: ServicePrincipal): SetupError {
  return new SetupError({
    code: "job-legacy",
    exitCode: EXIT.failed,
    what: `The application "${displayName}" has a provisioning job of the old kind (${id})`,
    why: "this kind appends /scim to the Tenant URL, and Microsoft no longer supports it for new applications",
    fix: [
      "Write down the job's attribute mappings and scoping filters, delete the job on the application's Provisioning page, and run the same command again. It creates a job of the current kind.",
      NEW_APP,
    ],
    refused: true,
  });
}

function foreignJob(job: SynchronizationJob, { displayName }: ServicePrincipal): SetupError {
  return new SetupError({
    code: "job-foreign",
    exitCode: EXIT.failed,
    what: `The application "${displayName}" already has a provisioning job of another connector: ${job.id} (${templateOf(job)})`,
    why: "all jobs of an application share its Tenant URL and token, so a second job would change the settings of the first",
    fix: ["Choose the application that the guide means with --app-id.", NEW_APP],
    refused: true,
  });
}
