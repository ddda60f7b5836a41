import type { Scheduler } from "../../../base/clock.js";
import type { Directory } from "../../people/person.js";
import type { OktaApp } from "./app.js";
import type { OktaGroup } from "./group.js";
import { createIds, type IdKind } from "./ids.js";
import { createSystemLog, type SystemLog } from "./system-log.js";
import type { OktaUser } from "./user.js";

const DAY_MS = 86_400_000;

/** A simulated Okta org: everything it holds, in memory. */
export interface Org {
  readonly id: string;
  readonly subdomain: string;
  readonly externalKey: string;
  readonly scheduler: Scheduler;
  readonly random: () => number;
  readonly newId: (kind: IdKind) => string;
  /** Where the org is served, known once it listens. */
  url(): string;
  setUrl(url: string): void;
  /** The administrator to whom the API token belongs; not a person of the directory. */
  readonly administrator: OktaUser;
  readonly users: ReadonlyMap<string, OktaUser>;
  readonly groups: Map<string, OktaGroup>;
  readonly apps: Map<string, OktaApp>;
  readonly log: SystemLog;
}

/** Makes an org of these people, who have been in it for a month. */
export function createOrg(directory: Directory, scheduler: Scheduler, random: () => number): Org {
  const newId = createIds(random);
  const founded = scheduler.now() - 30 * DAY_MS;
  const users = new Map<string, OktaUser>();
  const members = new Map<string, OktaUser[]>(directory.groups.map((name) => [name, []]));
  for (const person of directory.people) {
    const user: OktaUser = { id: newId("00u"), person, created: founded };
    users.set(user.id, user);
    for (const name of person.groups) members.get(name)?.push(user);
  }
  const groups = new Map<string, OktaGroup>();
  const add = (name: string, type: OktaGroup["type"], of: readonly OktaUser[], description: string | null): void => {
    const id = newId("00g");
    groups.set(id, { id, type, name, description, created: founded, members: of });
  };
  add("Everyone", "BUILT_IN", [...users.values()], "All users in your organization");
  for (const [name, of] of members) add(name, "OKTA_GROUP", of, null);

  const administratorId = newId("00u");
  let address = "";
  return {
    id: newId("00o"),
    subdomain: "sandbox",
    externalKey: newId("0oc"),
    scheduler,
    random,
    newId,
    url: () => address,
    setUrl: (url) => {
      address = url;
    },
    administrator: {
      id: administratorId,
      created: founded,
      person: {
        userName: "administrator@sandbox.example",
        givenName: "Sandbox",
        familyName: "Administrator",
        email: "administrator@sandbox.example",
        active: true,
        groups: [],
      },
    },
    users,
    groups,
    apps: new Map(),
    log: createSystemLog(() => scheduler.now()),
  };
}
