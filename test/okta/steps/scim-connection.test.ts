import { describe, expect, test } from "vitest";
import { EXIT, SetupError } from "../../../src/base/errors.js";
import { Secret } from "../../../src/base/secret.js";
import { openConnectedOrg, openOrgWithApp } from "../support/connected.js";
import { failureOf } from "../support/failure.js";
import { applyAll, doStop, openOrg, targetWith, told } from "../support/org.js";
import { bindStep, groupAssignments, provisioningActions, scimConnection } from "../support/steps.js";

const BASE_URL = "https://scim.total.example/scim/v2";
const TOKEN = new Secret("scim-token-of-the-target");

describe("okta/scim-connection", () => {
  test("makes one manual step of the connection and of To App, in the custom app's words and the guide's", async () => {
    const { context } = await openOrg({ target: targetWith({}) });
    const look = await scimConnection(BASE_URL, TOKEN).look(context);
    expect(look.changes).toEqual([]);
    expect(look.console?.fields.map(({ label, value }) => [label, value])).toEqual([
      ["Provisioning", "SCIM"],
      ["SCIM connector base URL", BASE_URL],
      ["Unique identifier field for users", "userName"],
      ["Supported provisioning actions", "Push New Users, Push Profile Updates, Push Groups"],
      ["Authentication Mode", "HTTP Header"],
      ["Authorization", undefined],
      ["Create Users", "Enable"],
      ["Update User Attributes", "Enable"],
      ["Deactivate Users", "Enable"],
    ]);
    const also = look.console?.fields.flatMap(({ alsoCalled }) => alsoCalled ?? []);
    expect(also).toEqual(expect.arrayContaining(["Base URL", "API Token"]));
    expect(look.console?.fields.find(({ secret }) => secret === true)?.note).toMatch(/Bearer/);
    expect(look.console?.notes.join("\n")).toContain("Lifecycle Management");
  });

  test("keeps the token out of the plan, and hands it out under the field's label", async () => {
    const { context } = await openOrg();
    const step = scimConnection(BASE_URL, TOKEN);
    expect(JSON.stringify(await step.look(context))).not.toContain(TOKEN.reveal());
    expect(step.console?.secrets?.["Authorization"]?.reveal()).toBe(TOKEN.reveal());
    expect(step.connects).toEqual({ baseUrl: BASE_URL, token: TOKEN, form: "custom" });
  });

  test("links to the app's own page once it exists", async () => {
    const { context, app, sandbox } = await openOrgWithApp();
    const { console: stop } = await scimConnection(BASE_URL, TOKEN).look(context);
    expect(stop?.url).toBe(`${sandbox.url}/admin/app/${app.name}/instance/${app.id}/#tab-general`);
  });

  test("sends nobody to the console when the target would refuse Okta", async () => {
    const refusal = new SetupError({
      code: "target-unauthorized",
      exitCode: EXIT.failed,
      what: "the target answered 401",
      fix: [],
    });
    const { context } = await openOrg({ target: targetWith({ refusal }) });
    expect((await failureOf(scimConnection(BASE_URL, TOKEN).look(context))).code).toBe("target-unauthorized");
  });

  test("says that the target was not asked when there is no token", async () => {
    const { context } = await openOrg();
    const look = await scimConnection(BASE_URL).look(context);
    expect(look.unchecked?.join(" ")).toContain("the SCIM server was not tested with Okta's requests");
    expect(look.console).toBeDefined();
  });

  test("names what is missing until the stop is done, and then nothing", async () => {
    const { context, app, sandbox, scim } = await openOrgWithApp();
    const step = scimConnection(scim.baseUrl, scim.token);
    const { console: stop } = await step.look(context);
    expect(await step.console?.missing(context)).toEqual(["Create Users", "Update User Attributes", "Push Groups"]);

    const integration = { ...stop, fields: stop?.fields.slice(0, 6) ?? [] };
    await doStop(sandbox, app.id, integration as NonNullable<typeof stop>, step.console?.secrets);
    expect(await step.console?.missing(context)).toEqual(["Create Users", "Update User Attributes"]);

    await sandbox.console.submit(app.id, {
      "Create Users": true,
      "Update User Attributes": true,
      "Deactivate Users": true,
    });
    expect(await step.console?.missing(context)).toEqual([]);
    expect(await provisioningActions().console?.missing(context)).toEqual([]);
  });

  test("is over once connected: nothing to do, and what Okta never shows is unchecked", async () => {
    const { context, scim } = await openConnectedOrg();
    const look = await scimConnection(scim.baseUrl, scim.token).look(context);
    expect(look).toMatchObject({ changes: [], found: ["Provisioning is connected."] });
    expect(look.console).toBeUndefined();
    expect(look.unchecked?.join(" ")).toContain(
      "Okta never shows the base URL and the token; these are the ones entered last.",
    );
  });

  test("brings the stop back for another token or address, until the person's word", async () => {
    const { context, scim } = await openConnectedOrg();
    const step = scimConnection(scim.baseUrl, new Secret("another-token-than-before"));
    expect((await step.look(context)).console).toBeDefined();
    expect(await step.console?.missing(context)).toEqual([
      "your confirmation that the new SCIM connector base URL and Authorization are saved (press g)",
    ]);
    await step.console?.stopped?.(context);
    expect(await step.console?.missing(context)).toEqual([]);
    expect((await step.look(context)).console).toBeUndefined();
    expect(
      (await scimConnection("https://elsewhere.example/scim", new Secret("another-token-than-before")).look(context))
        .console,
    ).toBeDefined();
  });

  test("does not bring it back when nothing is known of an earlier run", async () => {
    const org = await openConnectedOrg();
    const { id } = org.app;
    const stranger = { ...org.context, journal: (await openOrg()).context.journal };
    expect(stranger.tenant.results.app?.id).toBe(id);
    expect((await scimConnection(BASE_URL, TOKEN).look(stranger)).console).toBeUndefined();
  });

  test("warns of people who were assigned while provisioning was off", async () => {
    const { context } = await openOrgWithApp();
    await applyAll(groupAssignments("TOTAL-Admin"), context);
    const { warnings } = await scimConnection(BASE_URL, TOKEN).look(context);
    expect(warnings).toMatchObject([{ code: "people-assigned-before" }]);
    expect(warnings?.[0]?.message).toContain("2 users are already assigned");
  });

  test("connects over the API where the connection is not UNKNOWN", async () => {
    const { context, scim, exchanges } = await openOrgWithApp({ sandbox: { connectionApi: "token" } });
    const step = scimConnection(scim.baseUrl, scim.token);
    const before = await step.look(context);
    expect(told(before.changes)).toEqual(['update provisioning-connection "TOTAL (Provisioning)"']);
    expect(before.console).toBeUndefined();
    const after = await applyAll(step, context);
    expect(after.changes).toEqual([]);
    expect(after.console).toBeUndefined();
    expect(
      exchanges
        .filter(({ method }) => method === "POST")
        .map(({ path }) => path)
        .slice(-2),
    ).toEqual([
      expect.stringMatching(/connections\/default$/),
      expect.stringMatching(/connections\/default\/lifecycle\/activate$/),
    ]);
    expect(JSON.stringify([before, exchanges])).not.toContain(scim.token.reveal());
  });

  test("never writes an app that exists", async () => {
    const { exchanges } = await openConnectedOrg();
    expect(exchanges.filter(({ method }) => method === "PUT")).toEqual([]);
  });

  test("promises what a custom app's mappings send, and requires what Okta requires", () => {
    const { values, requires } = scimConnection(BASE_URL).expects();
    expect(values?.map(({ path, attribute }) => `${path} <- ${attribute}`)).toEqual([
      "externalId <- id",
      "name.givenName <- firstName",
      "name.familyName <- lastName",
      "emails[primary eq true].value <- email",
      "displayName <- displayName",
    ]);
    expect(requires?.map(({ attribute }) => attribute)).toEqual(["firstName", "lastName", "email"]);
    expect(scimConnection(BASE_URL, undefined, ["import-groups"]).expects()).toEqual({});
  });
});

describe("okta/scim-connection for an app of the catalog", () => {
  const catalogApp = () =>
    bindStep("okta/catalog-app", { name: "scim2headerauth", label: "Vendor", signOnMode: "AUTO_LOGIN" });
  const connection = (baseUrl: string, token?: Secret) =>
    bindStep("okta/scim-connection", {
      form: "catalog",
      baseUrl,
      ...(token === undefined ? {} : { token }),
      actions: ["push-new-users", "push-profile-updates", "push-groups"],
    });

  test("uses the words of its form, and types Bearer in front of the token", async () => {
    const org = await openOrg();
    await applyAll(catalogApp(), org.context);
    const step = connection(org.scim.baseUrl, org.scim.token);
    const { console: stop } = await step.look(org.context);
    expect(stop?.fields.map(({ label }) => label)).toEqual([
      "Enable API Integration",
      "Base URL",
      "API Token",
      "Create Users",
      "Update User Attributes",
      "Deactivate Users",
    ]);
    expect(stop?.clicks.join("\n")).toContain("Test API Credentials");
    expect(stop?.url).toMatch(/#tab-provisioning$/);
    expect(step.console?.secrets?.["API Token"]?.reveal()).toBe(`Bearer ${org.scim.token.reveal()}`);
    expect(JSON.stringify(stop)).not.toContain(org.scim.token.reveal());

    if (stop === undefined) throw new Error("there was no manual step");
    await doStop(org.sandbox, org.context.tenant.results.app?.id ?? "", stop, step.console?.secrets);
    expect(await step.console?.missing(org.context)).toEqual([]);
    await step.console?.stopped?.(org.context);
    const after = await connection(org.scim.baseUrl, org.scim.token).look(org.context);
    expect([after.console, after.changes, after.warnings]).toEqual([undefined, [], []]);
  });

  test("hands out no secret when there is no token", () => {
    expect(connection(BASE_URL).console?.secrets).toBeUndefined();
  });
});

test("an app that imports people although the guide does not ask for it is warned of", async () => {
  const org = await openOrgWithApp();
  const actions = ["push-new-users", "push-profile-updates", "import-new-users-and-profile-updates"];
  const importing = scimConnection(org.scim.baseUrl, org.scim.token, actions);
  const { console: stop } = await importing.look(org.context);
  if (stop === undefined) throw new Error("there was no manual step");
  await doStop(org.sandbox, org.app.id, stop, importing.console?.secrets);
  expect((await importing.look(org.context)).warnings).toEqual([]);
  const guide = scimConnection(org.scim.baseUrl, org.scim.token, actions.slice(0, 2));
  expect((await guide.look(org.context)).warnings?.map(({ code }) => code)).toEqual(["imports-on"]);
});
