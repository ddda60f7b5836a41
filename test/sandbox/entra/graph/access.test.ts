import { request } from "node:http";
import { expect, test } from "vitest";
import { Secret } from "../../../../src/base/secret.js";
import { LEAST_SCOPES } from "../../../../src/sandbox/entra/graph/rights.js";
import { readAnswer, START, startWorld, type World } from "./world.js";

const HOUR_MS = 3_600_000;

function claims({ sandbox }: World): Record<string, unknown> {
  const [, part = ""] = sandbox.token.reveal().split(".");
  return JSON.parse(Buffer.from(part, "base64url").toString("utf8")) as Record<string, unknown>;
}

test("the token can be read as a person's: tenant, sign-in name, scopes, times of the sandbox's clock", async () => {
  const world = await startWorld();
  expect(claims(world)).toMatchObject({
    tid: world.sandbox.tenantId,
    upn: "administrator@northwind.example",
    scp: LEAST_SCOPES.join(" "),
    iat: START / 1_000,
    aud: "https://graph.microsoft.com",
  });
});

test("with roles the token is an application's own, which cannot ask who it is", async () => {
  const world = await startWorld({ roles: ["User.Read.All"] });
  expect(claims(world)).toMatchObject({ roles: ["User.Read.All"], idtyp: "app" });
  expect(claims(world)).not.toHaveProperty("scp");
  expect(await world.call("GET", "/me")).toMatchObject({ status: 400 });
});

test.each([
  ["no token", {}, "Access token is empty."],
  ["another token", { authorization: "Bearer a.b.c" }, "Access token validation failure."],
])("%s is refused in Graph's words, with ids for the support", async (_what, headers, message) => {
  const { sandbox } = await startWorld();
  const answer = await readAnswer(await fetch(`${sandbox.url}/v1.0/groups`, { headers }));
  const requestId = answer.headers.get("request-id");
  expect(answer.status).toBe(401);
  expect(answer.body).toEqual({
    error: {
      code: "InvalidAuthenticationToken",
      message,
      innerError: { date: "2026-11-20T10:00:00", "request-id": requestId, "client-request-id": requestId },
    },
  });
});

test("a token has its time", async () => {
  const { clock, call } = await startWorld();
  await clock.sleep(27 * HOUR_MS);
  expect((await call("GET", "/me")).status).toBe(200);
  await clock.sleep(2 * HOUR_MS);
  expect((await call("GET", "/me")).error).toMatchObject({ code: "InvalidAuthenticationToken" });
});

test("a token that is given counts as it is", async () => {
  const { call } = await startWorld({ token: new Secret("mine") });
  expect((await call("GET", "/me")).status).toBe(200);
});

test("a client's request id comes back", async () => {
  const { call } = await startWorld();
  const id = "8e2c2a6e-92d5-4f1d-9a80-000000000001";
  const answer = await call("GET", "/groups/nobody", undefined, { "client-request-id": id });
  expect(answer.headers.get("client-request-id")).toBe(id);
  expect(answer.text).toContain(id);
});

const SYNC = "/servicePrincipals/APP/synchronization/jobs";

test.each([
  ["Synchronization.ReadWrite.All", "GET", SYNC, 401, ""],
  ["Synchronization.ReadWrite.All", "POST", SYNC, 401, ""],
  ["Application.ReadWrite.All", "GET", "/servicePrincipals", 403, "Authorization_RequestDenied"],
  ["Application.ReadWrite.All", "POST", "/applicationTemplates/x/instantiate", 403, "Authorization_RequestDenied"],
  [
    "AppRoleAssignment.ReadWrite.All",
    "POST",
    "/servicePrincipals/APP/appRoleAssignedTo",
    403,
    "Authorization_RequestDenied",
  ],
  ["Group.Read.All", "GET", "/groups", 403, "Authorization_RequestDenied"],
  ["User.Read.All", "GET", "/users", 403, "Authorization_RequestDenied"],
  ["ProvisioningLog.Read.All", "GET", "/auditLogs/provisioning", 403, "Authentication_MSGraphPermissionMissing"],
] as const)("without %s, %s %s is refused with %i", async (scope, method, path, status, code) => {
  const world = await startWorld({ scopes: LEAST_SCOPES.filter((one) => one !== scope) });
  const answer = await world.call(method, path.replace("APP", world.app()), method === "POST" ? {} : undefined);
  expect(answer.status).toBe(status);
  expect(answer.error.code).toBe(code);
  if (code === "") expect(answer.text).toBe("");
});

test("the least rights do not change people or groups", async () => {
  const world = await startWorld();
  expect((await world.call("PATCH", `/groups/${world.groupId("TOTAL-Admin")}`, { displayName: "x" })).status).toBe(403);
});

test("reading is enough to look, not to write", async () => {
  const { call, app } = await startWorld({ scopes: ["Synchronization.Read.All"] });
  expect((await call("GET", `/servicePrincipals/${app()}/synchronization/templates`)).status).toBe(200);
  expect((await call("POST", `/servicePrincipals/${app()}/synchronization/jobs`, { templateId: "scim" })).status).toBe(
    401,
  );
});

test.each([
  ["GET", SYNC, 401, ""],
  ["POST", "/applicationTemplates/x/instantiate", 403, "Authorization_RequestDenied"],
  ["POST", "/servicePrincipals/APP/appRoleAssignedTo", 403, "Authorization_RequestDenied"],
  ["GET", "/auditLogs/provisioning", 403, "Authentication_RequestFromUnsupportedUserRole"],
])(
  "a person without a role is refused with all permissions in the token: %s %s",
  async (method, path, status, code) => {
    const world = await startWorld({ administers: false });
    const answer = await world.call(method, path.replace("APP", world.app()), method === "POST" ? {} : undefined);
    expect([answer.status, answer.error.code]).toEqual([status, code]);
  },
);

test("a person without a role sees applications, groups and people; an application needs none", async () => {
  const { call } = await startWorld({ administers: false });
  for (const path of ["/servicePrincipals", "/groups", "/users", "/organization", "/me"])
    expect((await call("GET", path)).status, path).toBe(200);
  const own = await startWorld({ administers: false, roles: ["Synchronization.Read.All"] });
  expect((await own.call("GET", SYNC.replace("APP", own.app()))).status).toBe(200);
});

test("a token as of the Azure CLI works without any scope of synchronization", async () => {
  const { call, app } = await startWorld({ scopes: ["Directory.AccessAsUser.All"] });
  expect((await call("POST", `/servicePrincipals/${app()}/synchronization/jobs`, { templateId: "scim" })).status).toBe(
    201,
  );
});

test("a pipeline that may write its own applications may synchronize these only", async () => {
  const { call, app, clock } = await startWorld({ roles: ["Application.ReadWrite.OwnedBy"] });
  expect((await call("GET", `/servicePrincipals/${app()}/synchronization/jobs`)).status).toBe(401);
  const made = await call("POST", "/applicationTemplates/8adf8e6e-67b2-4cf2-a259-e3dc5476c621/instantiate", {
    displayName: "Own",
  });
  await clock.sleep(15_000);
  const { id } = made.body["servicePrincipal"] as { id: string };
  expect((await call("GET", `/servicePrincipals/${id}/synchronization/jobs`)).status).toBe(200);
});

test("the right to read oneself shows of the tenant its name and domains, and null for the licences", async () => {
  const plans = "/organization?$select=id,displayName,assignedPlans";
  const [all] = (await (await startWorld()).call("GET", plans)).list;
  expect(all).toMatchObject({ displayName: "Northwind" });
  expect(JSON.stringify(all)).toContain("AADPremiumService");
  const [little] = (await (await startWorld({ scopes: ["User.Read"] })).call("GET", plans)).list;
  expect(little).toMatchObject({ displayName: "Northwind", assignedPlans: null });
  const [free] = (await (await startWorld({ licence: "free" })).call("GET", plans)).list;
  expect(JSON.stringify(free)).not.toContain("AADPremiumService");
});

test("people show no more than the rights cover", async () => {
  const world = await startWorld({ scopes: ["User.ReadBasic.All"] });
  const path = `/users/${world.userId("ada@northwind.example")}?$select=id,displayName,jobTitle,accountEnabled`;
  expect((await world.call("GET", path)).body).toMatchObject({
    displayName: "Ada Berg",
    jobTitle: null,
    accountEnabled: null,
  });
});

test("what is not there is refused as Graph does: another version, an unknown segment, a body that is none", async () => {
  const { sandbox, call } = await startWorld();
  expect((await call("GET", `${sandbox.url}/v2.0/groups`)).error.message).toBe("Invalid version: v2.0");
  expect((await call("GET", "/nothing")).error.message).toContain("segment 'nothing'");
  const response = await fetch(`${sandbox.url}/v1.0/servicePrincipals/x/synchronization/jobs`, {
    method: "POST",
    headers: { authorization: `Bearer ${sandbox.token.reveal()}`, "content-type": "application/json" },
    body: "{",
  });
  expect((await readAnswer(response)).error.code).toBe("BadRequest");
});

test("requests are counted, and those that only ask are reads", async () => {
  const { sandbox, call, app } = await startWorld();
  await call("GET", "/groups");
  await call("POST", `/servicePrincipals/${app()}/synchronization/jobs/validateCredentials`, {});
  await call("POST", `/servicePrincipals/${app()}/synchronization/jobs`, {});
  expect(sandbox.tenantRequests()).toEqual({ reads: 2, writes: 1 });
});

test("a page elsewhere that points a name of its own at this machine is not served", async () => {
  const { sandbox } = await startWorld();
  const headers = { host: "attacker.example", authorization: `Bearer ${sandbox.token.reveal()}` };
  const status = await new Promise((resolve, reject) => {
    request(`${sandbox.url}/v1.0/groups`, { headers }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    })
      .on("error", reject)
      .end();
  });
  expect(status).toBe(421);
});
