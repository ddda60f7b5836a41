import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { Secret } from "../../../base/secret.js";
import { createPageGuard, sendPage } from "../../web/guarded-pages.js";
import { pathValue, queryValue } from "../api/request.js";
import type { Devices } from "../oauth/devices.js";
import type { OktaApp } from "../org/app.js";
import { findAction, press, type ActionId } from "./actions.js";
import type { ConsoleAnswer, FieldValue, FormValues, SaveContext } from "./answer.js";
import { formsOf, type ConsoleForm } from "./forms.js";
import { appPage } from "./pages/app-page.js";
import { appPath, tabPath, TABS, type Notice, type TabId } from "./pages/app-view.js";
import { activatePage, appListPage, groupsPage, logPage, peoplePage } from "./pages/org-pages.js";
import { CONSOLE, missingPage, PLACES } from "./pages/site.js";
import { saveForm } from "./submit.js";

const APP_PATH = "/admin/app/:name/instance/:id";

/**
 * The console's pages under `/admin`, for an administrator with a browser.
 *
 * @returns the path with the key
 */
export function consoleRoutes(server: FastifyInstance, context: SaveContext, devices: Devices): string {
  const { org } = context;
  const hasLicence = context.licence === "lifecycle-management";
  const guard = createPageGuard<Notice>({
    site: CONSOLE,
    cookie: "sandbox_console",
    root: "/admin",
    open: ["/activate"],
  });
  const { sessionOf } = guard;

  server.register((pages, _options, done) => {
    guard.install(pages);

    pages.get("/admin", (request, reply) => guard.signIn(request, reply) ?? sendPage(reply, appListPage(org)));
    pages.get("/admin/apps/active", (_request, reply) => sendPage(reply, appListPage(org)));
    pages.get(PLACES.people, (request, reply) => sendPage(reply, peoplePage(org, queryValue(request, "page"))));
    pages.get(PLACES.groups, (request, reply) => sendPage(reply, groupsPage(org, queryValue(request, "page"))));
    pages.get(PLACES.log, (request, reply) =>
      sendPage(reply, logPage(org, { app: queryValue(request, "app"), page: queryValue(request, "page") })),
    );

    // Where users are sent with a code; the cookie is valid for the console alone.
    pages.get("/activate", (request, reply) => {
      const code = queryValue(request, "user_code") ?? "";
      return reply.redirect(`/admin/activate?user_code=${encodeURIComponent(code)}`, 303);
    });
    pages.get("/admin/activate", (request, reply) =>
      sendPage(reply, activatePage(queryValue(request, "user_code") ?? "", sessionOf(request).formToken)),
    );
    pages.post("/admin/activate", (request, reply) => {
      const sent = formIn(request);
      const code = sent.get("user_code") ?? "";
      const approved = sent.get("button") === "approve";
      const known = devices.decide(code, approved);
      const text = !known ? "No sign-in is waiting for this code." : approved ? "Signed in." : "Declined.";
      const { formToken } = sessionOf(request);
      return sendPage(
        reply.code(known ? 200 : 400),
        activatePage(known ? "" : code, formToken, { text, isRefusal: !known }),
      );
    });

    const showTab = (request: FastifyRequest, reply: FastifyReply, tab: TabId): FastifyReply => {
      const app = findApp(request);
      if (app === undefined) return sendPage(reply.code(404), missingPage());
      const session = sessionOf(request);
      const notice = session.notice?.appId === app.id ? session.notice : undefined;
      session.notice = undefined;
      const { formToken } = session;
      const edits = queryValue(request, "edit") !== undefined;
      const page = queryValue(request, "page");
      return sendPage(reply, appPage(tab, { app, org, hasLicence, formToken, notice, edits, page }));
    };
    // The console's own deep links end in a slash, before the #tab.
    for (const path of [APP_PATH, `${APP_PATH}/`])
      pages.get(path, (request, reply) => showTab(request, reply, "general"));
    // A form that is shown again is in the address bar; opened from there, it is its tab.
    pages.get(`${APP_PATH}/:part`, (request, reply) => {
      const tab = tabOf(pathValue(request, "part"));
      return tab === undefined ? sendPage(reply.code(404), missingPage()) : showTab(request, reply, tab);
    });

    pages.post(`${APP_PATH}/:part`, async (request, reply) => {
      const app = findApp(request);
      const part = pathValue(request, "part");
      const form = app && formsOf(app).find(({ id }) => id === part);
      const action = findAction(part);
      const tab = tabOf(part);
      if (app === undefined || tab === undefined) return sendPage(reply.code(404), missingPage());
      const session = sessionOf(request);
      const say = (answer: ConsoleAnswer, at: Notice["at"], success: string): Notice => ({
        appId: app.id,
        at,
        text: answer.ok ? success : answer.reason,
        isRefusal: !answer.ok,
      });
      /** What was done is shown by a page that can be loaded again without doing it again. */
      const afterwards = (notice: Notice): FastifyReply => {
        session.notice = notice;
        return reply.redirect(tabPath(app, tab), 303);
      };
      const again = (notice: Notice, typed: URLSearchParams): FastifyReply =>
        sendPage(
          reply.code(notice.isRefusal ? 400 : 200),
          appPage(tab, { app, org, hasLicence, formToken: session.formToken, notice, typed, edits: false }),
        );

      const sent = formIn(request);
      if (action !== undefined) {
        const notice = say(press(app, action.label, context), action.id, "Started");
        return notice.isRefusal ? again(notice, sent) : afterwards(notice);
      }
      if (form === undefined) return sendPage(reply.code(404), missingPage());
      const pressed = sent.get("button") === "test" ? "test" : "save";
      const answer = await saveForm(form, app, valuesOf(form, sent), context, pressed);
      const notice = say(answer, form.id, pressed === "test" ? testedText(app) : "Saved");
      return answer.ok && pressed === "save" ? afterwards(notice) : again(notice, sent);
    });
    done();
  });

  function findApp(request: FastifyRequest): OktaApp | undefined {
    const app = org.apps.get(pathValue(request, "id"));
    return app !== undefined && decodeURIComponent(appPath(app)).includes(`/${pathValue(request, "name")}/`)
      ? app
      : undefined;
  }

  return guard.keyPath;
}

function formIn({ body }: FastifyRequest): URLSearchParams {
  return body instanceof URLSearchParams ? body : new URLSearchParams();
}

/** The text of a catalog app's success is a guess: it is not recorded. */
function testedText({ kind }: OktaApp): string {
  return kind === "custom" ? "Connector configured successfully" : "The app was verified successfully";
}

/** The values of a posted form: ticked boxes of one name become one list. */
function valuesOf(form: ConsoleForm, sent: URLSearchParams): FormValues {
  const values: Record<string, FieldValue> = {};
  for (const field of form.fields) {
    const given = sent.getAll(field.label);
    if (given.length === 0) continue;
    values[field.label] = field.kind === "secret" ? new Secret(given.join("")) : given.join(", ");
  }
  return values;
}

/** The tab that a part of an app's path belongs to: its own, or the one its button is on. */
function tabOf(part: string): TabId | undefined {
  const tab = TABS.find((one) => one === part);
  return tab ?? ACTION_TABS.get(part);
}

const ACTION_TABS: ReadonlyMap<string, TabId> = new Map<ActionId, TabId>([
  ["import-now", "import"],
  ["provision-user", "assignments"],
  ["apply-updates-now", "to-app"],
]);
