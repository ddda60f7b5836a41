import { once } from "node:events";
import { createServer, type Server, type ServerResponse } from "node:http";
import { createServer as createSocketServer, type AddressInfo, type Server as SocketServer } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { NoAnswer } from "../../../src/http/http.js";
import { unreachableError } from "../../../src/okta/api/errors.js";
import { NETWORK_FAILURES } from "../../../src/http/network-failures.js";
import { tlsServer } from "../../support/tls-server.js";
import { failureOf } from "../support/failure.js";
import { openApi } from "../support/org-server.js";
import { startRawServer } from "../../support/raw-server.js";

const open: SocketServer[] = [];

afterEach(async () => {
  await Promise.all(
    open.splice(0).map(async (server) => {
      if ("closeAllConnections" in server) (server as Server).closeAllConnections();
      server.close();
      await once(server, "close");
    }),
  );
});

/** Listens on loopback until the test is over. */
async function portOf(server: SocketServer): Promise<number> {
  open.push(server);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

describe("a request without an answer", () => {
  test("a refused connection is told in words", async () => {
    const server = createServer();
    const port = await portOf(server);
    open.splice(0);
    server.close();
    await once(server, "close");
    const error = await failureOf(openApi(`http://127.0.0.1:${String(port)}`).api.apps.create({ label: "TOTAL" }));
    expect(error).toMatchObject({
      code: "okta-unreachable",
      exitCode: 1,
      why: "the connection was refused; no program listens at that address",
      refused: true,
    });
  });

  test("what is not HTTP is told in words", async () => {
    const port = await portOf(
      createSocketServer((socket) => {
        socket.end("SSH-2.0-OpenSSH_9.6\r\n", () => socket.destroy());
      }),
    );
    const error = await failureOf(openApi(`http://127.0.0.1:${String(port)}`).api.apps.get("0oa1"));
    expect(error).toMatchObject({ code: "okta-unreachable", why: "the answer is not HTTP" });
  });

  test("compressed text that is damaged is told in words", async () => {
    const server = await startRawServer((_request, response) => {
      response.writeHead(200, { "content-encoding": "gzip" }).end("not gzip at all");
    });
    const error = await failureOf(openApi(server.url).api.apps.get("0oa1"));
    expect(error).toMatchObject({ code: "okta-unreachable", why: "the answer is incomplete" });
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
    const server = await startRawServer((_request, response) => {
      breakOff(response);
    });
    const error = await failureOf(openApi(server.url).api.apps.get("0oa1"));
    expect(error.code).toBe("okta-unreachable");
    expect(error.why).toMatch(/connection was lost/);
  });

  test("a server that does not answer is given up after the time limit", async () => {
    const server = await startRawServer(() => undefined);
    const error = await failureOf(openApi(server.url, { timeoutMs: 30 }).api.apps.create({ label: "x" }));
    expect(error).toMatchObject({
      code: "okta-unreachable",
      why: "the request timed out before the answer was complete",
    });
    expect(error.refused).toBe(false);
  });

  test("an interrupted run stops waiting for the answer", async () => {
    const interrupt = new AbortController();
    const server = await startRawServer(() => {
      interrupt.abort(new Error("interrupted by Ctrl-C"));
    });
    await expect(openApi(server.url, { signal: interrupt.signal }).api.apps.get("0oa1")).rejects.toThrow(
      "interrupted by Ctrl-C",
    );
    expect(server.seen).toHaveLength(1);
  });
});

describe("TLS that cannot be trusted", () => {
  test("of an unknown authority is told at once, with the way out for networks that inspect TLS", async () => {
    const { api, events } = openApi(`https://localhost:${String(await portOf(tlsServer("other-host")))}`);
    const error = await failureOf(api.apps.create({ label: "TOTAL" }));
    expect(error).toMatchObject({ code: "okta-unreachable", exitCode: 1, refused: true });
    expect(error.why).toMatch(/authority that this machine does not trust/);
    expect(error.fix.join(" ")).toContain("NODE_EXTRA_CA_CERTS");
    expect(events).toEqual([]);
  });

  test("of a server that speaks no TLS is told", async () => {
    const port = await portOf(createServer());
    const error = await failureOf(openApi(`https://localhost:${String(port)}`).api.apps.get("0oa1"));
    expect(error.why).toMatch(/TLS handshake with the server failed/);
  });
});

describe("a proxy", () => {
  const proxyThatAnswers = async (status: number): Promise<string> => {
    const server = createServer();
    server.on("connect", (_request, socket) => {
      socket.end(
        `HTTP/1.1 ${String(status)} No\r\nContent-Length: 15\r\nContent-Type: text/html\r\n\r\n<html>no</html>`,
      );
    });
    return `http://127.0.0.1:${String(await portOf(server))}`;
  };

  test.each([
    [403, /does not allow this host/, /NO_PROXY/, 0],
    [407, /requires a sign-in/, /user:password@/, 0],
    [502, /could not reach the host/, /network's administrator/, 5],
  ])("that turns a request down with HTTP %i is not taken for Okta", async (status, why, fix, waits) => {
    const httpsProxy = await proxyThatAnswers(status);
    const { api, events } = openApi("https://acme.okta.com", { proxies: { httpsProxy } });
    const error = await failureOf(api.apps.get("0oa1"));
    expect(error).toMatchObject({ code: "okta-unreachable", exitCode: 1, refused: true });
    expect(error.what).toContain("through the proxy in HTTPS_PROXY");
    expect(error.why).toMatch(why);
    expect(error.fix.join(" ")).toMatch(fix);
    expect(events).toHaveLength(waits);
  });

  test("that does not answer is named", async () => {
    const httpsProxy = await proxyThatAnswers(403);
    await Promise.all(open.splice(0).map((server) => new Promise((resolve) => server.close(resolve))));
    const { api } = openApi("https://acme.okta.com", { proxies: { httpsProxy } });
    const error = await failureOf(api.apps.get("0oa1"));
    expect(error.message).toContain(
      "through the proxy in HTTPS_PROXY to read the app 0oa1: the connection was refused",
    );
  });
});

describe("what node calls the ways of getting no answer", () => {
  test.each([
    ...Object.keys(NETWORK_FAILURES),
    "HPE_INVALID_CONSTANT",
    "ERR_SSL_WRONG_VERSION_NUMBER",
    "Z_DATA_ERROR",
    "CERT_UNTRUSTED",
    "ERR_SOMETHING_NEW",
  ])("%s is told in words, with something to do", (code) => {
    const error = unreachableError(new NoAnswer(code), "https://acme.okta.com", "create the app");
    expect(error).toMatchObject({ code: "okta-unreachable", exitCode: 1 });
    expect(error.what).toBe("Could not reach https://acme.okta.com to create the app");
    expect(error.why).toMatch(/^[a-z].{15,}/);
    if (code !== "ERR_SOMETHING_NEW") expect(error.why).not.toContain(code);
    expect(error.fix[0]).toMatch(/^[A-Z].*[.]$/);
  });

  test.each(["ECONNRESET", "EPIPE", "TIME_IS_UP", "ETIMEDOUT", "ENETUNREACH", "ERR_SOMETHING_NEW", "Z_BUF_ERROR"])(
    "%s leaves open whether a write was carried out",
    (code) => {
      expect(unreachableError(new NoAnswer(code), "https://acme.okta.com", "create the app").refused).toBe(false);
    },
  );
});
