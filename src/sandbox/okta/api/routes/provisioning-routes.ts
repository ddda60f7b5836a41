import type { FastifyInstance } from "fastify";
import { isJsonObject, type JsonObject, type JsonValue } from "../../../../base/json.js";
import { Secret } from "../../../../base/secret.js";
import type { OktaApp } from "../../org/app.js";
import type { Org } from "../../org/org.js";
import type { Connectors } from "../../provisioning/connector.js";
import { SUPPORTED_ACTIONS, type ToAppSettings } from "../../org/settings.js";
import { switchScimOff, switchScimOn } from "../../provisioning/switch-on.js";
import { findApp } from "./apps-routes.js";
import { notFound, unsupportedOperation, validationFailed } from "../errors.js";
import { bodyObject, pathValue } from "../request.js";

interface ProvisioningRoutesOptions {
  readonly org: Org;
  readonly connectors: Connectors;
  /** `token`: the connection can be written, as for the few catalog apps that support it; `unknown`: it cannot. */
  readonly connectionApi: "unknown" | "token";
  /** Whether a custom app's USER_PROVISIONING can be read and written once SCIM is on. Nobody knows of a real org. */
  readonly featuresApi: "unsupported" | "supported";
}

/** `connections/default` and `features`: what of provisioning the public API shows. */
export function provisioningRoutes(server: FastifyInstance, options: ProvisioningRoutesOptions): void {
  connectionRoutes(server, options);
  featureRoutes(server, options);
}

/** What is answered for every app that is not on the short list, to GET and to POST: 200, and nothing is stored. */
const UNKNOWN_CONNECTION = { profile: { authScheme: "UNKNOWN" }, status: "UNKNOWN" };

function connectionRoutes(
  server: FastifyInstance,
  { org, connectors, connectionApi }: ProvisioningRoutesOptions,
): void {
  const stored = new WeakMap<OktaApp, { readonly baseUrl: string; readonly token: Secret }>();
  const path = "/api/v1/apps/:id/connections/default";

  server.get(path, (request) => {
    const app = findApp(org, pathValue(request, "id"));
    return connectionApi === "unknown" ? UNKNOWN_CONNECTION : render(app);
  });

  server.post(path, (request) => {
    const app = findApp(org, pathValue(request, "id"));
    if (connectionApi === "unknown") return UNKNOWN_CONNECTION;
    const body = bodyObject(request);
    const profile = isJsonObject(body["profile"]) ? body["profile"] : {};
    const { baseUrl } = body;
    const { authScheme, token } = profile;
    if (authScheme !== "TOKEN" || typeof token !== "string")
      throw validationFailed("profile", "profile: authScheme TOKEN and a token are required");
    if (typeof baseUrl !== "string" || !URL.canParse(baseUrl))
      throw validationFailed("baseUrl", "baseUrl: is not a valid URL");
    stored.set(app, { baseUrl, token: new Secret(token) });
    return render(app);
  });

  server.post(`${path}/lifecycle/activate`, (request, reply) => {
    const app = findApp(org, pathValue(request, "id"));
    const connection = stored.get(app);
    if (connection === undefined) throw unsupportedOperation();
    const { provisioning } = app;
    switchScimOn(app);
    provisioning.connection = {
      kind: app.kind,
      baseUrl: connection.baseUrl,
      uniqueIdentifier: "userName",
      actions: new Set(SUPPORTED_ACTIONS),
      connector: connectors.open(connection.baseUrl, new Secret(`Bearer ${connection.token.reveal()}`)),
    };
    provisioning.toApp = { create: true, update: true, deactivate: true, password: false };
    return reply.code(204).send();
  });

  server.post(`${path}/lifecycle/deactivate`, (request, reply) => {
    const app = findApp(org, pathValue(request, "id"));
    if (!stored.has(app)) throw unsupportedOperation();
    switchScimOff(app);
    return reply.code(204).send();
  });

  function render(app: OktaApp): JsonObject {
    const self = `${org.url()}/api/v1/apps/${app.id}/connections/default`;
    const { connection, scim } = app.provisioning;
    const baseUrl = stored.get(app)?.baseUrl;
    return {
      authScheme: "TOKEN",
      status: scim && connection !== undefined ? "ENABLED" : "DISABLED",
      ...(baseUrl === undefined ? {} : { baseUrl }),
      profile: { authScheme: "TOKEN" },
      _links: { activate: { href: `${self}/lifecycle/activate`, hints: { allow: ["POST"] } }, self: { href: self } },
    };
  }
}

function featureRoutes(server: FastifyInstance, { org, featuresApi }: ProvisioningRoutesOptions): void {
  const path = "/api/v1/apps/:id/features";

  server.get(path, (request) => [render(provisionedApp(pathValue(request, "id")))]);

  server.get(`${path}/:name`, (request) => {
    const app = provisionedApp(pathValue(request, "id"));
    checkName(pathValue(request, "name"));
    return render(app);
  });

  server.put(`${path}/:name`, (request) => {
    const app = provisionedApp(pathValue(request, "id"));
    checkName(pathValue(request, "name"));
    app.provisioning.toApp = merged(app.provisioning.toApp, bodyObject(request));
    return render(app);
  });

  /** @throws OktaApiError: 400 while provisioning is off, 501 where the feature is not served */
  function provisionedApp(id: string): OktaApp {
    const app = findApp(org, id);
    if (!app.provisioning.scim) throw validationFailed("feature", "Provisioning is not enabled for the app instance.");
    if (featuresApi === "unsupported") throw unsupportedOperation();
    return app;
  }

  function render(app: OktaApp): JsonObject {
    const { create, update, deactivate, password } = app.provisioning.toApp;
    const state = (on: boolean): JsonObject => ({ status: on ? "ENABLED" : "DISABLED" });
    return {
      name: "USER_PROVISIONING",
      status: "ENABLED",
      description: "User provisioning settings from Okta to a downstream application",
      capabilities: {
        create: { lifecycleCreate: state(create) },
        update: { lifecycleDeactivate: state(deactivate), profile: state(update), password: state(password) },
      },
      _links: {
        self: {
          href: `${org.url()}/api/v1/apps/${app.id}/features/USER_PROVISIONING`,
          hints: { allow: ["GET", "PUT"] },
        },
      },
    };
  }
}

function checkName(name: string): void {
  if (name !== "USER_PROVISIONING") throw notFound(name, "ApplicationFeature");
}

/** Partial updates are allowed: what is not named keeps its state. */
function merged(before: ToAppSettings, body: JsonObject): ToAppSettings {
  const isOn = (path: readonly string[], otherwise: boolean): boolean => {
    const value = path.reduce<JsonValue | undefined>((at, key) => (isJsonObject(at) ? at[key] : undefined), body);
    return value === "ENABLED" ? true : value === "DISABLED" ? false : otherwise;
  };
  return {
    create: isOn(["create", "lifecycleCreate", "status"], before.create),
    update: isOn(["update", "profile", "status"], before.update),
    deactivate: isOn(["update", "lifecycleDeactivate", "status"], before.deactivate),
    password: isOn(["update", "password", "status"], before.password),
  };
}
