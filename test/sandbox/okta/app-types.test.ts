import { describe, expect, test } from "vitest";
import { isJsonObject, type JsonObject, type JsonValue } from "../../../src/base/json.js";
import { people, samlApp, startWorld, text, type World } from "./world.js";

const someone = people({ userName: "ada@x.example", givenName: "Ada", familyName: "Berg" });

const FIELDS = { usernameField: "u", passwordField: "p", buttonField: "b", url: "https://x.example/login" };
const CLIENT = {
  application_type: "web",
  grant_types: ["authorization_code"],
  response_types: ["code"],
  redirect_uris: ["https://x.example/callback"],
};

/** What is asked for of each type, beside label and name. */
const ASKED = {
  oidc_client: { signOnMode: "OPENID_CONNECT", settings: { oauthClient: CLIENT } },
  bookmark: { settings: { app: { url: "https://x.example/page" } } },
  template_swa: { signOnMode: "BROWSER_PLUGIN", settings: { app: { ...FIELDS, checkbox: "" } } },
  template_swa3field: {
    settings: {
      app: { userNameSelector: "#u", passwordSelector: "#p", buttonSelector: "#b", targetURL: "https://x.example" },
    },
  },
  template_sps: { settings: { app: FIELDS } },
  template_basic_auth: { settings: { app: { url: "https://x.example", authURL: "https://x.example/auth" } } },
  aws_console: { signOnMode: "AUTO_LOGIN" },
  deelhr: { signOnMode: "AUTO_LOGIN" },
  pagerduty: { signOnMode: "SAML_2_0", settings: { app: { subdomain: "x" }, signOn: { audienceOverride: "" } } },
  okta_org2org: { signOnMode: "SAML_2_0", settings: { app: { baseUrl: "https://x.example" } } },
  office365: { signOnMode: "AUTO_LOGIN", settings: { app: { msftTenant: "x", domain: "x.example" } } },
} as const satisfies Record<string, JsonObject>;

type Name = keyof typeof ASKED;

async function make(world: World, name: Name, more: JsonObject = {}): Promise<JsonObject> {
  const { status, object } = await world.call("POST", "/api/v1/apps", { name, label: "App", ...ASKED[name], ...more });
  expect(status).toBe(200);
  return object;
}

function within(object: JsonObject, ...path: readonly string[]): JsonObject {
  const found = path.reduce<JsonValue | undefined>((at, key) => (isJsonObject(at) ? at[key] : undefined), object);
  return isJsonObject(found) ? found : {};
}

describe("an app for signing on alone", () => {
  test.each<[Name, string | null, readonly string[], readonly string[]]>([
    ["oidc_client", "OPENID_CONNECT", ["clientCredentials"], ["oidc_client_link"]],
    ["bookmark", "BOOKMARK", [], ["login"]],
    ["template_swa", "BROWSER_PLUGIN", [], ["login"]],
    ["template_swa3field", "BROWSER_PLUGIN", [], ["login"]],
    ["template_sps", "SECURE_PASSWORD_STORE", [], ["login"]],
    ["template_basic_auth", "BASIC_AUTH", [], ["login"]],
    ["aws_console", "BROWSER_PLUGIN", [], ["aws_console_login"]],
    ["deelhr", null, [], ["deelhr_link"]],
    ["pagerduty", "SAML_2_0", ["help", "metadata"], ["login"]],
    ["okta_org2org", "SAML_2_0", ["help", "metadata"], ["login"]],
    ["office365", "BROWSER_PLUGIN", [], ["login"]],
  ])("%s has the sign-on mode %s and its links, and reads as it was written", async (name, mode, special, shown) => {
    const world = await startWorld(someone);
    const app = await make(world, name);
    expect(app).toMatchObject({ name, signOnMode: mode, status: "ACTIVE", features: [] });
    const links = within(app, "_links");
    const common = ["accessPolicy", "appLinks", "deactivate", "groups", "logo", "policies", "profileEnrollment"];
    expect(Object.keys(links).sort()).toEqual([...common, ...special, "uploadLogo", "users"].sort());
    expect((links["appLinks"] as readonly JsonObject[]).map((link) => link["name"])).toEqual(shown);
    const { client_secret: secret, ...client } = within(app, "credentials", "oauthClient");
    expect(secret === undefined).toBe(mode !== "OPENID_CONNECT");
    const read = (await world.call("GET", `/api/v1/apps/${text(app["id"])}`)).object;
    expect(read).toEqual(
      secret === undefined ? app : { ...app, credentials: { ...within(app, "credentials"), oauthClient: client } },
    );
  });

  test("has all settings of its own, null where nothing was sent", async () => {
    const world = await startWorld(someone);
    expect(within(await make(world, "template_swa"), "settings", "app")).toEqual({
      ...FIELDS,
      loginUrlRegex: null,
      redirectUrl: null,
      checkbox: null,
    });
    expect(within(await make(world, "pagerduty"), "settings", "signOn")).toEqual({
      defaultRelayState: null,
      ssoAcsUrlOverride: null,
      audienceOverride: null,
      recipientOverride: null,
      destinationOverride: null,
      attributeStatements: [],
    });
    const links = { mail: true, video: true };
    const office = await make(world, "office365", { visibility: { appLinks: links } });
    expect(within(office, "visibility", "appLinks")).toMatchObject({ mail: true, login: true, word: false });
    expect(within(office, "visibility", "appLinks")).not.toHaveProperty("video");
  });

  test.each<[Name, JsonObject, string]>([
    ["bookmark", { settings: { app: {} } }, "settings.app.url: The field cannot be left blank"],
    ["template_swa", { settings: { app: { ...FIELDS, url: "" } } }, "settings.app.url"],
    ["oidc_client", { settings: { oauthClient: { ...CLIENT, redirect_uris: [] } } }, "redirect_uris"],
    ["oidc_client", { settings: { oauthClient: { ...CLIENT, grant_types: [] } } }, "grant_types"],
    ["oidc_client", { settings: { oauthClient: { ...CLIENT, application_type: "x" } } }, "one of web, native"],
    ["office365", { signOnMode: "SAML_1_1" }, "you must grant admin consent"],
  ])("%s with %j is refused with a cause", async (name, change, cause) => {
    const world = await startWorld(someone);
    const body = { name, label: "App", ...ASKED[name], ...change };
    const { status, object } = await world.call("POST", "/api/v1/apps", body);
    expect({ status, code: object["errorCode"] }).toEqual({ status: 400, code: "E0000001" });
    expect(JSON.stringify(object["errorCauses"])).toContain(cause);
  });

  test("of a sign-on mode that is not simulated is answered 501, with those that are", async () => {
    const world = await startWorld(someone);
    const asked = { label: "App", signOnMode: "WS_FEDERATION" };
    expect(await world.call("POST", "/api/v1/apps", asked)).toMatchObject({
      status: 501,
      object: {
        errorCode: "E0000060",
        errorCauses: [
          { errorSummary: "The sandbox does not simulate the sign-on mode WS_FEDERATION for Custom app." },
          { errorSummary: "It simulates: SAML_2_0, AUTO_LOGIN." },
        ],
      },
    });
  });

  test("can be replaced while it is inactive, which a custom app cannot", async () => {
    const world = await startWorld(someone);
    const path = `/api/v1/apps/${text((await make(world, "bookmark"))["id"])}`;
    await world.call("POST", `${path}/lifecycle/deactivate`);
    const body = { name: "bookmark", label: "New", ...ASKED.bookmark };
    expect(await world.call("PUT", path, body)).toMatchObject({
      status: 200,
      object: { label: "New", status: "INACTIVE", _links: { activate: {} } },
    });
  });

  test("cannot provision: it has no features, no forms at the console, and an UNKNOWN connection", async () => {
    const world = await startWorld(someone);
    const id = text((await make(world, "template_swa"))["id"]);
    expect(await world.call("GET", `/api/v1/apps/${id}/features`)).toMatchObject({
      status: 400,
      object: { errorCauses: [{ errorSummary: "Provisioning is not supported." }] },
    });
    expect((await world.call("GET", `/api/v1/apps/${id}/connections/default`)).object).toMatchObject({
      status: "UNKNOWN",
    });
    expect(await world.sandbox.console.submit(id, { Provisioning: "SCIM" })).toMatchObject({ ok: false });
  });

  test("is assigned like any other, and shows the attributes of its type", async () => {
    const world = await startWorld(someone);
    const group = await world.groupId("TOTAL-Admin");
    const profileOf = async (name: Name): Promise<JsonObject> => {
      const path = `/api/v1/apps/${text((await make(world, name))["id"])}`;
      expect((await world.call("PUT", `${path}/groups/${group}`, {})).status).toBe(200);
      await world.clock.sleep(1_000);
      const [user] = (await world.call("GET", `${path}/users`)).list;
      expect(user).toMatchObject({ scope: "GROUP", syncState: "DISABLED", credentials: { userName: "ada@x.example" } });
      return within(user ?? {}, "profile");
    };
    expect(await profileOf("bookmark")).toEqual({});
    expect(await profileOf("oidc_client")).toMatchObject({
      name: "Ada Berg",
      given_name: "Ada",
      zoneinfo: "America/Los_Angeles",
      locale: "en_US",
      website: null,
    });
  });
});

describe("the credentials of an app", () => {
  test("show that there is a shared password, and never the password", async () => {
    const world = await startWorld(someone);
    const shared = { scheme: "SHARED_USERNAME_AND_PASSWORD", userName: "all", password: { value: "hidden-word" } };
    const app = await make(world, "template_swa", { credentials: shared });
    expect(app["credentials"]).toMatchObject({ userName: "all", password: {}, signing: {}, revealPassword: false });
    expect(JSON.stringify(app)).not.toContain("hidden-word");
    const own = await make(world, "template_swa", { credentials: { userName: "", password: {} } });
    expect(own["credentials"]).toEqual({
      scheme: "EDIT_USERNAME_AND_PASSWORD",
      revealPassword: false,
      userNameTemplate: { template: "${source.login}", type: "BUILT_IN" },
      signing: {},
    });
  });

  test("say of a password app's own username template that changes are not pushed", async () => {
    const world = await startWorld(someone);
    const credentials = { userNameTemplate: { template: "user.email", type: "CUSTOM" } };
    const swa = await make(world, "template_swa", { credentials });
    expect(within(swa, "credentials", "userNameTemplate")).toMatchObject({ pushStatus: "DONT_PUSH" });
    const saml = (await world.call("POST", "/api/v1/apps", { ...samlApp("A"), credentials })).object;
    expect(within(saml, "credentials", "userNameTemplate")).not.toHaveProperty("pushStatus");
  });

  test("have a client of the id that was asked for, and no secret where it proves itself with a key", async () => {
    const world = await startWorld(someone);
    const own = await make(world, "oidc_client");
    expect(within(own, "credentials", "oauthClient")["client_id"]).toBe(own["id"]);
    const method = { client_id: "my-client", token_endpoint_auth_method: "private_key_jwt" };
    const given = await make(world, "oidc_client", { credentials: { oauthClient: method } });
    expect(within(given, "credentials", "oauthClient")).toEqual({
      autoKeyRotation: true,
      pkce_required: false,
      ...method,
    });
  });
});

describe("the sign-on settings of an app", () => {
  test("leave out blank overrides, and say of a blank relay state that there is none", async () => {
    const world = await startWorld(someone);
    const app = samlApp("A");
    const blank = { ...within(app, "settings", "signOn"), ssoAcsUrlOverride: "", defaultRelayState: "" };
    const slo = { enabled: true, issuer: "https://sp.example", logoutUrl: "https://sp.example/logout" };
    const sent = { ...app, settings: { signOn: { ...blank, slo } } };
    const { object } = await world.call("POST", "/api/v1/apps", sent);
    const signOn = within(object, "settings", "signOn");
    expect(signOn).toMatchObject({ defaultRelayState: null, spIssuer: "https://sp.example", slo });
    expect(signOn).not.toHaveProperty("ssoAcsUrlOverride");
  });

  test("of a client whose refresh token does not rotate have no leeway", async () => {
    const world = await startWorld(someone);
    const refreshing = async (refresh: JsonObject): Promise<unknown> => {
      const oauthClient = { ...CLIENT, grant_types: ["authorization_code", "refresh_token"], refresh_token: refresh };
      const app = await make(world, "oidc_client", { settings: { oauthClient } });
      return within(app, "settings", "oauthClient")["refresh_token"];
    };
    expect(await refreshing({ rotation_type: "STATIC", leeway: 0 })).toEqual({ rotation_type: "STATIC" });
    expect(await refreshing({ rotation_type: "ROTATE", leeway: 5 })).toEqual({ rotation_type: "ROTATE", leeway: 5 });
  });
});

describe("how users sign in to an app", () => {
  test("is its key, its metadata and its policy, as its links name them", async () => {
    const world = await startWorld(someone);
    const app = (await world.call("POST", "/api/v1/apps", samlApp("A"))).object;
    const path = `/api/v1/apps/${text(app["id"])}`;
    const { kid } = within(app, "credentials", "signing");
    expect(text(kid)).toMatch(/^[\w-]{43}$/);
    const [key] = (await world.call("GET", `${path}/credentials/keys`)).list;
    expect(key).toMatchObject({ kid, kty: "RSA", use: "sig", created: app["created"] });
    expect((await world.call("GET", `${path}/credentials/keys/${text(kid)}`)).object).toEqual(key);
    expect((await world.call("GET", `${path}/credentials/keys/another`)).status).toBe(404);
    const policy = /policies\/(\w+)/.exec(text(within(app, "_links", "accessPolicy")["href"]))?.[1] ?? "";
    expect((await world.call("PUT", `${path}/policies/${policy}`)).status).toBe(204);
    expect((await world.call("PUT", `${path}/policies/rst1`)).status).toBe(404);
    const metadata = async (query: string): Promise<Response> =>
      fetch(`${world.sandbox.url}${path}/sso/saml/metadata${query}`, {
        headers: { authorization: `SSWS ${world.sandbox.token.reveal()}` },
      });
    const found = await metadata(`?kid=${text(kid)}`);
    expect(found.headers.get("content-type")).toBe("application/xml;charset=ISO-8859-1");
    expect(await found.text()).toContain("<md:SingleSignOnService");
    expect((await metadata("?kid=another")).status).toBe(404);
  });
});

describe("the schema of an app's users", () => {
  test("has the claims of OpenID Connect, of which an administrator may require some", async () => {
    const world = await startWorld(someone);
    const path = `/api/v1/meta/schemas/apps/${text((await make(world, "oidc_client"))["id"])}/default`;
    const required = async (isRequired: boolean): Promise<JsonObject> => {
      const base = { id: "#base", type: "object", properties: { name: { required: isRequired, title: "Name" } } };
      return within((await world.call("POST", path, { definitions: { base } })).object, "definitions");
    };
    const on = await required(true);
    expect(within(on, "base")["required"]).toEqual(["userName", "name"]);
    expect(within(on, "base", "properties", "name")).toMatchObject({ required: true, scope: "SELF" });
    expect(within(on, "custom")).toEqual({ id: "#custom", type: "object", properties: {} });
    const off = await required(false);
    expect(within(off, "base")["required"]).toEqual(["userName"]);
    expect(within(off, "base", "properties", "name")).not.toHaveProperty("required");
    const unknown = { definitions: { base: { properties: { shoeSize: { required: true } } } } };
    expect((await world.call("POST", path, unknown)).status).toBe(400);
  });

  test("does not say of an attribute that it is not required, and has no links", async () => {
    const world = await startWorld(someone);
    const path = `/api/v1/meta/schemas/apps/${await world.createApp()}/default`;
    const attribute = { title: "Code", type: "string", required: false, scope: "NONE" };
    const custom = { id: "#custom", type: "object", properties: { code: attribute } };
    const { object } = await world.call("POST", path, { definitions: { custom } });
    expect(object).not.toHaveProperty("_links");
    expect(within(object, "definitions", "custom")).toEqual({
      ...custom,
      properties: { code: { title: "Code", type: "string", scope: "NONE" } },
      required: [],
    });
  });
});
