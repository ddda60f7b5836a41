import type { ObjectMapping, SynchronizationRule } from "@microsoft/microsoft-graph-types";
import type { Warning } from "../../setup/model/plan.js";
import { expressionFor } from "./schema-surgery.js";
import { itemsOf, type SchemaAsRead } from "./schema-surgery-find.js";

/**
 * What somebody has taken out of a job's mappings that every guide takes for granted. It is left as it is: whoever did it may
 * have meant it.
 */
export function mappingWarnings(schema: SchemaAsRead): Warning[] {
  return [
    ...(expressionFor(schema, "active") === undefined ? [ACTIVE_MISSING] : []),
    ...(groupsAreOff(schema) ? [GROUPS_OFF] : []),
  ];
}

const ACTIVE_MISSING: Warning = {
  code: "mapping-active-missing",
  message:
    "The job does not map active: users who are disabled or unassigned in Entra stay active at the vendor, and nobody is reactivated.",
  fix: 'Add it under Provisioning > Mappings > Provision Microsoft Entra ID Users: active <- Switch([IsSoftDeleted], , "False", "True", "True", "False").',
};

const GROUPS_OFF: Warning = {
  code: "mapping-groups-off",
  message: "The mapping of groups is switched off: users are provisioned, groups and their memberships are not.",
  fix: "If the guide needs groups at the vendor, set Enabled to Yes under Provisioning > Mappings > Provision Microsoft Entra ID Groups.",
};

/** The portal lets the mapping of groups be switched off, that of users not (Entra docs, customize-application-attributes). */
function groupsAreOff(schema: SchemaAsRead): boolean {
  const groups = itemsOf<SynchronizationRule>(schema.synchronizationRules).flatMap(({ item }) =>
    itemsOf<ObjectMapping>(item.objectMappings).filter((one) => one.item.sourceObjectName === "Group"),
  );
  return !groups.some(({ item }) => item.enabled === true);
}
