import { defaultSchema, type SchemaVariant } from "../schema/default-schema.js";
import type { SandboxJob, SandboxServicePrincipal, SandboxTenant } from "./model.js";

/**
 * Adds a provisioning job, disabled, with the template's default schema. The old template's job is another one than was
 * asked for. Source: recorded traffic, October 2026.
 */
export function addJob(
  tenant: SandboxTenant,
  app: SandboxServicePrincipal,
  options: { readonly templateId: string; readonly variant: SchemaVariant; readonly now: number },
): SandboxJob {
  const templateId = options.templateId === "customappsso" ? "customappssoOutDelta" : options.templateId;
  const id = `${templateId}.${tenant.id.replaceAll("-", "")}.${tenant.newId()}`;
  const job: SandboxJob = {
    id,
    templateId,
    createdAt: options.now,
    schema: defaultSchema(id, options.variant),
    state: "Disabled",
    quarantine: undefined,
    lastExecution: undefined,
    lastSuccessfulExecution: undefined,
    steadyStateFirstAchieved: undefined,
    steadyStateLastAchieved: undefined,
    completeFailures: 0,
    synchronized: { users: 0, groups: 0 },
    anchors: new Map(),
    fullCycleDue: true,
  };
  app.jobs.set(id, job);
  return job;
}
