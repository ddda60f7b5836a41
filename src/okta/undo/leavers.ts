import { EXIT, SetupError } from "../../base/errors.js";
import { count } from "../../base/text.js";
import type { UndoContext } from "../../setup/step/step-undo.js";
import type { UndoMemoryPart } from "../../setup/step/undo-memory.js";
import { waitForProgress } from "../../setup/apply/wait.js";
import type { OktaApp, OktaLogEvent } from "../api/schemas.js";
import type { OktaTenant } from "../tenant/tenant.js";
import { appNow } from "./common.js";

/** Who has left an app in this undo, and is deactivated at the target by Okta in the background. */
interface Leavers {
  readonly since: number;
  readonly ids: Set<string>;
  /** Events of the log from before they left: who was deactivated then has come back since. */
  readonly earlier: ReadonlySet<string>;
}

/** By the app's id. */
const LEAVERS: UndoMemoryPart<Map<string, Leavers>> = { start: () => new Map() };

/** The event of somebody's deactivation at the target (Okta: developer docs, event types). */
const DEACTIVATED = "application.provision.user.deactivate";
/** As long as Okta may be busy with others before it goes on with this app. */
const STALL_MS = 5 * 60_000;
/** Long enough for a small number of people where nothing can be seen of it. */
const UNSEEN_MS = 60_000;
/** The log's clock is Okta's, not this machine's. */
const CLOCKS_MS = 5 * 60_000;

/** Remembers that these people are about to lose the app. */
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

/** As `waitForLeavers`, for every app that somebody has left in this undo and that is still there. */
export async function waitForAllLeavers(context: UndoContext<OktaTenant>): Promise<void> {
  for (const [appId, { ids }] of context.memory.of(LEAVERS)) {
    const app = ids.size === 0 ? undefined : await appNow(context.tenant.api, appId);
    if (app !== undefined) await waitForLeavers(context, app);
  }
}

/**
 * Waits until Okta has deactivated everybody who has left the app in this undo, as its System Log tells: once the app is
 * deactivated or deleted, which may be in another undo, those who remain would stay active at the vendor.
 *
 * @throws SetupError `people-still-active` (exit 1) when Okta does not get on with it
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
    const waiting = { what: "people deactivated at the vendor by Okta", clock, signal, emit, stallMs: STALL_MS };
    const { done, total } = await waitForProgress(check, waiting);
    if (done < total) throw stillActive(app, total - done);
  } catch (error) {
    if (!isAccessMissing(error)) throw error;
    const reason = `Okta deactivates ${count(leavers.ids.size, "person", "people")} at the vendor in the background, and its System Log may not be read`;
    emit({ code: "request.delayed", waitMs: UNSEEN_MS, reason });
    await clock.sleep(UNSEEN_MS, signal);
  }
  leavers.ids.clear();
}

/** Whom Okta has tried to deactivate: a failure is in its list of tasks, and is not tried again by waiting. */
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
    what: `Okta has not deactivated ${count(people, "person", "people")} at the vendor yet who lost the app "${app.label}"`,
    why: "without the app they would stay active there",
    fix: [
      "Look under Dashboard > Tasks of the admin console why Okta does not get on.",
      "Then run the same command again: it continues from here.",
    ],
    refused: true,
  });
}
