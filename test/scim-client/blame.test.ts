import { afterEach, describe, expect, test } from "vitest";
import { json, listOf, type Answerer } from "./raw-server.js";
import { errorOf, workbench } from "./workbench.js";

const QUESTION = { uniqueIdentifier: "userName", importGroups: true };
const { open, serverWith, clear } = workbench();

afterEach(clear);

const ERROR = "urn:ietf:params:scim:api:messages:2.0:Error";

function refusing(status: number, body: Record<string, unknown>): Answerer {
  return (_request, response) => {
    json(response, status, { schemas: [ERROR], status: String(status), ...body });
  };
}

/** People are listed; groups are answered otherwise. */
function withoutGroups(answer: Answerer): Answerer {
  return (request, response, nth) => {
    if (request.url.includes("/Groups")) answer(request, response, nth);
    else json(response, 200, listOf([]));
  };
}

describe("a target's answer is blamed on the right one", () => {
  test.each<[string, Answerer, string, RegExp, RegExp]>([
    ["a 5xx", refusing(500, { detail: "db down" }), "target-error", /500: db down.*problem is at the vendor/, /vendor/],
    ["a 501", refusing(501, {}), "target-error", /does not support this request/, /vendor/],
    [
      "a 400 with a detail",
      refusing(400, { detail: "count must be 1", scimType: "invalidValue" }),
      "target-error",
      /400: invalidValue: count must be 1.*does not accept the request/,
      /vendor/,
    ],
    [
      "a 400 in another vendor's form",
      (_request, response) => {
        json(response, 400, { error: { message: "no such parameter" } });
      },
      "target-error",
      /no such parameter/,
      /vendor/,
    ],
    [
      "a seat limit",
      refusing(403, { detail: "Seat limit reached" }),
      "target-error",
      /does not allow more users/,
      /plan/,
    ],
    ["a refused token", refusing(401, { detail: "expired" }), "target-unauthorized", /expired.*token/, /token/],
    [
      "a token without the right",
      refusing(403, { detail: "admins only" }),
      "target-unauthorized",
      /not allowed to read/,
      /token/,
    ],
    [
      "a target without /Groups",
      withoutGroups(refusing(404, { detail: "no such path" })),
      "target-groups-missing",
      /does not offer groups/,
      /groups/,
    ],
    [
      "a target without /Groups, as a web page",
      withoutGroups((_request, response) => response.writeHead(404).end("<html>")),
      "target-groups-missing",
      /does not offer groups/,
      /groups/,
    ],
    [
      "groups not implemented",
      withoutGroups(refusing(501, {})),
      "target-groups-missing",
      /does not offer groups/,
      /groups/,
    ],
    [
      "totalResults as text",
      (_request, response) => {
        json(response, 200, { ...listOf([]), totalResults: "0" });
      },
      "target-not-scim",
      /"totalResults" in its answer is text/,
      /Show this error to the vendor/,
    ],
  ])("%s", async (_what, answer, code, message, fix) => {
    const server = await serverWith(answer);
    const error = await errorOf(open(server.url).check(QUESTION));
    expect(error.code).toBe(code);
    expect(error.message).toMatch(message);
    expect(error.fix.join(" ")).toMatch(fix);
    if (code !== "target-unauthorized") expect(`${error.message} ${error.fix.join(" ")}`).not.toMatch(/token/);
    expect(error.fix.join(" ")).not.toMatch(/web page|base URL/);
  });

  test.each([
    ["/scim/v2/scim", "/scim/v2"],
    ["/scim/scim/v2", "/scim/v2"],
    ["/scim", "/scim/v2"],
    ["/api/scim", "/api/scim/v2"],
    ["/v2", "/scim/v2"],
    ["/scim/v2/Users", "/scim/v2"],
    ["/tenant", "/tenant/scim/v2"],
  ])("an address ending in %s is guessed to be %s", async (given, likely) => {
    const server = await serverWith((_request, response) => response.writeHead(404).end());
    const error = await errorOf(open(`${server.url}${given}`).check(QUESTION));
    expect(error.fix.join(" ")).toContain(`Did you mean ${server.url}${likely}?`);
  });

  test.each<[string, Answerer]>([
    ["as SCIM", refusing(404, { detail: "nobody" })],
    ["without a body", (_request, response) => response.writeHead(404).end()],
    [
      "in plain words",
      (_request, response) => response.writeHead(404, { "content-type": "text/plain" }).end("User not found"),
    ],
  ])("a 404 to a look-up of nobody %s is nobody, not a wrong address", async (_what, answer) => {
    const server = await serverWith((request, response, nth) => {
      if (request.url.includes("filter=")) answer(request, response, nth);
      else json(response, 200, { ...listOf([{ id: "1", userName: "ada" }], 500) });
    });
    const target = open(server.url);
    expect(await target.users(["zoe"], false)).toEqual([]);
    expect(target.unanswered().join(" ")).not.toMatch(/cannot be asked|no SCIM endpoint/);
  });

  test("a web server's 404 page to a look-up stays a wrong address", async () => {
    const server = await serverWith((_request, response) => response.writeHead(404).end("404 page not found"));
    expect(await errorOf(open(server.url).check(QUESTION))).toMatchObject({ code: "target-not-found" });
  });

  test("numbers as text are named, and what was read still counts", async () => {
    const server = await serverWith((_request, response) => {
      json(response, 200, { ...listOf([{ id: "1", userName: "ada" }]), startIndex: "1" });
    });
    const target = open(server.url);
    expect((await target.users(["ada"], false)).map(({ userName }) => userName)).toEqual(["ada"]);
    expect(target.unanswered().join(" ")).toContain('text (startIndex "1")');
  });
});
