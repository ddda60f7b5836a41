import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { virtualClock } from "../../../src/base/clock.js";
import { SetupError } from "../../../src/base/errors.js";
import { Secret } from "../../../src/base/secret.js";
import { askForToken } from "../../../src/cli/inputs/token-endpoint.js";
import { tlsServer } from "../../support/tls-server.js";

const SECRET = "cl1ent-s3cret/with+signs=";
const servers: Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

type Answer = (request: IncomingMessage, response: ServerResponse, body: string) => void;

async function listening(server: Server): Promise<number> {
  servers.push(server.listen(0, "127.0.0.1"));
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

async function endpoint(answer: Answer): Promise<string> {
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => (body += chunk.toString()));
    request.on("end", () => {
      answer(request, response, body);
    });
  });
  return `http://127.0.0.1:${String(await listening(server))}/iso/oauth2/token`;
}

function json(status: number, body: unknown): Answer {
  return (_request, response) => {
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  };
}

async function ask(tokenUrl: string, env: Readonly<Record<string, string>> = {}) {
  const request = { input: "token", prompt: "Access token", tokenUrl, clientId: "id & co", ttlMinutes: 60 };
  return askForToken(
    { ...request, clientSecret: new Secret(SECRET) },
    { place: "acme.yaml:7:12", flag: "--token-file", env, clock: virtualClock(0) },
  );
}

async function failure(tokenUrl: string, env?: Readonly<Record<string, string>>): Promise<SetupError> {
  const error: unknown = await ask(tokenUrl, env).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof SetupError)) throw new Error("expected it to fail with a SetupError");
  expect(error.what).toContain("acme.yaml:7:12");
  expect(`${error.message}${error.fix.join("")}`).not.toContain(SECRET);
  return error;
}

test("the token is asked for in a form, with client credentials and the life that the template wants", async () => {
  let seen: { method?: string | undefined; type?: string | undefined; form?: URLSearchParams } = {};
  const url = await endpoint((request, response, body) => {
    seen = { method: request.method, type: request.headers["content-type"], form: new URLSearchParams(body) };
    json(200, { access_token: "fetched-token", token_type: "bearer", expires_in: "3600" })(request, response, body);
  });
  const { token, expiresInSeconds } = await ask(url);
  expect(token.reveal()).toBe("fetched-token");
  expect(expiresInSeconds).toBe(3600);
  expect(seen.method).toBe("POST");
  expect(seen.type).toBe("application/x-www-form-urlencoded");
  expect(Object.fromEntries(seen.form ?? [])).toEqual({
    grant_type: "client_credentials",
    client_id: "id & co",
    client_secret: SECRET,
    ttl: "60",
  });
});

describe("a token endpoint that gives no token", () => {
  test("and refuses the client is told with its own words, in which the secret is not repeated", async () => {
    const url = await endpoint(
      json(401, { error: "invalid_client", error_description: `no client with the secret ${SECRET}` }),
    );
    const error = await failure(url);
    expect(error).toMatchObject({ code: "token-endpoint-refused", exitCode: 1 });
    expect(error.message).toContain("HTTP 401");
    expect(error.message).toContain("invalid_client: no client with the secret [redacted]");
    expect(error.fix.join(" ")).toContain("--token-file FILE");
  });

  test.each<[string, Answer, RegExp]>([
    [
      "a sign-in page",
      (_request, response) => response.writeHead(200, { "content-type": "text/html" }).end("<!DOCTYPE html><p>Sign in"),
      /web page \(HTML\)/,
    ],
    [
      "a page that says it is missing",
      (_request, response) => response.writeHead(404, { "content-type": "text/html" }).end("<html>"),
      /HTTP 404 with a web page/,
    ],
    ["text", (_request, response) => response.writeHead(200).end("fetched-token"), /not JSON/],
    ["no token", json(200, { token: "fetched-token" }), /no access_token/],
    ["a token of another type", json(200, { access_token: "t", token_type: "mac" }), /a type other than Bearer/],
    [
      "a way elsewhere",
      (_request, response) => response.writeHead(302, { location: "https://elsewhere.example/" }).end(),
      /redirects to another address/,
    ],
    ["trouble of its own, also after waiting", json(503, {}), /keeps answering HTTP 503/],
  ])("but %s is told as what it is", async (_name, answer, why) => {
    const error = await failure(await endpoint(answer));
    expect(error).toMatchObject({ code: "token-endpoint-unexpected", exitCode: 1 });
    expect(error.why).toMatch(why);
  });

  test("for TLS is not spoken there is told at once, and it is asked once", async () => {
    let connections = 0;
    const server = createServer().on("connection", () => (connections += 1));
    const error = await failure(`https://127.0.0.1:${String(await listening(server))}/token`);
    expect(error.code).toMatch(/^token-endpoint-un(reachable|trusted)$/);
    expect(connections).toBe(1);
  });

  test("for nobody listens there is told at once", async () => {
    const port = await listening(createServer());
    await new Promise((resolve) => servers.pop()?.close(resolve));
    const error = await failure(`http://127.0.0.1:${String(port)}/token`);
    expect(error.code).toBe("token-endpoint-unreachable");
    expect(error.why).toContain("no program listens at that address");
  });
});

describe("a token endpoint with a certificate that cannot be trusted", () => {
  test.each<["self-signed" | "expired", RegExp]>([
    ["self-signed", /self-signed/],
    ["expired", /expired|authority/],
  ])("because it is %s gets no secret, and --insecure is explained", async (certificate, why) => {
    const port = await listening(tlsServer(certificate));
    const error = await failure(`https://localhost:${String(port)}/iso/oauth2/token`);
    expect(error).toMatchObject({ code: "token-endpoint-untrusted", exitCode: 1 });
    expect(error.why).toMatch(why);
    expect(error.fix.join(" ")).toMatch(/no --insecure option/);
  });

  test("is not even asked where the environment switches the check off", async () => {
    const error = await failure("https://localhost:1/token", { NODE_TLS_REJECT_UNAUTHORIZED: "0" });
    expect(error).toMatchObject({ code: "token-endpoint-insecure", exitCode: 64 });
  });
});
