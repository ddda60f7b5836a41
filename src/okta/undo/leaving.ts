import type { JournalledChange } from "../../setup/model/journalled-change.js";
import type { UndoContext } from "../../setup/step/step-undo.js";
import type { UndoMemoryPart } from "../../setup/step/undo-memory.js";
import type { OktaApi } from "../api/okta-api.js";
import type { OktaApp } from "../api/schemas.js";
import { TO_APP } from "../connection/provisioning-words.js";
import type { OktaTenant } from "../tenant/tenant.js";
import { newerIn } from "./common.js";

type Context = Pick<UndoContext<OktaTenant>, "tenant" | "memory">;

/** Ids of users by group id and by app id, read once: the group's direct members, and the app's users at the vendor. */
const PEOPLE: UndoMemoryPart<Map<string, ReadonlySet<string>>> = { start: () => new Map() };

/** The users who lose an app with one group's assignment. */
export interface Leaving {
  /** Users who are at the vendor, in this group, and assigned in no other way. */
  readonly ids: ReadonlySet<string>;
  /** Whether Okta deactivates them there. */
  readonly deactivates: boolean;
}

/**
 * Finds the users who lose the app when this group is unassigned.
 *
 * @param before - newer changes that count as undone: the groups that they assigned no longer count
 */
export async function leavingWith(
  { tenant, memory }: Context,
  app: OktaApp,
  groupId: string,
  before: readonly JournalledChange[],
): Promise<Leaving> {
  const people: KnownPeople = { api: tenant.api, known: memory.of(PEOPLE) };
  const gone = new Set(
    newerIn(before, app.id, "group-assignment")
      .filter(({ action }) => action === "create")
      .map(({ resource }) => resource.id),
  );
  const others = (await tenant.api.assignments.groups(app.id)).filter(({ id }) => id !== groupId && !gone.has(id));
  const staying = new Set<string>();
  for (const other of others) for (const id of await membersOf(people, other.id)) staying.add(id);
  const arrived = await arrivedByGroup(people, app.id);
  const members = await membersOf(people, groupId);
  return {
    ids: new Set([...members].filter((id) => arrived.has(id) && !staying.has(id))),
    deactivates: app.status === "ACTIVE" && app.features.includes(TO_APP.deactivate.feature),
  };
}

interface KnownPeople {
  readonly api: OktaApi;
  readonly known: Map<string, ReadonlySet<string>>;
}

function membersOf({ api, known }: KnownPeople, groupId: string): Promise<ReadonlySet<string>> {
  return once(known, groupId, async () => (await api.groups.members(groupId)).map(({ id }) => id));
}

/** Users of the app who are at the vendor, without individually assigned ones. */
function arrivedByGroup({ api, known }: KnownPeople, appId: string): Promise<ReadonlySet<string>> {
  return once(known, appId, async () =>
    (await api.assignments.people(appId))
      .filter(({ scope, externalId }) => scope !== "USER" && (externalId ?? "") !== "")
      .map(({ id }) => id),
  );
}

async function once(
  known: Map<string, ReadonlySet<string>>,
  key: string,
  read: () => Promise<readonly string[]>,
): Promise<ReadonlySet<string>> {
  const before = known.get(key);
  if (before !== undefined) return before;
  const ids = new Set(await read());
  known.set(key, ids);
  return ids;
}
