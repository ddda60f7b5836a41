import { isJsonObject, type JsonObject, type JsonValue } from "../../../base/json.js";
import { createUser } from "../../../dialect/okta/custom-app.js";
import type { ExplainedValue, Explanation } from "../../people/explanation.js";
import type { OktaApp } from "../org/app.js";
import type { AppUser } from "../org/app-user.js";
import type { Org } from "../org/org.js";
import type { OktaUser } from "../org/user.js";
import { usernameExpression } from "../org/attributes/user-name-template.js";
import { missingAttributes, profileFor, type PushedProfile } from "./app-profile.js";
import { sourceOf } from "./app-values.js";

/** Says what Okta sends for a user when it creates them, and where each value comes from; undefined when nobody signs in with that name. */
export function explainerOf(org: Org): (login: string) => Explanation | undefined {
  let byLogin = new Map<string, OktaUser>();
  const find = (login: string): OktaUser | undefined => {
    const user = byLogin.get(login);
    return user !== undefined && loginOf(user) === login ? user : undefined;
  };
  return (name) => {
    const login = name.toLowerCase();
    if (find(login) === undefined) byLogin = new Map([...org.users.values()].map((user) => [loginOf(user), user]));
    const user = find(login);
    return user === undefined ? undefined : explainUser(org, user);
  };
}

function loginOf({ person }: OktaUser): string {
  return person.userName.toLowerCase();
}

function explainUser(org: Org, user: OktaUser): Explanation {
  const app = [...org.apps.values()].find(({ users, provisioning }) => provisioning.scim && users.get(user.id));
  const appUser = app?.users.get(user.id);
  if (app === undefined || appUser === undefined) return { values: [] };
  const pushed = profileFor(app, appUser, "create");
  const { externalId } = appUser;
  return {
    ...(externalId === undefined ? {} : { targetId: externalId }),
    values: missingAttributes(pushed).length > 0 ? [] : explain(app, appUser, pushed),
  };
}

/** Explains the very body that the user's creation sends, value by value. */
function explain(app: OktaApp, appUser: AppUser, pushed: PushedProfile): ExplainedValue[] {
  const sources = sourcesOf(app, appUser, pushed);
  const { body } = createUser(pushed.profile, "", pushed.mapping);
  return leavesOf(isJsonObject(body) ? body : {}).map(({ path, at, value }) => ({
    path,
    value: path === "password" ? "[redacted]" : value,
    source: sources.get(path) ?? sources.get(at) ?? constant(value),
  }));
}

/** The attribute of the app user profile behind each path that the dialect itself writes. */
const DIALECT_ATTRIBUTES: Readonly<Record<string, string>> = {
  "name.givenName": "givenName",
  "name.familyName": "familyName",
  [`emails[type eq "work"].value`]: "email",
  displayName: "displayName",
};

function sourcesOf(app: OktaApp, appUser: AppUser, { mapping }: PushedProfile): ReadonlyMap<string, string> {
  const sources = new Map([
    ["userName", userNameSource(app)],
    ["externalId", "the user's ID in Okta"],
    ["active", "the assignment to the app: assigned users are active"],
    ["password", "a random placeholder, which Okta sends while Sync Password is off"],
  ]);
  const put = (path: string, attribute: string): void => {
    const source = sourceOf(app, appUser, attribute);
    if (source !== undefined) sources.set(path, source);
  };
  for (const [path, attribute] of Object.entries(DIALECT_ATTRIBUTES)) put(path, attribute);
  // What is mapped later overwrites what stands at the same path.
  for (const { to, attribute } of mapping) if (attribute !== undefined) put(pathText(to), attribute);
  return sources;
}

function userNameSource(app: OktaApp): string {
  return `the application username: ${usernameExpression(app.written.credentials) ?? "user.login"}`;
}

function constant(value: JsonValue): string {
  return `the constant ${JSON.stringify(value)}`;
}

interface Leaf {
  /** As `emails[type eq "work"].value`. */
  readonly path: string;
  /** The path of the whole attribute that the value is a part of. */
  readonly at: string;
  readonly value: JsonValue;
}

/** The values of a resource by their SCIM paths (RFC 7644 3.10), in its order; its `schemas` are none. */
function leavesOf(resource: JsonObject): Leaf[] {
  return Object.entries(resource).flatMap(([name, value]): Leaf[] => {
    if (name === "schemas" || value === undefined) return [];
    if (isJsonObject(value))
      return Object.entries(value).flatMap(([sub, inner]) => {
        const path = pathText([name, sub]);
        return inner === undefined ? [] : [{ path, at: path, value: inner }];
      });
    if (!Array.isArray(value)) return [{ path: name, at: name, value }];
    const items = value as readonly JsonValue[];
    if (items.length === 0 || !items.every(isJsonObject)) return [{ path: name, at: name, value }];
    return items.flatMap((item, index) => itemLeaves(name, item, index));
  });
}

/** The sub-attribute that tells an entry apart stands in the filter. */
function itemLeaves(name: string, item: JsonObject, index: number): Leaf[] {
  const { type } = item;
  const filter = typeof type === "string" ? `[type eq ${JSON.stringify(type)}]` : `[${String(index)}]`;
  return Object.entries(item).flatMap(([sub, value]) =>
    value === undefined || sub === "type" ? [] : [{ path: `${name}${filter}.${sub}`, at: name, value }],
  );
}

/** Attributes of an extension stand behind its URN and a colon. */
function pathText([first, second]: readonly [string] | readonly [string, string]): string {
  if (second === undefined) return first;
  return first.startsWith("urn:") ? `${first}:${second}` : `${first}.${second}`;
}
