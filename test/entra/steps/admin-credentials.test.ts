import { describe, expect, test } from "vitest";
import { EXIT, SetupError } from "../../../src/base/errors.js";
import type { Exchange } from "../../../src/http/exchange.js";
import { Secret } from "../../../src/base/secret.js";
import { isRestartDue } from "../../../src/entra/job/restart-due.js";
import { adminCredentials } from "../../../src/entra/steps/admin-credentials.js";
import type { SandboxJob, SandboxServicePrincipal } from "../../../src/sandbox/entra/tenant/model.js";
import { addJob } from "../../../src/sandbox/entra/tenant/job.js";
import type { Target } from "../../../src/setup/model/ports.js";
import type { Step } from "../../../src/setup/step/step.js";
import type { EntraTenant } from "../../../src/entra/tenant/tenant.js";
import { failureOf } from "../../okta/support/failure.js";
import {
  applyAll,
  bind,
  codes,
  openTenant,
  readResults,
  told,
  type OpenedTenant,
  type TenantParts,
} from "../support/sandbox-tenant.js";
import { entraResults } from "../../../src/entra/tenant/results.js";

const NOTIFICATIONS = '{"Enabled":true,"Recipients":"ops@northwind.example"}';
const KEYS = ["BaseAddress", "SecretToken", "SyncAll", "SyncNotificationSettings"];

function credentials(
  { scim }: OpenedTenant,
  input: { baseUrl?: string; token?: Secret | null } = {},
): Step<EntraTenant> {
  const token = input.token === undefined ? scim.token : input.token;
  return bind(adminCredentials, { baseUrl: input.baseUrl ?? scim.baseUrl, ...(token === null ? {} : { token }) });
}

function appOf({ sandbox }: OpenedTenant): SandboxServicePrincipal {
  const [app] = sandbox.tenant.servicePrincipals.values();
  if (app === undefined) throw new Error("the sandbox has no application");
  return app;
}

function jobOf(opened: OpenedTenant): SandboxJob {
  const [job] = appOf(opened).jobs.values();
  if (job === undefined) throw new Error("the sandbox has no job");
  return job;
}

/** A tenant with an application and a job, whose connection is as given. */
async function openWith(
  settings: Readonly<Record<string, string | Secret>> = {},
  parts: TenantParts = {},
): Promise<OpenedTenant> {
  const opened = await openTenant(parts);
  const app = appOf(opened);
  for (const [key, value] of Object.entries(settings)) app.settings.set(key, value);
  addJob(opened.sandbox.tenant, app, { templateId: "scim", variant: "default", now: opened.clock.now() - 60_000 });
  await readResults(opened);
  return opened;
}

/** A target that only counts how often it is checked, or refuses. */
function countingTarget(refusal?: SetupError): Target & { checks: number } {
  const target = {
    checks: 0,
    check: () => {
      target.checks += 1;
      return refusal === undefined ? Promise.resolve() : Promise.reject(refusal);
    },
    hasGroup: () => Promise.resolve(undefined),
    users: () => Promise.resolve([]),
    newUsers: () => Promise.resolve([]),
    groups: () => Promise.resolve([]),
    memberships: () => Promise.resolve(undefined),
    unanswered: () => [],
    requests: () => ({ reads: 0, writes: 0 }),
  };
  return target;
}

describe("entra/admin-credentials", () => {
  test("plans all four settings before there is an application, without the token", async () => {
    const opened = await openTenant();
    entraResults("appName").give(opened.tenant, { appName: "TOTAL" });
    const look = await credentials(opened).look(opened.context);
    expect(told(look.changes)).toEqual(['create admin-credentials "TOTAL"']);
    expect(look.changes[0]?.fields.map(({ path }) => path)).toEqual(KEYS);
    expect(look.changes[0]?.summary).toBe("saved after Test Connection");
    expect(JSON.stringify(look)).not.toContain(opened.scim.token.reveal());
    expect(opened.tenant.results.baseUrl).toBe(opened.scim.baseUrl);
  });

  test("tests the connection, saves all four settings, and finds them in the next run", async () => {
    const exchanges: Exchange[] = [];
    const opened = await openWith({}, { session: { record: (exchange) => exchanges.push(exchange) } });
    const step = credentials(opened);
    const after = await applyAll(step, opened.context);
    expect(after).toMatchObject({ changes: [], warnings: [], unchecked: [] });
    expect(after.found?.join(" ")).toContain(opened.scim.baseUrl);
    const { settings } = appOf(opened);
    expect([...settings.keys()]).toEqual(KEYS);
    expect(settings.get("SyncAll")).toBe("false");
    const sent = exchanges.filter(({ method }) => method !== "GET").map(({ path }) => path.split("/").at(-1));
    expect(sent).toEqual(["validateCredentials", "secrets"]);
    expect(JSON.stringify(exchanges)).not.toContain(opened.scim.token.reveal());

    const next = await opened.again();
    await readResults(next);
    expect((await credentials(next).look(next.context)).changes).toEqual([]);
    expect(next.session.requests().writes).toBe(0);
    await step.look({ ...opened.context, rotating: true });
    expect(opened.tenant.results.tokenReplaced).toBe(true);
  });

  test("keeps the tenant's own notifications and other settings", async () => {
    const opened = await openWith({ SyncNotificationSettings: NOTIFICATIONS, SkipOutOfScopeDeletions: "True" });
    expect((await applyAll(credentials(opened), opened.context)).changes).toEqual([]);
    const { settings } = appOf(opened);
    expect(settings.get("SyncNotificationSettings")).toBe(NOTIFICATIONS);
    expect(settings.get("SkipOutOfScopeDeletions")).toBe("True");
  });

  test("asks the target once a run, before anything of Microsoft's, and passes its words on", async () => {
    const opened = await openWith();
    const target = countingTarget();
    const context = { ...opened.context, target };
    await applyAll(credentials(opened), context);
    expect(target.checks).toBe(1);

    const refusal = new SetupError({ code: "target-unauthorized", exitCode: EXIT.failed, what: "401", fix: [] });
    const error = await failureOf(credentials(opened).look({ ...context, target: countingTarget(refusal) }));
    expect(error).toBe(refusal);
  });

  test("says without a token what is not known, and plans nothing for it", async () => {
    const opened = await openWith();
    await applyAll(credentials(opened), opened.context);
    const look = await credentials(opened, { token: null }).look(opened.context);
    expect(look.changes).toEqual([]);
    expect(look.unchecked).toEqual([expect.stringContaining("No token was provided")]);
    expect(credentials(opened, { token: null }).connects).toEqual({ baseUrl: opened.scim.baseUrl });
  });

  test("writes another token, known by the journal", async () => {
    const opened = await openWith();
    await applyAll(credentials(opened), opened.context);
    const { changes } = await credentials(opened, { token: new Secret("another-token-than-before") }).look(
      opened.context,
    );
    expect(changes).toMatchObject([{ action: "update", fields: [{ path: "SecretToken", before: "*", after: "*" }] }]);
  });

  test("has Microsoft test what is saved when the journal does not know the token", async () => {
    const opened = await openTenant();
    const token = opened.scim.token;
    const settings = { BaseAddress: opened.scim.baseUrl, SyncAll: "false", SyncNotificationSettings: NOTIFICATIONS };
    const app = appOf(opened);
    addJob(opened.sandbox.tenant, app, { templateId: "scim", variant: "default", now: 0 });
    for (const [key, value] of Object.entries({ ...settings, SecretToken: token })) app.settings.set(key, value);
    await readResults(opened);
    const passing = await credentials(opened).look(opened.context);
    expect(passing.changes).toEqual([]);
    expect(passing.unchecked).toEqual([expect.stringContaining("pass Test Connection")]);

    app.settings.set("SecretToken", new Secret("an-old-token"));
    const { changes } = await credentials(opened).look(opened.context);
    expect(changes[0]?.fields.map(({ path }) => path)).toEqual(["SecretToken"]);
    expect((await applyAll(credentials(opened), opened.context)).changes).toEqual([]);
  });

  test("saves nothing when Microsoft's test fails", async () => {
    const opened = await openWith();
    const step = credentials(opened, { token: new Secret("not-the-targets-token") });
    const [change] = (await step.look(opened.context)).changes;
    if (change === undefined) throw new Error("nothing was planned");
    const error = await failureOf(step.apply(opened.context, change));
    expect(error.code).toBe("target-test-failed");
    expect(error.message).not.toContain("not-the-targets-token");
    expect(appOf(opened).settings.size).toBe(0);
  });

  test("saves without the test when told so, with a warning before and after", async () => {
    const opened = await openWith({}, { options: { skipTest: true } });
    const step = credentials(opened, { token: new Secret("not-the-targets-token") });
    const look = await step.look(opened.context);
    expect(codes(look)).toEqual(["connection-untested"]);
    expect(look.changes[0]?.summary).toBe("saved without Test Connection");
    const after = await applyAll(step, opened.context);
    expect(after.changes).toEqual([]);
    expect(codes(after)).toEqual(["connection-untested"]);
  });

  test("shows what a silent drop left out when it reads back", async () => {
    const opened = await openWith();
    const step = credentials(opened);
    await applyAll(step, opened.context);
    appOf(opened).settings.delete("SecretToken");
    expect((await step.look(opened.context)).changes[0]?.fields.map(({ path }) => path)).toEqual(["SecretToken"]);
  });

  test("sends what the service drops silently otherwise", async () => {
    const opened = await openWith({}, { sandbox: { secretsMode: "silent-drop" } });
    expect((await applyAll(credentials(opened), opened.context)).changes).toEqual([]);
    expect([...appOf(opened).settings.keys()]).toEqual(KEYS);
  });

  test.each([
    ["another target", { BaseAddress: "https://old.example/scim", SyncAll: "false" }],
    ["a smaller scope", { SyncAll: "true" }],
  ])(
    "moves people to %s only when the application's name is repeated; a job that ran is restarted then",
    async (_what, settings) => {
      const opened = await openWith(settings);
      jobOf(opened).synchronized = { users: 41, groups: 2 };
      await readResults(opened);
      const error = await failureOf(credentials(opened).look(opened.context));
      expect(error).toMatchObject({ code: "confirm-needed", exitCode: 1 });
      expect(error.what).toContain("41 users");
      expect(error.fix.join(" ")).toContain('--confirm "TOTAL"');

      const confirmed = await opened.again({ options: { confirm: "TOTAL" } });
      await readResults(confirmed);
      expect((await credentials(confirmed).look(confirmed.context)).changes).toHaveLength(1);
      expect(confirmed.tenant.results.restartNeeded).toBe(true);
      expect((await applyAll(credentials(confirmed), confirmed.context)).changes).toEqual([]);
      expect(confirmed.tenant.results.restartNeeded).toBe(true);
      expect(isRestartDue(opened.context.journal, jobOf(opened).id)).toBe(true);
    },
  );

  test("restarts nothing when only the token changes", async () => {
    const opened = await openWith();
    jobOf(opened).synchronized = { users: 41, groups: 2 };
    await readResults(opened);
    await applyAll(credentials(opened), opened.context);
    expect(opened.tenant.results.restartNeeded).toBe(false);
    expect(isRestartDue(opened.context.journal, jobOf(opened).id)).toBe(false);
  });

  test("leaves an application that is connected by OAuth alone", async () => {
    const opened = await openWith({
      AuthenticationType: "OAuth2ClientCredentialsGrant",
      BaseAddress: "https://x.example",
    });
    expect((await failureOf(credentials(opened).look(opened.context))).code).toBe("credentials-foreign");
  });

  test.each([["http://scim.total.example/scim"], ["https://scim.total.example/scim?token=hidden-word"]])(
    "refuses %s before it asks anybody",
    async (baseUrl) => {
      const opened = await openWith();
      const target = countingTarget();
      const before = opened.session.requests().reads;
      const error = await failureOf(credentials(opened, { baseUrl }).look({ ...opened.context, target }));
      expect(error).toMatchObject({ code: "input-invalid", exitCode: 64 });
      expect(error.message).not.toContain("hidden-word");
      expect(target.checks).toBe(0);
      expect(opened.session.requests().reads).toBe(before);
    },
  );

  test("connects to the target with its token, and expects nothing by itself", async () => {
    const opened = await openTenant();
    const step = credentials(opened);
    expect(step.connects).toEqual({ baseUrl: opened.scim.baseUrl, token: opened.scim.token });
    expect(step.expects()).toEqual({});
  });

  test.each([
    { baseUrl: "no url" },
    { baseUrl: "https://x.example", token: "plain text" },
    { baseURL: "https://x.example" },
  ])("refuses %j in a template", (wrong) => {
    expect(() => bind(adminCredentials, wrong)).toThrow();
  });
});
