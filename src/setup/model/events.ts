import type { Change, ConsoleStop, Plan, StepStatus, Warning } from "./plan.js";
import type { TenantIdentity } from "./ports.js";

/** What the engine reports while it works. Codes are stable; the views decide what is printed for them. */
export type SetupEvent =
  | { readonly code: "tenant.identified"; readonly identity: TenantIdentity }
  | { readonly code: "step.looking"; readonly step: string; readonly title: string }
  | { readonly code: "plan.ready"; readonly plan: Plan }
  | { readonly code: "step.started"; readonly step: string; readonly guide: string; readonly title: string }
  | { readonly code: "change.started"; readonly step: string; readonly change: Change }
  | { readonly code: "change.applied"; readonly step: string; readonly change: Change; readonly id: string | undefined }
  /** `stopped` is true when the run was stopped in this step, which is no failure of it. */
  | { readonly code: "step.finished"; readonly step: string; readonly status: StepStatus; readonly stopped?: boolean }
  | { readonly code: "console.opened"; readonly step: string; readonly stop: ConsoleStop }
  | { readonly code: "console.waiting"; readonly step: string; readonly missing: readonly string[] }
  | { readonly code: "console.closed"; readonly step: string; readonly missing: readonly string[] }
  | { readonly code: "wait.progress"; readonly what: string; readonly done: number; readonly total: number }
  | { readonly code: "people.read"; readonly people: number }
  /** `awaits` is what the wait is for, where a word or two say it. */
  | { readonly code: "request.delayed"; readonly waitMs: number; readonly reason: string; readonly awaits?: string }
  | { readonly code: "proof.started" }
  | { readonly code: "warning"; readonly step: string; readonly warning: Warning };

/** Receives the engine's events. */
export type Emit = (event: SetupEvent) => void;
