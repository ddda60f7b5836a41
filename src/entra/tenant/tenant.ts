import type { Clock } from "../../base/clock.js";
import { EXIT, SetupError, type CodeOfExit } from "../../base/errors.js";
import type { JsonObject } from "../../base/json.js";
import type { EntraApi, Freshness, JobAddress } from "../api/graph-api.js";
import type { ServicePrincipal, SynchronizationJob } from "../api/schemas.js";
import type { EntraCache } from "./cache.js";
import type { KnownGroups } from "./known-groups.js";
import { entraResults, type EntraResults } from "./results.js";

/** What a run was told beside the template. */
export interface EntraOptions {
  /** The application to set up, by object id or application (client) id, when its name alone does not tell. */
  readonly appId?: string;
  /** The name of a second, non-gallery application to make or find; `true` for the default name. */
  readonly newApp?: string | true;
  /** The application's name, repeated: allows changes that affect users of an existing set-up. */
  readonly confirm?: string;
  /** Users to provision on demand: sign-in names, or none. Absent: as the template says. */
  readonly onDemand?: readonly string[] | "none";
  /** Save the credentials without Microsoft's "Test Connection". */
  readonly skipTest: boolean;
}

/** The tenant as Entra's steps see it. */
export interface EntraTenant {
  readonly api: EntraApi;
  readonly id: string;
  /** Root of Microsoft Graph, as `https://graph.microsoft.com`; on loopback for a sandbox. */
  readonly graphUrl: string;
  /** Address of the admin center, for links. */
  readonly adminUrl: string;
  readonly options: EntraOptions;
  /** What is read once a run. */
  readonly cache: EntraCache;
  readonly groups: KnownGroups;
  /** What steps have given to later ones. */
  readonly results: EntraResults;
  /** True when the tenant's own plans name Entra ID P1 or P2, false when they do not, undefined when they could not be read. */
  readonly hasPremium: boolean | undefined;
  /**
   * Keeps a copy of what is about to be replaced, in a file only the administrator can read.
   *
   * @returns the file's path; undefined in a dry run, which keeps nothing
   */
  backUp(name: string, content: JsonObject): string | undefined;
}

/** How long Microsoft's synchronization service may need to learn of a new application. */
export const FRESH_MS = 180_000;

/** Until when, in milliseconds since 1970, Microsoft's service may not know an application; undefined where its age is not told. */
export function freshUntil({ createdDateTime }: Pick<ServicePrincipal, "createdDateTime">): number | undefined {
  const created = Date.parse(createdDateTime ?? "");
  return Number.isNaN(created) ? undefined : created + FRESH_MS;
}

/** Whether the application was made so recently that parts of Microsoft's service may not know it. */
export function freshness({ results }: Pick<EntraTenant, "results">, clock: Clock): Freshness {
  return { fresh: clock.now() < results.freshUntil };
}

/**
 * The application, for a step that works on one.
 *
 * @throws SetupError `app-missing` (exit 1) when the step that makes it was left out
 */
export function requireApp({ results }: Pick<EntraTenant, "results">): ServicePrincipal {
  if (results.app !== undefined) return results.app;
  throw missing("app-missing", "There is no enterprise application for this step", "finds or creates it");
}

/**
 * The place of the provisioning job, for a step that works on one.
 *
 * @throws SetupError `app-missing` or `job-missing` (exit 1) when the step that makes it was left out
 */
export function requireJob(tenant: Pick<EntraTenant, "results">, clock: Clock): JobAddress {
  const app = requireApp(tenant);
  const { job } = tenant.results;
  if (job === undefined)
    throw missing("job-missing", "There is no provisioning job for this step", "finds or creates it");
  return { servicePrincipalId: app.id, jobId: job.id, ...freshness(tenant, clock) };
}

/** Whoever reads the job again, all later steps read it as it was then. */
const reread = entraResults("job");

/**
 * The job as it is now, which is what later steps read.
 *
 * @throws SetupError as `requireJob`
 */
export async function readJob(tenant: Pick<EntraTenant, "api" | "results">, clock: Clock): Promise<SynchronizationJob> {
  const job = await tenant.api.jobs.get(requireJob(tenant, clock));
  reread.give(tenant, { job });
  return job;
}

function missing(code: CodeOfExit<"failed">, what: string, does: string): SetupError {
  return new SetupError({
    code,
    exitCode: EXIT.failed,
    what,
    why: `the step that ${does} was left out with --skip or --only`,
    fix: ["Run again and include that step. It uses what exists and does not change it."],
    refused: true,
  });
}
