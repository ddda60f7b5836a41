import type { ServerResponse } from "node:http";
import { describe, expect, test } from "vitest";
import { GRAPH_REFUSALS } from "../../../src/base/codes/graph-refusals.js";
import { GRAPH_ERROR_CODES } from "../../../src/entra/api/error-codes.js";
import { failureOf } from "../../okta/support/failure.js";
import { answers, APP_ID, graphError, json, OLD, openApi, PLACE, startAnswering, tokenWith } from "./graph-server.js";
import { startRawServer } from "../../support/raw-server.js";

/** Microsoft's codes, what total-setup makes of each, and a word that has to be among what is to be done. */
const CODES: readonly (readonly [code: string, status: number, told: string, exitCode: number, fix: RegExp])[] = [
  ["InvalidAuthenticationToken", 401, "graph-unauthorized", 4, /Sign in again/],
  ["Authorization_RequestDenied", 403, "graph-forbidden", 4, /role .*permission/],
  ["Authentication_MSGraphPermissionMissing", 403, "graph-forbidden", 4, /role .*permission/],
  ["Authentication_RequestFromUnsupportedUserRole", 403, "graph-role-missing", 4, /role /],
  ["Authentication_RequestFromNonPremiumTenantOrB2CTenant", 403, "graph-licence", 4, /Billing Administrator/],
  ["Request_ResourceNotFound", 404, "graph-not-found", 1, /deleted/],
  ["Request_BadRequest", 400, "graph-invalid", 1, /what Microsoft Graph names/],
  ["Request_UnsupportedQuery", 400, "graph-invalid", 1, /bug/],
  ["Request_MultipleObjectsWithSameKeyValue", 409, "graph-conflict", 1, /few minutes/],
  ["RequestMissingRequiredParameter", 400, "graph-invalid", 1, /bug/],
  ["CredentialsMissing", 400, "graph-invalid", 1, /admin credentials/],
  ["UnknownError", 400, "graph-cannot-provision", 1, /--new-app/],
  ["TooManyRequests", 429, "graph-rate-limited", 1, /few minutes/],
  ["InternalError", 500, "graph-unavailable", 1, /azure\.status\.microsoft/],
];

/** What is to be done about these depends on the right that the call needs. */
const BY_RIGHT = new Set(["graph-forbidden", "graph-role-missing", "graph-empty-401"]);

describe("an answer that refuses", () => {
  test.each(CODES)("%s, HTTP %i, is told as %s", async (code, status, told, exitCode, fix) => {
    const server = await startAnswering(answers(status, graphError(code, "Microsoft's own words")));
    const error = await failureOf(openApi(server.url).api.jobs.schema(PLACE));
    expect(error).toMatchObject({ code: told, exitCode, requestId: "request-of-body", refused: status < 500 });
    expect(error.what).toBe(`Microsoft Graph could not read the attribute mappings (HTTP ${String(status)}, ${code})`);
    expect(error.why).toContain("Microsoft's own words");
    expect(error.fix.join(" ")).toMatch(fix);
  });

  test("covers every code that is explained", () => {
    expect(CODES.map(([code]) => code)).toEqual(Object.keys(GRAPH_ERROR_CODES));
    expect(CODES.map(([, status]) => status)).toEqual(Object.values(GRAPH_ERROR_CODES).map(({ http }) => http));
  });

  test.each([
    [400, graphError("SomethingNew", "Something new"), "graph-invalid", 1],
    [400, graphError("BadRequest", "Not a valid reference update."), "graph-not-replicated", 1],
    [
      400,
      graphError("BadRequest", "Permission being assigned already exists on the object"),
      "graph-already-exists",
      1,
    ],
    [
      401,
      graphError("InvalidAuthenticationToken", "Lifetime validation failed, the token is expired."),
      "graph-token-expired",
      4,
    ],
    [401, graphError("InvalidAuthenticationToken", "TokenIssuedBeforeRevocationTimestamp"), "graph-token-revoked", 4],
    [401, graphError("InvalidAuthenticationToken", ""), "graph-empty-401", 4],
    [401, graphError("UnknownError", ""), "graph-empty-401", 4],
    [401, { error: { code: "UnknownError", message: null } }, "graph-empty-401", 4],
    [403, graphError("Authorization_RequestDenied", "needs a Microsoft Entra ID P1 license."), "graph-licence", 4],
    [404, graphError("SynchronizationJobNotFound", "no such job"), "graph-not-found", 1],
    [405, graphError("MethodNotAllowed", "no"), "graph-unsupported", 1],
    [409, graphError("Conflict", "not now"), "graph-conflict", 1],
    [501, graphError("NotImplemented", "no"), "graph-unsupported", 1],
    [507, graphError("Full", "no"), "graph-unavailable", 1],
    [404, graphError("UnknownError", "a known code with another status"), "graph-not-found", 1],
  ])("HTTP %i with %j is told as %s", async (status, body, code, exitCode) => {
    const server = await startAnswering(answers(status, body));
    expect(await failureOf(openApi(server.url).api.jobs.schema(PLACE))).toMatchObject({ code, exitCode });
  });

  test("tells the details that Microsoft adds, and the request id of the header when the body has none", async () => {
    const error = { code: "SchemaInvalid", message: "The schema is wrong", details: [{ message: "externalId twice" }] };
    const server = await startAnswering(answers(400, { error }));
    expect(await failureOf(openApi(server.url).api.jobs.replaceSchema(PLACE, {}))).toMatchObject({
      what: "Microsoft Graph could not save the attribute mappings (HTTP 400, SchemaInvalid)",
      why: "The schema is wrong; externalId twice",
      requestId: "request-of-header",
    });
  });

  test("an empty 401 of the synchronization service is explained, with the right, the role and what came later", async () => {
    const server = await startAnswering(answers(401, undefined, { "request-id": "r-1" }));
    const error = await failureOf(openApi(server.url).api.connection.write(APP_ID, [], OLD));
    expect(error).toMatchObject({ code: "graph-empty-401", exitCode: 4, requestId: "r-1", refused: true });
    expect(error.why).toMatch(
      /neither the permission nor ownership of the application.*activated the role after signing in/,
    );
    expect(error.fix).toEqual([
      expect.stringContaining("the role Cloud Application Administrator"),
      expect.stringContaining("Synchronization.ReadWrite.All or Application.ReadWrite.OwnedBy"),
      expect.stringContaining("Sign in again"),
    ]);
  });

  test.each([
    ["organization", "User.Read"],
    ["app", "Application.Read.All"],
    ["instantiate", "Application.ReadWrite.All"],
    ["group", "GroupMember.Read.All"],
    ["members", "User.Read.All"],
    ["assign", "AppRoleAssignment.ReadWrite.All"],
    ["jobs", "Synchronization.Read.All"],
    ["start", "Synchronization.ReadWrite.All"],
    ["log", "ProvisioningLog.Read.All"],
  ])("of the call %s names the permission %s", async (call, permission) => {
    const server = await startAnswering(
      answers(403, graphError("Authorization_RequestDenied", "Insufficient privileges")),
    );
    const { api } = openApi(server.url);
    const calls: Record<string, () => Promise<unknown>> = {
      organization: () => api.organization(),
      app: () => api.servicePrincipals.get(APP_ID),
      instantiate: () => api.servicePrincipals.instantiate("TOTAL"),
      group: () => api.directory.groupsNamed("TOTAL-Admin"),
      members: () => api.directory.members("g"),
      assign: () => api.assignments.assign({ servicePrincipalId: APP_ID, groupId: "g", appRoleId: "r", ...OLD }),
      jobs: () => api.jobs.list(APP_ID, OLD),
      start: () => api.jobs.start(PLACE),
      log: () => api.provisioningLog("scim.1", "2026-03-25T12:00:00.000Z"),
    };
    const error = await failureOf(calls[call]?.() ?? Promise.resolve());
    expect(error.fix.join(" ")).toContain(permission);
  });

  test.each([
    ["the permission is in the token", { scp: "Synchronization.Read.All", upn: "ada@x.example" }, "graph-role-missing"],
    [
      "the roles of the person decide",
      { scp: "Directory.AccessAsUser.All", upn: "ada@x.example" },
      "graph-role-missing",
    ],
    ["the permission is not in the token", { scp: "Group.Read.All", upn: "ada@x.example" }, "graph-forbidden"],
    ["an application signs in", { roles: ["Synchronization.Read.All"] }, "graph-forbidden"],
  ])("a 403 where %s is told by that", async (_what, claims, code) => {
    const server = await startAnswering(answers(403, graphError("Authorization_RequestDenied", "Insufficient")));
    const signIn = { name: "a test", token: () => Promise.resolve(tokenWith(claims)) };
    const error = await failureOf(openApi(server.url, { signIn }).api.jobs.schema(PLACE));
    expect(error).toMatchObject({ code, exitCode: 4 });
    expect(error.fix.join(" ")).toMatch(
      code === "graph-role-missing" ? /ada@x.example needs the role Cloud Application/ : /needs the permission Sync/,
    );
  });

  test("every kind has a meaning and, alone or by the right that is named, something to do", () => {
    for (const [code, { means, fix }] of Object.entries(GRAPH_REFUSALS)) {
      expect(means, code).toMatch(/^[a-zM].{15,}/);
      if (!BY_RIGHT.has(code)) expect(fix.join(" "), code).toMatch(/^[A-Z].*\.$/);
    }
  });
});

describe("an answer that is not Graph's", () => {
  const others: readonly (readonly [string, (response: ServerResponse) => unknown, string])[] = [
    ["a web page with 200", (response) => response.end("<html>sign in</html>"), "graph-not-json"],
    ["nothing with 200", (response) => response.end(), "graph-not-json"],
    ["JSON cut short", (response) => response.end('{"id":"1d5'), "graph-not-json"],
    ["a web page with 403", (response) => response.writeHead(403).end("<html>blocked</html>"), "graph-not-json"],
    ["JSON of another kind with 400", (response) => response.writeHead(400).end('{"ok":false}'), "graph-not-json"],
    ["JSON of another shape", (response) => response.end('{"id":7}'), "graph-answer-unexpected"],
    ["a web page with 429", (response) => response.writeHead(429).end("<html>slow down</html>"), "graph-rate-limited"],
    ["a web page with 502", (response) => response.writeHead(502).end("<html>bad gateway</html>"), "graph-unavailable"],
  ];
  test.each(others)("%s is told as such", async (_name, answer, code) => {
    const server = await startAnswering((response) => void answer(response));
    const error = await failureOf(openApi(server.url).api.servicePrincipals.instantiate("TOTAL"));
    expect(error).toMatchObject({ code, exitCode: 1 });
    expect(error.fix.length).toBeGreaterThan(0);
    if (code === "graph-unavailable" || code === "graph-rate-limited")
      expect(error.why).toContain("in front of Microsoft Graph");
  });

  test("leaves open whether a write was carried out when it came with 201", async () => {
    const server = await startAnswering((response) => response.writeHead(201).end('{"application":'));
    expect((await failureOf(openApi(server.url).api.servicePrincipals.instantiate("TOTAL"))).refused).toBe(false);
  });

  test("a redirect is not followed, and the token is not sent on", async () => {
    const elsewhere = await startAnswering(answers(200, {}));
    const server = await startRawServer((_request, response) => {
      response.writeHead(302, { location: `${elsewhere.url}/login` }).end();
    });
    const error = await failureOf(openApi(server.url).api.servicePrincipals.get(APP_ID));
    expect(error.code).toBe("graph-redirected");
    expect(error.message).toContain(new URL(elsewhere.url).host);
    expect(elsewhere.seen).toEqual([]);
  });

  test("a status that HTTP does not have is told in words", async () => {
    const server = await startRawServer((_request, response) => {
      json(response, 799, {});
    });
    expect(await failureOf(openApi(server.url).api.servicePrincipals.instantiate("TOTAL"))).toMatchObject({
      code: "graph-unreachable",
      why: "the answer is not HTTP",
    });
  });

  test("an organization that is none is told", async () => {
    const server = await startAnswering(answers(200, { value: [] }));
    expect(await failureOf(openApi(server.url).api.organization())).toMatchObject({ code: "graph-answer-unexpected" });
  });
});
