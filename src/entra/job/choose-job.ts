import { EXIT, SetupError } from "../../base/errors.js";
import type { ServicePrincipal, SynchronizationJob } from "../api/schemas.js";

/** The old template of non-gallery applications, and what Microsoft Graph calls its jobs. */
const LEGACY = /^customappsso/i;

/**
 * The application's job of exactly this template; undefined when it has no job yet.
 *
 * @throws SetupError `job-ambiguous`, `job-legacy` or `job-foreign` (exit 1) when a person must decide about a job that is there
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

const NEW_APP = "Or leave this application alone: --new-app makes a second one for provisioning.";

function ambiguous(jobs: readonly SynchronizationJob[], { displayName }: ServicePrincipal): SetupError {
  return new SetupError({
    code: "job-ambiguous",
    exitCode: EXIT.failed,
    what: `The application "${displayName}" has ${String(jobs.length)} SCIM provisioning jobs: ${jobs.map(({ id }) => id).join(", ")}`,
    why: "each of them provisions people by mappings of its own, and picking one could change the wrong one",
    fix: ["Delete the one that is not used on the application's Provisioning page.", NEW_APP],
    refused: true,
  });
}

/** Entra docs, application-provisioning-config-problem-scim-compatibility: how such a job behaves, and how it is replaced. */
function legacyJob({ id }: SynchronizationJob, { displayName }: ServicePrincipal): SetupError {
  return new SetupError({
    code: "job-legacy",
    exitCode: EXIT.failed,
    what: `The application "${displayName}" provisions by a job of the old kind (${id})`,
    why: "it appends /scim to the Tenant URL, and Microsoft does not support that kind any more for new set-ups",
    fix: [
      "Note the job's attribute mappings and scoping filters, delete the job on the application's Provisioning page, and run the same command again: it makes one of the present kind.",
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
    why: "the Tenant URL and the token belong to the application, not to the job, so that a second job would change what the first one uses",
    fix: ["Name the application that the guide means with --app-id.", NEW_APP],
    refused: true,
  });
}
