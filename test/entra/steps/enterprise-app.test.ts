import { describe, expect, test } from "vitest";
import type { EntraOptions } from "../../../src/entra/tenant/tenant.js";
import { enterpriseApp } from "../../../src/entra/steps/enterprise-app.js";
import type { SandboxServicePrincipal } from "../../../src/sandbox/entra/tenant/model.js";
import { addServicePrincipal } from "../../../src/sandbox/entra/tenant/service-principal.js";
import type { Look } from "../../../src/setup/model/plan.js";
import { failureOf } from "../../okta/support/failure.js";
import { bind, openTenant, told, type OpenedTenant } from "../support/sandbox-tenant.js";

const NAMES = ["TOTAL", "TruU TOTAL Security"];
const step = () => bind(enterpriseApp, { names: NAMES });

type StartState = "empty" | "oidc-app" | "provisioning-app";

function openWith(startState: StartState, options: Partial<EntraOptions> = {}): Promise<OpenedTenant> {
  return openTenant({ sandbox: { startState }, options });
}

/** Looks until nothing pends, as the engine does after a write. */
async function settle(opened: OpenedTenant): Promise<Look> {
  for (let polls = 0; polls < 60; polls += 1) {
    const look = await step().look(opened.context);
    if ((look.pending ?? []).length === 0) return look;
    await opened.clock.sleep(1_000);
  }
  throw new Error("the application never settled");
}

async function apply(opened: OpenedTenant): Promise<void> {
  const bound = step();
  for (const change of (await bound.look(opened.context)).changes) await bound.apply(opened.context, change);
}

function appsOf({ sandbox }: OpenedTenant): SandboxServicePrincipal[] {
  return [...sandbox.tenant.servicePrincipals.values()];
}

function add(opened: OpenedTenant, displayName: string, kind: SandboxServicePrincipal["kind"] = "template") {
  return addServicePrincipal(opened.sandbox.tenant, { displayName, kind, createdAt: opened.clock.now() - 86_400_000 });
}

describe("entra/enterprise-app", () => {
  test("plans a non-gallery application of the guide's first name, and makes one that can provision", async () => {
    const opened = await openWith("empty");
    const { changes } = await step().look(opened.context);
    expect(told(changes)).toEqual(['create enterprise-app "TOTAL"']);
    expect(changes[0]?.summary).toBe("non-gallery application");
    expect(changes[0]?.fields).toContainEqual({
      path: "applicationTemplateId",
      before: null,
      after: "8adf8e6e-67b2-4cf2-a259-e3dc5476c621",
    });
    expect(opened.tenant.results).toMatchObject({ app: undefined, appName: "TOTAL" });

    await apply(opened);
    expect(await step().look(opened.context)).toMatchObject({ changes: [], pending: [expect.any(String)] });
    const look = await settle(opened);
    const [app] = appsOf(opened);
    expect(look).toMatchObject({ changes: [], warnings: [] });
    expect(look.found).toEqual([`The enterprise application "TOTAL" exists (${app?.id ?? ""}) and can provision.`]);
    expect(appsOf(opened)).toHaveLength(1);
    expect(opened.tenant.results.app?.appRoles).toHaveLength(2);
    expect(opened.tenant.results.freshUntil).toBeGreaterThan(opened.clock.now());
  });

  test.each(NAMES)("finds the one called %s, and writes nothing", async (name) => {
    const opened = await openWith("empty");
    const { id } = add(opened, name);
    add(opened, "TOTAL old");
    add(opened, "total");
    const look = await step().look(opened.context);
    expect(look.changes).toEqual([]);
    expect(opened.tenant.results.app?.id).toBe(id);
    expect(opened.tenant.results.appName).toBe(name);
    expect(opened.tenant.results.freshUntil).toBeLessThan(opened.clock.now());
    expect(opened.session.requests().writes).toBe(0);
  });

  test("stops at two that the guide may mean, with their ids; --app-id chooses by either id", async () => {
    const opened = await openWith("provisioning-app");
    const [first] = appsOf(opened);
    const second = add(opened, "TruU TOTAL Security", "registration");
    const error = await failureOf(step().look(opened.context));
    expect(error).toMatchObject({ code: "app-ambiguous", exitCode: 1, refused: true });
    expect(error.what).toContain(`"TOTAL" (Object ID ${first?.id ?? ""}, Application ID ${first?.appId ?? ""}`);
    expect(error.what).toMatch(/non-gallery\).*from an app registration\)/);
    expect(error.fix).toContain(`Use --app-id ${second.id} for "TruU TOTAL Security".`);

    for (const appId of [first?.id ?? "", first?.appId ?? ""]) {
      const chosen = await opened.again({ options: { appId } });
      expect((await step().look(chosen.context)).changes).toEqual([]);
      expect(chosen.tenant.results.app?.id).toBe(first?.id);
    }
  });

  test.each(["00000000-0000-4000-8000-00000000abcd", "TOTAL"])(
    "names an --app-id %s that the tenant does not have",
    async (appId) => {
      const opened = await openWith("provisioning-app", { appId });
      const error = await failureOf(step().look(opened.context));
      expect(error).toMatchObject({ code: "app-not-found", exitCode: 1 });
      expect(error.what).toContain(appId);
      expect(error.why ?? "").toMatch(appId === "TOTAL" ? /GUIDs/ : /^$/);
    },
  );

  test("stops before any write at an application that cannot provision, and says what can be done", async () => {
    const opened = await openWith("oidc-app");
    const error = await failureOf(step().look(opened.context));
    expect(error).toMatchObject({ code: "app-cannot-provision", exitCode: 1, refused: true });
    expect(error.why).toMatch(/app registration.*gallery.*second, non-gallery application/);
    expect(error.fix.join(" ")).toMatch(
      /with --new-app: this creates "TOTAL \(Provisioning\)".*Sign-in stays with "TOTAL"/,
    );
    expect(opened.session.requests().writes).toBe(0);
  });

  test("offers the second application in the place of the one that --app-id names", async () => {
    const opened = await openWith("oidc-app");
    const chosen = await opened.again({ options: { appId: appsOf(opened)[0]?.id ?? "" } });
    const error = await failureOf(step().look(chosen.context));
    expect(error.fix.join(" ")).toContain("with --new-app instead of --app-id");
  });

  test("names the second application when it is there already", async () => {
    const opened = await openWith("oidc-app");
    const { id } = add(opened, "TOTAL (Provisioning)");
    const error = await failureOf(step().look(opened.context));
    expect(error.fix.join(" ")).toContain(`this uses the existing application "TOTAL (Provisioning)" (${id})`);
  });

  test.each([
    [true, "TOTAL (Provisioning)"],
    ["TOTAL SCIM", "TOTAL SCIM"],
  ] as const)("makes a second application with --new-app %s once, and leaves the first alone", async (newApp, name) => {
    const opened = await openWith("oidc-app", { newApp });
    const { changes } = await step().look(opened.context);
    expect(told(changes)).toEqual([`create enterprise-app "${name}"`]);
    expect(changes[0]?.summary).toBe("non-gallery, for provisioning only");
    await apply(opened);
    expect((await settle(opened)).changes).toEqual([]);
    const next = await opened.again();
    expect((await step().look(next.context)).changes).toEqual([]);
    expect(next.tenant.results.appName).toBe(name);
    expect(appsOf(opened).map(({ displayName }) => displayName)).toEqual(["TOTAL", name]);
  });

  test("asks for another name when the one of --new-app cannot provision either", async () => {
    const opened = await openWith("empty", { newApp: "TOTAL sign-in" });
    add(opened, "TOTAL sign-in", "registration");
    const error = await failureOf(step().look(opened.context));
    expect(error.code).toBe("app-cannot-provision");
    expect(error.fix.join(" ")).toContain('--new-app "Another name"');
  });

  test("makes no second one after an interrupted run, while nothing shows the first", async () => {
    const opened = await openWith("empty");
    const { journal } = opened.context;
    const bound = step();
    const [change] = (await bound.look(opened.context)).changes;
    if (change === undefined) throw new Error("nothing was planned");
    const entry = journal.begin("find-app", change);
    const { id } = await bound.apply(opened.context, change);
    entry.done(id);

    const next = await opened.again();
    expect(told((await step().look(next.context)).changes)).toEqual(['create enterprise-app "TOTAL"']);
    await apply(next);
    expect((await settle(next)).changes).toEqual([]);
    expect(next.tenant.results.app?.id).toBe(id);
    expect(appsOf(opened)).toHaveLength(1);
  });

  test("finds an application by the journal while searches do not show it", async () => {
    const opened = await openTenant({ sandbox: { startState: "empty", lags: { searchLagMs: 60_000, syncLagMs: 0 } } });
    const { journal, clock } = opened.context;
    const bound = step();
    const [change] = (await bound.look(opened.context)).changes;
    if (change === undefined) throw new Error("nothing was planned");
    const entry = journal.begin("find-app", change);
    const { id } = await bound.apply(opened.context, change);
    entry.done(id);
    await clock.sleep(10_000);

    const next = await opened.again();
    expect(await step().look(next.context)).toMatchObject({ changes: [], pending: [expect.stringContaining("TOTAL")] });
    expect(next.tenant.results.app?.id).toBe(id);
    expect(next.tenant.results.freshUntil).toBeGreaterThan(clock.now());
  });

  test("makes a new one when the one in the journal was deleted", async () => {
    const opened = await openWith("empty");
    const { journal } = opened.context;
    await apply(opened);
    const gone = opened.tenant.results.app?.id ?? "";
    journal
      .begin("find-app", { action: "create", resource: { type: "enterprise-app", name: "TOTAL" }, fields: [] })
      .done(gone);
    opened.sandbox.tenant.servicePrincipals.delete(gone);

    const next = await opened.again();
    await apply(next);
    expect((await settle(next)).changes).toEqual([]);
    expect(appsOf(opened).map(({ id }) => id)).toEqual([next.tenant.results.app?.id]);
  });

  test("expects nothing on the target by itself, and says which rights it needs", () => {
    expect(step().expects()).toEqual({});
    expect(step().access?.writes.flatMap(({ anyOf }) => anyOf)).toContain("Application.ReadWrite.All");
  });

  test.each([{ names: [] }, { names: [""] }, { name: "TOTAL" }])("refuses %j in a template", (wrong) => {
    expect(() => bind(enterpriseApp, wrong)).toThrow();
  });
});
