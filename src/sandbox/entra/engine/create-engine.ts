import { createConnections } from "./job/connection.js";
import { createCycles } from "./cycle.js";
import type { EngineOptions } from "./engine-options.js";
import { createMemory } from "./job/memory.js";
import { provisionOnDemand } from "./on-demand.js";
import type { EngineParts } from "./open-work.js";
import { NO_ADDRESS, probe } from "./probe.js";
import { endQuarantine, liftForOneTry } from "./quarantine.js";
import type { SyncEngine } from "./sync-engine.js";

export { DEFAULT_TIMES, type EngineOptions, type EngineTimes } from "./engine-options.js";

/**
 * The provisioning service of a simulated tenant. Everything it does by itself happens on the scheduler's clock; what it sends
 * goes over real connections.
 */
export function createSyncEngine(options: EngineOptions): SyncEngine {
  const { tenant, scheduler, times, shape } = options;
  const memoryOf = createMemory();
  const notes = new Set<string>();
  let closed = false;
  const parts: EngineParts = {
    options,
    connections: createConnections(() => scheduler.now(), options.record, options.proxies),
    memoryOf,
    note: (what) => void notes.add(what),
    isClosed: () => closed,
  };
  const cycles = createCycles(parts);

  return {
    async validate({ matchingAttribute, ...address }) {
      const connection = parts.connections.open(address);
      const problem =
        connection === undefined ? NO_ADDRESS : await probe(connection, matchingAttribute, tenant.newId());
      // Whatever the target did, Microsoft Graph has one code for it.
      return problem === undefined
        ? { ok: true }
        : { ok: false, code: "CredentialValidationUnavailable", message: problem.message };
    },
    start(app, job) {
      const lifted = job.quarantine !== undefined;
      job.state = "Active";
      if (lifted) {
        liftForOneTry(job, memoryOf(job));
        cycles.cancel(job);
      }
      cycles.plan(app, job, times.firstCycleMs);
    },
    pause(job) {
      job.state = "Paused";
      cycles.cancel(job);
    },
    restart(app, job, resetScope) {
      const scopes = new Set(resetScope.split(",").map((one) => one.trim()));
      const resets = (scope: string): boolean => scopes.has("Full") || scopes.has(scope);
      const memory = memoryOf(job);
      cycles.breakOff(job);
      if (resets("ConnectorDataStore")) {
        job.anchors.clear();
        memory.managers.clear();
        memory.switched.clear();
        memory.unassigned.clear();
      }
      if (resets("Escrows")) memory.failed.clear();
      if (resets("QuarantineState")) endQuarantine(job, memory);
      if (resets("Watermark") || resets("ConnectorDataStore")) job.fullCycleDue = true;
      job.state = "Active";
      cycles.plan(app, job, times.firstCycleMs);
    },
    provisionOnDemand: (app, job, subject) => provisionOnDemand(parts, app, job, subject, shape),
    cycleOf: (job) => {
      const { running, scheduled, nextAt } = memoryOf(job);
      return { running, nextAt: scheduled ? nextAt : undefined };
    },
    scimRequests: () => parts.connections.requests(),
    notSimulated: () => [...notes],
    close() {
      closed = true;
      parts.connections.close();
    },
  };
}
