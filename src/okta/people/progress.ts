import type { Clock } from "../../base/clock.js";
import type { Person } from "../../setup/model/expectation.js";
import type { Progress } from "../../setup/model/ports.js";
import type { OktaApi } from "../api/okta-api.js";
import type { OktaTenant } from "../tenant/tenant.js";
import type { OktaApp, OktaAppUser, OktaLogEvent } from "../api/schemas.js";

/**
 * How far Okta is with these users, by user id, as the app's list of users shows.
 * `externalId`, the SCIM server's id, is set once a user was created there; `syncState` is documented for profile sourcing only,
 * so its ERROR counts and its absence proves nothing (Okta: OpenAPI description, `AppUser`).
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
      reason: "Okta reports an error for this user: check the app's Assignments tab or the System Log",
    };
  }
  if (off) return { state: "unknown", reason: 'provisioning is off: "Create Users" is not enabled in the app' };
  // A user assigned while provisioning is on is STAGED first; ACTIVE without an external id is a state from before.
  if (user.status === "ACTIVE") return { state: "unknown", reason: ASSIGNED_BEFORE };
  return { state: "waiting", reason: "assigned, but not created on the SCIM server yet" };
}

const ASSIGNED_BEFORE =
  'assigned before provisioning was on, so not created on the SCIM server: click "Provision User" on the app\'s Assignments tab';

/** The same, but no user without an assigned group counts as on the way: Okta provisions only assigned users. */
export async function markUnassigned(
  progress: ReadonlyMap<string, Progress>,
  { api, results, groups }: Pick<OktaTenant, "api" | "groups" | "results">,
  app: OktaApp,
): Promise<Map<string, Progress>> {
  if ([...progress.values()].every(({ state }) => state !== "waiting")) return new Map(progress);
  const assigned = new Set((await api.assignments.groups(app.id)).map(({ id }) => id));
  const wanted = [...results.assigned].flatMap((name) => groups.get(name) ?? []);
  if (wanted.every(({ id }) => assigned.has(id))) return new Map(progress);
  const members = new Set<string>();
  for (const { id } of wanted.filter((group) => assigned.has(group.id))) {
    for (const person of await api.groups.members(id)) members.add(person.id);
  }
  const reason = "not assigned to the app: none of the user's groups is assigned";
  return new Map(
    [...progress].map(([id, one]) => [
      id,
      one.state === "waiting" && !members.has(id) ? { state: "unknown", reason } : one,
    ]),
  );
}

/** Without provisioning, assigned users are ACTIVE too: only an external id or a finished sync counts. */
function hasArrived(user: OktaAppUser): boolean {
  if (user.syncState === "ERROR") return false;
  if (typeof user.externalId === "string" && user.externalId !== "") return true;
  return user.status === "PROVISIONED" || (user.status === "ACTIVE" && user.syncState === "SYNCHRONIZED");
}

/** All provisioning events of the app since it was created, newest first. */
export function provisioningEvents(api: OktaApi, app: OktaApp, clock: Clock): Promise<OktaLogEvent[]> {
  return api.log.provisioning(app.id, ...spanOf(app, clock));
}

/** From the app's creation, or the beginning of the log, to now. */
export function spanOf(app: OktaApp, clock: Clock): [since: string, until: string] {
  const now = clock.now();
  const since = app.created ?? new Date(now - LOG_KEPT_MS).toISOString();
  // `until` is excluded; a second more takes in what happens now.
  return [since, new Date(now + 1000).toISOString()];
}

const LOG_KEPT_MS = 90 * 24 * 60 * 60 * 1000;
