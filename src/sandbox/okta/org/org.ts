import type { Scheduler } from "../../../base/clock.js";
import type { Directory } from "../../people/person.js";
import type { OktaApp } from "./app.js";
import { createGroup, type OktaGroup } from "./group.js";
import { createIds, type IdKind } from "./ids.js";
import { createSystemLog, type SystemLog } from "./system-log.js";
import { createUser, type OktaUser } from "./user.js";

const DAY_MS = 86_400_000;

const ADMINISTRATOR = {
  userName: "administrator@sandbox.example",
  givenName: "Sandbox",
  familyName: "Administrator",
  email: "administrator@sandbox.example",
  active: true,
};

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
  readonly users: Map<string, OktaUser>;
  /** The group in which everybody is. */
  readonly everyone: OktaGroup;
  readonly groups: Map<string, OktaGroup>;
  readonly apps: Map<string, OktaApp>;
  readonly log: SystemLog;
  /** Noun phrases: what an administrator asked for and this org could not simulate. */
  readonly notSimulated: Set<string>;
}

/** Makes an org of these people, who have been in it for a month. */
export function createOrg(directory: Directory, scheduler: Scheduler, random: () => number): Org {
  const newId = createIds(random);
  const founded = scheduler.now() - 30 * DAY_MS;
  const users = new Map<string, OktaUser>();
  const members = new Map<string, OktaUser[]>(directory.groups.map((name) => [name, []]));
  for (const person of directory.people) {
    const user = createUser(newId("00u"), person, founded);
    users.set(user.id, user);
    for (const name of person.groups) members.get(name)?.push(user);
  }
  const groups = new Map<string, OktaGroup>();
  const add = (group: Pick<OktaGroup, "name" | "type" | "members"> & Partial<OktaGroup>): OktaGroup => {
    const made = createGroup({ id: newId("00g"), created: founded, ...group });
    groups.set(made.id, made);
    return made;
  };
  const description = "All users in your organization";
  const everyone = add({ name: "Everyone", type: "BUILT_IN", members: [...users.values()], description });
  for (const [name, of] of members) add({ name, type: "OKTA_GROUP", members: of });

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
    administrator: createUser(administratorId, ADMINISTRATOR, founded),
    users,
    everyone,
    groups,
    apps: new Map(),
    log: createSystemLog(() => scheduler.now()),
    notSimulated: new Set(),
  };
}
