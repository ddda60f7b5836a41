import type { AttributeDefinition, DirectoryDefinition } from "@microsoft/microsoft-graph-types";
import type { JsonObject } from "../../../base/json.js";
import { CORE_GROUP, ENTERPRISE_USER } from "./default-mappings.js";

type Type = NonNullable<AttributeDefinition["type"]>;

/** `name`, `name:Type`; `!` after the name when it is required, `#` when it is the anchor. */
const SOURCE_USER = `objectId# IsSoftDeleted!:Boolean accountEnabled!:Boolean streetAddress city state postalCode country
  companyName department dirSyncEnabled displayName! employeeId facsimileTelephoneNumber givenName jobTitle mail mailNickname
  manager:Reference mobile onPremisesSecurityIdentifier originalUserPrincipalName passwordProfile.password!
  physicalDeliveryOfficeName preferredLanguage! proxyAddresses surname! telephoneNumber userPrincipalName! appRoleAssignments
  extensionAttribute1 extensionAttribute2 extensionAttribute3 extensionAttribute4 extensionAttribute5 extensionAttribute6
  extensionAttribute7 extensionAttribute8 extensionAttribute9 extensionAttribute10 extensionAttribute11 extensionAttribute12
  extensionAttribute13 extensionAttribute14 extensionAttribute15`;
const SOURCE_GROUP =
  "objectId# displayName mail mailEnabled:Boolean mailNickname securityEnabled:Boolean description members:Reference";
const TARGET_USER = [
  "id#",
  "userName!",
  "active:Boolean",
  "displayName",
  "title",
  'emails[type eq "work"].value',
  'emails[type eq "home"].value',
  'emails[type eq "other"].value',
  "preferredLanguage",
  "name.givenName",
  "name.familyName",
  "name.formatted",
  "name.honorificPrefix",
  "name.honorificSuffix",
  ...["formatted", "streetAddress", "locality", "region", "postalCode", "country"].map(
    (part) => `addresses[type eq "work"].${part}`,
  ),
  ...["work", "mobile", "fax", "other"].map((kind) => `phoneNumbers[type eq "${kind}"].value`),
  "externalId",
  "nickName",
  "userType",
  "locale",
  "timezone",
  "roles",
  ...["employeeNumber", "department", "costCenter", "organization", "division"].map(
    (part) => `${ENTERPRISE_USER}:${part}`,
  ),
  `${ENTERPRISE_USER}:manager:Reference`,
];
const TARGET_GROUP = ["id#", "displayName!", "externalId", "members:Reference"];

/** Attributes that hold several values. */
const MULTIVALUED = new Set(["members", "proxyAddresses", "appRoleAssignments"]);
/** What an attribute refers to. */
const REFERS_TO: Readonly<Record<string, string>> = { manager: "User", members: "User" };

/** What Entra's own users can. Source: Microsoft Graph, objectDefinition (sample). */
const USER_METADATA = [
  { key: "IsSoftDeletionSupported", value: "true" },
  { key: "ConnectorDataStorageRequired", value: "true" },
  { key: "IsSynchronizeAllSupported", value: "true" },
  { key: "PropertyNameAccountEnabled", value: "accountEnabled" },
  { key: "PropertyNameSoftDeleted", value: "IsSoftDeleted" },
];

/** The attributes of Entra's own directory that mappings can read. Source: Microsoft Graph, objectDefinition (sample). */
export function sourceDirectory(id: string, name: string): JsonObject {
  const written = {
    discoverabilities: "None",
    discoveryDateTime: null,
    id,
    name,
    readOnly: true,
    version: "1.0",
  } as const;
  return {
    ...(written satisfies DirectoryDefinition),
    objects: [
      objectDefinition("User", SOURCE_USER.split(/\s+/), USER_METADATA),
      objectDefinition("Group", SOURCE_GROUP.split(" ")),
    ],
  };
}

/** The attributes of a custom SCIM application that mappings can write. */
export function targetDirectory(id: string, name: string): JsonObject {
  const written = {
    discoverabilities: "None",
    discoveryDateTime: null,
    id,
    name,
    readOnly: false,
    version: "1.0",
  } as const;
  return {
    ...(written satisfies DirectoryDefinition),
    objects: [objectDefinition(ENTERPRISE_USER, TARGET_USER), objectDefinition(CORE_GROUP, TARGET_GROUP)],
  };
}

function objectDefinition(
  name: string,
  attributes: readonly string[],
  metadata: readonly JsonObject[] = [],
): JsonObject {
  return { attributes: attributes.map(attributeDefinition), metadata, name, supportedApis: [] };
}

function attributeDefinition(text: string): JsonObject {
  const [, stem = text, mark, type = "String"] = /^(.+?)([#!])?(?::(Boolean|Reference))?$/.exec(text) ?? [];
  const anchor = mark === "#";
  const last = stem.split(":").at(-1) ?? stem;
  const refersTo = REFERS_TO[last];
  const written = {
    anchor,
    apiExpressions: [],
    caseExact: false,
    defaultValue: null,
    flowNullValues: false,
    metadata: [],
    multivalued: MULTIVALUED.has(last),
    mutability: stem === "id" ? "ReadOnly" : "ReadWrite",
    name: stem,
    required: mark === "!",
    type: type as Type,
  } satisfies AttributeDefinition;
  return {
    ...written,
    referencedObjects: refersTo === undefined ? [] : [{ referencedObjectName: refersTo, referencedProperty: null }],
  };
}
