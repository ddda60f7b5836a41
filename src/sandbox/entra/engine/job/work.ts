import type { SandboxAnchor, SandboxJob, SandboxServicePrincipal, SandboxTenant } from "../../tenant/model.js";
import type { Connection } from "./connection.js";
import type { JobMapping, Note } from "./job-mapping.js";
import type { JobMemory } from "./memory.js";
import type { Variants } from "../variants.js";
import type { Scope } from "./scope.js";

/** All that one cycle, or one provisioning on demand, works with. */
export interface Work {
  readonly tenant: SandboxTenant;
  readonly app: SandboxServicePrincipal;
  readonly job: SandboxJob;
  readonly memory: JobMemory;
  readonly connection: Connection;
  readonly mapping: JobMapping;
  readonly scope: Scope;
  /** True when everything is looked at, whether it has changed or not. */
  readonly full: boolean;
  readonly variants: Variants;
  readonly cycleId: string;
  readonly now: () => number;
  readonly note: Note;
}

/** Remembers that an object is on the target. */
export function anchorTo(
  { job }: Work,
  anchor: Pick<SandboxAnchor, "objectId" | "kind" | "targetId" | "exported">,
): SandboxAnchor {
  const whole: SandboxAnchor = { ...anchor, members: new Set(), disabled: false };
  job.anchors.set(anchor.objectId, whole);
  return whole;
}

/** True when something would be sent that was not sent before. */
export function differs(values: ReadonlyMap<string, unknown>, exported: ReadonlyMap<string, unknown>): boolean {
  for (const [name, value] of values) if (JSON.stringify(exported.get(name)) !== JSON.stringify(value)) return true;
  return false;
}
