import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { Exchange } from "../../src/http/exchange.js";
import type { JsonValue } from "../../src/base/json.js";
import { Secret } from "../../src/base/secret.js";
import { openScimTransport, type ScimTransport } from "../../src/scim-client/http/transport.js";
import type { Target } from "../../src/setup/model/ports.js";
import { startTarget, type RunningTarget } from "../../src/scim-target/http.js";
import { json, listOf, type Answerer } from "./raw-server.js";
import { TOKEN, errorOf, workbench } from "./workbench.js";

const QUESTION = { uniqueIdentifier: "userName", importGroups: false };
const { clock, open, serverWith, clear } = workbench();

afterEach(clear);

describe("a target that works", () => {
  let running: RunningTarget;
  let writer: ScimTransport;

  beforeAll(async () => {
    running = await startTarget();
    const authorization = new Secret(`Bearer ${running.token.reveal()}`);
    const contentType = "application/scim+json";
    writer = openScimTransport({ baseUrl: running.baseUrl, authorization, contentType, from: "test", now: Date.now });
    const ids: string[] = [];
    for (const userName of ['quo"te\\back', "ada@x.example", "bob@x.example"]) {
      ids.push(
        await create("/Users", { userName, emails: [{ value: userName, primary: true }], active: true }, "User"),
      );
    }
    await create(
      "/Groups",
      { displayName: 'Admins & "co"', members: ids.slice(1).map((value) => ({ value })) },
      "Group",
    );
    await create("/Groups", { displayName: "Empty" }, "Group");
  });

  afterAll(async () => {
    writer.close();
    await running.close();
  });

  async function create(path: string, body: Record<string, JsonValue>, schema: string): Promise<string> {
    const schemas = [`urn:ietf:params:scim:schemas:core:2.0:${schema}`];
    const response = await writer.send({ method: "POST", path, body: { schemas, ...body } });
    const created = response.json as { id: string };
    expect(response.status).toBe(201);
    return created.id;
  }

  test("passes the check, which asks what the IdP asks and only reads", async () => {
    const exchanges: Exchange[] = [];
    const target = open(running.baseUrl, running.token, (exchange) => exchanges.push(exchange));
    await target.check({ uniqueIdentifier: "userName", importGroups: true });
    expect(exchanges.map(({ from, method, path }) => `${from} ${method} ${path}`)).toEqual([
      "total-setup GET /scim/v2/Users?startIndex=1&count=2",
      "total-setup GET /scim/v2/Groups?startIndex=1&count=100",
    ]);
    expect(exchanges[0]?.headers).toEqual({
      accept: "application/scim+json",
      "user-agent": "total-setup",
      authorization: "[redacted]",
    });
    expect(target.requests()).toEqual({ reads: 2, writes: 0 });
  });

  test("is asked for groups by name, in any case", async () => {
    const target: Target = open(running.baseUrl, running.token);
    expect(await target.hasGroup('admins & "CO"')).toBe(true);
    expect(await target.hasGroup("Admins")).toBe(false);
  });

  test("shows everybody, or those of the given names, with their values", async () => {
    const target = open(running.baseUrl, running.token);
    const everybody = await target.users([], true);
    expect(everybody.map(({ userName }) => userName)).toEqual(['quo"te\\back', "ada@x.example", "bob@x.example"]);
    const [ada, ...others] = await target.users(["ADA@x.example", "nobody"], false);
    expect(others).toEqual([]);
    expect(ada?.value("emails[primary eq true].value")).toBe("ada@x.example");
    expect(ada?.value("active")).toBe(true);
    expect(ada?.value("title")).toBeUndefined();
    expect(await target.users([], false)).toEqual([]);
  });

  test("shows groups with their members", async () => {
    const target = open(running.baseUrl, running.token);
    const people = new Map((await target.users([], true)).map(({ id, userName }) => [id, userName]));
    const [group, ...others] = await target.groups(['Admins & "co"'], false);
    expect(others).toEqual([]);
    expect([...(group?.memberIds ?? [])].map((id) => people.get(id))).toEqual(["ada@x.example", "bob@x.example"]);
    const all = await target.groups([], true);
    expect(all.map(({ displayName, memberIds }) => [displayName, memberIds?.size])).toEqual([
      ['Admins & "co"', 2],
      ["Empty", 0],
    ]);
  });

  test("refuses a wrong token, and the error says nothing about it", async () => {
    const error = await errorOf(open(running.baseUrl, TOKEN).check(QUESTION));
    expect(error).toMatchObject({ code: "target-unauthorized", exitCode: 1 });
    expect(JSON.stringify([error.message, error.fix])).not.toContain("s3cret");
    expect(error.fix.join(" ")).toContain("expired");
  });

  test("is not found under a wrong path, with a guess at the right one", async () => {
    const error = await errorOf(open(`${running.url}/wrong`, running.token).check(QUESTION));
    expect(error).toMatchObject({ code: "target-not-found", exitCode: 1 });
    expect(error.fix.join(" ")).toContain(`${running.url}/wrong/scim/v2`);
  });
});

describe("a target that does not work is told apart", () => {
  const html = "<!DOCTYPE html><title>Welcome</title>";
  test.each<[string, string, Answerer]>([
    ["401", "target-unauthorized", (_request, response) => response.writeHead(401).end()],
    ["403", "target-unauthorized", (_request, response) => response.writeHead(403).end("Forbidden")],
    ["404", "target-not-found", (_request, response) => response.writeHead(404).end(html)],
    [
      "a web page",
      "target-not-scim",
      (_request, response) => response.writeHead(200, { "content-type": "text/html" }).end(html),
    ],
    ["nothing", "target-not-scim", (_request, response) => response.writeHead(204).end()],
    ["text", "target-not-scim", (_request, response) => response.writeHead(200).end("OK")],
    [
      "no totalResults",
      "target-not-scim",
      (_request, response) => {
        json(response, 200, { Resources: [] });
      },
    ],
    [
      "totalResults as text",
      "target-not-scim",
      (_request, response) => {
        json(response, 200, { totalResults: "0" });
      },
    ],
    [
      "a redirect",
      "target-redirects",
      (_request, response) => response.writeHead(301, { location: "https://x.example/y?z" }).end(),
    ],
    [
      "500",
      "target-error",
      (_request, response) => {
        json(response, 500, { detail: "out of\u001b[31m order" });
      },
    ],
    ["400", "target-error", (_request, response) => response.writeHead(400).end()],
    ["503 for good", "target-error", (_request, response) => response.writeHead(503).end()],
    ["a broken connection for good", "target-unreachable", (_request, response) => response.socket?.resetAndDestroy()],
  ])("%s: %s", async (_what, code, answer) => {
    const server = await serverWith(answer);
    const error = await errorOf(open(server.url).check(QUESTION));
    expect(error).toMatchObject({ code, exitCode: 1 });
    expect(error.what).toContain(server.url);
    expect(error.what).toContain("GET /Users?startIndex=1&count=2");
    expect(error.fix.length).toBeGreaterThan(0);
    expect(error.message).not.toContain("\u001b");
  });

  test("a redirect's aim is named without its query, and the token never goes there", async () => {
    const server = await serverWith((_request, response) =>
      response.writeHead(308, { location: "/new/Users?code=1" }).end(),
    );
    const error = await errorOf(open(`${server.url}/old`).check(QUESTION));
    expect(error.what).toContain(`to ${server.url}/new/Users`);
    expect(error.what).not.toContain("code=1");
    expect(server.arrived).toHaveLength(1);
  });

  test("nobody listens there", async () => {
    const server = await serverWith((_request, response) => response.end());
    await server.close();
    expect(await errorOf(open(server.url).check(QUESTION))).toMatchObject({
      code: "target-unreachable",
      why: "the connection was refused; no program listens at that address",
    });
  });

  test("an address that ends in /Users is guessed to be one level too deep", async () => {
    const server = await serverWith((_request, response) => response.writeHead(404).end());
    const error = await errorOf(open(`${server.url}/scim/v2/Users`).check(QUESTION));
    expect(error.fix.join(" ")).toContain(`Did you mean ${server.url}/scim/v2?`);
  });
});

describe("reads are tried again", () => {
  test("after the time the target asks for, on the clock of the run", async () => {
    const server = await serverWith((_request, response, nth) => {
      if (nth === 1) response.writeHead(429, { "retry-after": "7" }).end();
      else if (nth === 2) response.writeHead(503, { "retry-after": new Date(clock.now() + 5_000).toUTCString() }).end();
      else if (nth === 3) response.socket?.resetAndDestroy();
      else json(response, 200, listOf([]));
    });
    const target = open(server.url);
    const before = clock.now();
    await target.check(QUESTION);
    expect(clock.now() - before).toBeGreaterThanOrEqual(12_000);
    expect(clock.now() - before).toBeLessThan(15_000);
    expect(target.requests()).toEqual({ reads: 4, writes: 0 });
  });
});

describe("whether a group exists", () => {
  test.each<[string, boolean | undefined, Answerer]>([
    [
      "another group, since filters are ignored",
      undefined,
      (_request, response) => {
        json(response, 200, listOf([{ displayName: "X" }], 5));
      },
    ],
    [
      "the group among others",
      true,
      (_request, response) => {
        json(response, 200, listOf([{ displayName: "X" }, { displayName: "G" }]));
      },
    ],
    [
      "404 as JSON, which stands for nobody",
      false,
      (_request, response) => {
        json(response, 404, { status: "404" });
      },
    ],
    ["404 as a web page", undefined, (_request, response) => response.writeHead(404).end("<html>")],
    ["500", undefined, (_request, response) => response.writeHead(500).end()],
    ["no JSON", undefined, (_request, response) => response.end("OK")],
  ])("the target answers %s: %s", async (_what, expected, answer) => {
    const server = await serverWith(answer);
    expect(await open(server.url).hasGroup("G")).toBe(expected);
  });
});

test("a refusal that repeats the token gives away no part of it, wherever its quote ends", async () => {
  for (const before of [0, 180, 185, 190, 195]) {
    const server = await serverWith((_request, response) => {
      json(response, 500, { detail: `${"x".repeat(before)}${TOKEN.reveal()} is unknown` });
    });
    const error = await errorOf(open(server.url).check(QUESTION));
    expect(`${error.message} ${error.fix.join(" ")}`).not.toContain(TOKEN.reveal().slice(0, 5));
  }
});
