import { describe, expect, test } from "vitest";
import type { Step } from "../../../src/setup/step/step.js";
import type { OktaTenant } from "../../../src/okta/tenant/tenant.js";
import { failureOf } from "../support/failure.js";
import { applyAll, openOrg, told } from "../support/org.js";
import { bindStep, samlApp } from "../support/steps.js";

const LAG_MS = 5_000;
const SWA = {
  label: "Vendor",
  loginUrl: "https://vendor.example",
  redirectUrl: "https://vendor.example/flow/auth/signin",
  updateUserNameOn: "create-and-update",
};

function swaApp(more: object = {}): Step<OktaTenant> {
  return bindStep("okta/swa-app", { ...SWA, ...more });
}

function catalogApp(more: object = {}): Step<OktaTenant> {
  const input = { name: "scim2headerauth", label: "Vendor", signOnMode: "AUTO_LOGIN", ...more };
  return bindStep("okta/catalog-app", input);
}

function existingApp(label: string): Step<OktaTenant> {
  return bindStep("okta/existing-app", { label, madeBy: "the guide to single sign-on" });
}

describe("okta/swa-app", () => {
  test("makes the app with the guide's addresses, credentials and user name, and finds it in the next run", async () => {
    const org = await openOrg();
    expect((await applyAll(swaApp(), org.context)).changes).toEqual([]);
    const post = org.exchanges.find(({ method }) => method === "POST");
    expect(post?.body).toEqual({
      label: "Vendor",
      signOnMode: "AUTO_LOGIN",
      visibility: { autoSubmitToolbar: false, hide: { iOS: false, web: false } },
      credentials: {
        scheme: "EXTERNAL_PASSWORD_SYNC",
        userNameTemplate: { type: "CUSTOM", template: "user.login", pushStatus: "PUSH" },
      },
      settings: { signOn: { loginUrl: SWA.loginUrl, redirectUrl: SWA.redirectUrl } },
    });
    await org.clock.sleep(LAG_MS);
    const look = await swaApp().look(await org.again());
    expect([look.changes, look.warnings]).toEqual([[], []]);
    expect(look.found).toHaveLength(1);
  });

  test("shows what an app of the label has otherwise, and never changes it", async () => {
    const org = await openOrg();
    await applyAll(swaApp({ credentials: "EDIT_PASSWORD_ONLY", updateUserNameOn: "create" }), org.context);
    await org.clock.sleep(LAG_MS);
    const look = await swaApp().look(await org.again());
    expect(look.changes).toEqual([]);
    expect(look.found?.slice(1)).toEqual([
      `It keeps its own setting: "Who sets the credentials?" is "Administrator sets username, user sets password"; the guide says "Administrator sets username, password is the same as user's Okta password".`,
      'It keeps its own setting: "Update application username on" is "Create only"; the guide says "Create and update".',
    ]);
  });

  test("warns of an app of the label that signs on otherwise", async () => {
    const org = await openOrg();
    await applyAll(samlApp({ label: "Vendor" }), org.context);
    await org.clock.sleep(LAG_MS);
    const { changes, warnings } = await swaApp().look(await org.again());
    expect(changes).toEqual([]);
    expect(warnings).toMatchObject([
      {
        code: "app-sign-on-differs",
        message: expect.stringContaining("uses the sign-on method SAML 2.0, not SWA") as string,
      },
    ]);
  });
});

describe("okta/catalog-app", () => {
  test("adds the app by the catalog's name, and says what Okta says of its test apps", async () => {
    const org = await openOrg();
    const before = await catalogApp().look(org.context);
    expect(told(before.changes)).toEqual(['create app "Vendor"']);
    expect(before.changes[0]?.note).toContain("SCIM 2.0 Test App (Header Auth)");
    expect(before.warnings?.map(({ code }) => code)).toEqual(["app-for-tests"]);
    const after = await applyAll(catalogApp(), org.context);
    expect(after.changes).toEqual([]);
    expect(org.exchanges.find(({ method }) => method === "POST")?.body).toMatchObject({ name: "scim2headerauth" });
    expect(after.found).toHaveLength(1);
    expect(after.warnings?.map(({ code }) => code)).toEqual(["app-for-tests"]);
  });

  test("warns of an app of the label that is not the catalog's", async () => {
    const org = await openOrg();
    await applyAll(swaApp(), org.context);
    await org.clock.sleep(LAG_MS);
    const { changes, warnings } = await catalogApp().look(await org.again());
    expect(changes).toEqual([]);
    expect(warnings?.map(({ code }) => code)).toEqual(["app-name-differs", "app-for-tests"]);
  });
});

describe("okta/existing-app", () => {
  test("finds an app that is there, and writes nothing", async () => {
    const org = await openOrg();
    org.sandbox.addApp("Vendor SSO");
    const look = await existingApp("Vendor SSO").look(org.context);
    expect([look.changes, look.warnings]).toEqual([[], []]);
    expect(org.context.tenant.results.app?.label).toBe("Vendor SSO");
    expect(org.exchanges.filter(({ method }) => method !== "GET")).toEqual([]);
  });

  test("stops when there is none, with the guide that makes it; --app-id chooses one of another label", async () => {
    const org = await openOrg();
    org.sandbox.addApp("Vendor SSO");
    const error = await failureOf(existingApp("Vendor").look(org.context));
    expect(error).toMatchObject({ code: "app-missing-guide", exitCode: 1, refused: true });
    expect(error.fix.join(" ")).toContain("the guide to single sign-on");
    await existingApp("Vendor SSO").look(org.context);
    const appId = org.context.tenant.results.app?.id ?? "";
    const chosen = await org.again({ appId });
    await existingApp("Vendor").look(chosen);
    expect(chosen.tenant.results.app?.id).toBe(appId);
  });

  test.each([
    ["${source.email}", "email", []],
    ["user.employeeNumber", "employeeNumber", []],
    ["${source.login}", "login", []],
    ['String.substringBefore(user.email, "@")', undefined, ["app-username-differs"]],
  ])("promises user names as the app itself makes them: %s", async (template, attribute, warnings) => {
    const org = await openOrg();
    await org.context.tenant.api.apps.create({
      label: "Vendor",
      signOnMode: "AUTO_LOGIN",
      credentials: { userNameTemplate: { template, type: "CUSTOM" } },
      settings: { signOn: { loginUrl: "https://vendor.example" } },
    });
    await org.clock.sleep(LAG_MS);
    const step = existingApp("Vendor");
    expect((await step.look(org.context)).warnings?.map(({ code }) => code)).toEqual(warnings);
    expect(step.expects().values?.map((one) => [one.path, one.attribute])).toEqual([["userName", attribute]]);
  });

  test("says what a dry run has to put into the sandbox first", () => {
    expect(existingApp("Vendor").prerequisites.presupposes).toEqual({ app: "Vendor" });
    expect(samlApp().prerequisites.presupposes).toBeUndefined();
  });
});

describe("okta/import-safeguards", () => {
  test.each([
    [20, 20, "which is Okta's default"],
    [10, 20, "Set it under Provisioning > To Okta"],
  ])("says of %i and %i percent what no API shows, and asks nobody to the console", async (app, all, words) => {
    const { context, exchanges } = await openOrg();
    const before = exchanges.length;
    const look = await bindStep("okta/import-safeguards", { app, org: all }).look(context);
    expect(look).toEqual({ changes: [], unchecked: [expect.stringContaining(words)] });
    expect(exchanges).toHaveLength(before);
  });
});
