import type { FastifyRequest } from "fastify";
import type { Scheduler } from "../../../base/clock.js";
import type { SyncEngine } from "../engine/sync-engine.js";
import type { SchemaVariant } from "../schema/default-schema.js";
import type { SandboxServicePrincipal, SandboxTenant } from "../tenant/model.js";
import { notFound, unknownError } from "./errors.js";
import type { Replication } from "./replication.js";
import type { Caller } from "./rights.js";

/** What the routes of Graph share. */
export interface GraphContext {
  readonly tenant: SandboxTenant;
  readonly engine: SyncEngine;
  readonly scheduler: Scheduler;
  readonly replication: Replication;
  /** Whose token a request came with. */
  readonly callerOf: (request: FastifyRequest) => Caller;
  readonly hasPremium: boolean;
  readonly schemaVariant: SchemaVariant;
  /** `silent-drop`: saving answers 204 and saves nothing unless two keys are there that nobody documents as required. */
  readonly secretsMode: "normal" | "silent-drop";
  /** How many bytes all settings of an application's connection may have together. */
  readonly settingsLimitBytes: number;
  /** Where Graph is served, known once it listens. */
  root(): string;
}

/**
 * The application of a path, by object id or as `(appId='...')`.
 *
 * @throws GraphError (404) when it is not there, or not yet
 */
export function findApp({ tenant, replication }: GraphContext, key: string): SandboxServicePrincipal {
  const [, appId] = /^\(appId='([^']*)'\)$/.exec(key) ?? [];
  const app =
    appId === undefined
      ? tenant.servicePrincipals.get(key)
      : [...tenant.servicePrincipals.values()].find((one) => one.appId === appId);
  if (app === undefined || !replication.isReadable(app)) throw notFound(appId ?? key);
  return app;
}

/**
 * The application of a path below `synchronization`.
 *
 * @throws GraphError - as {@link findApp}, or in one of four ways while the synchronization service does not know it
 */
export function findSyncedApp(context: GraphContext, key: string): SandboxServicePrincipal {
  const app = findApp(context, key);
  context.replication.checkSynchronization(app);
  return app;
}

/** @throws GraphError (400) for an application that cannot provision */
export function refuseRegistration({ kind }: SandboxServicePrincipal): void {
  if (kind === "registration") throw unknownError();
}
