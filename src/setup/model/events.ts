import type { Change, ConsoleStop, Plan, StepStatus, Warning } from "./plan.js";
import type { TenantIdentity } from "./ports.js";

/** What the engine reports while it works. Codes are stable; the renderers decide what is printed for them. */
export type SetupEvent =
  | { readonly code: "tenant.identified"; readonly identity: TenantIdentity }
  | { readonly code: "step.looking"; readonly step: string; readonly title: string }
  | { readonly code: "plan.ready"; readonly plan: Plan }
  | { readonly code: "step.started"; readonly step: string; readonly guide: string; readonly title: string }
  | { readonly code: "change.started"; readonly step: string; readonly change: Change }
  | { readonly code: "change.applied"; readonly step: string; readonly change: Change; readonly id: string | undefined }
  | { readonly code: "step.finished"; readonly step: string; readonly status: StepStatus }
  | { readonly code: "console.opened"; readonly step: string; readonly stop: ConsoleStop }
  | { readonly code: "console.waiting"; readonly step: string; readonly missing: readonly string[] }
  | { readonly code: "console.closed"; readonly step: string; readonly missing: readonly string[] }
  | { readonly code: "wait.progress"; readonly what: string; readonly done: number; readonly total: number }
  | { readonly code: "people.read"; readonly people: number }
  /** `awaits` is what the run waits for, in a word or two. */
  | { readonly code: "request.delayed"; readonly waitMs: number; readonly reason: string; readonly awaits?: string }
  | { readonly code: "proof.started" }
  | { readonly code: "warning"; readonly step: string; readonly warning: Warning };

/** Receives the engine's events. */
export type Emit = (event: SetupEvent) => void;
