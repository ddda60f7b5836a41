import type { FastifyInstance } from "fastify";
import { isJsonObject, type JsonObject, type JsonValue } from "../../../../base/json.js";
import type { OktaApp } from "../../org/app.js";
import type { Org } from "../../org/org.js";
import type { ToAppSettings } from "../../org/settings.js";
import { findApp } from "./apps-routes.js";
import { notFound, unsupportedOperation, validationFailed } from "../errors.js";
import { bodyObject, pathValue } from "../request.js";

interface FeatureRoutesOptions {
  readonly org: Org;
  /** Whether a custom app's features can be read and written once SCIM is on. Nobody knows of a real org. */
  readonly featuresApi: "unsupported" | "supported";
}

/** `features`: the switches of To App, and how an app imports. */
export function featureRoutes(server: FastifyInstance, { org, featuresApi }: FeatureRoutesOptions): void {
  const path = "/api/v1/apps/:id/features";

  server.get(path, (request) => Object.values(features(provisionedApp(pathValue(request, "id")))));

  server.get(`${path}/:name`, (request) => {
    const name = checkName(pathValue(request, "name"));
    return features(provisionedApp(pathValue(request, "id")))[name];
  });

  server.put(`${path}/:name`, (request) => {
    const name = checkName(pathValue(request, "name"));
    const app = provisionedApp(pathValue(request, "id"));
    if (name === "INBOUND_PROVISIONING")
      throw unsupportedOperation("The sandbox does not change INBOUND_PROVISIONING.", "It changes: USER_PROVISIONING.");
    app.provisioning.toApp = merged(app.provisioning.toApp, bodyObject(request));
    return features(app)[name];
  });

  /** @throws OktaApiError: 400 while provisioning is off, 501 where the feature is not served */
  function provisionedApp(id: string): OktaApp {
    const app = findApp(org, id);
    if (app.kind === "sign-on-only") throw validationFailed("feature", "Provisioning is not supported.");
    if (!app.provisioning.scim) throw validationFailed("feature", "Provisioning is not enabled for the app instance.");
    if (featuresApi === "unsupported") throw unsupportedOperation();
    return app;
  }

  /** Shape: Okta Management API, ApplicationFeature. */
  function features(app: OktaApp): Record<FeatureName, JsonObject> {
    const { create, update, deactivate, password } = app.provisioning.toApp;
    const feature = (name: FeatureName, description: string, capabilities: JsonObject): JsonObject => ({
      name,
      status: "ENABLED",
      description,
      capabilities,
      _links: {
        self: { href: `${org.url()}/api/v1/apps/${app.id}/features/${name}`, hints: { allow: ["GET", "PUT"] } },
      },
    });
    return {
      USER_PROVISIONING: feature(
        "USER_PROVISIONING",
        "User provisioning settings from Okta to a downstream application",
        {
          create: { lifecycleCreate: state(create) },
          update: {
            lifecycleDeactivate: state(deactivate),
            profile: state(update),
            password: { ...state(password), seed: "RANDOM", change: "KEEP_EXISTING" },
          },
        },
      ),
      INBOUND_PROVISIONING: feature(
        "INBOUND_PROVISIONING",
        "In-bound provisioning settings from a downstream application to Okta",
        IMPORT,
      ),
    };
  }
}

const FEATURES = ["USER_PROVISIONING", "INBOUND_PROVISIONING"] as const;
type FeatureName = (typeof FEATURES)[number];

/** How a new app imports: on demand, and nobody is matched or confirmed without an administrator. */
const IMPORT: JsonObject = {
  importSettings: { username: { usernameFormat: "EMAIL" }, schedule: { status: "DISABLED" } },
  importRules: {
    userCreateAndMatch: {
      exactMatchCriteria: "EMAIL",
      allowPartialMatch: false,
      autoConfirmPartialMatch: false,
      autoConfirmExactMatch: false,
      autoConfirmNewUsers: false,
      autoActivateNewUsers: false,
    },
  },
};

function state(on: boolean): JsonObject {
  return { status: on ? "ENABLED" : "DISABLED" };
}

/** The name is looked at before the app: recorded, September 2025. */
function checkName(name: string): FeatureName {
  const known = FEATURES.find((one) => one === name);
  if (known === undefined) throw notFound(name, "PublicAppFeatureSetName");
  return known;
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
