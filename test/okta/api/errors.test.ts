import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { once } from "node:events";
import { describe, expect, test } from "vitest";
import { failureOf } from "../support/failure.js";
import { json, openApi, startOrgServer, TOKEN } from "../support/org-server.js";

function okta(errorCode: string, errorSummary: string, causes: readonly string[] = []): unknown {
  const errorCauses = causes.map((cause) => ({ errorSummary: cause }));
  return { errorCode, errorSummary, errorLink: errorCode, errorId: "oaeTestErrorId", errorCauses };
}

describe("an answer that refuses", () => {
  test.each([
    [401, okta("E0000011", "Invalid token provided"), "okta-unauthorized", 4],
    [401, okta("E0000004", "Authentication failed"), "okta-unauthorized", 4],
    [
      401,
      okta("E0000015", "You do not have permission to access the feature you are requesting"),
      "okta-feature-missing",
      4,
    ],
    [403, okta("E0000006", "You do not have permission to perform the requested action"), "okta-forbidden", 4],
    [404, okta("E0000007", "Not found: Resource not found: 0oa1 (AppInstance)"), "okta-not-found", 1],
    [
      400,
      okta("E0000001", "Api validation failed: label", ["label: The field cannot be left blank"]),
      "okta-invalid",
      1,
    ],
    [405, okta("E0000022", "The endpoint does not support the provided HTTP method"), "okta-unsupported", 1],
    [501, okta("E0000060", "Unsupported operation."), "okta-unsupported", 1],
    [429, okta("E0000047", "API call exceeded rate limit due to too many requests."), "okta-rate-limited", 1],
    [503, okta("E0000010", "Service is in read only mode."), "okta-unavailable", 1],
    [500, okta("E0000009", "Internal Server Error"), "okta-unavailable", 1],
    [
      403,
      {
        error: "insufficient_scope",
        error_description: "The access token provided does not contain the required scopes.",
      },
      "okta-forbidden",
      4,
    ],
  ])("with HTTP %i %j is told as %s", async (status, body, code, exitCode) => {
    const server = await startOrgServer((_request, response) => {
      json(response, status, body);
    });
    const error = await failureOf(openApi(server.url).api.apps.get("0oa1"));
    expect(error).toMatchObject({ code, exitCode });
    expect(error.fix.length).toBeGreaterThan(0);
    expect(error.requestId).toBe("errorId" in (body as object) ? "oaeTestErrorId" : "reqTest");
  });

  test("names the causes of a validation failure", async () => {
    const server = await startOrgServer((_request, response) => {
      json(response, 400, okta("E0000001", "Api validation failed: label", ["label: The field cannot be left blank"]));
    });
    const error = await failureOf(openApi(server.url).api.apps.create({ label: "" }));
    expect(error.message).toContain("create the app");
    expect(error.message).toContain("label: The field cannot be left blank");
    expect(error.refused).toBe(true);
  });

  test("names the scope and the role that the call needs", async () => {
    const server = await startOrgServer((_request, response) => {
      json(response, 403, okta("E0000006", "You do not have permission to perform the requested action"));
    });
    const { api } = openApi(server.url);
    const error = await failureOf(
      api.groupPush.create("0oa1", { sourceGroupId: "00g1", targetGroupName: "TOTAL-Admin" }),
    );
    expect(error.fix.join(" ")).toContain("okta.apps.manage and okta.groups.manage");
    expect(error.fix.join(" ")).toContain("Group Administrator");
  });

  test("never repeats the token, even when the server does", async () => {
    const server = await startOrgServer((_request, response) => {
      json(response, 400, okta("E0000001", `Bad header SSWS ${TOKEN}`, [`token ${TOKEN}`]));
    });
    const { api, exchanges } = openApi(server.url);
    const error = await failureOf(api.apps.get("0oa1"));
    expect(error.message).toContain("Bad header");
    expect(JSON.stringify([error, error.message, error.stack, exchanges])).not.toContain(TOKEN);
  });
});

describe("an answer that is not what the API answers", () => {
  const answers: readonly [string, (response: ServerResponse) => void, string][] = [
    ["a web page with 200", (response) => response.end("<!doctype html><title>Sign in</title>"), "okta-not-json"],
    ["a web page with 404", (response) => response.writeHead(404).end("<html>nothing here</html>"), "okta-not-json"],
    ["JSON cut short", (response) => response.end('{"id":"0oa1","na'), "okta-not-json"],
    ["nothing", (response) => response.end(), "okta-not-json"],
    ["another shape", (response) => response.end('{"id":7}'), "okta-answer-unexpected"],
    ["null", (response) => response.end("null"), "okta-answer-unexpected"],
    ["a web page with 503", (response) => response.writeHead(503).end("<html>busy</html>"), "okta-unavailable"],
  ];
  test.each(answers)("%s is told as such", async (_name, answer, code) => {
    const server = await startOrgServer((_request, response) => {
      answer(response);
    });
    expect(await failureOf(openApi(server.url).api.apps.get("0oa1"))).toMatchObject({ code, exitCode: 1 });
  });

  test("a redirect is not followed, and the token is not sent on", async () => {
    const elsewhere = await startOrgServer((_request, response) => {
      json(response, 200, {});
    });
    const server = await startOrgServer((_request, response) => {
      response.writeHead(302, { location: `${elsewhere.url}/login` }).end();
    });
    const error = await failureOf(openApi(server.url).api.apps.get("0oa1"));
    expect(error.code).toBe("okta-redirected");
    expect(error.message).toContain(new URL(elsewhere.url).host);
    expect(elsewhere.seen).toEqual([]);
  });
});

describe("a request without an answer", () => {
  test("a refused connection is told in words", async () => {
    const server = createServer();
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    server.close();
    await once(server, "close");
    const error = await failureOf(openApi(`http://127.0.0.1:${String(port)}`).api.apps.get("0oa1"));
    expect(error).toMatchObject({
      code: "okta-unreachable",
      exitCode: 1,
      why: "nothing listens there: the connection was refused",
    });
  });

  test("a name without an address is told in words", async () => {
    const error = await failureOf(openApi("https://nobody.invalid").api.apps.get("0oa1"));
    expect(error.code).toBe("okta-unreachable");
    expect(error.why).toMatch(/DNS/);
  });

  test.each([
    ["before the answer", (response: ServerResponse) => response.destroy()],
    [
      "in the middle of the answer",
      (response: ServerResponse) => {
        response.writeHead(200, { "content-length": "1000" });
        response.write('{"id":', () => response.destroy());
      },
    ],
  ])("a connection that breaks off %s is told in words", async (_when, breakOff) => {
    const server = await startOrgServer((_request, response) => {
      breakOff(response);
    });
    const error = await failureOf(openApi(server.url).api.apps.get("0oa1"));
    expect(error.code).toBe("okta-unreachable");
    expect(error.why).toMatch(/broke off/);
  });

  test("a server that does not answer is given up after the time limit", async () => {
    const server = await startOrgServer(() => undefined);
    const error = await failureOf(openApi(server.url, { timeoutMs: 30 }).api.apps.create({ label: "x" }));
    expect(error).toMatchObject({ code: "okta-unreachable", why: "no whole answer came in time" });
    expect(error.refused).toBe(false);
  });

  test("an interrupted run stops waiting for the answer", async () => {
    const interrupt = new AbortController();
    const server = await startOrgServer(() => {
      interrupt.abort(new Error("interrupted by Ctrl-C"));
    });
    await expect(openApi(server.url, { signal: interrupt.signal }).api.apps.get("0oa1")).rejects.toThrow(
      "interrupted by Ctrl-C",
    );
    expect(server.seen).toHaveLength(1);
  });
});
