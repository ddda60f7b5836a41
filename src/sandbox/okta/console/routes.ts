import { randomBytes } from "node:crypto";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { Secret } from "../../../base/secret.js";
import { pathValue, queryValue } from "../api/request.js";
import { isSame } from "../../http/guard.js";
import type { OktaApp } from "../org/app.js";
import { ACTIONS, press } from "./actions.js";
import { formsOf, type ConsoleForm } from "./forms.js";
import type { Devices } from "../oauth/devices.js";
import { activatePage, appListPage, appPage, appPath, lockedPage, missingPage, type Notice } from "./page.js";
import type { FieldValue, FormValues, SaveContext } from "./answer.js";
import { saveForm } from "./submit.js";

const COOKIE = "sandbox_console";
const BODY_LIMIT = 64 * 1024;
const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

/**
 * The console's pages under `/admin`, for a person with a browser. The key in the printed address works once and is
 * exchanged for a cookie.
 *
 * @returns the path with the key
 */
export function consoleRoutes(server: FastifyInstance, context: SaveContext, devices: Devices): string {
  const session = randomBytes(32).toString("base64url");
  let key: string | undefined = randomBytes(32).toString("base64url");
  const start = `/admin?key=${key}`;
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
      reply.headers({
        "content-security-policy": POLICY,
        "cache-control": "no-store",
        "referrer-policy": "no-referrer",
      });
      // Only the start page takes the key, and checks it.
      const bringsKey = request.routeOptions.url === "/admin" && queryValue(request, "key") !== undefined;
      if (isSignedIn(request) || bringsKey || request.routeOptions.url === "/activate") return;
      await show(reply.code(403), lockedPage());
      return reply;
    });

    pages.get("/admin", (request, reply) => {
      const given = queryValue(request, "key");
      if (given === undefined) return show(reply, appListPage([...org.apps.values()]));
      if (key === undefined || !isSame(given, key)) return show(reply.code(403), lockedPage());
      key = undefined;
      return reply
        .header("set-cookie", `${COOKIE}=${session}; Path=/admin; HttpOnly; SameSite=Strict`)
        .redirect("/admin", 303);
    });

    // Where people are sent with a code; the cookie is good for the console alone.
    pages.get("/activate", (request, reply) => {
      const code = queryValue(request, "user_code") ?? "";
      return reply.redirect(`/admin/activate?user_code=${encodeURIComponent(code)}`, 303);
    });
    pages.get("/admin/activate", (request, reply) => show(reply, activatePage(queryValue(request, "user_code") ?? "")));
    pages.post("/admin/activate", (request, reply) => {
      if (isFromElsewhere(request)) return show(reply.code(403), lockedPage());
      const sent = request.body instanceof URLSearchParams ? request.body : new URLSearchParams();
      const code = sent.get("user_code") ?? "";
      const approved = sent.get("button") === "approve";
      const known = devices.decide(code, approved);
      const said = !known ? "No sign-in waits for this code." : approved ? "Signed in." : "Declined.";
      return show(reply.code(known ? 200 : 400), activatePage(known ? "" : code, said));
    });

    pages.get("/admin/apps/active", (_request, reply) => show(reply, appListPage([...org.apps.values()])));

    // The console's own deep links end in a slash, before the #tab.
    for (const path of ["/admin/app/:name/instance/:id", "/admin/app/:name/instance/:id/"]) {
      pages.get(path, (request, reply) => {
        const app = findApp(request);
        if (app === undefined) return show(reply.code(404), missingPage());
        return show(reply, appPage(app, { hasLicence }));
      });
    }

    pages.post("/admin/app/:name/instance/:id/:form", async (request, reply) => {
      const app = findApp(request);
      const form = app && formsOf(app).find(({ id }) => id === pathValue(request, "form"));
      const action = ACTIONS.find(({ id }) => id === pathValue(request, "form"));
      if (app === undefined || (form ?? action) === undefined) return show(reply.code(404), missingPage());
      if (isFromElsewhere(request)) return show(reply.code(403), lockedPage());
      if (action !== undefined) {
        const answer = press(app, action.label, context);
        const notice: Notice = { form: "actions", text: answer.ok ? "Started" : answer.reason, isRefusal: !answer.ok };
        return show(reply.code(answer.ok ? 200 : 400), appPage(app, { hasLicence, notice }));
      }
      if (form === undefined) return show(reply.code(404), missingPage());
      const sent = request.body instanceof URLSearchParams ? request.body : new URLSearchParams();
      const pressed = sent.get("button") === "test" ? "test" : "save";
      const answer = await saveForm(form, app, valuesOf(form, sent), context, pressed);
      const notice: Notice = answer.ok
        ? { form: form.id, text: pressed === "test" ? testedText(app) : "Saved", isRefusal: false }
        : { form: form.id, text: answer.reason, isRefusal: true };
      return show(reply.code(answer.ok ? 200 : 400), appPage(app, { hasLicence, notice }));
    });
    done();
  });

  function findApp(request: FastifyRequest): OktaApp | undefined {
    const app = org.apps.get(pathValue(request, "id"));
    return app !== undefined && decodeURIComponent(appPath(app)).includes(`/${pathValue(request, "name")}/`)
      ? app
      : undefined;
  }

  function isSignedIn(request: FastifyRequest): boolean {
    const cookies = (request.headers.cookie ?? "").split(";").map((cookie) => cookie.trim());
    return cookies.some(
      (cookie) => cookie.startsWith(`${COOKIE}=`) && isSame(cookie.slice(COOKIE.length + 1), session),
    );
  }

  return start;
}

/** A form that a page of another site sent. */
function isFromElsewhere({ headers: { origin, host } }: FastifyRequest): boolean {
  return origin !== undefined && origin !== `http://${host ?? ""}`;
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
