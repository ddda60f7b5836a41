import type { FastifyInstance, FastifyRequest } from "fastify";
import { createPageGuard, sendPage } from "../../web/guarded-pages.js";
import { tabs } from "../../web/layout.js";
import { markup } from "../../web/markup.js";
import { rowsOf } from "../../web/pager.js";
import { paragraph, table, tag } from "../../web/parts.js";
import type { GraphContext } from "../graph/context.js";
import { pathValue, queryValue } from "../graph/request.js";
import type { SandboxTenant } from "../tenant/model.js";
import { jobOf, tabPath, TABS, type AppView, type TabId } from "./app-view.js";
import { provisioningState } from "./overview.js";
import { missingPage, PLACES, PORTAL, renderPortal } from "./site.js";
import { TAB_BODIES } from "./tabs.js";

/**
 * The portal's pages under `/portal`, for an administrator with a browser. They show the tenant and change nothing.
 * Source: the labels are those of Microsoft Learn, configure-automatic-user-provisioning-portal and provision-on-demand.
 *
 * @returns the path with the key
 */
export function portalRoutes(server: FastifyInstance, context: GraphContext): string {
  const { tenant } = context;
  const guard = createPageGuard({ site: PORTAL, cookie: "sandbox_portal", root: "/portal" });

  server.register((pages, _options, done) => {
    guard.install(pages);
    pages.get("/portal", (request, reply) => guard.signIn(request, reply) ?? sendPage(reply, applicationsPage(tenant)));
    pages.get(PLACES.users, (request, reply) => sendPage(reply, usersPage(tenant, queryValue(request, "page"))));
    pages.get(PLACES.groups, (request, reply) => sendPage(reply, groupsPage(tenant, queryValue(request, "page"))));
    pages.get("/portal/app/:app", (request, reply) => {
      const view = viewOf(request);
      return view === undefined ? sendPage(reply.code(404), missingPage()) : sendPage(reply, appPage("overview", view));
    });
    pages.get("/portal/app/:app/:tab", (request, reply) => {
      const tab = TABS.find(({ id }) => id === pathValue(request, "tab"));
      const view = viewOf(request);
      return tab === undefined || view === undefined
        ? sendPage(reply.code(404), missingPage())
        : sendPage(reply, appPage(tab.id, view));
    });
    done();
  });

  function viewOf(request: FastifyRequest): AppView | undefined {
    const app = tenant.servicePrincipals.get(pathValue(request, "app"));
    if (app === undefined) return undefined;
    const [page, user] = [queryValue(request, "page"), queryValue(request, "user")];
    return { app, job: jobOf(app), context, page, user };
  }

  return guard.keyPath;
}

function applicationsPage({ servicePrincipals }: SandboxTenant): string {
  const rows = [...servicePrincipals.values()].map((app) => [
    markup`<a href="${tabPath(app, "overview")}">${app.displayName}</a>`,
    provisioningState(jobOf(app)),
    app.assignments.size,
    app.id,
  ]);
  const body =
    rows.length === 0
      ? paragraph(
          "This tenant has no enterprise applications. To create one, run the command that the sandbox printed at its start.",
        )
      : table("Applications of this tenant", ["Name", "Provisioning", "Assignments", "Object ID"], rows);
  return renderPortal({
    title: "Enterprise applications",
    place: PLACES.applications,
    body: markup`<section aria-label="List of applications">${body}</section>`,
  });
}

function usersPage({ users }: SandboxTenant, asked: string | undefined): string {
  const { rows, range, links } = rowsOf([...users.values()], asked, `${PLACES.users}?`);
  const cells = rows.map(({ displayName, userPrincipalName, mail, accountEnabled, softDeleted }) => [
    displayName ?? "",
    userPrincipalName,
    mail ?? "",
    softDeleted ? tag("soft", "Deleted") : accountEnabled ? tag("good", "Enabled") : tag("soft", "Disabled"),
  ]);
  const body = table(`Users ${range}`, ["Display name", "User principal name", "Email", "Account"], cells);
  return renderPortal({
    title: "Users",
    place: PLACES.users,
    body: markup`<section aria-label="List of users">${body}${links}</section>`,
  });
}

function groupsPage({ groups }: SandboxTenant, asked: string | undefined): string {
  const { rows, range, links } = rowsOf([...groups.values()], asked, `${PLACES.groups}?`);
  const cells = rows.map(({ displayName, members, groupTypes, securityEnabled }) => [
    displayName,
    groupTypes.includes("Unified") ? "Microsoft 365" : securityEnabled ? "Security" : "Distribution",
    groupTypes.includes("DynamicMembership") ? "Dynamic" : "Assigned",
    members.size,
  ]);
  const body = table(`Groups ${range}`, ["Name", "Group type", "Membership type", "Direct members"], cells);
  return renderPortal({
    title: "Groups",
    place: PLACES.groups,
    body: markup`<section aria-label="List of groups">${body}${links}</section>`,
  });
}

function appPage(tab: TabId, view: AppView): string {
  const { app, job } = view;
  const entries = TABS.map(({ id, label }) => ({ label, path: tabPath(app, id) }));
  return renderPortal({
    title: app.displayName,
    place: PLACES.applications,
    above: markup`<p class="crumbs"><a href="${PLACES.applications}">All applications</a></p>`,
    under: markup`<p class="under">Provisioning: ${provisioningState(job)}</p>`,
    body: markup`${tabs("Application", entries, tabPath(app, tab))}${TAB_BODIES[tab](view)}`,
  });
}
