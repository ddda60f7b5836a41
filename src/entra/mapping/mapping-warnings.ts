import type {
  AttributeMapping,
  AttributeMappingSource,
  ObjectMapping,
  SynchronizationRule,
} from "@microsoft/microsoft-graph-types";
import { isJsonObject } from "../../base/json.js";
import type { Raw } from "../../http/wire-types.js";
import type { Warning } from "../../setup/model/plan.js";
import { expressionFor } from "./schema-surgery.js";
import { findUserMapping, itemsOf, type SchemaAsRead } from "./schema-surgery-find.js";

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

/**
 * Mappings of users that Entra may evaluate to null, and so empty on the SCIM server.
 * Source: Microsoft Learn, functions-for-customizing-application-data (Switch, caution). The default mapping of active is not
 * affected: Entra works its source out for each cycle.
 *
 * @param schema - the mappings as they stand, or as they will stand
 */
export function switchWarnings(schema: SchemaAsRead): Warning[] {
  const targets = itemsOf<AttributeMapping>(findUserMapping(schema).mapping.attributeMappings).flatMap(({ item }) => {
    const { source, targetAttributeName } = item;
    if (!isJsonObject(source) || typeof targetAttributeName !== "string") return [];
    const { expression }: Raw<AttributeMappingSource> = source;
    const affected =
      typeof expression === "string" &&
      /\bSwitch\s*\(/.test(expression) &&
      !/\[(IsSoftDeleted|accountEnabled)\]/.test(expression);
    return affected ? [targetAttributeName] : [];
  });
  if (targets.length === 0) return [];
  const [names, is] = [targets.join(", "), targets.length === 1 ? "is" : "are"];
  return [
    {
      code: "mapping-switch-clears",
      message: `${names} ${is} mapped with Switch: when something else about a user changes, Entra may empty ${targets.length === 1 ? "this value" : "these values"} on the SCIM server.`,
      fix: "Write the expression with IIF instead of Switch, under Provisioning > Mappings > Provision Microsoft Entra ID Users.",
    },
  ];
}

/** The portal can disable the mapping of groups, but not that of users (Entra docs, customize-application-attributes). */
function groupsAreOff(schema: SchemaAsRead): boolean {
  const groups = itemsOf<SynchronizationRule>(schema.synchronizationRules).flatMap(({ item }) =>
    itemsOf<ObjectMapping>(item.objectMappings).filter((one) => one.item.sourceObjectName === "Group"),
  );
  return !groups.some(({ item }) => item.enabled === true);
}
