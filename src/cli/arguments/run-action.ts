/** What a run is asked to do with a tenant. */
export type RunAction = "apply" | "plan" | "verify" | "rotate-token" | "undo";

/** Every sub-command of an IdP; those that do not run the template's steps are modules of their own. */
export type CommandAction = RunAction | "runbook" | "doctor";

/** Whether an action writes in the tenant: it needs the lock, and secrets where the template asks for them. */
export function writes(action: RunAction): boolean {
  return action === "apply" || action === "rotate-token" || action === "undo";
}
