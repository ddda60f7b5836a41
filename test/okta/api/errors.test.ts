import type { ServerResponse } from "node:http";
import { describe, expect, test } from "vitest";
import { OKTA_ERROR_CODES } from "../../../src/okta/api/error-codes.js";
import { failureOf } from "../support/failure.js";
import { json, openApi, TOKEN } from "../support/org-server.js";
import { startRawServer } from "../../support/raw-server.js";

function okta(errorCode: string, errorSummary: string, causes: readonly string[] = []): object {
  const errorCauses = causes.map((cause) => ({ errorSummary: cause }));
  return { errorCode, errorSummary, errorLink: errorCode, errorId: "oaeTestErrorId", errorCauses };
}

/** Okta's codes as its documentation lists them, what total-setup makes of each, and a word that has to be among what is to be done. */
const CODES: readonly (readonly [code: string, status: number, told: string, exitCode: number, fix: RegExp])[] = [
  ["E0000001", 400, "okta-invalid", 1, /what Okta names/],
  ["E0000003", 400, "okta-invalid", 1, /bug/],
  ["E0000004", 401, "okta-unauthorized", 4, /Security > API > Tokens/],
  ["E0000005", 403, "okta-unauthorized", 4, /network/],
  ["E0000006", 403, "okta-forbidden", 4, /role .* scope/],
  ["E0000007", 404, "okta-not-found", 1, /deleted/],
  ["E0000008", 404, "okta-not-found", 1, /deleted/],
  ["E0000009", 500, "okta-unavailable", 1, /status\.okta\.com/],
  ["E0000010", 503, "okta-unavailable", 1, /maintenance/],
  ["E0000011", 401, "okta-unauthorized", 4, /Security > API > Tokens/],
  ["E0000015", 401, "okta-feature-missing", 4, /Lifecycle Management/],
  ["E0000022", 405, "okta-unsupported", 1, /Admin Console/],
  ["E0000024", 400, "okta-state-forbids", 1, /Activate the app/],
  ["E0000027", 400, "okta-invalid", 1, /Push Groups/],
  ["E0000031", 400, "okta-invalid", 1, /bug/],
  ["E0000038", 403, "okta-state-forbids", 1, /state/],
  ["E0000045", 400, "okta-invalid", 1, /expression/],
  ["E0000047", 429, "okta-rate-limited", 1, /few minutes/],
  ["E0000053", 400, "okta-invalid", 1, /bug/],
  ["E0000056", 403, "okta-state-forbids", 1, /Deactivate/],
  ["E0000059", 400, "okta-invalid", 1, /base URL/],
  ["E0000060", 501, "okta-unsupported", 1, /Admin Console/],
  ["E0000075", 403, "okta-state-forbids", 1, /Mappings/],
  ["E0000239", 423, "okta-unavailable", 1, /minute/],
];

describe("an answer that refuses", () => {
  test.each(CODES)("%s, HTTP %i, is told as %s", async (errorCode, status, code, exitCode, fix) => {
    const server = await startRawServer((_request, response) => {
      json(response, status, okta(errorCode, "Okta's own words"));
    });
    const error = await failureOf(openApi(server.url).api.apps.get("0oa1"));
    expect(error).toMatchObject({ code, exitCode, requestId: "oaeTestErrorId", refused: status < 500 });
    expect(error.what).toBe(`Okta did not read the app 0oa1 (HTTP ${String(status)}, ${errorCode})`);
    expect(error.why).toContain("Okta's own words");
    expect(error.fix.join(" ")).toMatch(fix);
  });

  test("covers every code that is explained", () => {
    expect(CODES.map(([code]) => code)).toEqual(Object.keys(OKTA_ERROR_CODES));
    expect(CODES.map(([, status]) => status)).toEqual(Object.values(OKTA_ERROR_CODES).map(({ http }) => http));
  });

  test.each([
    [400, okta("E0000999", "Something new"), "okta-invalid", 1],
    [401, {}, "okta-unauthorized", 4],
    [
      403,
      {
        error: "insufficient_scope",
        error_description: "The access token provided does not contain the required scopes.",
      },
      "okta-forbidden",
      4,
    ],
    [404, okta("E0000999", "Something new"), "okta-not-found", 1],
    [409, okta("E0000999", "Something new"), "okta-state-forbids", 1],
    [418, okta("E0000999", "Something new"), "okta-invalid", 1],
    [504, {}, "okta-unavailable", 1],
  ])(
    "with HTTP %i and a code that nobody knows, %j, is told by its status as %s",
    async (status, body, code, exitCode) => {
      const server = await startRawServer((_request, response) => {
        json(response, status, body);
      });
      const error = await failureOf(openApi(server.url).api.apps.get("0oa1"));
      expect(error).toMatchObject({ code, exitCode });
      expect(error.fix.length).toBeGreaterThan(0);
      expect(error.requestId).toBe("errorId" in body ? "oaeTestErrorId" : "reqTest");
    },
  );

  test("names the causes of a validation failure", async () => {
    const server = await startRawServer((_request, response) => {
      json(response, 400, okta("E0000001", "Api validation failed: label", ["label: The field cannot be left blank"]));
    });
    const error = await failureOf(openApi(server.url).api.apps.create({ label: "" }));
    expect(error.message).toContain("create the app");
    expect(error.message).toContain("label: The field cannot be left blank");
    expect(error.refused).toBe(true);
  });

  test("names the scope and the role that the call needs", async () => {
    const server = await startRawServer((_request, response) => {
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
    const server = await startRawServer((_request, response) => {
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
    ["a web page with 403", (response) => response.writeHead(403).end("<html>blocked</html>"), "okta-not-json"],
    ["a web page with 401", (response) => response.writeHead(401).end("<html>sign in</html>"), "okta-not-json"],
    ["an error cut short", (response) => response.writeHead(400).end('{"errorCode":"E00'), "okta-not-json"],
    ["a web page with 429", (response) => response.writeHead(429).end("<html>slow down</html>"), "okta-rate-limited"],
    ["a web page with 502", (response) => response.writeHead(502).end("<html>bad gateway</html>"), "okta-unavailable"],
    ["a web page with 503", (response) => response.writeHead(503).end("<html>busy</html>"), "okta-unavailable"],
    ["an error of 500 cut short", (response) => response.writeHead(500).end('{"errorCode":"E00'), "okta-unavailable"],
  ];
  test.each(answers)("%s is told as such", async (_name, answer, code) => {
    const server = await startRawServer((_request, response) => {
      answer(response);
    });
    const error = await failureOf(openApi(server.url).api.apps.get("0oa1"));
    expect(error).toMatchObject({ code, exitCode: 1 });
    expect(error.fix.length).toBeGreaterThan(0);
    if (code === "okta-unavailable" || code === "okta-rate-limited")
      expect(error.why).toContain("in front of Okta's API");
  });

  test("a redirect is not followed, and the token is not sent on", async () => {
    const elsewhere = await startRawServer((_request, response) => {
      json(response, 200, {});
    });
    const server = await startRawServer((_request, response) => {
      response.writeHead(302, { location: `${elsewhere.url}/login` }).end();
    });
    const error = await failureOf(openApi(server.url).api.apps.get("0oa1"));
    expect(error.code).toBe("okta-redirected");
    expect(error.message).toContain(new URL(elsewhere.url).host);
    expect(elsewhere.seen).toEqual([]);
  });
});
