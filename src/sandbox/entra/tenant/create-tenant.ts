import type { Directory, DirectoryPerson } from "../../people/person.js";
import { guidMaker } from "./ids.js";
import { importGroup, importUser } from "./imported.js";
import type { SandboxGroup, SandboxTenant, SandboxUser } from "./model.js";

/** Groups that Entra treats in ways of its own, by name. */
export interface AwkwardGroups {
  /** Which group is in which: `{ "TOTAL-Night-Shift": "TOTAL-Admin" }` puts the first into the second. */
  readonly nested?: Readonly<Record<string, string>>;
  /** Microsoft 365 groups that are no security groups. */
  readonly microsoft365?: readonly string[];
  /** Security groups whose members follow a rule. */
  readonly dynamic?: readonly string[];
  /** Distribution lists. */
  readonly mailEnabled?: readonly string[];
}

export interface TenantOptions {
  readonly random: () => number;
  readonly awkward?: AwkwardGroups | undefined;
  /** Who is whose manager, by sign-in names; nobody has one otherwise. */
  readonly managers?: Readonly<Record<string, string>> | undefined;
}

const DOMAIN = "northwind.example";

/**
 * Makes a tenant of these users and groups. What was read from a tenant keeps its ids; everything that is made, now or
 * later, gets its id from the same numbers.
 */
export function createTenant(
  directory: Directory,
  { random, awkward = {}, managers = {} }: TenantOptions,
): SandboxTenant {
  const newId = guidMaker(random);
  const id = newId();
  const groupsByName = new Map(directory.groups.map((name) => [name, createGroup(newId(), name, awkward)]));
  const users = new Map<string, SandboxUser>();
  const usersByName = new Map<string, SandboxUser>();
  for (const person of directory.people) {
    const id = person.id ?? newId();
    const { attributes } = person;
    const user = attributes === undefined ? createUser(id, person) : importUser(id, person, attributes);
    users.set(user.id, user);
    usersByName.set(user.userPrincipalName.toLowerCase(), user);
    for (const name of person.groups) groupsByName.get(name)?.members.add(user.id);
  }
  for (const [name, manager] of Object.entries(managers)) {
    const user = usersByName.get(name.toLowerCase());
    if (user !== undefined) user.manager = usersByName.get(manager.toLowerCase())?.id;
  }
  for (const [inner, outer] of Object.entries(awkward.nested ?? {})) {
    const group = groupsByName.get(inner);
    if (group !== undefined) groupsByName.get(outer)?.members.add(group.id);
  }
  const groups = directory.imported?.groups.map(importGroup) ?? [...groupsByName.values()];
  const domain = directory.people[0]?.userName.split("@")[1] ?? DOMAIN;
  return {
    id,
    displayName: organizationName(domain),
    domain,
    users,
    groups: new Map(groups.map((group) => [group.id, group])),
    servicePrincipals: new Map(),
    deletedApps: new Map(),
    applicationsOnly: new Map(),
    log: [],
    newId,
  };
}

/** Entra's default alias is the sign-in name without its domain. Source: Entra docs, mailNickname on cloud users. */
function createUser(id: string, person: DirectoryPerson): SandboxUser {
  return {
    id,
    userPrincipalName: person.userName,
    mailNickname: person.userName.split("@", 1)[0] ?? "",
    displayName: person.displayName,
    givenName: person.givenName,
    surname: person.familyName,
    mail: person.email,
    jobTitle: person.title,
    department: person.department,
    accountEnabled: person.active,
    softDeleted: false,
    manager: undefined,
    more: {},
  };
}

function createGroup(id: string, displayName: string, awkward: AwkwardGroups): SandboxGroup {
  const unified = awkward.microsoft365?.includes(displayName) ?? false;
  const list = awkward.mailEnabled?.includes(displayName) ?? false;
  return {
    id,
    displayName,
    mailNickname: displayName.replace(/[^A-Za-z0-9._-]/g, "") || "group",
    securityEnabled: !unified && !list,
    mailEnabled: unified || list,
    groupTypes: [
      ...(unified ? ["Unified"] : []),
      ...((awkward.dynamic?.includes(displayName) ?? false) ? ["DynamicMembership"] : []),
    ],
    members: new Set(),
    owners: new Set(),
    description: undefined,
    visibility: unified ? "Public" : undefined,
  };
}

/** `northwind.example` is `Northwind`. */
function organizationName(domain: string): string {
  const [first = ""] = domain.split(".", 1);
  return first.slice(0, 1).toUpperCase() + first.slice(1);
}
