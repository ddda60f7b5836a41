import { describe, expect, test } from "vitest";
import { virtualClock } from "../../src/base/clock.js";
import { Secret } from "../../src/base/secret.js";
import { openOktaSession } from "../../src/okta/session.js";
import { openConnectedOrg } from "./support/connected.js";
import { failureOf } from "./support/failure.js";
import { json, TOKEN } from "./support/org-server.js";
import { startRawServer } from "../support/raw-server.js";
import { applyAll, openOrg, person, withoutFamilyName } from "./support/org.js";
import { groupAssignments, samlApp, systemLog } from "./support/steps.js";
import { oktaResults } from "../../src/okta/tenant/results.js";

function open(orgUrl: string, token = TOKEN): ReturnType<typeof openOktaSession> {
  return openOktaSession({
    orgUrl,
    credentials: { way: "api-token", token: new Secret(token) },
    clock: virtualClock(0),
    emit: () => undefined,
    signal: new AbortController().signal,
    options: { createGroups: false },
  });
}

describe("opening an org", () => {
  test("tells which org it is and who is signed in, and writes nothing", async () => {
    const { session, sandbox } = await openOrg();
    expect(session.identity).toMatchObject({
      idp: "okta",
      url: sandbox.url,
      signedInAs: "administrator@sandbox.example",
    });
    expect(session.identity.id).toMatch(/^00o/);
    expect(session.requests()).toEqual({ reads: 2, writes: 0 });
  });

  test("with a wrong token ends with exit 4", async () => {
    const { sandbox } = await openOrg();
    expect(await failureOf(open(sandbox.url))).toMatchObject({ code: "okta-unauthorized", exitCode: 4 });
  });

  test.each(["", "two words", "Schlüssel"])("refuses %j as a token before anything is sent", async (token) => {
    const { sandbox } = await openOrg();
    const error = await failureOf(open(sandbox.url, token));
    expect(error).toMatchObject({ code: "okta-token-invalid", exitCode: 64 });
    if (token !== "") expect(error.message).not.toContain(token);
  });

  test.each([403, 404])("works for a token that may not read its own person (%i)", async (status) => {
    const server = await startRawServer((request, response) => {
      if (request.url.startsWith("/.well-known/")) json(response, 200, { id: "00oTest" });
      else json(response, status, { errorCode: "E0000006", errorSummary: "no", errorId: "oae1" });
    });
    expect((await open(server.url)).identity).toEqual({ idp: "okta", url: server.url, id: "00oTest" });
  });

  test("finds the admin console of an org behind another address", async () => {
    const server = await startRawServer((request, response) => {
      if (!request.url.startsWith("/.well-known/"))
        json(response, 200, { id: "00u1", profile: { login: "a@b.example" } });
      else json(response, 200, { id: "00oTest", _links: { organization: { href: "https://acme.okta.com" } } });
    });
    expect((await open(server.url)).tenant.adminUrl).toBe("https://acme-admin.okta.com");
  });

  test("at something that is no org says so", async () => {
    const server = await startRawServer((_request, response) => {
      response.writeHead(404, { "content-type": "text/html" }).end("<html>not here</html>");
    });
    expect(await failureOf(open(server.url))).toMatchObject({ code: "okta-not-json", exitCode: 1 });
  });
});

describe("the directory", () => {
  test("gives a group's direct members with their attributes, and why somebody is not provisioned", async () => {
    const people = [
      person("ada", ["TOTAL-Admin"], { title: "Lead" }),
      person("gone", ["TOTAL-Admin"], { active: false }),
    ];
    const { session } = await openOrg({ people });
    const members = await session.directory.members("TOTAL-Admin");
    expect(members).toHaveLength(2);
    expect(members?.[0]).toMatchObject({
      name: "ada@northwind.example",
      attributes: {
        login: "ada@northwind.example",
        email: "ada@northwind.example",
        firstName: "Given",
        lastName: "ada",
        title: "Lead",
      },
    });
    expect(members?.[0]?.attributes["id"]).toBe(members?.[0]?.id);
    expect(members?.[0]).not.toHaveProperty("inactive");
    expect(members?.[1]?.inactive).toBe("deactivated in Okta");
  });

  test("follows the pages of a large group", async () => {
    const people = Array.from({ length: 450 }, (_, number) => person(`p${String(number)}`, ["TOTAL-Admin"]));
    const { session } = await openOrg({ people });
    expect(new Set((await session.directory.members("TOTAL-Admin"))?.map(({ id }) => id)).size).toBe(450);
  });

  test("knows no members of a group that is not there", async () => {
    const { session } = await openOrg();
    expect(await session.directory.members("Nobody")).toBeUndefined();
  });

  test("tells how far Okta is with each person, with the System Log's reason for a failure", async () => {
    const people = [
      person("ada", ["TOTAL-Admin"]),
      withoutFamilyName("suharto", ["TOTAL-Admin"]),
      person("dag", ["Sales"]),
    ];
    const org = await openConnectedOrg({ people });
    const { directory } = org.session;
    const everybody = [
      ...((await directory.members("TOTAL-Admin")) ?? []),
      ...((await directory.members("Sales")) ?? []),
    ];
    await applyAll(groupAssignments("TOTAL-Admin"), org.context);
    const states = async (): Promise<string[]> => {
      const { people: progress } = await directory.progress(everybody, []);
      return everybody.map(({ id }) => progress.get(id)?.state ?? "unknown");
    };
    expect(await states()).toEqual(["waiting", "waiting", "waiting"]);
    await org.clock.sleep(60_000);
    expect(await states()).toEqual(["arrived", "failed", "waiting"]);
    const { people: progress } = await directory.progress(everybody, []);
    expect(progress.get(everybody[1]?.id ?? "")?.reason).toMatch(/suharto/);
    expect(progress.get(everybody[2]?.id ?? "")?.reason).toBe("not assigned to the app yet");
  });

  test("takes a failure without a reason, as real orgs log it, for a failure and not for on the way", async () => {
    const people = [person("ada", ["TOTAL-Admin"]), withoutFamilyName("suharto", ["TOTAL-Admin"])];
    const org = await openConnectedOrg({ people, sandbox: { failureReasons: "none" } });
    const { directory, tenant } = org.session;
    const everybody = (await directory.members("TOTAL-Admin")) ?? [];
    await applyAll(groupAssignments("TOTAL-Admin"), org.context);
    await org.clock.sleep(60_000);
    const { people: progress } = await directory.progress(everybody, []);
    expect(everybody.map(({ id }) => progress.get(id)?.state)).toEqual(["arrived", "failed"]);
    expect(progress.get(everybody[1]?.id ?? "")?.reason).toContain("application.provision.user.sync");
    const [failure] = await tenant.api.log.provisioningFailures(
      tenant.results.app?.id ?? "",
      new Date(0).toISOString(),
      new Date(org.clock.now() + 1000).toISOString(),
    );
    expect(failure).toMatchObject({
      eventType: "application.provision.user.sync",
      severity: "ERROR",
      outcome: { result: "FAILURE", reason: null },
      debugContext: { debugData: { appname: tenant.results.app?.name } },
      target: [{ type: "AppInstance" }, { type: "AppUser", id: expect.stringMatching(/^0ua/) as string }],
    });
  });

  test("takes nobody for on the way whose group is not assigned", async () => {
    const org = await openConnectedOrg({ people: [person("ada", ["TOTAL-Admin"]), person("dag", ["Sales"])] });
    const { directory, tenant } = org.session;
    await applyAll(groupAssignments("TOTAL-Admin"), org.context);
    const sales = (await tenant.api.groups.withName("Sales"))[0];
    if (sales !== undefined) tenant.groups.keep("Sales", sales);
    oktaResults("assigned").give(tenant, { assigned: new Set([...tenant.results.assigned, "Sales"]) });
    const everybody = [
      ...((await directory.members("TOTAL-Admin")) ?? []),
      ...((await directory.members("Sales")) ?? []),
    ];
    const { people: progress } = await directory.progress(everybody, []);
    expect(everybody.map(({ id }) => progress.get(id)?.state)).toEqual(["waiting", "unknown"]);
    expect(progress.get(everybody[1]?.id ?? "")?.reason).toContain("none of the user's groups is assigned");
  });

  test("has no progress to tell before the app exists", async () => {
    const { session } = await openOrg();
    const people = (await session.directory.members("TOTAL-Admin")) ?? [];
    expect(await session.directory.progress(people, [])).toEqual({ people: new Map(), groups: new Map() });
  });

  test("does not take an assigned person of an app without provisioning for arrived", async () => {
    const org = await openOrg();
    await applyAll(samlApp(), org.context);
    await applyAll(groupAssignments("TOTAL-Admin"), org.context);
    await org.clock.sleep(60_000);
    const people = (await org.session.directory.members("TOTAL-Admin")) ?? [];
    const { people: progress } = await org.session.directory.progress(people, []);
    expect([...progress.values()]).toEqual(
      [0, 1].map(() => ({ state: "unknown", reason: expect.stringContaining("provisioning is off") as string })),
    );
  });
});

describe("without the right to read the System Log", () => {
  test("the log is unchecked, and the progress goes by the app alone", async () => {
    const app = { id: "0oa1", name: "a", label: "TOTAL", status: "ACTIVE", features: ["PUSH_NEW_USERS"] };
    const server = await startRawServer((request, response) => {
      if (request.url.startsWith("/.well-known/")) json(response, 200, { id: "00oTest" });
      else if (request.url.startsWith("/api/v1/apps/0oa1/users"))
        json(response, 200, [{ id: "00u1", status: "STAGED", syncState: "ERROR" }]);
      else if (request.url.startsWith("/api/v1/apps/0oa1")) json(response, 200, app);
      else json(response, 403, { errorCode: "E0000006", errorSummary: "no", errorId: "oae1" });
    });
    const { tenant, directory } = await open(server.url);
    oktaResults("app").give(tenant, { app: await tenant.api.apps.get("0oa1") });
    const { people: progress } = await directory.progress(
      [{ id: "00u1", name: "ada", attributes: { id: "00u1" } }],
      [],
    );
    expect(progress.get("00u1")?.state).toBe("failed");

    const { context } = await openOrg();
    const look = await systemLog().look({ ...context, tenant });
    expect(look).toMatchObject({ changes: [], unchecked: [expect.stringContaining("okta.logs.read")] });
  });
});
