import { describe, expect, test } from "vitest";
import { failureOf } from "../support/failure.js";
import { applyAll, openOrg, told } from "../support/org.js";
import { SAML, samlApp } from "../support/steps.js";

const LAG_MS = 5_000;

describe("okta/saml-app", () => {
  test("plans the app with what the guide says, and makes it hidden, active and with inert addresses", async () => {
    const { context, exchanges } = await openOrg();
    const { changes } = await samlApp().look(context);
    expect(told(changes)).toEqual(['create app "TOTAL (Provisioning)"']);
    expect(Object.fromEntries((changes[0]?.fields ?? []).map(({ path, after }) => [path, after]))).toEqual({
      label: SAML.label,
      signOnMode: "SAML_2_0",
      "settings.signOn.ssoAcsUrl": SAML.ssoUrl,
      "settings.signOn.recipient": SAML.ssoUrl,
      "settings.signOn.destination": SAML.ssoUrl,
      "settings.signOn.audience": SAML.audience,
      "visibility.hide.web": true,
      "visibility.hide.iOS": true,
      "credentials.userNameTemplate.template": "${source.login}",
    });

    expect((await applyAll(samlApp(), context)).changes).toEqual([]);
    const posts = exchanges.filter(({ method }) => method === "POST");
    expect(posts).toHaveLength(1);
    expect(posts[0]).toMatchObject({
      path: "/api/v1/apps?activate=true",
      status: 200,
      body: {
        label: SAML.label,
        signOnMode: "SAML_2_0",
        settings: { signOn: { requestCompressed: false }, implicitAssignment: false },
      },
      answer: {
        status: "ACTIVE",
        visibility: { hide: { web: true, iOS: true } },
        settings: { signOn: { recipient: SAML.ssoUrl } },
      },
    });
    expect(posts[0]?.body).not.toHaveProperty("features");
    expect(posts[0]?.body).not.toHaveProperty("name");
  });

  test("is pending until the search shows the new app: before that, another run would make a second one", async () => {
    const { context, clock } = await openOrg();
    const look = await applyAll(samlApp(), context);
    expect(look).toMatchObject({ changes: [], pending: [expect.stringContaining("search")] });
    await clock.sleep(LAG_MS);
    expect(await samlApp().look(context)).toMatchObject({ changes: [], pending: [] });
  });

  test("reads the app it made by its id from then on", async () => {
    const { context, clock, exchanges } = await openOrg();
    await applyAll(samlApp(), context);
    await clock.sleep(LAG_MS);
    await samlApp().look(context);
    await samlApp().look(context);
    expect(exchanges.at(-1)?.path).toBe(`/api/v1/apps/${context.tenant.results.app?.id ?? ""}`);
  });

  test("finds its app in the next run and writes nothing", async () => {
    const org = await openOrg();
    await applyAll(samlApp(), org.context);
    await org.clock.sleep(LAG_MS);
    const next = await org.again();
    const look = await samlApp().look(next);
    expect(look).toMatchObject({ changes: [], warnings: [] });
    expect(next.tenant.results.app?.id).toBe(org.context.tenant.results.app?.id);
  });

  test("takes an app that it made and somebody renamed since for another one", async () => {
    const org = await openOrg();
    await applyAll(samlApp(), org.context);
    const { app } = org.context.tenant.results;
    const change = { action: "create", resource: { type: "app", name: SAML.label }, fields: [] } as const;
    org.context.journal.begin("create-app", change).done(app?.id);
    const shown = await org.admin("GET", `/api/v1/apps/${app?.id ?? ""}`);
    await org.admin("PUT", `/api/v1/apps/${app?.id ?? ""}`, { ...shown, label: "Renamed" });
    const { journal } = org.context;
    const look = await samlApp().look({ ...(await org.again()), journal });
    expect(look.changes).toMatchObject([{ action: "create", resource: { name: SAML.label } }]);
  });

  test("takes an app whose label only begins the same for another one", async () => {
    const org = await openOrg();
    await applyAll(samlApp({ label: "TOTAL (Provisioning) old" }), org.context);
    await org.clock.sleep(LAG_MS);
    expect(told((await samlApp().look(await org.again())).changes)).toEqual(['create app "TOTAL (Provisioning)"']);
  });

  test("shows an app's own settings and leaves them", async () => {
    const org = await openOrg();
    await applyAll(samlApp({ ssoUrl: "https://other.example/acs", hidden: false }), org.context);
    await org.clock.sleep(LAG_MS);
    const look = await samlApp().look(await org.again());
    expect(look.changes).toEqual([]);
    expect(look.found?.join("\n")).toContain('"Single sign-on URL" is "https://other.example/acs"');
    expect(look.found?.join("\n")).toContain('"Do not display application icon to users" is off; the guide says on');
  });

  test("stops at two active apps of the label, with their ids; --app-id chooses", async () => {
    const org = await openOrg();
    await applyAll(samlApp(), org.context);
    await applyAll(samlApp(), await org.again());
    await org.clock.sleep(LAG_MS);
    const error = await failureOf(samlApp().look(await org.again()));
    const id = org.context.tenant.results.app?.id ?? "";
    expect(error).toMatchObject({ code: "app-ambiguous", exitCode: 1 });
    expect(error.what).toContain(id);
    expect(error.fix.join(" ")).toContain(`--app-id ${id}`);

    const chosen = await org.again({ appId: id });
    expect((await samlApp().look(chosen)).changes).toEqual([]);
    expect(chosen.tenant.results.app?.id).toBe(id);
  });

  test("names an --app-id that the org does not have", async () => {
    const org = await openOrg({ options: { appId: "0oaNobody" } });
    expect(await failureOf(samlApp().look(org.context))).toMatchObject({ code: "app-not-found", exitCode: 1 });
  });

  test("stops at an inactive app, and passes one over beside an active one", async () => {
    const org = await openOrg();
    await applyAll(samlApp(), org.context);
    const inactive = org.context.tenant.results.app?.id ?? "";
    await org.admin("POST", `/api/v1/apps/${inactive}/lifecycle/deactivate`);
    await org.clock.sleep(LAG_MS);
    const error = await failureOf(samlApp().look(await org.again()));
    expect(error).toMatchObject({ code: "app-inactive", exitCode: 1 });
    expect(error.what).toContain(inactive);

    const made = await org.context.tenant.api.apps.create({ ...BODY, label: SAML.label });
    await org.clock.sleep(LAG_MS);
    const next = await org.again();
    expect((await samlApp().look(next)).changes).toEqual([]);
    expect(next.tenant.results.app?.id).toBe(made.id);
  });

  test("warns of an app that is open to everyone and one whose user names are made otherwise", async () => {
    const org = await openOrg();
    await org.context.tenant.api.apps.create({
      ...BODY,
      label: SAML.label,
      credentials: { userNameTemplate: { template: "${source.email}", type: "BUILT_IN" } },
      settings: { ...BODY.settings, implicitAssignment: true },
    });
    await org.clock.sleep(LAG_MS);
    const { warnings } = await samlApp().look(await org.again());
    expect(warnings?.map(({ code }) => code)).toEqual(["app-assigned-to-everyone", "app-username-differs"]);
  });

  test("promises the Okta login as user name, without regard to case", () => {
    expect(samlApp().expects().values).toMatchObject([{ path: "userName", attribute: "login", match: "caseless" }]);
  });

  test.each([{ label: "" }, { ssoUrl: "not a url" }, { hiden: true }])("refuses %j in a template", (wrong) => {
    expect(() => samlApp(wrong)).toThrow();
  });
});

const BODY = {
  signOnMode: "SAML_2_0",
  settings: {
    signOn: {
      ssoAcsUrl: SAML.ssoUrl,
      recipient: SAML.ssoUrl,
      destination: SAML.ssoUrl,
      audience: SAML.audience,
      allowMultipleAcsEndpoints: false,
      assertionSigned: true,
      honorForceAuthn: true,
      requestCompressed: false,
      responseSigned: true,
      subjectNameIdTemplate: "${user.userName}",
      subjectNameIdFormat: "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress",
      signatureAlgorithm: "RSA_SHA256",
      digestAlgorithm: "SHA256",
      authnContextClassRef: "urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport",
    },
  },
} as const;
