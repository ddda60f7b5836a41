import type { Clock } from "../../base/clock.js";
import { EXIT, SetupError } from "../../base/errors.js";
import type { JsonObject } from "../../base/json.js";
import type { Named } from "../../setup/plan/look-alikes.js";
import type { EntraApi, Freshness, JobAddress } from "../api/graph-api.js";
import type { EntraGroup, EntraUser, ServicePrincipal, SynchronizationJob } from "../api/schemas.js";
import type { OnDemandVerdict } from "./on-demand-verdict.js";
import type { WantedMapping } from "../mapping/schema-surgery.js";

/** What a run was told beside the template. */
export interface EntraOptions {
  /** The application to set up, by object id or application (client) id, when its name alone does not tell. */
  readonly appId?: string;
  /** The name of a second, non-gallery application to make or find; `true` for the default name. */
  readonly newApp?: string | true;
  /** The application's name, repeated: allows what changes how many people an existing set-up concerns. */
  readonly confirm?: string;
  /** Whom to provision on demand: sign-in names, or nobody. Absent: whom the template says. */
  readonly onDemand?: readonly string[] | "none";
  /** Save the credentials without Microsoft's "Test Connection". */
  readonly skipTest: boolean;
}

/** A group that is a member of another one, with all the people it would bring if Entra expanded it. */
export interface NestedGroup {
  readonly group: EntraGroup;
  readonly people: readonly EntraUser[];
}

/** A start of the job by this run. */
export interface JobStart {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** When the job's last cycle before had ended; undefined when there was none. A cycle with another end came after. */
  readonly cycleBefore: number | undefined;
  /** When the quarantine that this start lifts had begun, as Graph writes it. */
  readonly quarantineBefore: string | undefined;
  /** True for a restart, after which everybody in scope is written again. */
  readonly restarted: boolean;
}

/** What steps found out for the steps behind them. They start empty and are filled by each look. */
export interface EntraFacts {
  /** The enterprise application as last read; undefined before it exists. */
  app: ServicePrincipal | undefined;
  /** All applications of the tenant by their names, read once a run. */
  apps: readonly Named[] | undefined;
  /** The name that the application has, or is going to have: so that a change is called the same before and after. */
  appName: string | undefined;
  /** Until when, in milliseconds since 1970, the synchronization service may not know the application yet. */
  freshUntil: number;
  /** The provisioning job as last read; undefined before it exists. */
  job: SynchronizationJob | undefined;
  /** The job's schema as last read; undefined before the job exists. */
  schema: JsonObject | undefined;
  /** The same with the changes that the plan announces; as last read from then on, since they may have been skipped. */
  schemaAhead: JsonObject | undefined;
  /** The attribute mappings of people that the template asks for. */
  wantedMappings: readonly WantedMapping[];
  /** The Tenant URL that provisioning uses, or is going to. */
  baseUrl: string | undefined;
  /** True once this run wrote other credentials or scope. */
  credentialsChanged: boolean;
  /** True when this run replaces the token of an existing set-up, or has. */
  tokenReplaced: boolean;
  /** True while the attribute mappings were changed and the job has not been restarted since. */
  restartNeeded: boolean;
  /** True once this run started or restarted the job. */
  started: boolean;
  /** How this run started or restarted the job last. */
  start: JobStart | undefined;
  /** When this run last assigned a group, in milliseconds since 1970. */
  assignedAt: number | undefined;
  /** Groups of the template by name, as far as they exist. */
  readonly groups: Map<string, EntraGroup>;
  /** Names of the groups the template assigns. */
  readonly assigned: Set<string>;
  /** Direct members by group id as read for the plan: once a run, so that a plan does not change by itself. */
  readonly members: Map<string, readonly EntraUser[]>;
  /** Groups within groups, by the outer group's id: once a run likewise. */
  readonly nested: Map<string, readonly NestedGroup[]>;
  /** What provisioning on demand came to in this run, by person id. */
  readonly onDemand: Map<string, OnDemandVerdict>;
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
  readonly facts: EntraFacts;
  /** True when the tenant's own plans name Entra ID P1 or P2, false when they do not, undefined when they could not be read. */
  readonly hasPremium: boolean | undefined;
  /**
   * Keeps a copy of what is about to be replaced, in a file only the administrator can read.
   *
   * @returns the file's path; undefined in a dry run, which keeps nothing
   */
  backUp(name: string, content: JsonObject): string | undefined;
}

/** Facts before anything was looked at. */
export function noFacts(): EntraFacts {
  return {
    app: undefined,
    apps: undefined,
    appName: undefined,
    freshUntil: 0,
    job: undefined,
    schema: undefined,
    schemaAhead: undefined,
    wantedMappings: [],
    baseUrl: undefined,
    credentialsChanged: false,
    tokenReplaced: false,
    restartNeeded: false,
    started: false,
    start: undefined,
    assignedAt: undefined,
    groups: new Map(),
    assigned: new Set(),
    members: new Map(),
    nested: new Map(),
    onDemand: new Map(),
  };
}

/** How long Microsoft's synchronization service may need to learn of a new application. */
export const FRESH_MS = 180_000;

/** Until when, in milliseconds since 1970, Microsoft's service may not know an application; undefined where its age is not told. */
export function freshUntil({ createdDateTime }: Pick<ServicePrincipal, "createdDateTime">): number | undefined {
  const created = Date.parse(createdDateTime ?? "");
  return Number.isNaN(created) ? undefined : created + FRESH_MS;
}

/** Whether the application was made so recently that parts of Microsoft's service may not know it. */
export function freshness({ facts }: Pick<EntraTenant, "facts">, clock: Clock): Freshness {
  return { fresh: clock.now() < facts.freshUntil };
}

/**
 * The application, for a step that works on one.
 *
 * @throws SetupError `app-missing` (exit 1) when the step that makes it was left out
 */
export function requireApp({ facts }: Pick<EntraTenant, "facts">): ServicePrincipal {
  if (facts.app !== undefined) return facts.app;
  throw missing("app-missing", "There is no enterprise application to work on", "creates it");
}

/**
 * The place of the provisioning job, for a step that works on one.
 *
 * @throws SetupError `app-missing` or `job-missing` (exit 1) when the step that makes it was left out
 */
export function requireJob(tenant: Pick<EntraTenant, "facts">, clock: Clock): JobAddress {
  const app = requireApp(tenant);
  const { job } = tenant.facts;
  if (job === undefined) throw missing("job-missing", "There is no provisioning job to work on", "creates it");
  return { servicePrincipalId: app.id, jobId: job.id, ...freshness(tenant, clock) };
}

function missing(code: string, what: string, does: string): SetupError {
  return new SetupError({
    code,
    exitCode: EXIT.failed,
    what,
    why: `the step that ${does} was left out, with --skip or --only`,
    fix: ["Leave that step in: it finds what exists, and changes nothing about it."],
    refused: true,
  });
}
