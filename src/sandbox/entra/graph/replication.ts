import type { SandboxJob, SandboxServicePrincipal } from "../tenant/model.js";
import { denied, EmptyUnauthorized, GraphError, noSuchJob, notFound } from "./errors.js";

/** How long the parts of Microsoft's service take to learn of what is new, in milliseconds. */
export interface Lags {
  /** A new application answers 404 so long. */
  readonly directoryLagMs: number;
  /** `$filter` misses it so long. */
  readonly searchLagMs: number;
  /** The synchronization service refuses it so long, in one way after another. */
  readonly syncLagMs: number;
  /** A new job is not readable so long. */
  readonly jobLagMs: number;
}

/** Microsoft tells to ask every five to ten seconds until it works; the numbers are the sandbox's own. */
export const DEFAULT_LAGS: Lags = { directoryLagMs: 3_000, searchLagMs: 8_000, syncLagMs: 12_000, jobLagMs: 2_000 };

/** What has arrived where by now. */
export interface Replication {
  isReadable(app: SandboxServicePrincipal): boolean;
  isSearchable(app: SandboxServicePrincipal): boolean;
  /** Whether references to it are taken. */
  isReferable(app: SandboxServicePrincipal): boolean;
  /** @throws GraphError (401 without a body, 403, 404, 409 in turn) while the synchronization service does not know it */
  checkSynchronization(app: SandboxServicePrincipal): void;
  isVisible(job: SandboxJob): boolean;
}

/** Source: terraform-provider-azuread (retries on 403, 404, 409), New-BitwardenEntraOIDCScim.ps1 (401, 404, 409). */
export function createReplication(now: () => number, lags: Lags): Replication {
  const refusals = new WeakMap<SandboxServicePrincipal, number>();
  const isOlder = ({ createdAt }: { readonly createdAt: number }, lag: number): boolean => now() >= createdAt + lag;

  return {
    isReadable: (app) => isOlder(app, lags.directoryLagMs),
    isSearchable: (app) => isOlder(app, lags.searchLagMs),
    isReferable: (app) => isOlder(app, lags.searchLagMs),
    checkSynchronization: (app) => {
      if (isOlder(app, lags.syncLagMs)) return;
      const before = refusals.get(app) ?? 0;
      refusals.set(app, before + 1);
      throw refusal(app, before);
    },
    isVisible: (job) => isOlder(job, lags.jobLagMs),
  };
}

function refusal(app: SandboxServicePrincipal, turn: number): GraphError {
  if (turn % 4 === 0) return new EmptyUnauthorized();
  if (turn % 4 === 1) return denied();
  if (turn % 4 === 2) return notFound(app.id);
  return new GraphError(409, "Conflict", "The application is not ready for synchronization yet.");
}

/** @throws GraphError (404) when the job is not there, or not yet */
export function findJob(app: SandboxServicePrincipal, id: string, replication: Replication): SandboxJob {
  const job = app.jobs.get(id);
  if (job === undefined || !replication.isVisible(job)) throw noSuchJob(id);
  return job;
}
