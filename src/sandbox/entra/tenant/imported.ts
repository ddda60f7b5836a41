import type { JsonValue } from "../../../base/json.js";
import type { DirectoryGroup, DirectoryPerson } from "../../people/person.js";
import { readFurther } from "./further.js";
import type { SandboxGroup, SandboxUser } from "./model.js";

type Properties = Readonly<Record<string, JsonValue>>;

/** A user who was read from a tenant, with nothing made up: what Graph did not show is absent here. */
export function importUser(id: string, person: DirectoryPerson, profile: Properties): SandboxUser {
  return {
    id,
    userPrincipalName: person.userName,
    mailNickname: textIn(profile, "mailNickname") ?? "",
    displayName: textIn(profile, "displayName"),
    givenName: textIn(profile, "givenName"),
    surname: textIn(profile, "surname"),
    mail: textIn(profile, "mail"),
    jobTitle: textIn(profile, "jobTitle"),
    department: textIn(profile, "department"),
    accountEnabled: person.active,
    softDeleted: false,
    manager: person.manager,
    more: readFurther(profile),
  };
}

/** A group that was read from a tenant. */
export function importGroup({ id, name, attributes, members }: DirectoryGroup): SandboxGroup {
  const types = attributes["groupTypes"];
  return {
    id,
    displayName: name,
    mailNickname: textIn(attributes, "mailNickname") ?? "",
    securityEnabled: attributes["securityEnabled"] !== false,
    mailEnabled: attributes["mailEnabled"] === true,
    groupTypes: Array.isArray(types) ? types.filter((one) => typeof one === "string") : [],
    members: new Set(members),
    owners: new Set(),
    description: textIn(attributes, "description"),
    visibility: textIn(attributes, "visibility"),
  };
}

function textIn(properties: Properties, name: string): string | undefined {
  const value = properties[name];
  return typeof value === "string" && value !== "" ? value : undefined;
}
