import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { EXIT, SetupError } from "../../../src/base/errors.js";
import { Secret } from "../../../src/base/secret.js";
import type { EntraSignIn } from "../../../src/entra/api/sign-in.js";
import { failureOf } from "../../okta/support/failure.js";
import { answers, APP_ID, graphError, json, OLD, openApi, PLACE, startAnswering, TOKEN } from "./graph-server.js";
import { startRawServer } from "../../support/raw-server.js";

const APP = { id: APP_ID, appId: "7e3d2c1b-0000-4000-8000-000000000001", displayName: "TOTAL", somethingNew: true };
const BUSY = graphError("ServiceUnavailable", "The service is temporarily unavailable.");

describe("a request", () => {
  test("carries the token, an id of its own for Microsoft's support, and asks for JSON", async () => {
    const server = await startAnswering(answers(200, APP));
    const { api } = openApi(server.url);
    await api.servicePrincipals.get(APP_ID);
    await api.servicePrincipals.get(APP_ID);
    const [first, second] = server.seen;
    expect(first).toMatchObject({
      method: "GET",
      url: `/v1.0/servicePrincipals/${APP_ID}`,
      headers: { authorization: `Bearer ${TOKEN}`, accept: "application/json" },
    });
    expect(first?.headers["client-request-id"]).toMatch(/^[0-9a-f-]{36}$/);
    expect(first?.headers["client-request-id"]).not.toBe(second?.headers["client-request-id"]);
  });

  test("says nothing of the SDK, and sends no content type without a body", async () => {
    const server = await startAnswering(answers(204));
    await openApi(server.url).api.jobs.start(PLACE);
    expect(server.seen[0]?.headers).not.toHaveProperty("sdkversion");
    expect(server.seen[0]?.headers).not.toHaveProperty("content-type");
    expect(server.seen[0]?.headers["content-length"]).toBe("0");
  });

  test("asks the sign-in for a token each time, since one may have ended in between", async () => {
    const server = await startAnswering(answers(200, APP));
    const tokens = ["first-token-of-two", "second-token-of-two"].map((text) => new Secret(text));
    const { api, exchanges } = openApi(server.url, {
      signIn: { name: "a test", token: () => Promise.resolve(tokens.shift() ?? new Secret("none-is-left")) },
    });
    await api.servicePrincipals.get(APP_ID);
    await api.servicePrincipals.get(APP_ID);
    expect(server.seen.map(({ headers }) => headers.authorization)).toEqual([
      "Bearer first-token-of-two",
      "Bearer second-token-of-two",
    ]);
    expect(exchanges.map(({ headers }) => headers["authorization"])).toEqual(["[redacted]", "[redacted]"]);
  });

  test("whose token is refused is signed once more where a fresh one can be had, a POST too", async () => {
    const expired = graphError("InvalidAuthenticationToken", "the token is expired.");
    const server = await startAnswering(answers(401, expired), answers(204));
    const refused: string[] = [];
    let token = new Secret("old-token-of-test");
    const signIn: EntraSignIn = {
      name: "a test",
      token: () => Promise.resolve(token),
      renewed: (one) => {
        refused.push(one.reveal());
        token = new Secret("fresh-token-of-test");
        return Promise.resolve(token);
      },
    };
    const { api } = openApi(server.url, { signIn });
    await api.jobs.start(PLACE);
    await api.jobs.start(PLACE);
    expect(refused).toEqual(["old-token-of-test"]);
    expect(server.seen.map(({ method, headers }) => [method, headers.authorization])).toEqual([
      ["POST", "Bearer old-token-of-test"],
      ["POST", "Bearer fresh-token-of-test"],
      ["POST", "Bearer fresh-token-of-test"],
    ]);
  });

  test("whose fresh token is refused, too, is given up", async () => {
    const server = await startAnswering(
      answers(401, graphError("InvalidAuthenticationToken", "the token is expired.")),
    );
    let made = 0;
    const renewed = (): Promise<Secret> => {
      made += 1;
      return Promise.resolve(new Secret(TOKEN));
    };
    const { api } = openApi(server.url, {
      signIn: { name: "a test", token: () => Promise.resolve(new Secret(TOKEN)), renewed },
    });
    expect(await failureOf(api.servicePrincipals.get(APP_ID))).toMatchObject({
      code: "graph-token-expired",
      exitCode: 4,
    });
    expect([made, server.seen.length]).toEqual([1, 2]);
  });

  test("is not sent when signing in fails, and the sign-in's own error is told", async () => {
    const server = await startAnswering(answers(200, APP));
    const refusal = new SetupError({ code: "sign-in-failed", exitCode: EXIT.access, what: "No", fix: [] });
    const { api, exchanges } = openApi(server.url, {
      signIn: { name: "a test", token: () => Promise.reject(refusal) },
    });
    expect(await failureOf(api.servicePrincipals.instantiate("TOTAL"))).toBe(refusal);
    expect([server.seen, exchanges, api.requests()]).toEqual([[], [], { reads: 0, writes: 0 }]);
  });

  test("keeps fields of the answer that it does not know, and takes a compressed answer", async () => {
    const server = await startRawServer((_request, response) => {
      response.writeHead(200, { "content-type": "application/json", "content-encoding": "gzip" });
      response.end(gzipSync(JSON.stringify({ ...APP, displayName: "総務 TOTAL" })));
    });
    expect(await openApi(server.url).api.servicePrincipals.get(APP_ID)).toEqual({ ...APP, displayName: "総務 TOTAL" });
  });

  test("is recorded with its answer, parsed and without secrets", async () => {
    const server = await startRawServer((request, response) => {
      json(response, 400, graphError("Request_BadRequest", `you sent ${request.body} with ${TOKEN}`));
    });
    const { api, exchanges } = openApi(server.url);
    const settings = [
      { key: "BaseAddress", value: "https://scim.example/v2" },
      { key: "SecretToken", value: new Secret("scim-secret-token") },
    ];
    const error = await failureOf(api.connection.write(APP_ID, settings, OLD));
    expect(exchanges).toHaveLength(1);
    expect(exchanges[0]).toMatchObject({
      at: "2026-03-25T13:45:47.000Z",
      from: "total-setup",
      to: "tenant",
      method: "PUT",
      path: `/v1.0/servicePrincipals/${APP_ID}/synchronization/secrets`,
      headers: { authorization: "[redacted]", "content-type": "application/json" },
      body: {
        value: [
          { key: "BaseAddress", value: "https://scim.example/v2" },
          { key: "SecretToken", value: "[redacted]" },
        ],
      },
      status: 400,
    });
    expect(server.seen[0]?.body).toContain("scim-secret-token");
    expect(error.message).toContain("you sent");
    expect(JSON.stringify([exchanges, error.message])).not.toMatch(/scim-secret-token|access-token-of/);
  });

  test("that may be repeated shares a kept connection, one that creates has its own", async () => {
    const server = await startAnswering(answers(200, APP), answers(201, { application: {}, servicePrincipal: APP }));
    const { api } = openApi(server.url);
    await api.servicePrincipals.get(APP_ID);
    await api.servicePrincipals.instantiate("TOTAL");
    expect(server.seen.map(({ headers }) => headers.connection)).toEqual(["keep-alive", "close"]);
  });

  test("counts as a read when it changes nothing, also Test Connection, which is a POST", async () => {
    const server = await startAnswering(answers(204));
    const { api } = openApi(server.url);
    await api.jobs.validate(PLACE, "saved");
    expect(api.requests()).toEqual({ reads: 1, writes: 0 });
    await api.jobs.start(PLACE);
    await api.jobs.replaceSchema(PLACE, {});
    expect(api.requests()).toEqual({ reads: 1, writes: 2 });
  });

  test("that only reads is given up when the run is interrupted, one that writes is let through", async () => {
    const interrupt = new AbortController();
    const server = await startRawServer((request, response) => {
      if (request.method === "GET") interrupt.abort(new Error("interrupted by Ctrl-C"));
      else setTimeout(() => response.writeHead(204).end(), 20);
    });
    const { api } = openApi(server.url, { signal: interrupt.signal });
    const writing = api.jobs.start(PLACE);
    await expect(api.servicePrincipals.get(APP_ID)).rejects.toThrow("interrupted by Ctrl-C");
    await expect(writing).resolves.toBeUndefined();
    await expect(api.jobs.start(PLACE)).rejects.toThrow("interrupted by Ctrl-C");
    expect(server.seen).toHaveLength(2);
  });
});

describe("trying again", () => {
  test.each([
    ["7", 7_000],
    ["Wed, 25 Mar 2026 13:46:07 GMT", 20_000],
    ["99999", 120_000],
  ])(
    "waits after a 429 as long as Retry-After says (%s), on the given clock, and also for a POST",
    async (after, ms) => {
      const headers = { date: "Wed, 25 Mar 2026 13:45:47 GMT", "retry-after": after };
      const server = await startAnswering(
        answers(429, graphError("TooManyRequests", "Too many requests"), headers),
        answers(201, { application: { id: "a" }, servicePrincipal: APP }),
      );
      const { api, clock, events } = openApi(server.url);
      await api.servicePrincipals.instantiate("TOTAL");
      expect(server.seen).toHaveLength(2);
      expect(clock.elapsed()).toBe(ms);
      expect(events).toMatchObject([{ code: "request.delayed", waitMs: ms }]);
    },
  );

  test.each([500, 502, 503, 504])("repeats a GET, a PUT and Test Connection after HTTP %i", async (status) => {
    const server = await startRawServer((_request, response, number) => {
      if (number % 3 === 0) response.writeHead(204).end();
      else json(response, status, BUSY);
    });
    const { api } = openApi(server.url);
    await api.jobs.replaceSchema(PLACE, {});
    await api.jobs.validate(PLACE, "saved");
    expect(server.seen.map(({ method }) => method)).toEqual(["PUT", "PUT", "PUT", "POST", "POST", "POST"]);
  });

  test("repeats a PUT after the connection broke off", async () => {
    const server = await startAnswering((response) => response.destroy(), answers(204));
    const { api } = openApi(server.url);
    await api.connection.write(APP_ID, [], OLD);
    expect(api.requests()).toEqual({ reads: 0, writes: 2 });
  });

  test.each([
    ["HTTP 504", answers(504, BUSY)],
    ["HTTP 503 with Retry-After", answers(503, BUSY, { "retry-after": "1" })],
    ["a broken connection", answers(0)],
  ])("never repeats a POST that makes something after %s: it may have been carried out", async (name, answer) => {
    const server = await startAnswering(name === "a broken connection" ? (response) => response.destroy() : answer);
    const { api } = openApi(server.url);
    for (const call of [
      () => api.servicePrincipals.instantiate("TOTAL"),
      () => api.assignments.assign({ servicePrincipalId: APP_ID, groupId: "g", appRoleId: "r", fresh: true }),
      () => api.jobs.start(PLACE),
      () => api.jobs.restart(PLACE, "Full"),
      () => api.jobs.provisionOnDemand(PLACE, { ruleId: "r", groupId: "g", userIds: [] }),
    ])
      expect((await failureOf(call())).refused).toBe(false);
    expect(server.seen).toHaveLength(5);
  });

  test("gives up after a bounded number of tries", async () => {
    const server = await startAnswering(answers(503, BUSY));
    expect(await failureOf(openApi(server.url).api.jobs.schema(PLACE))).toMatchObject({ code: "graph-unavailable" });
    expect(server.seen).toHaveLength(6);
  });
});

describe("lists", () => {
  const person = (number: number): object => ({
    id: String(number),
    userPrincipalName: `p${String(number)}@x.example`,
  });

  test("are read to the last page, by the link as given", async () => {
    const server = await startRawServer((request, response, number) => {
      const next = `http://${request.headers.host ?? ""}/v1.0/groups/g1/members/microsoft.graph.user?$select=id&$skiptoken=op%2Baque=${String(number)}`;
      json(response, 200, { value: [person(number)], ...(number < 3 ? { "@odata.nextLink": next } : {}) });
    });
    const people = await openApi(server.url).api.directory.members("g1");
    expect(people.map(({ id }) => id)).toEqual(["1", "2", "3"]);
    expect(server.seen[2]?.url).toBe("/v1.0/groups/g1/members/microsoft.graph.user?$select=id&$skiptoken=op%2Baque=2");
    expect(server.seen.map(({ headers }) => headers["consistencylevel"])).toEqual(["eventual", "eventual", "eventual"]);
  });

  test("do not follow a link to another host or out of the version: the token stays", async () => {
    const elsewhere = await startAnswering(answers(200, { value: [] }));
    const server = await startRawServer((request, response, number) => {
      const own = `http://${request.headers.host ?? ""}`;
      const link = [`${elsewhere.url}/v1.0/groups?x`, `${own}/beta/groups?x`, "/v1.0/groups?x"][number - 1];
      json(response, 200, { value: [], "@odata.nextLink": link });
    });
    const { api } = openApi(server.url);
    for (let number = 0; number < 3; number += 1)
      expect(await failureOf(api.directory.members("g1"))).toMatchObject({ code: "graph-link-foreign", exitCode: 1 });
    expect(elsewhere.seen).toEqual([]);
    expect(server.seen).toHaveLength(3);
  });

  test("that name the same page as the next one are stopped", async () => {
    const server = await startRawServer((request, response) => {
      json(response, 200, { value: [], "@odata.nextLink": `http://${request.headers.host ?? ""}${request.url}` });
    });
    expect(await failureOf(openApi(server.url).api.directory.members("g1"))).toMatchObject({
      code: "graph-paging-endless",
    });
    expect(server.seen).toHaveLength(1);
  });

  test("of the log end after twenty pages, and give each record once", async () => {
    const server = await startRawServer((request, response, number) => {
      const next = `http://${request.headers.host ?? ""}/v1.0/auditLogs/provisioning?$skiptoken=${String(number)}`;
      const records = [number, number + 1].map((id) => ({ id: String(id), activityDateTime: "2026-03-25T13:00:00Z" }));
      json(response, 200, { value: records, "@odata.nextLink": next });
    });
    const records = await openApi(server.url).api.provisioningLog("scim.1", "2026-03-25T12:00:00.000Z");
    expect(server.seen).toHaveLength(20);
    expect(records.map(({ id }) => id)).toEqual(Array.from({ length: 21 }, (_, index) => String(index + 1)));
  });
});
