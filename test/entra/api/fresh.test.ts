import { describe, expect, test } from "vitest";
import { failureOf } from "../../okta/support/failure.js";
import { answers, APP_ID, graphError, JOB_ID, NEW, OLD, openApi, startAnswering, json } from "./graph-server.js";
import { startRawServer } from "../../support/raw-server.js";

const JOB = { id: JOB_ID, templateId: "scim" };
const DENIED = answers(
  403,
  graphError("Authorization_RequestDenied", "Insufficient privileges to complete the operation."),
);
const MISSING = answers(404, graphError("Request_ResourceNotFound", "Resource does not exist."));
const CONFLICT = answers(409, graphError("Conflict", "The application is not ready."));
const NOT_YET = [answers(401), DENIED, MISSING, CONFLICT];

describe("a new application", () => {
  test("is asked for every five seconds while the synchronization service does not know it", async () => {
    const server = await startAnswering(...NOT_YET, answers(200, { value: [{ id: "customappsso" }, { id: "scim" }] }));
    const { api, clock, events } = openApi(server.url);
    expect(await api.jobs.templates(APP_ID, NEW)).toEqual(["customappsso", "scim"]);
    expect(clock.elapsed()).toBe(20_000);
    expect(events.map(({ code }) => code)).toEqual(Array.from({ length: 4 }, () => "request.delayed"));
    expect(JSON.stringify(events[0])).toContain("the application is new");
  });

  test("is given up after two minutes with the last refusal", async () => {
    const server = await startAnswering(answers(401));
    const { api, clock } = openApi(server.url);
    expect(await failureOf(api.connection.read(APP_ID, NEW))).toMatchObject({ code: "graph-empty-401", exitCode: 4 });
    expect(clock.elapsed()).toBe(120_000);
  });

  test("is not waited for with a token that has ended", async () => {
    const server = await startAnswering(
      answers(401, graphError("InvalidAuthenticationToken", "Lifetime validation failed.")),
    );
    expect(await failureOf(openApi(server.url).api.jobs.list(APP_ID, NEW))).toMatchObject({
      code: "graph-unauthorized",
    });
    expect(server.seen).toHaveLength(1);
  });

  test("that is not new is refused at once", async () => {
    for (const [index, code] of ["graph-empty-401", "graph-forbidden", "graph-not-found", "graph-conflict"].entries()) {
      const server = await startAnswering(NOT_YET[index] ?? answers(500));
      expect(await failureOf(openApi(server.url).api.jobs.list(APP_ID, OLD))).toMatchObject({ code, refused: true });
      expect(server.seen).toHaveLength(1);
    }
  });

  test("is assigned a group once the directory can refer to it", async () => {
    const invalid = answers(400, graphError("Request_BadRequest", "Not a valid reference update."));
    const made = { id: "assignment-1", appRoleId: "role", principalId: "group", resourceId: APP_ID };
    const server = await startAnswering(invalid, MISSING, answers(201, made));
    const { api, clock } = openApi(server.url);
    const assignment = { servicePrincipalId: APP_ID, groupId: "group", appRoleId: "role" };
    expect(await api.assignments.assign({ ...assignment, ...NEW })).toEqual({ id: "assignment-1" });
    expect(clock.elapsed()).toBe(10_000);
    expect(server.seen.map(({ body }) => body)).toEqual(
      Array.from({ length: 3 }, () => JSON.stringify({ principalId: "group", resourceId: APP_ID, appRoleId: "role" })),
    );
  });

  test("to which the caller may assign nobody is not waited for", async () => {
    const server = await startAnswering(DENIED);
    const assignment = { servicePrincipalId: APP_ID, groupId: "group", appRoleId: "role", ...NEW };
    expect(await failureOf(openApi(server.url).api.assignments.assign(assignment))).toMatchObject({
      code: "graph-forbidden",
    });
    expect(server.seen).toHaveLength(1);
  });

  test("keeps a group that is assigned already", async () => {
    const message = "Permission being assigned already exists on the object";
    const server = await startAnswering(answers(400, graphError("Request_BadRequest", message)));
    const assignment = { servicePrincipalId: APP_ID, groupId: "group", appRoleId: "role", ...OLD };
    expect(await openApi(server.url).api.assignments.assign(assignment)).toEqual({});
  });
});

describe("making a job", () => {
  const busy = graphError("GatewayTimeout", "The server did not answer in time.");

  test("looks for it when the answer leaves open whether it was made, and makes no second one", async () => {
    const server = await startRawServer((request, response, number) => {
      if (request.method === "POST") json(response, 504, busy);
      else json(response, 200, { value: number < 4 ? [{ id: "customappsso.1" }] : [JOB] });
    });
    const { api, clock } = openApi(server.url);
    expect(await api.jobs.create(APP_ID, "scim", OLD)).toEqual(JOB);
    expect(server.seen.map(({ method }) => method)).toEqual(["POST", "GET", "GET", "GET"]);
    expect(clock.elapsed()).toBe(10_000);
  });

  test("tells by the id of which template a job is, when the answer leaves that out", async () => {
    const server = await startRawServer((request, response) => {
      if (request.method === "POST") response.destroy();
      else json(response, 200, { value: [{ id: JOB_ID }] });
    });
    expect((await openApi(server.url).api.jobs.create(APP_ID, "scim", OLD)).id).toBe(JOB_ID);
  });

  test("leaves the doubt when it is not listed after half a minute", async () => {
    const server = await startRawServer((request, response) => {
      if (request.method === "POST") json(response, 504, busy);
      else json(response, 200, { value: [] });
    });
    const { api, clock } = openApi(server.url);
    const error = await failureOf(api.jobs.create(APP_ID, "scim", OLD));
    expect(error).toMatchObject({ code: "graph-unavailable", refused: false });
    expect(clock.elapsed()).toBe(30_000);
    expect(server.seen.filter(({ method }) => method === "POST")).toHaveLength(1);
  });

  test("takes a conflict for the job that is there", async () => {
    const server = await startRawServer((request, response) => {
      if (request.method === "POST") CONFLICT(response);
      else json(response, 200, { value: [JOB] });
    });
    expect(await openApi(server.url).api.jobs.create(APP_ID, "scim", OLD)).toEqual(JOB);
  });

  test("tries a conflict again when there is no such job and the application is new", async () => {
    let posts = 0;
    const server = await startRawServer((request, response) => {
      if (request.method === "GET") json(response, 200, { value: [] });
      else if ((posts += 1) < 3) CONFLICT(response);
      else json(response, 201, JOB);
    });
    const { api } = openApi(server.url);
    expect(await api.jobs.create(APP_ID, "scim", NEW)).toEqual(JOB);
    expect(server.seen.map(({ method }) => method)).toEqual(["POST", "GET", "POST", "GET", "POST"]);
  });

  test.each([
    [403, "graph-forbidden"],
    [400, "graph-invalid"],
  ])("that is refused with HTTP %i is refused", async (status, code) => {
    const server = await startAnswering(answers(status, graphError("Something", "No.")));
    expect(await failureOf(openApi(server.url).api.jobs.create(APP_ID, "scim", OLD))).toMatchObject({ code });
    expect(server.seen).toHaveLength(1);
  });
});
