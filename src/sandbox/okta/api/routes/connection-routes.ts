import type { FastifyInstance } from "fastify";
import { isJsonObject, type JsonObject } from "../../../../base/json.js";
import { Secret } from "../../../../base/secret.js";
import type { OktaApp } from "../../org/app.js";
import type { Org } from "../../org/org.js";
import type { Connectors } from "../../provisioning/connector.js";
import { SUPPORTED_ACTIONS } from "../../org/settings.js";
import { switchScimOff, switchScimOn } from "../../provisioning/switch-on.js";
import { findApp } from "./apps-routes.js";
import { validationFailed } from "../errors.js";
import { bodyObject, pathValue, queryValue } from "../request.js";

interface ConnectionRoutesOptions {
  readonly org: Org;
  readonly connectors: Connectors;
  /** `token`: the connection can be written, as for the few catalog apps that support it; `unknown`: it cannot. */
  readonly connectionApi: "unknown" | "token";
}

/** A connection as it was written. */
interface StoredConnection {
  readonly baseUrl: string;
  readonly token: Secret;
  on: boolean;
}

/** What is answered for every app that is not on the short list, to GET and to POST: 200, and nothing is stored. */
const UNKNOWN_CONNECTION = { profile: { authScheme: "UNKNOWN" }, status: "UNKNOWN" };

/** `connections/default`: where an app provisions to, as far as the public API shows and writes it. */
export function connectionRoutes(
  server: FastifyInstance,
  { org, connectors, connectionApi }: ConnectionRoutesOptions,
): void {
  const stored = new WeakMap<OktaApp, StoredConnection>();
  const path = "/api/v1/apps/:id/connections/default";

  server.get(path, (request) => {
    const app = findApp(org, pathValue(request, "id"));
    return isServed(app) ? render(app) : UNKNOWN_CONNECTION;
  });

  server.post(path, (request) => {
    const app = findApp(org, pathValue(request, "id"));
    if (!isServed(app)) return UNKNOWN_CONNECTION;
    const body = bodyObject(request);
    const profile = isJsonObject(body["profile"]) ? body["profile"] : {};
    const { baseUrl } = body;
    const { authScheme, token } = profile;
    if (authScheme !== "TOKEN" || typeof token !== "string")
      throw validationFailed("profile", "profile: authScheme TOKEN and a token are required");
    if (typeof baseUrl !== "string" || !URL.canParse(baseUrl))
      throw validationFailed("baseUrl", "baseUrl: is not a valid URL");
    stored.set(app, { baseUrl, token: new Secret(token), on: false });
    if (queryValue(request, "activate") === "true") switchOn(app);
    return render(app);
  });

  // Of an app whose connection cannot be written, both answer 204 and do nothing: recorded, September 2025.
  server.post(`${path}/lifecycle/activate`, (request, reply) => {
    switchOn(findApp(org, pathValue(request, "id")));
    return reply.code(204).send();
  });

  server.post(`${path}/lifecycle/deactivate`, (request, reply) => {
    const app = findApp(org, pathValue(request, "id"));
    const connection = stored.get(app);
    if (connection !== undefined) connection.on = false;
    if (app.kind !== "sign-on-only" && connection !== undefined) switchScimOff(app);
    return reply.code(204).send();
  });

  function isServed(app: OktaApp): boolean {
    return connectionApi === "token" || app.type.connection === "token";
  }

  function switchOn(app: OktaApp): void {
    const connection = stored.get(app);
    if (connection === undefined) return;
    connection.on = true;
    if (app.kind === "sign-on-only") {
      org.notSimulated.add(`the provisioning of ${app.type.title}`);
      return;
    }
    switchScimOn(app);
    app.provisioning.connection = {
      kind: app.kind,
      baseUrl: connection.baseUrl,
      uniqueIdentifier: "userName",
      actions: new Set(SUPPORTED_ACTIONS),
      connector: connectors.open(connection.baseUrl, new Secret(`Bearer ${connection.token.reveal()}`)),
    };
    app.provisioning.toApp = { create: true, update: true, deactivate: true, password: false };
  }

  /** Shape: recorded traffic, 2022 and 2025. */
  function render(app: OktaApp): JsonObject {
    const self = `${org.url()}/api/v1/apps/${app.id}/connections/default`;
    const connection = stored.get(app);
    const action = connection?.on === true ? "deactivate" : "activate";
    return {
      authScheme: "TOKEN",
      status: connection?.on === true ? "ENABLED" : "DISABLED",
      ...(connection === undefined ? {} : { baseUrl: connection.baseUrl, profile: { authScheme: "TOKEN" } }),
      _links: {
        [action]: { href: `${self}/lifecycle/${action}`, hints: { allow: ["POST"] } },
        self: { href: self, hints: { allow: ["POST", "GET"] } },
      },
    };
  }
}
