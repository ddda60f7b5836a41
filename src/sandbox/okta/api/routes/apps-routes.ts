import type { FastifyInstance } from "fastify";
import type { OktaApp } from "../../org/app.js";
import { renderApp } from "../../org/app-view.js";
import { appTarget } from "../../org/log-targets.js";
import { makeApp } from "../../org/make-app.js";
import type { Org } from "../../org/org.js";
import { chooseType } from "./app-type-choice.js";
import { readAppSettings } from "./app-validation.js";
import { meets, parseClauses } from "../clauses.js";
import {
  badSearch,
  deletionForbidden,
  noActiveInstances,
  noMoreApps,
  notFound,
  unsupportedOperation,
  validationFailed,
} from "../errors.js";
import { sendPage } from "../paging.js";
import { bodyObject, limitOf, pathValue, queryValue } from "../request.js";

/** Lists are cut into small pages even where the documentation would allow more. */
const USUAL_PAGE = 20;

/** The links drop all other parameters: recorded, December 2025. */
const REPEATED = { self: ["q", "filter"], next: ["q", "filter"] };

interface AppRoutesOptions {
  readonly org: Org;
  /** How long a new app stays invisible to `q`. */
  readonly searchLagMs: number;
  /** Told of a new app before its creation is answered. */
  readonly onCreated: (app: OktaApp) => Promise<void>;
}

/** Custom SAML and SWA apps, and apps of the catalog: create, find, read, replace, activate, deactivate, delete. */
export function appRoutes(server: FastifyInstance, { org, searchLagMs, onCreated }: AppRoutesOptions): void {
  let created = 0;

  server.post("/api/v1/apps", async (request) => {
    const body = bodyObject(request);
    const { name } = body;
    const type = chooseType(name);
    const written = readAppSettings(body, type, org.userAttributes);
    if (org.apps.size >= (org.habits.mostApps ?? Infinity)) throw noMoreApps();
    if (name === undefined) created += 1;
    const app = makeApp(org, {
      type,
      name: typeof name === "string" ? name : `${org.subdomain}_${slug(written.label)}_${String(created)}`,
      written,
      status: queryValue(request, "activate") === "false" ? "INACTIVE" : "ACTIVE",
    });
    org.apps.set(app.id, app);
    logChange(app, "create", "Create application");
    if (app.status === "ACTIVE") logChange(app, "activate", "Activate application");
    // What is answered is the app as it was made, whatever happens to it at once.
    const answer = renderApp(app, org, "write");
    await onCreated(app);
    return answer;
  });

  server.get("/api/v1/apps", (request, reply) => {
    const limit = limitOf(request, { max: 200, usual: USUAL_PAGE });
    const q = queryValue(request, "q");
    const filter = queryValue(request, "filter");
    checkExpand(queryValue(request, "expand"));
    let found = [...org.apps.values()];
    if (q !== undefined) found = found.filter((app) => isSearchable(app) && startsWith(app, q));
    if (filter !== undefined) found = found.filter(appFilter(filter));
    return sendPage(request, reply, found, { limit, orgUrl: org.url(), repeats: REPEATED }).map((app) =>
      renderApp(app, org),
    );
  });

  server.get("/api/v1/apps/:id", (request) => renderApp(findApp(org, pathValue(request, "id")), org));

  server.put("/api/v1/apps/:id", (request) => {
    const app = findApp(org, pathValue(request, "id"));
    // An app of the catalog can be changed while it is inactive: recorded, 2025 and 2026.
    if (app.status === "INACTIVE" && app.kind === "custom") throw noActiveInstances();
    app.written = readAppSettings(bodyObject(request), app.type, org.userAttributes);
    touch(app);
    logChange(app, "update", "Update application");
    return renderApp(app, org, "write");
  });

  for (const action of ["activate", "deactivate"] as const) {
    server.post(`/api/v1/apps/:id/lifecycle/${action}`, (request) => {
      const app = findApp(org, pathValue(request, "id"));
      app.status = action === "activate" ? "ACTIVE" : "INACTIVE";
      touch(app);
      logChange(app, action, action === "activate" ? "Activate application" : "Deactivate application");
      return {};
    });
  }

  server.delete("/api/v1/apps/:id", (request, reply) => {
    const app = findApp(org, pathValue(request, "id"));
    if (app.status === "ACTIVE") throw deletionForbidden();
    org.apps.delete(app.id);
    // The app's own groups are part of it; what they stand for at the target is not touched.
    for (const group of org.groups.values()) if (group.appId === app.id) org.groups.delete(group.id);
    logChange(app, "delete", "Delete application");
    return reply.code(204).send();
  });

  function isSearchable(app: OktaApp): boolean {
    return org.scheduler.now() >= app.created + searchLagMs;
  }

  function touch(app: OktaApp): void {
    app.lastUpdated = org.scheduler.now();
  }

  function logChange(app: OktaApp, what: string, displayMessage: string): void {
    const eventType = `application.lifecycle.${what}`;
    org.log.write({ eventType, displayMessage, result: "SUCCESS", actor: "administrator", targets: [appTarget(app)] });
  }
}

/** @throws OktaApiError (404) */
export function findApp(org: Org, id: string): OktaApp {
  const app = org.apps.get(id);
  if (app === undefined) throw notFound(id, "AppInstance");
  return app;
}

/** One user can be embedded, as `user/00u…`. That anything else is refused is recorded, December 2025. */
function checkExpand(expand: string | undefined): void {
  if (expand === undefined) return;
  if (!/^user\/[^/,]+$/.test(expand)) throw validationFailed("RequestParams", "Expand query is malformed.");
  throw unsupportedOperation(
    "The sandbox does not embed users in apps.",
    "GET /api/v1/apps/{id}/users/{userId} has them.",
  );
}

function startsWith(app: OktaApp, q: string): boolean {
  const wanted = q.toLowerCase();
  return app.name.toLowerCase().startsWith(wanted) || app.written.label.toLowerCase().startsWith(wanted);
}

/** The documented filters that mean something here: id, status and name. */
function appFilter(text: string): (app: OktaApp) => boolean {
  const clauses = parseClauses(text);
  if (clauses === undefined) throw badSearch();
  const tests = clauses.map((clause) => {
    const { attribute, operator } = clause;
    if (operator !== "eq" || (attribute !== "id" && attribute !== "status" && attribute !== "name")) throw badSearch();
    return (app: OktaApp) => meets(clause, app[attribute]);
  });
  return (app) => tests.every((test) => test(app));
}

function slug(label: string): string {
  const letters = label.toLowerCase().replace(/[^a-z0-9]/g, "");
  return letters === "" ? "app" : letters;
}
