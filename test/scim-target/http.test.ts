import { request as httpRequest, type IncomingHttpHeaders } from "node:http";
import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Secret } from "../../src/base/secret.js";
import { startTarget, type RunningTarget } from "../../src/scim-target/http.js";
import { userBody } from "../scim-target/harness.js";

let target: RunningTarget;

beforeAll(async () => {
  target = await startTarget({ now: () => Date.UTC(2026, 2, 1) });
});

afterAll(async () => {
  await target.close();
});

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

function ask(
  method: string,
  path: string,
  options: { readonly headers?: Readonly<Record<string, string>>; readonly body?: string | Buffer } = {},
): Promise<Answer> {
  const headers = { authorization: `Bearer ${target.token.reveal()}`, ...options.headers };
  return new Promise((resolve, reject) => {
    const request = httpRequest(target.baseUrl + path, { method, headers, agent: false }, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (chunk: string) => (text += chunk));
      response.on("end", () => {
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
      });
    });
    request.on("error", reject);
    request.end(options.body);
  });
}

/** Every answer with a body is SCIM, and says exactly so. */
function expectError(answer: Answer, status: number, scimType?: string): void {
  expect(answer.status).toBe(status);
  expect(answer.headers["content-type"]).toBe("application/scim+json");
  expect(JSON.parse(answer.text)).toMatchObject({
    schemas: ["urn:ietf:params:scim:api:messages:2.0:Error"],
    status: String(status),
    ...(scimType === undefined ? {} : { scimType }),
  });
}

const scim = { "content-type": "application/scim+json" };

describe("the target on a socket", () => {
  test("listens on this machine only, with a new random token each time", async () => {
    const other = await startTarget();
    expect(target.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(target.baseUrl).toBe(`${target.url}/scim/v2`);
    expect(Buffer.from(target.token.reveal(), "base64url")).toHaveLength(32);
    expect(other.token.reveal()).not.toBe(target.token.reveal());
    await other.close();
  });

  test.each([
    "application/scim+json",
    "application/scim+json; charset=utf-8",
    "application/json",
    "application/json;charset=UTF-8",
  ])("takes %s, and answers with exactly application/scim+json", async (type) => {
    const created = await ask("POST", "/Users", {
      headers: { "content-type": type },
      body: JSON.stringify(userBody(`Ünal @ ${type}`)),
    });
    expect(created.status).toBe(201);
    expect(created.headers["content-type"]).toBe("application/scim+json");
    const { id, userName, meta } = JSON.parse(created.text) as { id: string; userName: string; meta: unknown };
    expect(userName).toBe(`Ünal @ ${type}`);
    expect(created.headers.location).toBe(`${target.baseUrl}/Users/${id}`);
    expect(meta).toMatchObject({ location: created.headers.location, created: "2026-03-01T00:00:00.000Z" });
    const gone = await ask("DELETE", `/Users/${id}`);
    expect(gone).toMatchObject({ status: 204, text: "" });
  });

  test("takes a filter encoded with %20 and one with +", async () => {
    await ask("POST", "/Users", { headers: scim, body: JSON.stringify(userBody("plus+and space")) });
    for (const space of ["%20", "+"]) {
      const filter = ["userName", "eq", encodeURIComponent('"plus+and space"').replaceAll("%20", space)].join(space);
      expect(JSON.parse((await ask("GET", `/Users?filter=${filter}`)).text)).toMatchObject({ totalResults: 1 });
    }
  });

  test.each([
    ["none", undefined],
    ["another", "Bearer wrong"],
    ["one of another scheme", "Basic dXNlcjpwYXNz"],
    ["an empty one", "Bearer "],
  ])("refuses %s token with 401 and a challenge", async (_which, authorization) => {
    const answer = await ask("GET", "/Users", { headers: { authorization: authorization ?? "" } });
    expectError(answer, 401);
    expect(answer.headers["www-authenticate"]).toMatch(/^Bearer realm=/);
  });

  test("refuses the token with a character more or less, and takes the scheme in any case", async () => {
    const token = target.token.reveal();
    for (const wrong of [`${token}x`, token.slice(0, -1)]) {
      expect((await ask("GET", "/Users", { headers: { authorization: `Bearer ${wrong}` } })).status).toBe(401);
    }
    expect((await ask("GET", "/Users", { headers: { authorization: `bearer ${token}` } })).status).toBe(200);
  });

  test("answers only under this machine's own names, so that no page of another site can use it", async () => {
    const port = new URL(target.url).port;
    expectError(await ask("GET", "/Users", { headers: { host: `evil.example:${port}` } }), 403);
    expectError(await ask("GET", "/Users", { headers: { host: "localhost.evil.example" } }), 403);
    expect((await ask("GET", "/Users", { headers: { host: `localhost:${port}` } })).status).toBe(200);
    expect((await ask("GET", "/Users", { headers: { host: `[::1]:${port}` } })).status).toBe(200);
  });

  test.each([
    ["broken JSON", '{"schemas":[', 400, "invalidSyntax"],
    ["no body", "", 400, "invalidSyntax"],
    ["an array", "[]", 400, "invalidSyntax"],
    ["deep nesting", `${"[".repeat(40)}${"]".repeat(40)}`, 400, "invalidSyntax"],
    ["very many values", `[${"1,".repeat(1_000_001)}1]`, 413, undefined],
  ])("refuses %s", async (_what, body, status, scimType) => {
    expectError(await ask("POST", "/Users", { headers: scim, body }), status, scimType);
  });

  test("does not take brackets and commas in strings for nesting and values", async () => {
    const title = `\\"[{${"[".repeat(100)}`;
    const created = await ask("POST", "/Users", {
      headers: scim,
      body: JSON.stringify(userBody("brackets", { title })),
    });
    expect(JSON.parse(created.text)).toMatchObject({ title });
  });

  test("refuses a body of more than 32 MB without reading it", async () => {
    const headers = { ...scim, "content-length": String(33 * 1024 * 1024) };
    expectError(await ask("POST", "/Users", { headers, body: "{" }), 413);
  });

  test("refuses other content types, unknown addresses and methods", async () => {
    expectError(await ask("POST", "/Users", { headers: { "content-type": "text/plain" }, body: "{}" }), 415);
    expectError(await ask("GET", "/Nothing"), 404);
    expectError(await ask("GET", "/../Users"), 404);
    expectError(await ask("GET", "/Users/%zz"), 400);
    expectError(await ask("PATCH", "/Users", { headers: scim, body: "{}" }), 405);
    expectError(await ask("DELETE", "/Users"), 405);
    expectError(await ask("PROPFIND", "/Users"), 405);
  });

  test("answers what is no HTTP as SCIM too", async () => {
    const text = await new Promise<string>((resolve, reject) => {
      let received = "";
      const socket = connect(Number(new URL(target.url).port), "127.0.0.1", () => socket.write("hello\r\n\r\n"));
      socket.on("data", (chunk: Buffer) => (received += chunk.toString()));
      socket.on("error", reject);
      socket.on("close", () => {
        resolve(received);
      });
    });
    expect(text).toMatch(/^HTTP\/1\.1 400 .*application\/scim\+json\r\n.*"status":"400"/s);
  });

  test("says so when its port is taken", async () => {
    const port = Number(new URL(target.url).port);
    await expect(startTarget({ port, token: new Secret("x") })).rejects.toMatchObject({
      code: "port-unavailable",
      exitCode: 1,
    });
  });
});
