import { tabs } from "../../../web/layout.js";
import { markup, type Markup } from "../../../web/markup.js";
import { tag } from "../../../web/parts.js";
import type { OktaApp } from "../../org/app.js";
import { tabPath, type AppView, type TabId } from "./app-view.js";
import { PLACES, renderConsole } from "./site.js";
import { TAB_BODIES } from "./tab-bodies.js";

/** One tab of an app, with its forms and buttons. A stored token is never shown again. */
export function appPage(tab: TabId, view: AppView): string {
  const { app } = view;
  const body = TAB_BODIES[tab](view);
  const inner = isProvisioning(tab)
    ? markup`<div class="split">${tabs("Provisioning", provisioningTabs(app), tabPath(app, tab), "subtabs")}<div>${body}</div></div>`
    : body;
  return renderConsole({
    title: app.written.label,
    place: PLACES.applications,
    above: markup`<p class="crumbs"><a href="${PLACES.applications}">All applications</a></p>`,
    under: markup`<p class="under">${app.status === "ACTIVE" ? tag("good", "Active") : tag("soft", "Inactive")} · <a href="${PLACES.log}?app=${app.id}">View Logs</a></p>`,
    body: markup`${tabs("App", appTabs(app), tabPath(app, tabOf(tab)))}${tab === "general" ? jumps(app) : undefined}${inner}`,
  });
}

interface Tab {
  readonly label: string;
  readonly path: string;
}

function isProvisioning(tab: TabId): boolean {
  return tab === "integration" || tab === "to-app" || tab === "to-okta";
}

/** The tab at the top that a page belongs to. */
function tabOf(tab: TabId): TabId {
  if (isProvisioning(tab)) return "integration";
  return tab === "assigned-groups" ? "assignments" : tab;
}

/** A custom app has no Provisioning tab until SCIM is selected under General. Source: Okta developer docs, scim-provisioning-integration-connect. */
function appTabs(app: OktaApp): Tab[] {
  const to = (label: string, tab: TabId): Tab => ({ label, path: tabPath(app, tab) });
  const { scim } = app.provisioning;
  return [
    to("General", "general"),
    to("Sign On", "sign-on"),
    ...(scim || app.kind === "catalog" ? [to("Provisioning", "integration")] : []),
    ...(scim ? [to("Import", "import")] : []),
    to("Assignments", "assignments"),
    ...(scim ? [to("Push Groups", "push-groups")] : []),
  ];
}

/** To App and To Okta appear once Integration is saved. */
function provisioningTabs(app: OktaApp): Tab[] {
  const to = (label: string, tab: TabId): Tab => ({ label, path: tabPath(app, tab) });
  const further = app.provisioning.connection === undefined ? [] : [to("To App", "to-app"), to("To Okta", "to-okta")];
  return [to("Integration", "integration"), ...further];
}

/** The fragments of Okta's own deep links. A server does not see them, so the page shows a link to the tab that one names. */
function jumps(app: OktaApp): Markup[] {
  const known = appTabs(app).map(({ path }) => path);
  const named: readonly (readonly [string, string, TabId])[] = [
    ["tab-provisioning", "Provisioning", "integration"],
    ["tab-user-management", "Provisioning", "integration"],
    ["tab-import", "Import", "import"],
    ["tab-assignments", "Assignments", "assignments"],
    ["tab-group-push", "Push Groups", "push-groups"],
  ];
  return named
    .filter(([, , tab]) => known.includes(tabPath(app, tab)))
    .map(
      ([id, label, tab]) =>
        markup`<p class="jump" id="${id}"><a href="${tabPath(app, tab)}">Open the ${label} tab</a></p>`,
    );
}
