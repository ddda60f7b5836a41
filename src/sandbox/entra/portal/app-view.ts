import type { GraphContext } from "../graph/context.js";
import type { SandboxJob, SandboxServicePrincipal } from "../tenant/model.js";

/** What an application's pages show, and what they depend on beside it. */
export interface AppView {
  readonly app: SandboxServicePrincipal;
  /** The provisioning job; undefined while provisioning is not set up. */
  readonly job: SandboxJob | undefined;
  readonly context: GraphContext;
  /** The page of a long list, as the address has it. */
  readonly page: string | undefined;
  /** The user to look at under Provision on demand. */
  readonly user: string | undefined;
}

/** The pages of an application, with the portal's labels; the first is the application's own path. */
export const TABS = [
  { id: "overview", label: "Overview" },
  { id: "users-and-groups", label: "Users and groups" },
  { id: "provisioning", label: "Provisioning" },
  { id: "provisioning-logs", label: "Provisioning logs" },
  { id: "provision-on-demand", label: "Provision on demand" },
] as const;

export type TabId = (typeof TABS)[number]["id"];

export function tabPath({ id }: SandboxServicePrincipal, tab: TabId): string {
  return tab === "overview" ? `/portal/app/${id}` : `/portal/app/${id}/${tab}`;
}

/** The job that the portal shows: an application has one. */
export function jobOf({ jobs }: SandboxServicePrincipal): SandboxJob | undefined {
  const [job] = jobs.values();
  return job;
}
