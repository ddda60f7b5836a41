import type { Scheduler } from "../../../base/clock.js";
import type { Directory } from "../../people/person.js";
import type { OktaApp } from "./app.js";
import { createGroup, type OktaGroup } from "./group.js";
import type { OrgHabits } from "./habits.js";
import { orgKind, type OrgKind } from "./org-kind.js";
import { createSystemLog, type SystemLog } from "./system-log.js";
import { createUser, type OktaUser } from "./user.js";
import { USER_ATTRIBUTES } from "./user-profile.js";
import { defaultUserType, type UserType } from "./user-type.js";

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
  /** The administrator who owns the API token; not a user of the directory. */
  readonly administrator: OktaUser;
  readonly users: Map<string, OktaUser>;
  readonly userTypes: Map<string, UserType>;
  /** What a user's profile of the default type can have, the org's own attributes among them. */
  readonly userAttributes: ReadonlySet<string>;
  /** The group in which all users are. */
  readonly everyone: OktaGroup;
  readonly groups: Map<string, OktaGroup>;
  readonly apps: Map<string, OktaApp>;
  readonly log: SystemLog;
  readonly kind: OrgKind;
  readonly habits: OrgHabits;
  /** Noun phrases: what an administrator asked for and this org could not simulate. */
  readonly notSimulated: Set<string>;
}

/** Makes an org of these users, who have been in it for a month. */
export function createOrg(
  directory: Directory,
  scheduler: Scheduler,
  random: () => number,
  habits: OrgHabits = {},
): Org {
  const newId = unused(createIds(random), directory);
  const founded = scheduler.now() - 30 * DAY_MS;
  const userType = defaultUserType(founded, ownAttributes(directory), habits.baseAttributes);
  const userAttributes = userType.attributes;
  const users = new Map<string, OktaUser>();
  for (const person of directory.people) {
    const user = createUser(person.id ?? newId("00u"), person, founded, userAttributes);
    users.set(user.id, user);
  }
  const [everyone, ...others] = firstGroups(directory, [...users.values()]).map((group) =>
    createGroup({ created: founded, ...group, id: group.id ?? newId("00g") }),
  );
  if (everyone === undefined) throw new Error("an org without a group of everybody");
  const groups = new Map([everyone, ...others].map((group) => [group.id, group]));

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
    userTypes: new Map([[userType.id, userType]]),
    userAttributes,
    everyone,
    groups,
    apps: new Map(),
    log: createSystemLog(() => scheduler.now()),
    kind: orgKind(habits.engine, habits.features),
    habits,
    notSimulated: new Set(),
  };
}

/** An attribute that an org has made itself is known as soon as a user has a value for it. */
function ownAttributes({ people }: Directory): string[] {
  const names = new Set(people.flatMap(({ attributes }) => Object.keys(attributes ?? {})));
  return [...names].filter((name) => !USER_ATTRIBUTES.has(name));
}

/** An id that nothing copied from another org has. */
function unused(newId: Org["newId"], { people, imported }: Directory): Org["newId"] {
  if (imported === undefined) return newId;
  const taken = new Set([...people, ...imported.groups].map(({ id }) => id));
  return (kind) => {
    let id = newId(kind);
    while (taken.has(id)) id = newId(kind);
    return id;
  };
}

/** A group that an org starts with; it gets an id when it brings none. */
type FirstGroup = Pick<OktaGroup, "name" | "type" | "members" | "description"> & { readonly id?: string };

/** The group in which all users are; Okta keeps it itself. */
const EVERYONE = { name: "Everyone", type: "BUILT_IN", description: "All users in your organization" } as const;

/**
 * The groups of a directory, the one of all users first. Of an org that was copied in part, these are the users that were copied.
 *
 * @param users - all users, in the directory's order
 */
function firstGroups({ people, groups, imported }: Directory, users: readonly OktaUser[]): FirstGroup[] {
  const everyone: FirstGroup = { ...EVERYONE, members: [...users] };
  if (imported === undefined) {
    const members = new Map<string, OktaUser[]>(groups.map((name) => [name, []]));
    for (const [index, user] of users.entries())
      for (const name of people[index]?.groups ?? []) members.get(name)?.push(user);
    const made = [...members].map(([name, of]) => ({ ...EMPTY, name, members: of }));
    return [everyone, ...made];
  }
  const byId = new Map(users.map((user) => [user.id, user]));
  const builtIn = imported.groups.find(({ attributes }) => attributes["type"] === "BUILT_IN");
  const others = imported.groups
    .filter((group) => group !== builtIn)
    .map(({ id, name, attributes, members }) => {
      const { description } = attributes;
      return {
        ...EMPTY,
        id,
        name,
        description: typeof description === "string" ? description : null,
        members: members.flatMap((member) => byId.get(member) ?? []),
      };
    });
  return [{ ...everyone, ...(builtIn === undefined ? {} : { id: builtIn.id, name: builtIn.name }) }, ...others];
}

const EMPTY = { type: "OKTA_GROUP", description: null } as const;

const LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/** The kinds of ids by their first letters, as recorded: `00u` a user, `0oa` an app, `gPm` a group push mapping, `prm` a profile mapping. */
export type IdKind = "00u" | "00g" | "0oa" | "gPm" | "prm" | "oae" | "0oc" | "00o" | "oty" | "osc" | "tmp";

/** Makes ids that look like Okta's (20 characters) and never repeat. */
function createIds(random: () => number): (kind: IdKind) => string {
  const org = text(Math.floor(random() * 62 ** 7), 7);
  let made = 0;
  return (kind) => {
    made += 1;
    // The counter is spread over the range so that neighbours do not look alike; 62^5 and the factor share no divisor.
    return `${kind}${org}${text((made * 387_420_489) % 62 ** 5, 5)}5d7xy`;
  };
}

function text(number: number, length: number): string {
  let rest = number;
  let result = "";
  for (let index = 0; index < length; index += 1) {
    result = (LETTERS[rest % 62] ?? "") + result;
    rest = Math.floor(rest / 62);
  }
  return result;
}
