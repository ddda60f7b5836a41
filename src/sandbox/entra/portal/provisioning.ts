import type { JsonObject } from "../../../base/json.js";
import { markup, type Markup } from "../../web/markup.js";
import { facts, paragraph, section, table } from "../../web/parts.js";
import { nameIn, objectsIn, priorityOf, rulesOf } from "../schema/read-schema.js";
import type { SandboxJob } from "../tenant/model.js";
import type { AppView } from "./app-view.js";
import { notSetUp } from "./overview.js";

/** Provisioning: the connection, the scope, and the attribute mappings. */
export function provisioningTab(view: AppView): Markup {
  const { app, job } = view;
  if (job === undefined)
    return section({ id: "credentials", title: "Admin Credentials", body: paragraph(notSetUp(view)) });
  const { settings } = app;
  const text = (key: string): string | undefined => {
    const value = settings.get(key);
    return typeof value === "string" ? value : undefined;
  };
  const syncsAll = text("SyncAll")?.toLowerCase() === "true";
  const credentials = facts([
    ["Provisioning Mode", "Automatic"],
    ["Tenant URL", text("BaseAddress") ?? "Not saved"],
    ["Secret Token", settings.has("SecretToken") ? "Saved (hidden)" : "Not saved"],
  ]);
  const scope = facts([
    ["Scope", syncsAll ? "Sync all users and groups" : "Sync only assigned users and groups"],
    ["Provisioning Status", job.state === "Active" ? "On" : "Off"],
  ]);
  return markup`${section({ id: "credentials", title: "Admin Credentials", body: credentials })}${mappingsOf(job)}${section({ id: "settings", title: "Settings", body: scope })}`;
}

const MAPPING_TITLES: Readonly<Record<string, string>> = {
  User: "Provision Microsoft Entra ID Users",
  Group: "Provision Microsoft Entra ID Groups",
};

function mappingsOf({ schema }: SandboxJob): Markup[] {
  const mappings = rulesOf(schema).flatMap((rule) => objectsIn(rule["objectMappings"]));
  return mappings.map((mapping, index) => {
    const source = nameIn(mapping, "sourceObjectName");
    const title = MAPPING_TITLES[source] ?? source;
    const rows = objectsIn(mapping["attributeMappings"]).map((one) => [
      nameIn(one, "targetAttributeName"),
      sourceOf(one),
      priorityOf(one) > 0 ? String(priorityOf(one)) : "",
      nameIn(one, "flowType") === "ObjectAddOnly" ? "Only during object creation" : "Always",
    ]);
    const body = [
      facts([
        ["Enabled", mapping["enabled"] === true ? "Yes" : "No"],
        ["Target Object Actions", actionsOf(mapping)],
      ]),
      table(
        "Attribute Mappings",
        ["customappsso Attribute", "Microsoft Entra ID Attribute", "Matching precedence", "Apply this mapping"],
        rows,
      ),
    ];
    return section({ id: `mapping-${String(index)}`, title, body });
  });
}

const ACTIONS: Readonly<Record<string, string>> = { Add: "Create", Update: "Update", Delete: "Delete" };

function actionsOf(mapping: JsonObject): string {
  const flows = nameIn(mapping, "flowTypes") || "Add, Update, Delete";
  return flows
    .split(",")
    .map((flow) => ACTIONS[flow.trim()] ?? flow.trim())
    .join(", ");
}

function sourceOf(mapping: JsonObject): string {
  const [source] = objectsIn([mapping["source"] ?? null]);
  if (source === undefined) return "";
  const expression = nameIn(source, "expression");
  const name = nameIn(source, "name");
  if (source["type"] === "Attribute") return name;
  return source["type"] === "Constant" ? JSON.stringify(name) : expression || name;
}
