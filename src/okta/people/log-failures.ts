import type { Clock } from "../../base/clock.js";
import type { Person } from "../../setup/model/expectation.js";
import type { Progress } from "../../setup/model/ports.js";
import { isForbidden } from "../api/errors.js";
import type { OktaApi } from "../api/okta-api.js";
import type { OktaApp, OktaLogEvent } from "../api/schemas.js";
import { provisioningEvents, spanOf } from "./progress.js";

interface Read {
  readonly api: OktaApi;
  readonly app: OktaApp;
  readonly clock: Clock;
}

/**
 * The same with what the System Log says of each user: the newest of their provisioning events counts, whatever it is about, and a
 * failure counts even where the app shows the user as provisioned. Okta writes failures without a reason, as
 * `application.provision.user.sync`, and names the user by the app user alone (support.okta.com 0D54z0000A4i091CQA).
 */
export function withFailures(
  progress: ReadonlyMap<string, Progress>,
  people: readonly Person[],
  events: readonly OktaLogEvent[],
): Map<string, Progress> {
  const merged = new Map(progress);
  const failures = failedPeople(events, people);
  for (const [id, reason] of failures) {
    if (merged.has(id)) merged.set(id, { state: "failed", reason });
  }
  return merged;
}

/** The same for pushed groups by their names: a failure in the log counts although the mapping is ACTIVE. */
export function withPushFailures(
  pushes: ReadonlyMap<string, Progress>,
  idOf: (name: string) => string | undefined,
  events: readonly OktaLogEvent[],
): Map<string, Progress> {
  const merged = new Map(pushes);
  const failures = newestFailures(events, groupOf);
  for (const [name, { state }] of pushes) {
    const reason = failures.get(idOf(name) ?? "");
    if (reason !== undefined && state !== "failed") merged.set(name, { state: "failed", reason });
  }
  return merged;
}

/**
 * All events of the app's provisioning, newest first, when there is a failure among them: only then a success matters.
 * None without the right to read the log: then only the app's own list counts.
 */
export async function eventsWithFailures({ api, app, clock }: Read): Promise<readonly OktaLogEvent[]> {
  try {
    const failures = await api.log.provisioningFailures(app.id, ...spanOf(app, clock));
    return failures.length === 0 ? [] : await provisioningEvents(api, app, clock);
  } catch (error) {
    if (isForbidden(error)) return [];
    throw error;
  }
}

const USER = "application.provision.user.";
/** What Okta reads from the SCIM server says nothing about what it writes there. */
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

/** Reason by id, for those whose newest event is a failure. */
function newestFailures(
  newestFirst: readonly OktaLogEvent[],
  idOf: (event: OktaLogEvent) => string | undefined,
): ReadonlyMap<string, string> {
  return new Map([...failuresOf(newestFirst, idOf)].map(([id, event]) => [id, reasonOf(event)]));
}

/** By key, each failure without a later success: of several in a row, the newest that gives a reason. */
export function failuresOf(
  newestFirst: readonly OktaLogEvent[],
  keyOf: (event: OktaLogEvent) => string | undefined,
): ReadonlyMap<string, OktaLogEvent> {
  const closed = new Set<string>();
  const failures = new Map<string, OktaLogEvent>();
  for (const event of newestFirst) {
    const key = keyOf(event);
    if (key === undefined || closed.has(key)) continue;
    if (event.outcome?.result === "SUCCESS") closed.add(key);
    if (event.outcome?.result !== "FAILURE") continue;
    const known = failures.get(key);
    if (known === undefined || (!hasReason(known) && hasReason(event))) failures.set(key, event);
  }
  return failures;
}

/** Why it failed, in Okta's words; says so where Okta gives no reason. */
export function reasonOf(event: OktaLogEvent): string {
  const reason = event.outcome?.reason ?? "";
  return reason === "" ? `${NO_REASON} (${event.eventType})` : reason;
}

function hasReason({ outcome }: OktaLogEvent): boolean {
  return (outcome?.reason ?? "") !== "";
}

const NO_REASON =
  "Okta's System Log shows a failure without a reason; see the vendor's answer under Dashboard > Tasks in the Admin Console";
