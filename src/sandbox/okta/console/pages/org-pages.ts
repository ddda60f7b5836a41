import { markup } from "../../../web/markup.js";
import { rowsOf } from "../../../web/pager.js";
import { button, notice, paragraph, postForm, section, table, tag, time } from "../../../web/parts.js";
import type { Org } from "../../org/org.js";
import type { LogEntry } from "../../org/system-log.js";
import { shownName } from "../../org/user.js";
import { appPath } from "./app-view.js";
import { PLACES, renderConsole } from "./site.js";
import { userState } from "./states.js";

/** The list of the org's apps. */
export function appListPage({ apps }: Org): string {
  const rows = [...apps.values()].map((app) => [
    markup`<a href="${appPath(app)}">${app.written.label}</a>`,
    app.status === "ACTIVE" ? tag("good", "Active") : tag("soft", "Inactive"),
    app.provisioning.connection === undefined ? "Not configured" : "Configured",
    app.users.list.length,
  ]);
  const body =
    rows.length === 0
      ? paragraph("This org has no apps. To create one, run the command that the sandbox printed at its start.")
      : table("Apps of this org", ["Name", "Status", "Provisioning", "Assigned users"], rows);
  return renderConsole({
    title: "Applications",
    place: PLACES.applications,
    body: markup`<section aria-label="List of apps">${body}</section>`,
  });
}

/** Directory > Users. */
export function peoplePage(org: Org, asked: string | undefined): string {
  const { rows, range, links } = rowsOf([...org.users.values()], asked, `${PLACES.people}?`);
  const cells = rows.map((user) => [shownName(user), user.person.userName, user.person.email, userState(user)]);
  const body = table(`Users ${range}`, ["Person", "Username", "Primary email", "Status"], cells);
  return renderConsole({
    title: "People",
    place: PLACES.people,
    body: markup`<section aria-label="List of users">${body}${links}</section>`,
  });
}

/** Directory > Groups. */
export function groupsPage(org: Org, asked: string | undefined): string {
  const { rows, range, links } = rowsOf([...org.groups.values()], asked, `${PLACES.groups}?`);
  const cells = rows.map(({ id, name, type, appId, members }) => {
    const apps = [...org.apps.values()].filter(({ assignments }) => assignments.has(id)).length;
    const source = type === "APP_GROUP" ? (org.apps.get(appId ?? "")?.written.label ?? "App") : "Okta";
    return [name, source, members.length, apps];
  });
  const body = table(`Groups ${range}`, ["Group name", "Source", "People", "Applications"], cells);
  return renderConsole({
    title: "Groups",
    place: PLACES.groups,
    body: markup`<section aria-label="List of groups">${body}${links}</section>`,
  });
}

/** Reports > System Log, newest first; of one app when its id is given. */
export function logPage(
  org: Org,
  query: { readonly app?: string | undefined; readonly page?: string | undefined },
): string {
  const app = org.apps.get(query.app ?? "");
  const isShown = ({ targets }: LogEntry): boolean => app === undefined || targets.some(({ id }) => id === app.id);
  const entries = org.log.entries.filter(isShown).reverse();
  const address = app === undefined ? `${PLACES.log}?` : `${PLACES.log}?app=${app.id}&`;
  const { rows, range, links } = rowsOf(entries, query.page, address);
  const cells = rows.map(({ at, actor, displayMessage, result, reason, targets }) => [
    time(at),
    actor === "administrator" ? "Administrator" : "Okta System",
    displayMessage,
    markup`${result === "SUCCESS" ? tag("good", "Success") : tag("bad", "Failure")}${reason === undefined ? undefined : markup` ${reason}`}`,
    [...new Set(targets.map(({ displayName }) => displayName))].join(", "),
  ]);
  const body =
    cells.length === 0
      ? paragraph("No events.")
      : table(`Events ${range}`, ["Time", "Actor", "Event Info", "Outcome", "Targets"], cells);
  const filter =
    app === undefined
      ? undefined
      : markup`<p class="under">Events of <a href="${appPath(app)}">${app.written.label}</a> · <a href="${PLACES.log}">All events</a></p>`;
  return renderConsole({
    title: "System Log",
    place: PLACES.log,
    under: filter,
    body: markup`<section aria-label="List of events">${body}${links}</section>`,
  });
}

/** Where a user answers a sign-in that shows a code. */
export function activatePage(
  userCode: string,
  formToken: string,
  said?: { readonly text: string; readonly isRefusal: boolean },
): string {
  const answer = said === undefined ? undefined : notice(said.text, said.isRefusal);
  const field = markup`<div class="field"><label><span class="name">Activation code</span><br><input type="text" name="user_code" value="${userCode}" autocomplete="off"></label></div>`;
  const buttons = markup`<p class="buttons">${button("approve", "Sign in as the administrator")}${button("deny", "Decline", "second")}</p>`;
  const body = [answer, postForm("/admin/activate", formToken, markup`${field}${buttons}`)];
  return renderConsole({
    title: "Activate a device",
    body: section({ id: "activate", title: "Sign in with a code", body }),
  });
}
