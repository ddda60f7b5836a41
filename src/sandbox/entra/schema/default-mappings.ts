import type { AttributeMapping } from "@microsoft/microsoft-graph-types";
import type { JsonObject } from "../../../base/json.js";

export const ENTERPRISE_USER = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
export const CORE_GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group";

/**
 * The default attribute mappings of users in a custom application, in the portal's order.
 * Source: vendors' guides that show the portal's table; Microsoft Graph, provisionOnDemand (sample answer).
 */
export function userMappings(): JsonObject[] {
  return [
    direct("userName", "userPrincipalName", 1),
    mapping("active", {
      expression: 'Switch([IsSoftDeleted], , "False", "True", "True", "False")',
      name: "Switch",
      parameters: [
        { key: "source", value: attribute("IsSoftDeleted") },
        ...["False", "True", "True", "False"].map((value) => ({ key: "switchValue", value: constant(value) })),
      ],
      type: "Function",
    }),
    direct("displayName", "displayName"),
    direct("title", "jobTitle"),
    direct('emails[type eq "work"].value', "mail"),
    direct("preferredLanguage", "preferredLanguage"),
    direct("name.givenName", "givenName"),
    direct("name.familyName", "surname"),
    mapping("name.formatted", {
      expression: 'Join(" ", [givenName], [surname])',
      name: "Join",
      parameters: [
        { key: "separator", value: constant(" ") },
        { key: "source", value: attribute("givenName") },
        { key: "source", value: attribute("surname") },
      ],
      type: "Function",
    }),
    direct('addresses[type eq "work"].formatted', "physicalDeliveryOfficeName"),
    direct('addresses[type eq "work"].streetAddress', "streetAddress"),
    direct('addresses[type eq "work"].locality', "city"),
    direct('addresses[type eq "work"].region', "state"),
    direct('addresses[type eq "work"].postalCode', "postalCode"),
    direct('addresses[type eq "work"].country', "country"),
    direct('phoneNumbers[type eq "work"].value', "telephoneNumber"),
    direct('phoneNumbers[type eq "mobile"].value', "mobile"),
    direct('phoneNumbers[type eq "fax"].value', "facsimileTelephoneNumber"),
    direct("externalId", "mailNickname"),
    direct(`${ENTERPRISE_USER}:employeeNumber`, "employeeId"),
    direct(`${ENTERPRISE_USER}:department`, "department"),
    direct(`${ENTERPRISE_USER}:manager`, "manager"),
  ];
}

/** The default attribute mappings of groups. */
export function groupMappings(): JsonObject[] {
  return [direct("displayName", "displayName", 1), direct("externalId", "objectId"), direct("members", "members")];
}

function direct(target: string, source: string, matchingPriority = 0): JsonObject {
  return mapping(target, attribute(source), matchingPriority);
}

function mapping(targetAttributeName: string, source: JsonObject, matchingPriority = 0): JsonObject {
  const written = {
    defaultValue: "",
    exportMissingReferences: false,
    flowBehavior: "FlowWhenChanged",
    flowType: "Always",
    matchingPriority,
    targetAttributeName,
  } satisfies AttributeMapping;
  return { ...written, source };
}

function attribute(name: string): JsonObject {
  return { expression: `[${name}]`, name, parameters: [], type: "Attribute" };
}

function constant(value: string): JsonObject {
  return { expression: `"${value}"`, name: value, parameters: [], type: "Constant" };
}
