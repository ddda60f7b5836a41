import { isJsonObject } from "../../../../base/json.js";
import { markup, type Markup } from "../../../web/markup.js";
import { rowsOf } from "../../../web/pager.js";
import { facts, paragraph, section, table, time } from "../../../web/parts.js";
import { shapeOf } from "../../org/app-types/app-type.js";
import { usernameExpression } from "../../org/attributes/user-name-template.js";
import { shownName } from "../../org/user.js";
import { tabPath, type AppView, type TabId } from "./app-view.js";
import { actionButton, formSection } from "./form-section.js";
import { failuresIn, provisioningState, pushState } from "./states.js";

/** What stands below the tabs of an app, by tab. */
export const TAB_BODIES: Readonly<Record<TabId, (view: AppView) => Markup>> = {
  general: (view) => markup`${formSection("general", view)}${appDetails(view)}`,
  "sign-on": signOn,
  integration: (view) => formSection("integration", view),
  "to-app": (view) => markup`${formSection("to-app", view)}${attributeMappings(view)}`,
  "to-okta": toOkta,
  import: importTab,
  assignments: assignedPeople,
  "assigned-groups": assignedGroups,
  "push-groups": (view) => markup`${pushedGroups(view)}${formSection("push-groups", view)}`,
};

function appDetails({ app }: AppView): Markup {
  const { hide } = app.written.visibility;
  const isHidden = isJsonObject(hide) && hide["web"] === true;
  const body = facts([
    ["Application label", app.written.label],
    ["Status", app.status === "ACTIVE" ? "Active" : "Inactive"],
    ["Application visibility", isHidden ? "Hidden from users" : "Shown to users"],
    ["App ID", app.id],
    ["Created", time(app.created)],
    ["Last updated", time(app.lastUpdated)],
  ]);
  return section({ id: "details", title: "App details", body });
}

function signOn({ app }: AppView): Markup {
  const { credentials, settings, signOnMode } = app.written;
  const { signOn: given } = settings;
  const values = isJsonObject(given) ? given : {};
  const text = (name: string): string | undefined => (typeof values[name] === "string" ? values[name] : undefined);
  const body = facts([
    ["Sign on method", shapeOf(signOnMode).title],
    ["Single sign-on URL", text("ssoAcsUrl")],
    ["Recipient URL", text("recipient")],
    ["Destination URL", text("destination")],
    ["Audience Restriction", text("audience")],
    ["Login page URL", text("loginUrl")],
    ["Application username format", usernameExpression(credentials)],
  ]);
  return section({ id: "sign-on", title: "Settings", body });
}

function attributeMappings(view: AppView): Markup | undefined {
  const { app } = view;
  if (app.provisioning.connection === undefined) return undefined;
  const username = usernameExpression(app.written.credentials) ?? "source.login";
  const rows = [...app.toApp.properties].map(([name, { expression, pushStatus }]) => [
    name,
    expression,
    pushStatus === "PUSH" ? "Create and update" : "Create",
  ]);
  const body = [
    table(
      "From the Okta user to the app user",
      ["Attribute", "Value", "Apply on"],
      [["userName", username, "Create and update"], ...rows],
    ),
    actionButton("apply-updates-now", view),
  ];
  return section({ id: "mappings", title: "Attribute Mappings", body });
}

function toOkta({ app }: AppView): Markup {
  const imports = app.provisioning.connection?.actions.has("Import New Users and Profile Updates") === true;
  const body = [
    facts([
      ["Full import schedule", "Never"],
      ["Import of users", imports ? "With Import Now, on the Import tab" : "Off"],
      ["Okta username format", "Username of the app user"],
    ]),
    markup`<p class="hint">An import reads the users and groups of the SCIM server and lists them in the System Log. This sandbox does not create Okta users from them.</p>`,
  ];
  return section({ id: "to-okta", title: "General", body });
}

function importTab(view: AppView): Markup {
  const { app, org } = view;
  const events = org.log.entries.filter(
    ({ eventType, targets }) => eventType === "application.provision.user.import" && targets[0]?.id === app.id,
  );
  const users = new Set(events.flatMap(({ targets }) => targets[1]?.alternateId ?? []));
  const failure = events.at(-1)?.reason;
  const groups = [...org.groups.values()].filter(
    ({ appId, externalId }) => appId === app.id && externalId !== undefined,
  );
  const body = [
    paragraph(
      "Import Now reads all users of the SCIM server, and its groups if Import Groups is selected under Integration.",
    ),
    actionButton("import-now", view),
    facts([
      ["Users found", users.size],
      ["Groups imported", groups.length],
      ["Last error", failure],
    ]),
    groups.length === 0
      ? undefined
      : table(
          "Imported groups",
          ["Group", "ID on the SCIM server"],
          groups.map(({ name, externalId }) => [name, externalId]),
        ),
  ];
  return section({ id: "import", title: "Import", body });
}

function assignmentFilters({ app }: AppView, here: "assignments" | "assigned-groups"): Markup {
  const link = (tab: "assignments" | "assigned-groups", text: string): Markup =>
    markup`<a href="${tabPath(app, tab)}"${tab === here ? markup` aria-current="page"` : undefined}>${text}</a>`;
  return markup`<nav aria-label="Filters">${link("assignments", "People")} · ${link("assigned-groups", "Groups")}</nav>`;
}

function assignedPeople(view: AppView): Markup {
  const { app, org } = view;
  const { rows, range, links } = rowsOf(app.users.list, view.page, `${tabPath(app, "assignments")}?`);
  const reasons = failuresIn(org, app);
  const cells = rows.map((appUser) => {
    const { user, groupId, scope } = appUser;
    const group = org.groups.get(groupId ?? "")?.name;
    const reason = reasons.get(user.id);
    return [
      markup`${shownName(user)}<br><span class="soft">${appUser.userName}</span>`,
      scope === "USER" ? "Individual" : `Group${group === undefined ? "" : `: ${group}`}`,
      provisioningState(appUser, reason),
    ];
  });
  const body = [
    cells.length === 0
      ? paragraph("No users are assigned to this app.")
      : table(`Users ${range}`, ["Person", "Type", "Provisioning status"], cells),
    links,
    cells.length === 0 ? undefined : actionButton("provision-user", view),
  ];
  return section({ id: "assignments", title: "People", aside: assignmentFilters(view, "assignments"), body });
}

function assignedGroups(view: AppView): Markup {
  const { app, org } = view;
  const assigned = [...app.assignments.values()].sort((one, other) => one.priority - other.priority);
  const { rows, range, links } = rowsOf(assigned, view.page, `${tabPath(app, "assigned-groups")}?`);
  const cells = rows.map(({ groupId, priority }) => {
    const group = org.groups.get(groupId);
    return [String(priority), group?.name ?? groupId, group?.members.length];
  });
  const body = [
    cells.length === 0
      ? paragraph("No groups are assigned to this app.")
      : table(`Groups ${range}`, ["Priority", "Assignment", "Users"], cells),
    links,
  ];
  return section({ id: "assigned-groups", title: "Groups", aside: assignmentFilters(view, "assigned-groups"), body });
}

function pushedGroups(view: AppView): Markup {
  const { app, org } = view;
  const { rows, range, links } = rowsOf([...app.mappings.values()], view.page, `${tabPath(app, "push-groups")}?`);
  const cells = rows.map((mapping) => {
    const { sourceGroupId, targetName, lastPush } = mapping;
    const source = org.groups.get(sourceGroupId)?.name ?? sourceGroupId;
    return [source, targetName, lastPush === undefined ? "Never" : time(lastPush), pushState(mapping)];
  });
  const body = [
    cells.length === 0
      ? paragraph("No groups are pushed by this app.")
      : table(`Pushed groups ${range}`, ["Group in Okta", "Group in the app", "Last Push", "Push Status"], cells),
    links,
  ];
  return section({ id: "pushed", title: "Pushed Groups", body });
}
