import type { User } from "@microsoft/microsoft-graph-types";
import type { JsonObject } from "../../../../../base/json.js";
import { FURTHER_PROPERTIES, renderFurther } from "../../../tenant/further.js";
import type { SandboxUser } from "../../../tenant/model.js";
import { hasOneOf, type Caller } from "../../rights.js";
import { timeOf } from "../service-principal-view.js";

/** What is answered of a user without `$select`. Source: Microsoft Graph docs, user: list. */
export const USER_DEFAULTS = [
  ..."businessPhones displayName givenName id jobTitle mail mobilePhone officeLocation".split(" "),
  ..."preferredLanguage surname userPrincipalName".split(" "),
];

/** The kind of an object in a list of several kinds. */
export const USER_TYPE = { "@odata.type": "#microsoft.graph.user" } as const;

export const USER_PROPERTIES = [
  ...USER_DEFAULTS,
  ..."accountEnabled createdDateTime deletedDateTime department identities mailNickname".split(" "),
  ...FURTHER_PROPERTIES,
];

/** What the least right to read users shows. Source: Microsoft Graph permissions reference, User.ReadBasic.All. */
const BASIC = new Set(["id", "displayName", "givenName", "surname", "mail", "userPrincipalName"]);
const ALL_RIGHTS = ["User.Read.All", "User.ReadWrite.All", "Directory.Read.All", "Directory.ReadWrite.All"];

/** Whether the rights cover everything about users, who their managers are included. */
export function seesEverything(caller: Caller): boolean {
  return hasOneOf(caller, ALL_RIGHTS);
}

/** How users look to this caller: what the rights do not cover reads null. */
export function userView(caller: Caller): (user: SandboxUser) => JsonObject {
  const all = seesEverything(caller);
  const basic = all || hasOneOf(caller, ["User.ReadBasic.All"]);
  return (user) => {
    const whole = renderUser(user);
    if (all) return whole;
    const seen = (name: string): boolean => name === "id" || (basic && BASIC.has(name));
    return Object.fromEntries(Object.entries(whole).map(([name, value]) => [name, seen(name) ? value : null]));
  };
}

/** How a user of the tenant's own signs in. Source: Microsoft Graph docs, objectIdentity. */
export function identityOf({ userPrincipalName }: SandboxUser) {
  const [, issuer = ""] = userPrincipalName.split("@");
  return { signInType: "userPrincipalName", issuer, issuerAssignedId: userPrincipalName };
}

function renderUser(user: SandboxUser): JsonObject {
  return {
    ...renderFurther(user.more),
    displayName: user.displayName ?? null,
    givenName: user.givenName ?? null,
    id: user.id,
    jobTitle: user.jobTitle ?? null,
    mail: user.mail ?? null,
    surname: user.surname ?? null,
    userPrincipalName: user.userPrincipalName,
    accountEnabled: user.accountEnabled,
    createdDateTime: user.createdAt === undefined ? null : timeOf(user.createdAt),
    deletedDateTime: user.deletedAt === undefined ? null : timeOf(user.deletedAt),
    department: user.department ?? null,
    identities: [identityOf(user)],
    mailNickname: user.mailNickname === "" ? null : user.mailNickname,
  } satisfies User & JsonObject;
}
