import type { Clock } from "../base/clock.js";
import type { Person } from "../setup/expectation.js";
import type { Progress } from "../setup/ports.js";
import { isForbidden } from "./api/errors.js";
import type { OktaApi } from "./api/okta-api.js";
import type { OktaTenant } from "./tenant.js";
import type { OktaApp, OktaAppUser, OktaLogEvent } from "./api/schemas.js";

/**
 * How far Okta is with these people, by person id, as the app's own list of people tells.
 * `externalId`, the target's id, is set once a person was created there; `syncState` is documented for profile sourcing only,
 * so its ERROR is believed and its absence proves nothing (Okta: OpenAPI description, `AppUser`).
 */
export async function readProgress(
  api: OktaApi,
  app: OktaApp,
  people: readonly Person[],
): Promise<Map<string, Progress>> {
  const seen = new Map((await api.assignments.people(app.id)).map((user) => [user.id, user]));
  const off = !app.features.includes("PUSH_NEW_USERS");
  return new Map(people.map((person) => [person.id, progressOf(seen.get(person.id), off)]));
}

function progressOf(user: OktaAppUser | undefined, off: boolean): Progress {
  if (user === undefined) return { state: "waiting", reason: "not assigned to the app yet" };
  if (hasArrived(user)) return { state: "arrived" };
  if (user.syncState === "ERROR") {
    return {
      state: "failed",
      reason: "Okta reports an error for this person: see Assignments of the app, or the System Log",
    };
  }
  if (off) return { state: "unknown", reason: 'provisioning is off: "Create Users" is not enabled in the app' };
  // Whoever is assigned while provisioning is on is STAGED first; ACTIVE without a target id is a state from before.
  if (user.status === "ACTIVE") return { state: "unknown", reason: ASSIGNED_BEFORE };
  return { state: "waiting", reason: "assigned, and not created on the target yet" };
}

const ASSIGNED_BEFORE =
  'assigned, but not created on the target: for people assigned before provisioning was on, press "Provision User" under Assignments';

/** The same, where nobody without an assigned group is still on the way: only assigned people are ever provisioned. */
export async function markUnassigned(
  progress: ReadonlyMap<string, Progress>,
  { api, facts }: Pick<OktaTenant, "api" | "facts">,
  app: OktaApp,
): Promise<Map<string, Progress>> {
  if ([...progress.values()].every(({ state }) => state !== "waiting")) return new Map(progress);
  const assigned = new Set((await api.assignments.groups(app.id)).map(({ id }) => id));
  const wanted = [...facts.assigned].flatMap((name) => facts.groups.get(name) ?? []);
  if (wanted.every(({ id }) => assigned.has(id))) return new Map(progress);
  const members = new Set<string>();
  for (const { id } of wanted.filter((group) => assigned.has(group.id))) {
    for (const person of await api.groups.members(id)) members.add(person.id);
  }
  const reason = "not assigned to the app: none of the person's groups is assigned";
  return new Map(
    [...progress].map(([id, one]) => [
      id,
      one.state === "waiting" && !members.has(id) ? { state: "unknown", reason } : one,
    ]),
  );
}

/** Without provisioning, assigned people are ACTIVE too: only a sign of the target, or of a finished sync, counts. */
function hasArrived(user: OktaAppUser): boolean {
  if (user.syncState === "ERROR") return false;
  if (typeof user.externalId === "string" && user.externalId !== "") return true;
  return user.status === "PROVISIONED" || (user.status === "ACTIVE" && user.syncState === "SYNCHRONIZED");
}

/**
 * The same with the System Log's word on everybody who has not arrived: a failed push names its reason there.
 * Without the right to read the log, what the app tells stands.
 */
export async function addFailuresFromLog(
  progress: ReadonlyMap<string, Progress>,
  { api, app, clock }: { readonly api: OktaApi; readonly app: OktaApp; readonly clock: Clock },
): Promise<Map<string, Progress>> {
  const merged = new Map(progress);
  if ([...progress.values()].every(({ state }) => state === "arrived")) return merged;
  const failures = failedPeople(await eventsOrNone(api, app, clock));
  for (const [id, { state }] of progress) {
    const reason = failures.get(id);
    if (state !== "arrived" && reason !== undefined) merged.set(id, { state: "failed", reason });
  }
  return merged;
}

/** All provisioning events of the app since it was made, newest first. */
export function provisioningEvents(api: OktaApi, app: OktaApp, clock: Clock): Promise<OktaLogEvent[]> {
  const now = clock.now();
  const since = app.created ?? new Date(now - LOG_KEPT_MS).toISOString();
  // `until` is excluded; a second more takes in what happens now.
  return api.log.provisioning(app.id, since, new Date(now + 1000).toISOString());
}

const LOG_KEPT_MS = 90 * 24 * 60 * 60 * 1000;

/** Reason by person id, for those whose newest create event is a failure. */
function failedPeople(newestFirst: readonly OktaLogEvent[]): Map<string, string> {
  const decided = new Set<string>();
  const failures = new Map<string, string>();
  for (const event of newestFirst) {
    if (event.eventType !== "application.provision.user.push") continue;
    const person = event.target?.find(({ type }) => type === "User")?.id;
    if (typeof person !== "string" || decided.has(person)) continue;
    decided.add(person);
    if (event.outcome?.result === "FAILURE") failures.set(person, event.outcome.reason ?? "Okta does not say why");
  }
  return failures;
}

async function eventsOrNone(api: OktaApi, app: OktaApp, clock: Clock): Promise<OktaLogEvent[]> {
  try {
    return await provisioningEvents(api, app, clock);
  } catch (error) {
    if (isForbidden(error)) return [];
    throw error;
  }
}
