import type { JournalledChange } from "../../setup/model/journalled-change.js";
import type { StepUndo, UndoContext } from "../../setup/step/step-undo.js";
import type { UndoMemoryPart } from "../../setup/step/undo-memory.js";
import type { Freshness, JobAddress } from "../api/graph-api.js";
import type { ServicePrincipal, SynchronizationJob } from "../api/schemas.js";
import { isOn } from "../job/job-state.js";
import { freshUntil, type EntraTenant } from "../tenant/tenant.js";
import { undone } from "../../setup/undo/undo-looks.js";
import { describeResource } from "../../setup/model/describe-resource.js";

/** As long as reads may lag behind a create (Entra docs, application-saml-sso-configure-api). */
const LAG_MS = 30_000;
const POLL_MS = 5_000;

export type Context = UndoContext<EntraTenant>;

/** What was undone, by the journal's keys: that the tenant does not show it needs no second look. */
const UNDONE: UndoMemoryPart<Set<string>> = { start: () => new Set() };
/** How new the applications are that were read: see `EntraFacts.freshUntil`. */
const FRESH: UndoMemoryPart<{ until: number }> = { start: () => ({ until: 0 }) };

/** Remembers that this change is undone. */
export function noteUndone({ memory }: Context, { key }: JournalledChange): void {
  memory.of(UNDONE).add(key);
}

/** The application as it is now; undefined once it is deleted. Remembers how new it is. */
export async function appNow(
  context: Context,
  id: string,
  done: JournalledChange,
): Promise<ServicePrincipal | undefined> {
  const { api } = context.tenant;
  const app = await onceShown(context, done, () => api.servicePrincipals.get(id));
  const fresh = context.memory.of(FRESH);
  fresh.until = Math.max(fresh.until, (app === undefined ? undefined : freshUntil(app)) ?? 0);
  return app;
}

/** Whether an application that was read is so new that parts of Microsoft's service may not know it. */
export function freshness({ memory, clock }: Context): Freshness {
  return { fresh: clock.now() < memory.of(FRESH).until };
}

/** The jobs of an application. */
export function jobsNow(context: Context, app: ServicePrincipal): Promise<readonly SynchronizationJob[]> {
  return context.tenant.api.jobs.list(app.id, freshness(context));
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
export function placeOf(context: Context, app: ServicePrincipal, jobId: string): JobAddress {
  return { servicePrincipalId: app.id, jobId, ...freshness(context) };
}

/** What was made a moment ago may not be shown yet, which is no sign that it is gone. */
export async function onceShown<T>(
  { memory, clock, signal }: Context,
  { key, at }: JournalledChange,
  read: () => Promise<T | undefined>,
): Promise<T | undefined> {
  const until = Date.parse(at) + LAG_MS;
  for (;;) {
    const found = await read();
    if (found !== undefined || memory.of(UNDONE).has(key) || !(clock.now() < until)) return found;
    await clock.sleep(POLL_MS, signal);
  }
}

/** Whether a job provisions users after the newer changes are undone. */
export function keepsRunning(job: SynchronizationJob, before: readonly JournalledChange[]): boolean {
  return isOn(job) && !before.some((one) => switchesOff(one, job.id));
}

/** Undoing the start of a job pauses it, and undoing its creation deletes it. */
function switchesOff({ action, resource, undoData }: JournalledChange, jobId: string): boolean {
  if (resource.type !== "provisioning-job") return false;
  if (action === "create") return resource.id === jobId;
  return undoData["jobId"] === jobId && undoData["state"] !== "Active";
}

/**
 * Changes of earlier runs that depend on something, and that stay.
 *
 * @param depends - whether a change depends on it
 * @returns one phrase each, as `group assignment "Sales"`
 */
export function stayingWith(
  { journal }: Context,
  done: JournalledChange,
  before: readonly JournalledChange[],
  depends: (other: JournalledChange) => boolean,
): string[] {
  const gone = new Set([done.key, ...before.map(({ key }) => key)]);
  return journal
    .changes()
    .filter((one) => !gone.has(one.key) && depends(one))
    .map(({ resource }) => describeResource(resource));
}

/** The undo of what leaves nothing in the tenant. */
export function leavesNothing(what: string): StepUndo<EntraTenant> {
  return { look: () => Promise.resolve(undone(what)), apply: () => Promise.resolve() };
}
