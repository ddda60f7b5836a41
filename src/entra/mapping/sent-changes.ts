import type { ObjectMapping, SynchronizationRule } from "@microsoft/microsoft-graph-types";
import type { Raw } from "../../http/wire-types.js";
import type { ChangeKind, SentAttribute, SentChange } from "../../setup/model/change-kind.js";
import { expressionFor, mappingsOf, plainSourceOf } from "./schema-surgery.js";
import { itemsOf, type SchemaAsRead } from "./schema-surgery-find.js";

/** Attributes on the SCIM server that people change in their daily work, and that no user is matched by. */
const USUAL_TARGETS = ["displayName", "title", "name.familyName", "name.givenName"];
/** What a new job maps (Microsoft Learn: use-scim-to-provision-users-and-groups, default mappings). */
const DEFAULT_ATTRIBUTE: SentAttribute = { attribute: "displayName", path: "displayName" };

/**
 * Which later changes a running job sends: each mapping of users and groups says which of its flows are on.
 *
 * @param schema - as last read; the defaults hold when there is none yet
 */
export function sentChanges(schema: SchemaAsRead | undefined): readonly SentChange[] {
  if (schema === undefined)
    return [
      { kind: "attribute", attributes: [DEFAULT_ATTRIBUTE] },
      ...kinds("deactivation", "membership", "group-name"),
    ];
  const users = enabledMappings(schema, "User");
  const groups = enabledMappings(schema, "Group");
  const updates = (mapping: Raw<ObjectMapping>): boolean => hasFlow(mapping, "Update");
  const maps = (target: string): boolean => groups.some((one) => updates(one) && mappingsOf(one, target).length > 0);
  return [
    ...(users.some(updates) ? [{ kind: "attribute", attributes: plainAttributes(schema) } as const] : []),
    ...(users.some((one) => hasFlow(one, "Delete")) && expressionFor(schema, "active") !== undefined
      ? kinds("deactivation")
      : []),
    ...(maps("members") ? kinds("membership") : []),
    ...(maps("displayName") ? kinds("group-name") : []),
  ];
}

function kinds(...all: readonly ChangeKind[]): readonly SentChange[] {
  return all.map((kind) => ({ kind }));
}

function plainAttributes(schema: SchemaAsRead): readonly SentAttribute[] {
  return USUAL_TARGETS.flatMap((path) => {
    const attribute = plainSourceOf(schema, path);
    return attribute === undefined ? [] : [{ attribute, path }];
  });
}

function enabledMappings(schema: SchemaAsRead, source: "User" | "Group"): readonly Raw<ObjectMapping>[] {
  return itemsOf<SynchronizationRule>(schema.synchronizationRules)
    .flatMap(({ item }) => itemsOf<ObjectMapping>(item.objectMappings))
    .map(({ item }) => item)
    .filter(({ enabled, sourceObjectName }) => enabled === true && sourceObjectName === source);
}

/** All flows are on where a mapping does not name them (Microsoft Graph: objectMapping). */
function hasFlow({ flowTypes }: Raw<ObjectMapping>, flow: "Update" | "Delete"): boolean {
  return typeof flowTypes !== "string" || flowTypes.includes(flow);
}
