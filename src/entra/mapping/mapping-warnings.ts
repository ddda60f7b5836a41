import type { ObjectMapping, SynchronizationRule } from "@microsoft/microsoft-graph-types";
import type { Warning } from "../../setup/model/plan.js";
import { expressionFor } from "./schema-surgery.js";
import { itemsOf, type SchemaAsRead } from "./schema-surgery-find.js";

/**
 * What was removed from a job's mappings although every guide expects it. It stays as it is, since it may have been removed on
 * purpose.
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
    "There is no mapping for active: users who are disabled or unassigned in Entra stay active on the SCIM server, and users are never reactivated there.",
  fix: 'Add the mapping under Provisioning > Mappings > Provision Microsoft Entra ID Users: active <- Switch([IsSoftDeleted], , "False", "True", "True", "False").',
};

const GROUPS_OFF: Warning = {
  code: "mapping-groups-off",
  message: "The mapping of groups is disabled: users are provisioned, but groups and their memberships are not.",
  fix: "If the guide needs groups on the SCIM server, set Enabled to Yes under Provisioning > Mappings > Provision Microsoft Entra ID Groups.",
};

/** The portal can disable the mapping of groups, but not that of users (Entra docs, customize-application-attributes). */
function groupsAreOff(schema: SchemaAsRead): boolean {
  const groups = itemsOf<SynchronizationRule>(schema.synchronizationRules).flatMap(({ item }) =>
    itemsOf<ObjectMapping>(item.objectMappings).filter((one) => one.item.sourceObjectName === "Group"),
  );
  return !groups.some(({ item }) => item.enabled === true);
}
