import { createServer } from "node:net";
import { gzipSync, deflateSync } from "node:zlib";
import { afterEach, describe, expect, test } from "vitest";
import type { Exchange } from "../../../src/http/exchange.js";
import { NoAnswer } from "../../../src/http/http.js";
import { Secret } from "../../../src/base/secret.js";
import {
  openScimTransport,
  type ScimTransport,
  type ScimTransportOptions,
} from "../../../src/scim-client/http/transport.js";
import { ScimTransportError, transportErrorOf } from "../../../src/scim-client/http/transport-error.js";
import { json, rawServer, type Answerer, type RawServer } from "../raw-server.js";

const opened: { close(): unknown }[] = [];

afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});

const OPTIONS = {
  authorization: new Secret("Bearer s3cret-token"),
  headers: { Accept: "application/scim+json", "Accept-Encoding": "gzip,deflate", "User-Agent": "Somebody 1.0" },
  contentType: "application/scim+json; charset=utf-8",
  from: "okta",
  now: () => Date.UTC(2026, 2, 1),
};

function transportTo(baseUrl: string, options: Partial<ScimTransportOptions> = {}): ScimTransport {
  const transport = openScimTransport({ ...OPTIONS, baseUrl, ...options });
  opened.push(transport);
  return transport;
}

async function serverWith(answer: Answerer): Promise<RawServer> {
  const server = await rawServer(answer);
  opened.push(server);
  return server;
}

async function failureOf(promise: Promise<unknown>): Promise<ScimTransportError> {
  const error: unknown = await promise.catch((caught: unknown) => caught);
  if (error instanceof ScimTransportError) return error;
  throw new Error("the request did not fail as a transport does");
}

describe("what goes over the wire", () => {
  test("is the dialect's headers, the credential, and nothing else", async () => {
    const server = await serverWith((_request, response) => {
      json(response, 200, {});
    });
    const transport = transportTo(`${server.url}/scim`);
    await transport.send({ method: "GET", path: "/Users?startIndex=1&count=2" });
    await transport.send({ method: "POST", path: "/Users", body: { userName: "ünal" } });
    const [get, post] = server.arrived;
    const host = new URL(server.url).host;
    const common = {
      accept: "application/scim+json",
      "accept-encoding": "gzip,deflate",
      "user-agent": "Somebody 1.0",
      authorization: "Bearer s3cret-token",
      host,
      connection: "keep-alive",
    };
    expect(get).toMatchObject({ method: "GET", url: "/scim/Users?startIndex=1&count=2", body: "" });
    expect(get?.headers).toEqual(common);
    expect(get?.rawHeaders).toContain("User-Agent");
    expect(post?.headers).toEqual({
      ...common,
      "content-type": "application/scim+json; charset=utf-8",
      "content-length": "20",
    });
    expect(post?.body).toBe('{"userName":"ünal"}');
  });

  test("uses the same connection again", async () => {
    const ports = new Set<number | undefined>();
    const server = await serverWith((_request, response) => {
      ports.add(response.socket?.remotePort);
      json(response, 200, {});
    });
    const transport = transportTo(server.url);
    for (let index = 0; index < 5; index += 1) await transport.send({ method: "GET", path: "/Users" });
    expect(ports.size).toBe(1);
  });

  test("is limited to so many connections, and counted by method", async () => {
    let open = 0;
    let most = 0;
    const server = await serverWith((_request, response) => {
      open += 1;
      most = Math.max(most, open);
      setImmediate(() => {
        open -= 1;
        json(response, 200, {});
      });
    });
    const transport = transportTo(server.url, { maxSockets: 3 });
    await Promise.all(Array.from({ length: 12 }, () => transport.send({ method: "GET", path: "/Users" })));
    await transport.send({ method: "DELETE", path: "/Users/1" });
    expect(most).toBeLessThanOrEqual(3);
    expect(transport.requests()).toEqual({ GET: 12, POST: 0, PUT: 0, PATCH: 0, DELETE: 1 });
  });
});

describe("an answer", () => {
  test("is given as it is, whatever its status; redirects are not followed", async () => {
    const server = await serverWith((request, response) => {
      if (request.url === "/moved/Users") response.writeHead(302, { location: "/elsewhere/Users" }).end("gone");
      else json(response, 404, { status: "404" }, { "X-Request-Id": "r1" });
    });
    expect(await transportTo(server.url).send({ method: "GET", path: "/Users" })).toMatchObject({
      status: 404,
      headers: { "x-request-id": "r1", "content-type": "application/scim+json" },
      text: '{"status":"404"}',
      json: { status: "404" },
    });
    const moved = await transportTo(`${server.url}/moved`).send({ method: "GET", path: "/Users" });
    expect(moved).toMatchObject({
      status: 302,
      headers: { location: "/elsewhere/Users" },
      text: "gone",
      json: undefined,
    });
    expect(server.arrived).toHaveLength(2);
  });

  test.each([
    ["gzip", gzipSync],
    ["deflate", deflateSync],
  ])("is unpacked when it is packed with %s", async (encoding, pack) => {
    const server = await serverWith((_request, response) => {
      response.writeHead(200, { "content-encoding": encoding }).end(pack('{"totalResults":0}'));
    });
    expect(await transportTo(server.url).send({ method: "GET", path: "/Users" })).toMatchObject({
      json: { totalResults: 0 },
    });
  });

  test("may be no larger than the limit, packed or not", async () => {
    const server = await serverWith((request, response) => {
      const body = `"${"x".repeat(5_000_000)}"`;
      if (request.url === "/packed") response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync(body));
      else response.end(body);
    });
    const transport = transportTo(server.url, { maxAnswerBytes: 1024 * 1024 });
    for (const path of ["/plain", "/packed"]) {
      expect(await failureOf(transport.send({ method: "GET", path }))).toMatchObject({
        kind: "too-large",
        message: "the answer is larger than 1 MB",
      });
    }
  });
});

describe("no answer", () => {
  test("within the time allowed is a timeout, before the first byte and in the middle", async () => {
    const server = await serverWith((request, response) => {
      if (request.url === "/drip") response.writeHead(200).write('{"a":');
    });
    const transport = transportTo(server.url, { timeoutMs: 60 });
    for (const path of ["/hang", "/drip"]) {
      expect(await failureOf(transport.send({ method: "GET", path }))).toMatchObject({ kind: "timeout" });
    }
  });

  test("because the connection breaks is a reset, before the first byte and in the middle", async () => {
    const server = await serverWith((request, response) => {
      if (request.url === "/cut") response.writeHead(200, { "content-length": "100" }).write("{");
      setImmediate(() => response.socket?.resetAndDestroy());
    });
    for (const path of ["/reset", "/cut"]) {
      expect(await failureOf(transportTo(server.url).send({ method: "GET", path }))).toMatchObject({ kind: "reset" });
    }
  });

  test("because what comes is no HTTP, or not what it says to be, is a reset", async () => {
    const broken = await serverWith((_request, response) => {
      response.writeHead(200, { "content-encoding": "gzip" }).end("not gzip at all");
    });
    expect(await failureOf(transportTo(broken.url).send({ method: "GET", path: "/" }))).toMatchObject({
      kind: "reset",
    });
    const server = createServer((socket) => socket.end("SSH-2.0-OpenSSH\r\n"));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    opened.push(server);
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const failure = await failureOf(transportTo(`http://127.0.0.1:${String(port)}`).send({ method: "GET", path: "/" }));
    expect(failure).toMatchObject({ kind: "reset", message: "the answer is not HTTP" });
  });

  test("because nobody listens, or TLS is not spoken, says which", async () => {
    const server = await serverWith((_request, response) => response.end());
    const { host } = new URL(server.url);
    const ask = (url: string) => failureOf(transportTo(url).send({ method: "GET", path: "/Users" }));
    expect(await ask(`https://${host}`)).toMatchObject({ kind: "tls" });
    await server.close();
    expect(await ask(server.url)).toMatchObject({ kind: "refused" });
  });

  test.each([
    ["ENOTFOUND", "dns"],
    ["EAI_AGAIN", "dns"],
    ["ETIMEDOUT", "timeout"],
    ["EHOSTUNREACH", "refused"],
    ["DEPTH_ZERO_SELF_SIGNED_CERT", "tls"],
    ["CERT_HAS_EXPIRED", "tls"],
    ["ERR_TLS_CERT_ALTNAME_INVALID", "tls"],
    ["EPIPE", "reset"],
    ["ESOMETHING", "reset"],
  ])("for the system's reason %s is of the kind %s", (code, kind) => {
    const terms = { viaProxy: false, timeoutMs: 1_000, maxAnswerBytes: 1_000 };
    const error = transportErrorOf(new NoAnswer(code, new Error("getaddrinfo secret.example")), terms);
    expect(error.kind).toBe(kind);
    expect(error.message).not.toContain("secret.example");
  });

  test("comes to requests under way when the transport is closed", async () => {
    const server = await serverWith(() => {
      transport.close();
    });
    const transport = transportTo(server.url, { maxSockets: 1 });
    const sent = [1, 2, 3].map(() => failureOf(transport.send({ method: "GET", path: "/Users" })));
    for (const failure of await Promise.all(sent)) expect(failure).toMatchObject({ kind: "reset" });
    expect(server.arrived).toHaveLength(1);
  });
});

describe("the transcript", () => {
  test("has every exchange, without credential and passwords", async () => {
    const server = await serverWith((request, response) => {
      if (request.method === "POST") json(response, 201, { id: "1", password: "echoed" });
      else response.writeHead(502).end("<h1>Bad gateway</h1>");
    });
    const exchanges: Exchange[] = [];
    const transport = transportTo(`${server.url}/scim?flag`, { record: (exchange) => exchanges.push(exchange) });
    const body = { userName: "ada", password: "pw", Operations: [{ value: { Password: "pw" } }] };
    await transport.send({ method: "POST", path: "/Users", body });
    await transport.send({ method: "GET", path: "/Users/1" });
    await server.close();
    await failureOf(transport.send({ method: "GET", path: "/Users/2" }));
    const headers = {
      accept: "application/scim+json",
      "accept-encoding": "gzip,deflate",
      "user-agent": "Somebody 1.0",
      authorization: "[redacted]",
    };
    const common = { at: "2026-03-01T00:00:00.000Z", from: "okta", to: "target" };
    expect(exchanges).toEqual([
      {
        ...common,
        method: "POST",
        path: "/scim/Users?flag",
        headers: { ...headers, "content-type": "application/scim+json; charset=utf-8" },
        body: { userName: "ada", password: "[redacted]", Operations: [{ value: { Password: "[redacted]" } }] },
        status: 201,
        answer: { id: "1", password: "[redacted]" },
      },
      { ...common, method: "GET", path: "/scim/Users/1?flag", headers, status: 502, answer: "<h1>Bad gateway</h1>" },
      { ...common, method: "GET", path: "/scim/Users/2?flag", headers, status: 0 },
    ]);
    expect(server.arrived[0]?.body).toContain('"password":"pw"');
  });
});

test("a credential that no header can carry is refused before anything is sent, and is not shown", () => {
  const open = () => transportTo("http://127.0.0.1:1", { authorization: new Secret("Bearer one\ntwo") });
  expect(open).toThrow(expect.objectContaining({ code: "target-token-invalid", exitCode: 64 }));
  expect(open).not.toThrow(/two/);
});
