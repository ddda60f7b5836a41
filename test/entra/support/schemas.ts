import type { JsonObject, JsonValue } from "../../../src/base/json.js";

export const ENTERPRISE_USER = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
const CORE_GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group";
export const DEPARTMENT = `${ENTERPRISE_USER}:department`;

/** What the guide wants of TOTAL's people. */
export const GUIDE = [
  { target: "externalId", source: "objectId" },
  { target: "title", source: "jobTitle" },
  { target: DEPARTMENT, source: "department" },
];

/** An item of `attributeMappings`; a text in brackets is a plain attribute, anything else a function. */
export function mapped(target: string, expression: string | null, matchingPriority = 0): JsonObject {
  return {
    defaultValue: "",
    exportMissingReferences: false,
    flowBehavior: "FlowWhenChanged",
    flowType: "Always",
    matchingPriority,
    targetAttributeName: target,
    source: expression === null ? null : source(expression),
  };
}

function source(expression: string): JsonObject {
  const plain = /^\[(\w+)\]$/.exec(expression)?.[1];
  if (plain !== undefined) return { expression, name: plain, type: "Attribute", parameters: [] };
  const name = expression.split("(", 1)[0] ?? "";
  const inner = /\[(\w+)\]/.exec(expression)?.[1] ?? "displayName";
  return {
    expression,
    name,
    type: "Function",
    parameters: [{ key: "source", value: source(`[${inner}]`) }],
  };
}

/** The default mappings that matter here, by target attribute. */
const PEOPLE_ATTRIBUTES = [
  ["userName", "[userPrincipalName]", 1],
  ["active", 'Switch([IsSoftDeleted], , "False", "True", "True", "False")'],
  ["displayName", "[displayName]"],
  ["title", "[jobTitle]"],
  ['emails[type eq "work"].value', "[mail]"],
  ["name.givenName", "[givenName]"],
  ["name.familyName", "[surname]"],
  ["name.formatted", 'Join(" ", [givenName], [surname])'],
  ["externalId", "[mailNickname]"],
  [DEPARTMENT, "[department]"],
  [`${ENTERPRISE_USER}:manager`, "[manager]"],
] as const;

export const PEOPLE_MAPPINGS: readonly JsonObject[] = PEOPLE_ATTRIBUTES.map(([target, expression, priority]) =>
  mapped(target, expression, priority),
);

interface SchemaParts {
  readonly ruleId: string;
  readonly sourceDirectory: string;
  readonly people: readonly JsonObject[];
  /** Object mappings before those of groups and people. */
  readonly first: readonly JsonObject[];
  readonly mappingNames: string;
  readonly targetObject: string;
  /** Attributes the target directory knows; those of the default mappings by default. */
  readonly known: readonly string[];
  readonly annotations: JsonObject;
}

const DEFAULT: SchemaParts = {
  ruleId: "03f7d90d-bf71-41b1-bda6-aaf0ddbee5d8",
  sourceDirectory: "Microsoft Entra ID",
  people: PEOPLE_MAPPINGS,
  first: [],
  mappingNames: "Provision Microsoft Entra ID",
  targetObject: ENTERPRISE_USER,
  known: PEOPLE_ATTRIBUTES.map(([target]) => target),
  annotations: { "@odata.context": "https://graph.microsoft.com/v1.0/$metadata#schema/$entity" },
};

/** A job's schema in the shape Microsoft Graph gives it. */
export function schemaOf(parts: Partial<SchemaParts> = {}): JsonObject {
  const all = { ...DEFAULT, ...parts };
  return {
    ...all.annotations,
    id: "scim.7a1f.90bc",
    version: "3.1",
    synchronizationRules: [
      {
        containerFilter: null,
        editable: true,
        groupFilter: null,
        id: all.ruleId,
        metadata: [{ key: "supportsProvisionOnDemand", value: "true" }],
        name: "USERGROUP_OUTBOUND_USERGROUP",
        priority: 1,
        sourceDirectoryName: all.sourceDirectory,
        targetDirectoryName: "customappsso",
        objectMappings: [
          ...all.first,
          objectMapping(`${all.mappingNames} Groups`, "Group", CORE_GROUP, [mapped("displayName", "[displayName]", 1)]),
          objectMapping(`${all.mappingNames} Users`, "User", all.targetObject, all.people),
        ],
      },
    ],
    directories: [
      directory("customappsso", { [all.targetObject]: all.known, [CORE_GROUP]: ["displayName", "externalId"] }),
      directory(all.sourceDirectory, { User: ENTRA_USER, Group: ["objectId", "displayName", "members"] }),
    ],
  };
}

/** As tenants have that are older: other names, a rule id that is no GUID, a nameless disabled mapping first, no externalId. */
export function olderSchema(): JsonObject {
  const nameless = { ...objectMapping(null, "", ENTERPRISE_USER, [mapped("active", null)]), enabled: false };
  return schemaOf({
    ruleId: "5f0d2c1e-0000-4000-8000-00000000000e#V2",
    sourceDirectory: "Azure Active Directory",
    mappingNames: "Synchronize Azure Active Directory",
    people: PEOPLE_MAPPINGS.filter((item) => item["targetAttributeName"] !== "externalId"),
    first: [nameless],
  });
}

/** Ids and target object in other forms, unknown keys, and a constant. */
export function otherIdsSchema(): JsonObject {
  const people = [
    ...PEOPLE_MAPPINGS,
    { ...mapped("userType", null), defaultValue: "Employee", previewSetting: { on: true } },
  ];
  return schemaOf({ ruleId: "rule-7", targetObject: "urn:ietf:params:scim:schemas:core:2.0:User", people });
}

/** Another connector's whole schema: several rules in both directions, two directories beside Entra's, null sources. */
export function foreignSchema(): JsonObject {
  const schema = schemaOf({ people: [...PEOPLE_MAPPINGS, mapped("nickName", null)] });
  const inbound = {
    id: "writeback",
    name: "HR_INBOUND_USER",
    sourceDirectoryName: "Northwind HR",
    targetDirectoryName: "Microsoft Entra ID",
    objectMappings: [
      objectMapping("Workers", "Worker", "User", [mapped("objectId", "[workerId]", 1), mapped("jobTitle", null)]),
      { ...objectMapping(null, "User", ENTERPRISE_USER, [mapped("externalId", "[employeeId]")]), enabled: false },
    ],
    extension: [[1, [null]], { deep: { deeper: [] } }],
  };
  return {
    ...schema,
    synchronizationRules: [inbound, ...list(schema["synchronizationRules"])],
    directories: [directory("Northwind HR", { Worker: ["workerId"] }), ...list(schema["directories"])],
    provisioningTaskIdentifier: null,
  };
}

export function list(value: JsonValue | undefined): readonly JsonValue[] {
  return Array.isArray(value) ? (value as readonly JsonValue[]) : [];
}

export function objectMapping(
  name: string | null,
  from: string,
  to: string,
  attributeMappings: readonly JsonObject[],
): JsonObject {
  return {
    enabled: true,
    flowTypes: "Add, Update, Delete",
    metadata: [{ key: "Disposition", value: '"Normal"' }],
    name,
    scope: null,
    sourceObjectName: from,
    targetObjectName: to,
    attributeMappings: [...attributeMappings],
  };
}

const ENTRA_USER = [
  "objectId",
  "IsSoftDeleted",
  "department",
  "displayName",
  "employeeId",
  "givenName",
  "jobTitle",
  "mail",
  "mailNickname",
  "manager",
  "surname",
  "userPrincipalName",
];

function directory(name: string, objects: Readonly<Record<string, readonly string[]>>): JsonObject {
  return {
    id: `directory-of-${name}`,
    name,
    discoverabilities: "None",
    readOnly: false,
    version: "1.0",
    objects: Object.entries(objects).map(([object, attributes]) => ({
      name: object,
      metadata: [],
      supportedApis: [],
      attributes: attributes.map((attribute) => ({
        anchor: attribute === "objectId",
        caseExact: false,
        name: attribute,
        type: attribute === "IsSoftDeleted" ? "Boolean" : "String",
      })),
    })),
  };
}
