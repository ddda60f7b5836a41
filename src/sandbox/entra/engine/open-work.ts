import type { SandboxJob, SandboxServicePrincipal } from "../tenant/model.js";
import { savedAddress, type Connections } from "./job/connection.js";
import type { EngineOptions } from "./engine-options.js";
import { readMapping, type Note } from "./job/job-mapping.js";
import type { MemoryOf } from "./job/memory.js";
import { probe, type ProbeProblem } from "./probe.js";
import { scopeOf } from "./job/scope.js";
import type { Work } from "./job/work.js";
import { DEFAULT_VARIANTS } from "./variants.js";

/** What the work on all jobs shares. */
export interface EngineParts {
  readonly options: EngineOptions;
  readonly connections: Connections;
  readonly memoryOf: MemoryOf;
  readonly note: Note;
  isClosed(): boolean;
}

/**
 * Everything that work on a job needs, as tenant, schema and settings stand now.
 *
 * @param how.assignedUntil - assignments made later are not known yet, in milliseconds since 1970; all are when absent
 * @returns undefined while no usable address of the target is saved
 */
export function openWork(
  { options, connections, memoryOf, note }: EngineParts,
  app: SandboxServicePrincipal,
  job: SandboxJob,
  how: { readonly full: boolean; readonly ruleId?: string; readonly assignedUntil?: number },
): Work | undefined {
  const { tenant, scheduler } = options;
  const address = savedAddress(app, job.templateId);
  const connection = address === undefined ? undefined : connections.open(address);
  if (connection === undefined) return undefined;
  const mapping = readMapping(job.schema, note, how.ruleId);
  const { users, groups } = scopeOf(tenant, app, how.assignedUntil);
  return {
    tenant,
    app,
    job,
    memory: memoryOf(job),
    connection,
    mapping,
    scope: {
      users: mapping.users === undefined ? new Set() : users,
      groups: mapping.groups === undefined ? new Set() : groups,
    },
    full: how.full,
    variants: { ...DEFAULT_VARIANTS, ...options.variants },
    cycleId: tenant.newId(),
    now: () => scheduler.now(),
    note,
  };
}

/** The question every cycle and every provisioning on demand begins with. */
export function probeFor({ connection, mapping, tenant }: Work): Promise<ProbeProblem | undefined> {
  return probe(connection, mapping.users?.matching[0] ?? "userName", tenant.newId());
}
