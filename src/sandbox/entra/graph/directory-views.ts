import type { Group, User } from "@microsoft/microsoft-graph-types";
import type { JsonObject } from "../../../base/json.js";
import type { SandboxGroup, SandboxUser } from "../tenant/model.js";
import { hasOneOf, type Caller } from "./rights.js";

/** What is answered of a person without `$select`. Source: Microsoft Graph docs, user: list. */
export const USER_DEFAULTS = [
  ..."businessPhones displayName givenName id jobTitle mail mobilePhone officeLocation".split(" "),
  ..."preferredLanguage surname userPrincipalName".split(" "),
];

export const USER_PROPERTIES = [
  ...USER_DEFAULTS,
  ..."accountEnabled city companyName country createdDateTime department employeeId faxNumber mailNickname".split(" "),
  ..."onPremisesSyncEnabled postalCode state streetAddress userType".split(" "),
];

/** What the least right to read people shows. Source: Microsoft Graph permissions reference, User.ReadBasic.All. */
const BASIC = new Set(["id", "displayName", "givenName", "surname", "mail", "userPrincipalName"]);
const ALL_RIGHTS = ["User.Read.All", "User.ReadWrite.All", "Directory.Read.All"];

/** How people look to this caller: what the rights do not cover reads null. */
export function userView(caller: Caller): (user: SandboxUser) => JsonObject {
  const all = hasOneOf(caller, ALL_RIGHTS);
  const basic = all || hasOneOf(caller, ["User.ReadBasic.All"]);
  return (user) => {
    const whole = renderUser(user);
    if (all) return whole;
    const seen = (name: string): boolean => name === "id" || (basic && BASIC.has(name));
    return Object.fromEntries(Object.entries(whole).map(([name, value]) => [name, seen(name) ? value : null]));
  };
}

function renderUser(user: SandboxUser): JsonObject {
  const { more } = user;
  return {
    businessPhones: more["telephoneNumber"] === undefined ? [] : [more["telephoneNumber"]],
    displayName: user.displayName ?? null,
    givenName: user.givenName ?? null,
    id: user.id,
    jobTitle: user.jobTitle ?? null,
    mail: user.mail ?? null,
    mobilePhone: more["mobile"] ?? null,
    officeLocation: more["physicalDeliveryOfficeName"] ?? null,
    preferredLanguage: more["preferredLanguage"] ?? null,
    surname: user.surname ?? null,
    userPrincipalName: user.userPrincipalName,
    accountEnabled: user.accountEnabled,
    city: more["city"] ?? null,
    companyName: more["companyName"] ?? null,
    country: more["country"] ?? null,
    createdDateTime: null,
    department: user.department ?? null,
    employeeId: more["employeeId"] ?? null,
    faxNumber: more["facsimileTelephoneNumber"] ?? null,
    mailNickname: user.mailNickname,
    onPremisesSyncEnabled: null,
    postalCode: more["postalCode"] ?? null,
    state: more["state"] ?? null,
    streetAddress: more["streetAddress"] ?? null,
    userType: "Member",
  } satisfies User & JsonObject;
}

export const GROUP_PROPERTIES = [
  ..."id deletedDateTime classification createdDateTime description displayName groupTypes mail mailEnabled".split(" "),
  ..."mailNickname membershipRule membershipRuleProcessingState onPremisesSyncEnabled securityEnabled".split(" "),
  ..."isAssignableToRole visibility proxyAddresses".split(" "),
];

/** A group as Graph shows it. */
export function renderGroup(group: SandboxGroup, domain: string): JsonObject {
  const dynamic = group.groupTypes.includes("DynamicMembership");
  const mail = group.mailEnabled ? `${group.mailNickname}@${domain}` : null;
  return {
    id: group.id,
    deletedDateTime: null,
    classification: null,
    createdDateTime: null,
    description: null,
    displayName: group.displayName,
    groupTypes: [...group.groupTypes],
    isAssignableToRole: null,
    mail,
    mailEnabled: group.mailEnabled,
    mailNickname: group.mailNickname,
    membershipRule: dynamic ? "(user.accountEnabled -eq true)" : null,
    membershipRuleProcessingState: dynamic ? "On" : null,
    onPremisesSyncEnabled: null,
    proxyAddresses: mail === null ? [] : [`SMTP:${mail}`],
    securityEnabled: group.securityEnabled,
    visibility: null,
  } satisfies Group & JsonObject;
}
