import { once } from "node:events";
import { createServer, type Server, type ServerResponse } from "node:http";
import { createServer as createSocketServer, type AddressInfo, type Server as SocketServer } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { NoAnswer } from "../../../src/http/http.js";
import { NETWORK_FAILURES } from "../../../src/http/network-failures.js";
import { unreachableError } from "../../../src/entra/api/errors.js";
import { proxyAgent } from "../../../src/http/proxy.js";
import { failureOf } from "../../okta/support/failure.js";
import { tlsServer } from "../../support/tls-server.js";
import { APP_ID, openApi, PLACE, startAnswering } from "./graph-server.js";
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

/** A port on which nobody listens any more. */
async function closedPort(): Promise<number> {
  const server = createServer();
  const port = await portOf(server);
  open.splice(open.indexOf(server), 1);
  server.close();
  await once(server, "close");
  return port;
}

describe("a request without an answer", () => {
  test("a refused connection is told in words, and that nothing was carried out", async () => {
    const { api } = openApi(`http://127.0.0.1:${String(await closedPort())}`);
    expect(await failureOf(api.servicePrincipals.instantiate("TOTAL"))).toMatchObject({
      code: "graph-unreachable",
      exitCode: 1,
      why: "the connection was refused; no program listens at that address",
      refused: true,
    });
    expect(api.requests()).toEqual({ reads: 0, writes: 1 });
  });

  test("what is not HTTP is told in words", async () => {
    const server = createSocketServer((socket) => socket.end("SSH-2.0-OpenSSH_9.6\r\n", () => socket.destroy()));
    const { api } = openApi(`http://127.0.0.1:${String(await portOf(server))}`);
    expect(await failureOf(api.jobs.schema(PLACE))).toMatchObject({ why: "the answer is not HTTP" });
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
  ])("a connection that breaks off %s is told in words, and recorded", async (_when, breakOff) => {
    const server = await startRawServer((_request, response) => {
      breakOff(response);
    });
    const { api, exchanges } = openApi(server.url);
    const error = await failureOf(api.servicePrincipals.instantiate("TOTAL"));
    expect(error).toMatchObject({ code: "graph-unreachable", refused: false });
    expect(error.why).toMatch(/connection was lost/);
    expect(exchanges.map(({ status }) => status)).toEqual([0]);
  });

  test("a server that does not answer is given up after the time limit", async () => {
    const server = await startRawServer(() => undefined);
    const error = await failureOf(openApi(server.url, { timeoutMs: 30 }).api.servicePrincipals.instantiate("x"));
    expect(error).toMatchObject({ why: "the request timed out before the answer was complete", refused: false });
  });

  test("a certificate of an unknown authority is told at once, with the way out for networks that inspect TLS", async () => {
    const { api, events } = openApi(`https://localhost:${String(await portOf(tlsServer("other-host")))}`);
    const error = await failureOf(api.servicePrincipals.get(APP_ID));
    expect(error).toMatchObject({ code: "graph-unreachable", refused: true });
    expect(error.fix.join(" ")).toContain("NODE_EXTRA_CA_CERTS");
    expect(events).toEqual([]);
  });

  test.each([...Object.keys(NETWORK_FAILURES), "ERR_SOMETHING_NEW"])("%s is told with something to do", (code) => {
    const error = unreachableError(new NoAnswer(code), "https://graph.microsoft.com", "create the application");
    expect(error.what).toBe("Could not reach https://graph.microsoft.com to create the application");
    expect(error.fix[0]).toMatch(/^[A-Z].*[.]$/);
  });
});

describe("a proxy", () => {
  const asked: string[] = [];

  async function proxyThatAnswers(status: number): Promise<string> {
    asked.length = 0;
    const server = createServer();
    server.on("connect", ({ url = "" }, socket) => {
      asked.push(url);
      socket.end(`HTTP/1.1 ${String(status)} No\r\nContent-Length: 15\r\n\r\n<html>no</html>`);
    });
    return `127.0.0.1:${String(await portOf(server))}`;
  }

  test.each([
    [403, /does not allow this host/, /NO_PROXY/, 1],
    [407, /requires a sign-in/, /user:password@/, 1],
    [502, /could not reach the host/, /network's administrator/, 6],
  ])("that turns a request down with HTTP %i is not taken for Graph", async (status, why, fix, times) => {
    const httpsProxy = `http://${await proxyThatAnswers(status)}`;
    const { api } = openApi("https://graph.microsoft.com", { proxies: { httpsProxy } });
    const error = await failureOf(api.servicePrincipals.get(APP_ID));
    expect(error).toMatchObject({ code: "graph-unreachable", exitCode: 1, refused: true });
    expect(error.what).toContain("through the proxy in HTTPS_PROXY");
    expect(error.why).toMatch(why);
    expect(error.fix.join(" ")).toMatch(fix);
    expect(asked).toEqual(Array.from({ length: times }, () => "graph.microsoft.com:443"));
  });

  test("is used for writes too, and its address may leave http:// out", async () => {
    const { api } = openApi("https://graph.microsoft.com", { proxies: { httpsProxy: await proxyThatAnswers(403) } });
    await failureOf(api.servicePrincipals.instantiate("TOTAL"));
    expect(asked).toEqual(["graph.microsoft.com:443"]);
  });

  test("is not used for a simulated tenant on this machine", async () => {
    const httpsProxy = `http://${await proxyThatAnswers(403)}`;
    const server = await startAnswering((response) => response.writeHead(204).end());
    await openApi(server.url, { proxies: { httpsProxy } }).api.jobs.start(PLACE);
    expect(asked).toEqual([]);
  });

  test.each([
    ["https://graph.microsoft.com", "graph.microsoft.com"],
    ["https://graph.microsoft.com", "localhost, .microsoft.com"],
    ["https://graph.microsoft.com", "*"],
    ["https://localhost:8443", ""],
    ["http://127.0.0.1:8080", ""],
  ])("does not stand before %s with NO_PROXY=%s", (url, noProxy) => {
    expect(proxyAgent(new URL(url), { httpsProxy: "http://proxy.example:8080", noProxy }, true)).toBeUndefined();
  });

  test.each(["", "  ", undefined])("is none when HTTPS_PROXY is %j", (httpsProxy) => {
    expect(proxyAgent(new URL("https://graph.microsoft.com"), { httpsProxy }, true)).toBeUndefined();
  });

  test.each(["socks5://proxy.example:1080", "http://", "http://user:s3cret-password@:"])(
    "whose address is none is told without quoting it: %s",
    async (httpsProxy) => {
      const error = await failureOf(
        Promise.resolve().then(() => openApi("https://graph.microsoft.com", { proxies: { httpsProxy } })),
      );
      expect(error).toMatchObject({ code: "proxy-url-invalid", exitCode: 64 });
      expect(error.message).not.toContain("s3cret");
    },
  );
});
