import { isJsonObject, type JsonObject, type JsonValue } from "../../../src/base/json.js";
import type { Secret } from "../../../src/base/secret.js";
import type { OktaSandboxOptions } from "../../../src/sandbox/okta/start.js";
import type { Directory } from "../../../src/sandbox/people/person.js";
import { formValues } from "../../support/console-values.js";
import { startWorld, text, type Answer, type World } from "./world.js";

export const USER = "urn:ietf:params:scim:schemas:core:2.0:User";
export const GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group";

/** A SWA app as a vendor's guide has it made, with SCIM on and people looked up by their address. */
export interface VendorApp {
  readonly world: World;
  readonly appId: string;
  /** Sends custom attributes to the app's schema. */
  attributes(properties: JsonValue): Promise<Answer>;
  /** Waits until new attributes are seen, and maps them. */
  map(expressions: Readonly<Record<string, string>>): Promise<Answer>;
  assign(group: string, body?: JsonValue): Promise<Answer>;
  /** A person as the target has them. */
  person(userName: string): Promise<JsonObject>;
}

export function swaApp(userNameTemplate: JsonObject = {}): JsonObject {
  return {
    label: "Vendor",
    signOnMode: "AUTO_LOGIN",
    credentials: {
      scheme: "EXTERNAL_PASSWORD_SYNC",
      userNameTemplate: { type: "CUSTOM", template: "user.login", pushStatus: "PUSH", ...userNameTemplate },
    },
    settings: { signOn: { loginUrl: "https://vendor.example", redirectUrl: "https://vendor.example/flow" } },
  };
}

/** The console's form for such an app. */
export function emailForm(baseUrl: string, token: Secret): Readonly<Record<string, string | boolean | Secret>> {
  return { ...formValues(baseUrl, token), "Unique identifier field for users": "email" };
}

export async function startVendorApp(
  directory: Directory,
  options: Partial<OktaSandboxOptions> = {},
  app: JsonObject = swaApp(),
): Promise<VendorApp> {
  const world = await startWorld(directory, options);
  const made = await world.call("POST", "/api/v1/apps", app);
  const appId = text(made.object["id"]);
  const answer = await world.sandbox.console.submit(appId, emailForm(world.target.baseUrl, world.target.token));
  if (!answer.ok) throw new Error(answer.reason);
  const [mapping] = (await world.call("GET", `/api/v1/mappings?targetId=${appId}`)).list;
  world.sent.length = 0;

  return {
    world,
    appId,
    attributes: (properties) =>
      world.call("POST", `/api/v1/meta/schemas/apps/${appId}/default`, { definitions: { custom: { properties } } }),
    map: async (expressions) => {
      await world.clock.sleep(2_000);
      const properties = Object.entries(expressions).map(
        ([name, expression]) => [name, { expression, pushStatus: "PUSH" }] as const,
      );
      return world.call("POST", `/api/v1/mappings/${text(mapping?.["id"])}`, {
        properties: Object.fromEntries(properties),
      });
    },
    assign: async (group, body = {}) => {
      const given = await world.call("PUT", `/api/v1/apps/${appId}/groups/${await world.groupId(group)}`, body);
      await world.clock.sleep(5_000);
      return given;
    },
    person: async (userName) => {
      const { Resources: found } = await world.read(`/Users?filter=${encodeURIComponent(`userName eq "${userName}"`)}`);
      const [person] = Array.isArray(found) ? (found as readonly unknown[]).filter(isJsonObject) : [];
      if (person === undefined) throw new Error(`${userName} is not at the target`);
      return person;
    },
  };
}

/** A custom attribute as the Schemas API takes it. */
export function attribute(name: string, type: string, more: JsonObject = {}): JsonObject {
  return {
    title: name,
    type,
    externalName: name,
    externalNamespace: USER,
    scope: "NONE",
    permissions: [{ principal: "SELF", action: "READ_WRITE" }],
    ...(type === "array" ? { items: { type: "string" } } : {}),
    ...more,
  };
}
