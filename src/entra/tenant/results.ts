import type { JsonObject } from "../../base/json.js";
import { declareResults, type GivenResults } from "../../setup/step/step-results.js";
import type { ServicePrincipal, SynchronizationJob } from "../api/schemas.js";
import type { WantedMapping } from "../mapping/schema-surgery.js";
import type { OnDemandVerdict } from "./on-demand-verdict.js";

/** A start of the job by this run. */
export interface JobStart {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** When the job's last cycle before had ended; undefined when there was none. A cycle with another end came after. */
  readonly cycleBefore: number | undefined;
  /** When the quarantine that this start lifts had begun, as Graph writes it. */
  readonly quarantineBefore: string | undefined;
  /** True for a restart, after which all users in scope are written again. */
  readonly restarted: boolean;
}

/** The attribute mappings of users, now and as the plan leaves them. */
export interface MappingsAhead {
  /** The job's schema as last read; undefined before the job exists. */
  readonly schema: JsonObject | undefined;
  /** The same with the changes that the plan announces; as last read from then on, since they may have been skipped. */
  readonly ahead: JsonObject | undefined;
  /** What the template asks for. */
  readonly wanted: readonly WantedMapping[];
}

/** What steps give to later ones. They start empty, and each look gives them anew. */
export interface EntraResults {
  /** The enterprise application as last read; undefined before it exists. */
  readonly app: ServicePrincipal | undefined;
  /** The name that the application has, or is going to have: so that a change is called the same before and after. */
  readonly appName: string | undefined;
  /** Until when, in milliseconds since 1970, the synchronization service may not know the application yet. */
  readonly freshUntil: number;
  /** The provisioning job as last read; undefined before it exists. */
  readonly job: SynchronizationJob | undefined;
  readonly mappings: MappingsAhead;
  /** The Tenant URL that provisioning uses, or is going to. */
  readonly baseUrl: string | undefined;
  /** True when this run replaces the token of an existing set-up, or has. */
  readonly tokenReplaced: boolean;
  /** True while the credentials or the attribute mappings were changed and the job has not been restarted since. */
  readonly restartNeeded: boolean;
  /** How this run started or restarted the job last; undefined when it has not. */
  readonly start: JobStart | undefined;
  /** When this run last assigned a group, in milliseconds since 1970. */
  readonly assignedAt: number | undefined;
  /** Names of the groups the template assigns. */
  readonly assigned: ReadonlySet<string>;
  /** The results of provisioning on demand in this run, by user id. */
  readonly onDemand: ReadonlyMap<string, OnDemandVerdict>;
}

/** Results before anything was looked at. */
export function noResults(): EntraResults {
  return {
    app: undefined,
    appName: undefined,
    freshUntil: 0,
    job: undefined,
    mappings: { schema: undefined, ahead: undefined, wanted: [] },
    baseUrl: undefined,
    tokenReplaced: false,
    restartNeeded: false,
    start: undefined,
    assignedAt: undefined,
    assigned: new Set(),
    onDemand: new Map(),
  };
}

/** Declares what a kind of step gives to later ones. */
export function entraResults<Name extends keyof EntraResults>(...names: Name[]): GivenResults<EntraResults, Name> {
  return declareResults<EntraResults, Name>(names);
}
