import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { Secret } from "../../../base/secret.js";
import { pathValue, queryValue } from "../api/request.js";
import {
  createBrowserSessions,
  isLinkFromElsewhere,
  isOwnForm,
  type BrowserSession,
} from "../../http/browser-sessions.js";
import type { Devices } from "../oauth/devices.js";
import type { OktaApp } from "../org/app.js";
import { ACTIONS, press } from "./actions.js";
import type { ConsoleAnswer, FieldValue, FormValues, SaveContext } from "./answer.js";
import { formsOf, type ConsoleForm } from "./forms.js";
import {
  activatePage,
  appListPage,
  appPage,
  appPath,
  foreignFormPage,
  lockedPage,
  missingPage,
  onceMorePage,
  type Notice,
} from "./page.js";
import { saveForm } from "./submit.js";

const BODY_LIMIT = 64 * 1024;
const HEADERS = {
  "content-security-policy":
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
  "cache-control": "no-store",
  // With "no-referrer" browsers send a form with `Origin: null`, which could come from anywhere (Fetch standard, "append a
  // request Origin header").
  "referrer-policy": "same-origin",
};

/**
 * The console's pages under `/admin`, for a person with a browser. The key in the printed address is exchanged for a cookie of
 * this browser, and is gone from its address bar.
 *
 * @returns the path with the key
 */
export function consoleRoutes(server: FastifyInstance, context: SaveContext, devices: Devices): string {
  const sessions = createBrowserSessions<Notice>("sandbox_console", "/admin");
  const signedIn = new WeakMap<FastifyRequest, BrowserSession<Notice>>();
  const { org } = context;
  const hasLicence = context.licence === "lifecycle-management";

  server.register((pages, _options, done) => {
    pages.addContentTypeParser(
      "application/x-www-form-urlencoded",
      { parseAs: "string", bodyLimit: BODY_LIMIT },
      (_request, body, parsed) => {
        parsed(null, new URLSearchParams(String(body)));
      },
    );
    pages.addHook("onRequest", async (request, reply) => {
      reply.headers(HEADERS);
      const session = sessions.find(request);
      if (session !== undefined) signedIn.set(request, session);
      // Only the start page takes the key, and checks it.
      const bringsKey = request.routeOptions.url === "/admin" && queryValue(request, "key") !== undefined;
      if (session !== undefined || bringsKey || request.routeOptions.url === "/activate") return;
      await (isLinkFromElsewhere(request)
        ? show(reply, onceMorePage(request.url))
        : show(reply.code(403), lockedPage()));
      return reply;
    });
    pages.addHook("preHandler", async (request, reply) => {
      if (request.method === "GET" || isOwnForm(request, sessionOf(request))) return;
      await show(reply.code(403), foreignFormPage());
      return reply;
    });

    pages.get("/admin", (request, reply) => {
      const given = queryValue(request, "key");
      if (given === undefined) return show(reply, appListPage([...org.apps.values()]));
      const cookie = sessions.open(given, request);
      if (cookie === undefined) return show(reply.code(403), lockedPage());
      return reply.header("set-cookie", cookie).redirect("/admin", 303);
    });

    // Where people are sent with a code; the cookie is good for the console alone.
    pages.get("/activate", (request, reply) => {
      const code = queryValue(request, "user_code") ?? "";
      return reply.redirect(`/admin/activate?user_code=${encodeURIComponent(code)}`, 303);
    });
    pages.get("/admin/activate", (request, reply) =>
      show(reply, activatePage(queryValue(request, "user_code") ?? "", sessionOf(request).formToken)),
    );
    pages.post("/admin/activate", (request, reply) => {
      const sent = formIn(request);
      const code = sent.get("user_code") ?? "";
      const approved = sent.get("button") === "approve";
      const known = devices.decide(code, approved);
      const text = !known ? "No sign-in waits for this code." : approved ? "Signed in." : "Declined.";
      const { formToken } = sessionOf(request);
      return show(
        reply.code(known ? 200 : 400),
        activatePage(known ? "" : code, formToken, { text, isRefusal: !known }),
      );
    });

    pages.get("/admin/apps/active", (_request, reply) => show(reply, appListPage([...org.apps.values()])));

    // The console's own deep links end in a slash, before the #tab.
    for (const path of ["/admin/app/:name/instance/:id", "/admin/app/:name/instance/:id/"]) {
      pages.get(path, (request, reply) => {
        const app = findApp(request);
        if (app === undefined) return show(reply.code(404), missingPage());
        const session = sessionOf(request);
        const notice = session.notice?.appId === app.id ? session.notice : undefined;
        session.notice = undefined;
        return show(reply, appPage(app, { hasLicence, formToken: session.formToken, notice }));
      });
    }

    // A form that is shown again stands in the address bar; asked for from there, it is the app's page.
    pages.get("/admin/app/:name/instance/:id/:form", (request, reply) => {
      const app = findApp(request);
      return app === undefined ? show(reply.code(404), missingPage()) : reply.redirect(appPath(app), 303);
    });

    pages.post("/admin/app/:name/instance/:id/:form", async (request, reply) => {
      const app = findApp(request);
      const form = app && formsOf(app).find(({ id }) => id === pathValue(request, "form"));
      const action = ACTIONS.find(({ id }) => id === pathValue(request, "form"));
      if (app === undefined) return show(reply.code(404), missingPage());
      const session = sessionOf(request);
      const say = (answer: ConsoleAnswer, where: Notice["form"], success: string): Notice => ({
        appId: app.id,
        form: where,
        text: answer.ok ? success : answer.reason,
        isRefusal: !answer.ok,
      });
      /** What was done is shown by a page that can be loaded again without doing it again. */
      const afterwards = (notice: Notice): FastifyReply => {
        session.notice = notice;
        return reply.redirect(appPath(app), 303);
      };
      const again = (notice: Notice, typed: URLSearchParams): FastifyReply =>
        show(
          reply.code(notice.isRefusal ? 400 : 200),
          appPage(app, { hasLicence, formToken: session.formToken, notice, typed }),
        );

      const sent = formIn(request);
      if (action !== undefined) {
        const notice = say(press(app, action.label, context), "actions", "Started");
        return notice.isRefusal ? again(notice, sent) : afterwards(notice);
      }
      if (form === undefined) return show(reply.code(404), missingPage());
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

  function sessionOf(request: FastifyRequest): BrowserSession<Notice> {
    const session = signedIn.get(request);
    if (session === undefined) throw new Error("a page was asked for without a session");
    return session;
  }

  return `/admin?key=${sessions.key}`;
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

function show(reply: FastifyReply, html: string): FastifyReply {
  return reply.type("text/html; charset=utf-8").send(html);
}
