import { isJsonObject, type JsonObject, type JsonValue } from "../../../base/json.js";
import { markup, type Markup, type Part } from "../../web/markup.js";
import { rowsOf } from "../../web/pager.js";
import { facts, paragraph, section, table, tag } from "../../web/parts.js";
import { isEntitled, scopeAmong } from "../engine/job/scope.js";
import { createExplainer } from "../engine/objects/explain-user.js";
import type { SandboxUser } from "../tenant/model.js";
import { tabPath, type AppView, type TabId } from "./app-view.js";
import { notSetUp, overviewTab } from "./overview.js";
import { provisioningTab } from "./provisioning.js";

/** What stands below the tabs of an application, by tab. */
export const TAB_BODIES: Readonly<Record<TabId, (view: AppView) => Markup>> = {
  overview: overviewTab,
  "users-and-groups": usersAndGroups,
  provisioning: provisioningTab,
  "provisioning-logs": provisioningLogs,
  "provision-on-demand": onDemand,
};

function usersAndGroups(view: AppView): Markup {
  const { app, context } = view;
  const { users, groups } = context.tenant;
  const { rows, range, links } = rowsOf(
    [...app.assignments.values()],
    view.page,
    `${tabPath(app, "users-and-groups")}?`,
  );
  const cells = rows.map(({ principalId, principalType, appRoleId }) => {
    const group = groups.get(principalId);
    const name = group?.displayName ?? users.get(principalId)?.displayName ?? principalId;
    const role = app.appRoles.find(({ id }) => id === appRoleId)?.["displayName"];
    const members = group === undefined ? "" : String(group.members.size);
    return [name, principalType, members, typeof role === "string" ? role : "Default Access"];
  });
  const body = [
    cells.length === 0
      ? paragraph("No users or groups are assigned to this application.")
      : table(`Assignments ${range}`, ["Display name", "Object type", "Direct members", "Role assigned"], cells),
    links,
    markup`<p class="hint">Users of a group that is a member of an assigned group are not provisioned.</p>`,
  ];
  return section({ id: "assignments", title: "Users and groups", body });
}

const STATUSES: Readonly<Record<string, Markup>> = {
  success: tag("good", "Success"),
  failure: tag("bad", "Failure"),
  skipped: tag("soft", "Skipped"),
  warning: tag("warn", "Warning"),
};

function provisioningLogs(view: AppView): Markup {
  const { app, context } = view;
  const title = "Provisioning logs";
  if (!context.hasPremium)
    return section({ id: "logs", title, body: paragraph("Provisioning logs need Microsoft Entra ID P1 or P2.") });
  const now = context.scheduler.now();
  const records = context.tenant.log
    .filter(({ visibleFrom, record }) => visibleFrom <= now && objectIn(record, "servicePrincipal")["id"] === app.id)
    .map(({ record }) => record)
    .sort((one, other) => (one.activityDateTime < other.activityDateTime ? 1 : -1));
  const { rows, range, links } = rowsOf(records, view.page, `${tabPath(app, "provisioning-logs")}?`);
  const cells = rows.map((record): Part[] => {
    const info = objectIn(record, "provisioningStatusInfo");
    const error = objectIn(info, "errorInformation");
    const identity = objectIn(record, "sourceIdentity");
    const status = textOf(info["status"]);
    return [
      `${record.activityDateTime.slice(0, 19).replace("T", " ")} UTC`,
      markup`${textOf(identity["displayName"])}<br><span class="soft">${textOf(identity["identityType"])}</span>`,
      capitalized(textOf(record["provisioningAction"])),
      STATUSES[status] ?? status,
      [textOf(error["errorCode"]), textOf(error["reason"])].filter((part) => part !== "").join(": "),
    ];
  });
  const body = [
    cells.length === 0
      ? paragraph("No records yet. The log shows a record some time after the change.")
      : table(`Records ${range}`, ["Date", "Identity", "Action", "Status", "Status reason"], cells),
    links,
  ];
  return section({ id: "logs", title, body });
}

/** Provision on demand as far as it can be shown without sending anything: who is in scope, and which values are sent. */
function onDemand(view: AppView): Markup {
  const { app, job, user } = view;
  const title = "Provision on demand";
  if (job === undefined) return section({ id: "on-demand", title, body: paragraph(notSetUp(view)) });
  const form = markup`<form method="get" action="${tabPath(app, "provision-on-demand")}"><div class="field"><label><span class="name">User principal name</span><br><input type="text" name="user" value="${user ?? ""}" autocomplete="off"></label></div><p class="buttons"><button class="first">Preview</button></p></form>`;
  const body = [
    paragraph("Enter a user to see what provisioning would send to the SCIM server. The preview sends nothing."),
    markup`<p class="hint">To provision a user at once, add --on-demand USER to the command that the sandbox printed at its start.</p>`,
    form,
  ];
  return markup`${section({ id: "on-demand", title, body })}${user === undefined || user === "" ? undefined : preview(view, user)}`;
}

function preview({ app, context: { tenant } }: AppView, name: string): Markup {
  const wanted = name.trim().toLowerCase();
  const user = [...tenant.users.values()].find((one) => one.userPrincipalName.toLowerCase() === wanted);
  const title = `Preview of ${name}`;
  if (user === undefined)
    return section({ id: "preview", title, body: paragraph("This tenant has no user with this name.") });
  const inScope = isEntitled(scopeAmong(tenant, app, [user.id]), user);
  const alone = { ...tenant, servicePrincipals: new Map([[app.id, app]]) };
  const explained = createExplainer(alone)(user.userPrincipalName);
  const values = explained?.values ?? [];
  const body = [
    facts([
      ["1. Import user", user.displayName ?? user.userPrincipalName],
      ["2. Determine if user is in scope", inScope ? "In scope" : outOfScope(user)],
      [
        "3. Match user between source and target",
        explained?.targetId === undefined
          ? "Not provisioned by this application yet"
          : `Provisioned as ${explained.targetId}`,
      ],
      ["4. Perform action", values.length === 0 ? "Nothing is sent" : "Create or update with these values"],
    ]),
    values.length === 0
      ? undefined
      : table(
          "Values for the SCIM server",
          ["customappsso Attribute", "Value", "From"],
          values.map(({ path, value, source }) => [path, valueText(value), source]),
        ),
  ];
  return section({ id: "preview", title, body });
}

function outOfScope({ accountEnabled, softDeleted }: SandboxUser): string {
  if (softDeleted) return "Not in scope: the user is deleted";
  return accountEnabled
    ? "Not in scope: neither the user nor one of the user's groups is assigned"
    : "Not in scope: the account is disabled";
}

function valueText(value: JsonValue): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function objectIn(object: JsonObject, name: string): JsonObject {
  const value = object[name];
  return isJsonObject(value) ? value : {};
}

function textOf(value: JsonValue | undefined): string {
  return typeof value === "string" ? value : "";
}

function capitalized(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
