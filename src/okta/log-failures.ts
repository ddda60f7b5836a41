import type { Clock } from "../base/clock.js";
import type { Person } from "../setup/expectation.js";
import type { Progress } from "../setup/ports.js";
import { isForbidden } from "./api/errors.js";
import type { OktaApi } from "./api/okta-api.js";
import type { OktaApp, OktaLogEvent } from "./api/schemas.js";
import { provisioningEvents, spanOf } from "./progress.js";

interface Read {
  readonly api: OktaApi;
  readonly app: OktaApp;
  readonly clock: Clock;
}

/**
 * The same with the System Log's word on each person: the newest of their provisioning events counts, whatever it is about, and a
 * failure counts also where the app shows the person as provisioned. Okta writes failures without a reason, as
 * `application.provision.user.sync`, and names the person by the app user alone (support.okta.com 0D54z0000A4i091CQA).
 * Without the right to read the log, what the app tells stands.
 */
export async function addFailuresFromLog(
  progress: ReadonlyMap<string, Progress>,
  people: readonly Person[],
  read: Read,
): Promise<Map<string, Progress>> {
  const merged = new Map(progress);
  const failures = failedPeople(await eventsWithFailures(read), people);
  for (const [id, reason] of failures) {
    if (merged.has(id)) merged.set(id, { state: "failed", reason });
  }
  return merged;
}

/** The same for pushed groups by their names: a failure in the log counts although the mapping is ACTIVE. */
export async function addPushFailuresFromLog(
  pushes: ReadonlyMap<string, Progress>,
  idOf: (name: string) => string | undefined,
  read: Read,
): Promise<Map<string, Progress>> {
  const merged = new Map(pushes);
  const failures = newestFailures(await eventsWithFailures(read), groupOf);
  for (const [name, { state }] of pushes) {
    const reason = failures.get(idOf(name) ?? "");
    if (reason !== undefined && state !== "failed") merged.set(name, { state: "failed", reason });
  }
  return merged;
}

/** All events, newest first, when there is a failure among them: only then somebody's success matters. */
async function eventsWithFailures({ api, app, clock }: Read): Promise<readonly OktaLogEvent[]> {
  try {
    const failures = await api.log.provisioningFailures(app.id, ...spanOf(app, clock));
    return failures.length === 0 ? [] : await provisioningEvents(api, app, clock);
  } catch (error) {
    if (isForbidden(error)) return [];
    throw error;
  }
}

const USER = "application.provision.user.";
/** What Okta reads from the target says nothing about what it writes there. */
const IMPORTS = new Set([`${USER}import`, `${USER}import_profile`]);

function failedPeople(events: readonly OktaLogEvent[], people: readonly Person[]): ReadonlyMap<string, string> {
  const byName = new Map(people.map(({ name, id }) => [name.toLowerCase(), id]));
  return newestFailures(events, ({ eventType, target }) => {
    if (!eventType.startsWith(USER) || IMPORTS.has(eventType)) return undefined;
    const user = target?.find(({ type }) => type === "User")?.id;
    if (typeof user === "string") return user;
    const appUser = target?.find(({ type }) => type === "AppUser");
    return (
      byName.get((appUser?.alternateId ?? "").toLowerCase()) ?? byName.get((appUser?.displayName ?? "").toLowerCase())
    );
  });
}

const GROUP = /^application\.provision\.group(?:_push|_membership)?\./;

function groupOf({ eventType, target }: OktaLogEvent): string | undefined {
  if (!GROUP.test(eventType)) return undefined;
  return target?.find(({ type }) => type === "UserGroup")?.id ?? undefined;
}

/** Reason by id, for those whose newest event is a failure; of several in a row the newest that gives a reason. */
function newestFailures(
  newestFirst: readonly OktaLogEvent[],
  idOf: (event: OktaLogEvent) => string | undefined,
): ReadonlyMap<string, string> {
  const closed = new Set<string>();
  const failures = new Map<string, string | undefined>();
  const types = new Map<string, string>();
  for (const event of newestFirst) {
    const id = idOf(event);
    if (id === undefined || closed.has(id)) continue;
    if (event.outcome?.result === "SUCCESS") closed.add(id);
    if (event.outcome?.result !== "FAILURE") continue;
    failures.set(id, failures.get(id) ?? event.outcome.reason ?? undefined);
    types.set(id, types.get(id) ?? event.eventType);
  }
  return new Map(
    [...failures].map(([id, reason]) => [id, reason ?? `${NO_REASON} (${types.get(id) ?? "application.provision"})`]),
  );
}

const NO_REASON =
  "Okta's System Log holds a failure and no reason; the vendor's answer is shown under Dashboard > Tasks in the Admin Console";
