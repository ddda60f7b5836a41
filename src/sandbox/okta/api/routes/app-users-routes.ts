import type { FastifyInstance } from "fastify";
import { isJsonObject, type JsonObject } from "../../../../base/json.js";
import type { OktaApp } from "../../org/app.js";
import { baseAttributes } from "../../org/app-schema.js";
import { renderAppUser, type AppUser } from "../../org/app-user.js";
import type { Org } from "../../org/org.js";
import { getsApps, type OktaUser } from "../../org/user.js";
import { ALWAYS_MAPPED } from "../../org/attributes/scim-attributes.js";
import { mappedValue, valuesIn } from "../../provisioning/app-values.js";
import type { Assigner } from "../../provisioning/assign.js";
import { creatingConnection, updatingConnection } from "../../org/settings.js";
import { findApp } from "./apps-routes.js";
import { notFound, OktaApiError, validationFailed, wrongStatus } from "../errors.js";
import { sendPage } from "../paging.js";
import { bodyObject, limitOf, pathValue } from "../request.js";
import { findUser } from "./users/users-routes.js";

const ALWAYS: ReadonlySet<string> = new Set(ALWAYS_MAPPED);

/** The users of an app, and assigning one of them alone. */
export function appUserRoutes(
  server: FastifyInstance,
  { org, assigner }: { readonly org: Org; readonly assigner: Assigner },
): void {
  const users = "/api/v1/apps/:id/users";

  server.get(users, (request, reply) => {
    const app = findApp(org, pathValue(request, "id"));
    const limit = limitOf(request, { max: 500, usual: 50 });
    const page = sendPage(request, reply, app.users.list, { limit, orgUrl: org.url() });
    return page.map((appUser) => render(app, appUser));
  });

  server.get(`${users}/:userId`, (request) => {
    const app = findApp(org, pathValue(request, "id"));
    return render(app, findAppUser(app, pathValue(request, "userId")));
  });

  server.post(users, (request) => {
    const app = findApp(org, pathValue(request, "id"));
    const body = bodyObject(request);
    const { id, profile, scope = "USER" } = body;
    if (typeof id !== "string" || id === "") throw validationFailed("id", "id: The field cannot be left blank");
    if (scope !== "USER") throw validationFailed("scope", "scope: must be USER to assign a single user");
    const user = findUser(org, id);
    if (!getsApps(user)) throw wrongStatus();
    const own = isJsonObject(profile) ? profile : {};
    refuseMapped(app, user, own);
    return render(app, assigner.assignPerson(app, user, own, nameIn(body)));
  });

  server.delete(`${users}/:userId`, (request, reply) => {
    const app = findApp(org, pathValue(request, "id"));
    const appUser = findAppUser(app, pathValue(request, "userId"));
    if (appUser.scope === "GROUP")
      throw validationFailed("scope", "scope: the user is assigned through a group and cannot be removed alone");
    assigner.unassignPerson(app, appUser);
    return reply.code(204).send();
  });

  function render(app: OktaApp, appUser: AppUser): JsonObject {
    return renderAppUser(appUser, app.id, org.url(), profileOf(app, appUser));
  }
}

/**
 * An app that cannot provision shows all its base attributes, null where there is no value (recorded, 2026). Of the others the four
 * that are always mapped are shown from the directory: no user is evaluated for them alone.
 */
function profileOf(app: OktaApp, appUser: AppUser): JsonObject {
  if (app.kind === "sign-on-only") {
    const { values } = valuesIn(app, appUser, () => true);
    const base = baseAttributes(app).filter((name) => name !== "userName");
    return { ...Object.fromEntries(base.map((name) => [name, null])), ...values };
  }
  const { givenName, familyName, email, displayName } = appUser.user.person;
  return {
    givenName: givenName ?? null,
    familyName: familyName ?? null,
    email: email ?? null,
    ...(displayName === undefined ? {} : { displayName }),
    ...valuesIn(app, appUser, (name) => !ALWAYS.has(name)).values,
  };
}

function findAppUser(app: OktaApp, userId: string): AppUser {
  const appUser = app.users.get(userId);
  if (appUser === undefined) throw notFound(userId, "AppUser");
  return appUser;
}

/** @throws OktaApiError (403 E0000075) for another value than the mapped one, while profiles are pushed */
function refuseMapped(app: OktaApp, user: OktaUser, own: JsonObject): void {
  if ((creatingConnection(app) ?? updatingConnection(app)) === undefined) return;
  for (const [name, value] of Object.entries(own)) {
    if (!app.toApp.properties.has(name) || mappedValue(app, user, name) === value) continue;
    const summary = `Cannot modify the ${name} attribute because it has a field mapping and profile push is enabled.`;
    throw new OktaApiError(403, "E0000075", summary);
  }
}

function nameIn({ credentials }: JsonObject): string | undefined {
  const name = isJsonObject(credentials) ? credentials["userName"] : undefined;
  return typeof name === "string" && name !== "" ? name : undefined;
}
