/** What a run is asked to do with a tenant. */
export type RunAction = "apply" | "plan" | "verify" | "rotate-token" | "undo";

/** Everything that can be named after the IdP; what is not a run of the engine's steps is a module of its own. */
export type CommandAction = RunAction | "runbook" | "doctor";

/** Whether an action writes in the tenant: it needs the lock, and secrets where the template asks for them. */
export function writes(action: RunAction): boolean {
  return action === "apply" || action === "rotate-token" || action === "undo";
}
