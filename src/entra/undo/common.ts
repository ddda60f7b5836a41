import type { JournalledChange } from "../../setup/model/journalled-change.js";
import type { StepContext } from "../../setup/step/step-context.js";
import type { StepUndo } from "../../setup/step/step-undo.js";
import type { JobAddress } from "../api/graph-api.js";
import type { ServicePrincipal, SynchronizationJob } from "../api/schemas.js";
import { isOn } from "../job/job-state.js";
import { FRESH_MS, freshness, type EntraTenant } from "../tenant/tenant.js";
import { undone } from "../../setup/undo/undo-looks.js";

/** As long as reads may lag behind a create (Entra docs, application-saml-sso-configure-api). */
const LAG_MS = 30_000;
const POLL_MS = 5_000;

export type Context = StepContext<EntraTenant>;

/** The application as it is now; undefined once it is deleted. Leaves in the facts how new it is. */
export async function appNow(
  context: Context,
  id: string,
  done: JournalledChange,
): Promise<ServicePrincipal | undefined> {
  const { api, facts } = context.tenant;
  const app = await onceShown(context, done, () => api.servicePrincipals.get(id));
  const created = Date.parse(app?.createdDateTime ?? "");
  if (!Number.isNaN(created)) facts.freshUntil = Math.max(facts.freshUntil, created + FRESH_MS);
  return app;
}

/** The jobs of an application. */
export function jobsNow({ tenant, clock }: Context, app: ServicePrincipal): Promise<readonly SynchronizationJob[]> {
  return tenant.api.jobs.list(app.id, freshness(tenant, clock));
}

/** One of them, looked for in the list: asking for a deleted job of a new application would be tried again for minutes. */
export function jobNow(
  context: Context,
  app: ServicePrincipal,
  jobId: string,
  done: JournalledChange,
): Promise<SynchronizationJob | undefined> {
  return onceShown(context, done, async () => (await jobsNow(context, app)).find(({ id }) => id === jobId));
}

/** Where a job of this application is. */
export function placeOf({ tenant, clock }: Context, app: ServicePrincipal, jobId: string): JobAddress {
  return { servicePrincipalId: app.id, jobId, ...freshness(tenant, clock) };
}

/** What was made a moment ago may not be shown yet, which is no sign that it is gone. */
export async function onceShown<T>(
  { tenant, clock, signal }: Context,
  { key, at }: JournalledChange,
  read: () => Promise<T | undefined>,
): Promise<T | undefined> {
  const until = Date.parse(at) + LAG_MS;
  for (;;) {
    const found = await read();
    if (found !== undefined || tenant.facts.takenBack.has(key) || !(clock.now() < until)) return found;
    await clock.sleep(POLL_MS, signal);
  }
}

/** Whether a job provisions people once the newer changes are taken back. */
export function keepsRunning(job: SynchronizationJob, before: readonly JournalledChange[]): boolean {
  return isOn(job) && !before.some((one) => switchesOff(one, job.id));
}

/** Taking back the start of a job pauses it, and taking back its making deletes it. */
function switchesOff({ action, resource, undoData }: JournalledChange, jobId: string): boolean {
  if (resource.type !== "provisioning-job") return false;
  if (action === "create") return resource.id === jobId;
  return undoData["jobId"] === jobId && undoData["state"] !== "Active";
}

/**
 * What runs changed that hangs on something, and that stays.
 *
 * @param hangs - whether a change hangs on it
 * @returns one phrase each, as `group assignment "Sales"`
 */
export function stayingWith(
  { journal }: Context,
  done: JournalledChange,
  before: readonly JournalledChange[],
  hangs: (other: JournalledChange) => boolean,
): string[] {
  const gone = new Set([done.key, ...before.map(({ key }) => key)]);
  return journal
    .changes()
    .filter((one) => !gone.has(one.key) && hangs(one))
    .map(({ resource }) => `${resource.type.replaceAll("-", " ")} "${resource.name}"`);
}

/** The undo of what leaves nothing in the tenant. */
export function leavesNothing(what: string): StepUndo<EntraTenant> {
  return { look: () => Promise.resolve(undone(what)), apply: () => Promise.resolve() };
}
