import type { Person } from "../../setup/model/expectation.js";
import type { StepContext } from "../../setup/step/step-context.js";
import { waitForProgress } from "../../setup/apply/wait.js";
import type { OktaApp } from "../api/schemas.js";
import { isProvisionable, personOf } from "./people.js";
import { eventsWithFailures, withFailures } from "./log-failures.js";
import { readProgress } from "./progress.js";
import { readApp, type OktaTenant } from "../tenant/tenant.js";

/** How long Okta may be busy with other work before it continues with this app. */
const STALL_MS = 15 * 60_000;

/**
 * Waits until every user that Okta can provision through the assigned groups is on the SCIM server or has failed; gives up when
 * nothing moves. The System Log is read only when the app's own list does not change: its rate limit is the smallest.
 */
export async function waitForPeople({ tenant, clock, signal, emit }: StepContext<OktaTenant>): Promise<void> {
  const app = await readApp(tenant);
  // Without Create Users, no user is ever created.
  if (app?.features.includes("PUSH_NEW_USERS") !== true) return;
  const people = await assignedPeople(tenant, app);
  let before = -1;
  const check = async (): Promise<{ readonly done: number; readonly total: number }> => {
    let progress = await readProgress(tenant.api, app, people);
    if (decided(progress) === before)
      progress = withFailures(progress, people, await eventsWithFailures({ api: tenant.api, app, clock }));
    before = decided(progress);
    return { done: before, total: people.length };
  };
  await waitForProgress(check, { what: "users provisioned by Okta", clock, signal, emit, stallMs: STALL_MS });
}

/** How many users there is nothing more to wait for, whether they arrived or failed. */
function decided(progress: ReadonlyMap<string, { readonly state: string }>): number {
  return [...progress.values()].filter(({ state }) => state !== "waiting").length;
}

/** The members of the template's groups that the app shows as assigned. */
async function assignedPeople({ api, results, groups }: OktaTenant, app: OktaApp): Promise<Person[]> {
  const assigned = new Set((await api.assignments.groups(app.id)).map(({ id }) => id));
  const people = new Map<string, Person>();
  for (const name of results.assigned) {
    const group = groups.get(name);
    if (group === undefined || !assigned.has(group.id)) continue;
    for (const person of (await api.groups.members(group.id)).map(personOf))
      if (isProvisionable(person)) people.set(person.id, person);
  }
  return [...people.values()];
}
