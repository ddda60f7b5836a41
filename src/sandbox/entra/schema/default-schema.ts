import type { JsonObject } from "../../../base/json.js";
import { CORE_GROUP, ENTERPRISE_USER, groupMappings, userMappings } from "./default-mappings.js";
import { sourceDirectory, targetDirectory } from "./directories.js";

/**
 * Shapes in which tenants have a custom application's schema. `older`: names from before the renaming, a rule id that is no
 * GUID, a disabled mapping without names in front, no mapping of externalId. `other-ids`: other ids, names, and order.
 */
export type SchemaVariant = "default" | "older" | "other-ids";

interface Shape {
  readonly ruleId: string;
  readonly directoryIds: readonly [source: string, target: string];
  readonly source: string;
  readonly flowTypes: string;
  /** The names of the object mappings of groups and users. */
  readonly names: readonly [groups: string, users: string];
}

const SHAPES: Readonly<Record<SchemaVariant, Shape>> = {
  default: {
    ruleId: "03f7d90d-bf71-41b1-bda6-aaf0ddbee5d8",
    directoryIds: ["5d1c9f0e-3a62-4c1b-9d5e-2f7a60b8c411", "5d1c9f0e-3a62-4c1b-9d5e-2f7a60b8c412"],
    source: "Microsoft Entra ID",
    flowTypes: "Add, Update, Delete",
    names: ["Provision Microsoft Entra ID Groups", "Provision Microsoft Entra ID Users"],
  },
  older: {
    ruleId: "7b0d43c5-58f1-4c7e-8f32-91d6a2e0c7f4#V2",
    directoryIds: ["66df5a90-1b1d-4a5e-8c0b-40d8c9b2f701", "66df5a90-1b1d-4a5e-8c0b-40d8c9b2f702"],
    source: "Azure Active Directory",
    flowTypes: "Add,Update,Delete",
    names: ["Provision Azure Active Directory Groups", "Provision Azure Active Directory Users"],
  },
  "other-ids": {
    ruleId: "b2f9c1de-0a54-4f0f-9a77-6f1e0d5b3c28",
    directoryIds: ["c04e7a1b-96d2-4e2a-b6f4-7de1a5c39801", "c04e7a1b-96d2-4e2a-b6f4-7de1a5c39802"],
    source: "Microsoft Entra ID",
    flowTypes: "Add,Update,Delete",
    names: ["Synchronize Groups to customappsso", "Synchronize Users to customappsso"],
  },
};

/** The target directory of custom applications has this name, whatever the template. Source: recorded traffic, July 2026. */
const TARGET = "customappsso";

/**
 * The schema that a new job of a custom application has. Where no documentation tells (parameter keys of functions,
 * versions, order of object mappings) it is the sandbox's own; some keys stand in no documentation, as in reality.
 *
 * @param jobId - also the schema's id
 */
export function defaultSchema(jobId: string, variant: SchemaVariant): JsonObject {
  const shape = SHAPES[variant];
  const users = userMappings().filter(
    (mapping) => variant !== "older" || mapping["targetAttributeName"] !== "externalId",
  );
  const groups = objectMapping(shape, shape.names[0], ["Group", CORE_GROUP], groupMappings());
  const people = objectMapping(shape, shape.names[1], ["User", ENTERPRISE_USER], users);
  const mappings = variant === "other-ids" ? [people, groups] : [groups, people];
  return {
    id: jobId,
    version: "1.0",
    provisioningTaskVersion: null,
    synchronizationRules: [
      {
        containerFilter: null,
        editable: true,
        groupFilter: null,
        id: shape.ruleId,
        metadata: [
          { key: "defaultSourceObjectMappings", value: "[]" },
          { key: "supportsProvisionOnDemand", value: "true" },
        ],
        name: "USERGROUP_OUTBOUND_USERGROUP",
        objectMappings: variant === "older" ? [namelessMapping(), ...mappings] : mappings,
        priority: 1,
        ruleOrigin: { system: "template", revision: 3 },
        sourceDirectoryName: shape.source,
        targetDirectoryName: TARGET,
      },
    ],
    directories: [sourceDirectory(shape.directoryIds[0], shape.source), targetDirectory(shape.directoryIds[1], TARGET)],
  };
}

function objectMapping(
  { flowTypes }: Shape,
  name: string,
  [sourceObjectName, targetObjectName]: readonly [string, string],
  attributeMappings: readonly JsonObject[],
): JsonObject {
  return {
    enabled: true,
    flowTypes,
    metadata: [
      { key: "EscrowBehavior", value: '"Default"' },
      { key: "DisableMonitoringForChanges", value: "false" },
      { key: "Disposition", value: '"Normal"' },
      { key: "IsCustomerDefined", value: "false" },
      { key: "ExcludeFromReporting", value: "false" },
      { key: "Unsynchronized", value: "false" },
    ],
    name,
    scope: null,
    sourceObjectName,
    targetObjectName,
    attributeMappings,
  };
}

/** Real schemas begin with mappings like this one. Source: a published schema of another connector, 2017. */
function namelessMapping(): JsonObject {
  return {
    enabled: false,
    flowTypes: "None",
    metadata: [],
    name: null,
    scope: null,
    sourceObjectName: "",
    targetObjectName: "",
    attributeMappings: [
      {
        defaultValue: "",
        exportMissingReferences: false,
        flowBehavior: "FlowWhenChanged",
        flowType: "Always",
        matchingPriority: 0,
        source: null,
        targetAttributeName: "externalId",
      },
    ],
  };
}
