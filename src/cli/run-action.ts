/** What a run is asked to do with a tenant. */
export type RunAction = "apply" | "plan" | "verify";
