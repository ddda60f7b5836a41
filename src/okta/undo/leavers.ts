import { EXIT, SetupError } from "../../base/errors.js";
import { count } from "../../base/text.js";
import type { UndoContext } from "../../setup/step/step-undo.js";
import type { UndoMemoryPart } from "../../setup/step/undo-memory.js";
import { waitForProgress } from "../../setup/apply/wait.js";
import type { OktaApp, OktaLogEvent } from "../api/schemas.js";
import type { OktaTenant } from "../tenant/tenant.js";
import { appNow } from "./common.js";

/** Users who lost an app in this undo; Okta deactivates them at the vendor in the background. */
interface Leavers {
  readonly since: number;
  readonly ids: Set<string>;
  /** Log events from before they lost the app: users deactivated then have returned since. */
  readonly earlier: ReadonlySet<string>;
}

/** By the app's id. */
const LEAVERS: UndoMemoryPart<Map<string, Leavers>> = { start: () => new Map() };

/** The event of a user's deactivation at the vendor (Okta: developer docs, event types). */
const DEACTIVATED = "application.provision.user.deactivate";
/** How long Okta may be busy with other work before it continues with this app. */
const STALL_MS = 5 * 60_000;
/** Long enough for a small number of users where the progress cannot be seen. */
const UNSEEN_MS = 60_000;
/** The log's clock is Okta's, not this machine's. */
const CLOCKS_MS = 5 * 60_000;

/** Remembers that these users are about to lose the app. */
export async function noteLeavers(
  context: UndoContext<OktaTenant>,
  appId: string,
  ids: ReadonlySet<string>,
): Promise<void> {
  const ofApps = context.memory.of(LEAVERS);
  const leavers = ofApps.get(appId) ?? (await firstLeavers(context, appId));
  for (const id of ids) leavers.ids.add(id);
  ofApps.set(appId, leavers);
}

async function firstLeavers(context: UndoContext<OktaTenant>, appId: string): Promise<Leavers> {
  const since = context.clock.now();
  const earlier = await deactivations(context, appId, since).catch((error: unknown) => {
    if (!isAccessMissing(error)) throw error;
    return [];
  });
  return { since, ids: new Set(), earlier: new Set(earlier.map(({ uuid }) => uuid)) };
}

/** Like `waitForLeavers`, for every app that users lost in this undo and that still exists. */
export async function waitForAllLeavers(context: UndoContext<OktaTenant>): Promise<void> {
  for (const [appId, { ids }] of context.memory.of(LEAVERS)) {
    const app = ids.size === 0 ? undefined : await appNow(context.tenant.api, appId);
    if (app !== undefined) await waitForLeavers(context, app);
  }
}

/**
 * Waits until Okta has deactivated all users who lost the app in this undo, as its System Log shows: once the app is
 * deactivated or deleted, which may be in another undo, the rest would stay active at the vendor.
 *
 * @throws SetupError `people-still-active` (exit 1) when Okta makes no progress
 */
export async function waitForLeavers(context: UndoContext<OktaTenant>, app: OktaApp): Promise<void> {
  const { memory, clock, signal, emit } = context;
  const leavers = memory.of(LEAVERS).get(app.id);
  if (leavers === undefined || leavers.ids.size === 0) return;
  const check = async (): Promise<{ readonly done: number; readonly total: number }> => {
    const decided = await deactivated(context, app, leavers);
    return { done: [...leavers.ids].filter((id) => decided.has(id)).length, total: leavers.ids.size };
  };
  try {
    const waiting = { what: "users deactivated at the vendor by Okta", clock, signal, emit, stallMs: STALL_MS };
    const { done, total } = await waitForProgress(check, waiting);
    if (done < total) throw stillActive(app, total - done);
  } catch (error) {
    if (!isAccessMissing(error)) throw error;
    const reason = `Okta deactivates ${count(leavers.ids.size, "user")} at the vendor in the background, and the sign-in has no access to the System Log`;
    emit({ code: "request.delayed", waitMs: UNSEEN_MS, reason });
    await clock.sleep(UNSEEN_MS, signal);
  }
  leavers.ids.clear();
}

/** The users that Okta has tried to deactivate: a failure is in its list of tasks, and waiting does not retry it. */
async function deactivated(
  context: UndoContext<OktaTenant>,
  app: OktaApp,
  { since, earlier }: Leavers,
): Promise<Set<string>> {
  const events = await deactivations(context, app.id, since);
  return new Set(events.filter(({ uuid }) => !earlier.has(uuid)).flatMap(idsIn));
}

async function deactivations(
  { tenant, clock }: UndoContext<OktaTenant>,
  appId: string,
  since: number,
): Promise<OktaLogEvent[]> {
  const [from, until] = [new Date(since - CLOCKS_MS), new Date(clock.now() + CLOCKS_MS)];
  const events = await tenant.api.log.provisioning(appId, from.toISOString(), until.toISOString());
  return events.filter(({ eventType }) => eventType === DEACTIVATED);
}

function isAccessMissing(error: unknown): boolean {
  return error instanceof SetupError && error.exitCode === EXIT.access;
}

function idsIn({ target }: OktaLogEvent): string[] {
  return (target ?? []).flatMap(({ id }) => id ?? []);
}

function stillActive(app: OktaApp, people: number): SetupError {
  return new SetupError({
    code: "people-still-active",
    exitCode: EXIT.failed,
    what: `Okta has not yet deactivated ${count(people, "user")} at the vendor who lost the app "${app.label}"`,
    why: "if the app were removed now, they would stay active there",
    fix: [
      "Check Dashboard > Tasks in the Admin Console for the cause.",
      "Then run the same command again: it continues from here.",
    ],
    refused: true,
  });
}
