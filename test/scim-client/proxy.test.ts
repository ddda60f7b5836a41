import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo, Server } from "node:net";
import { afterEach, expect, test } from "vitest";
import { virtualClock } from "../../src/base/clock.js";
import { Secret } from "../../src/base/secret.js";
import { openTarget } from "../../src/scim-client/target.js";
import { errorOf } from "./workbench.js";
import { json, rawServer } from "./raw-server.js";

const open: Server[] = [];

afterEach(() => {
  for (const server of open.splice(0)) server.close();
});

/** A proxy that answers every request for a tunnel so; and what it was asked for. */
async function proxyThatAnswers(status: number): Promise<{ readonly url: string; readonly asked: readonly string[] }> {
  const asked: string[] = [];
  const server = createServer();
  server.on("connect", ({ url = "" }, socket) => {
    asked.push(url);
    socket.end(`HTTP/1.1 ${String(status)} No\r\nContent-Length: 2\r\n\r\n{}`);
  });
  server.listen(0, "127.0.0.1");
  open.push(server);
  await once(server, "listening");
  return { url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`, asked };
}

function readThrough(httpsProxy: string, baseUrl = "https://scim.total.example/scim/v2"): Promise<unknown> {
  const token = new Secret("s3cret-token");
  const clock = virtualClock(0);
  const target = openTarget({
    baseUrl,
    token,
    clock,
    random: () => 0,
    testRequests: () => [],
    proxies: { httpsProxy },
  });
  return target.users(["ada@northwind.example"], false).finally(() => {
    target.close();
  });
}

test.each([
  [407, /requires a sign-in/, /user:password@/, 1],
  [403, /does not allow this host/, /NO_PROXY/, 1],
  [502, /could not reach the host/, /network's administrator/, 6],
])(
  "a proxy that turns the way to the target down with HTTP %i is not taken for it",
  async (status, why, fix, times) => {
    const proxy = await proxyThatAnswers(status);
    const error = await errorOf(readThrough(proxy.url));
    expect(error).toMatchObject({ code: "target-unreachable", exitCode: 1 });
    expect(error.what).toContain("through the proxy in HTTPS_PROXY");
    expect(error.why).toMatch(why);
    expect(error.fix.join(" ")).toMatch(fix);
    expect(proxy.asked).toEqual(Array.from({ length: times }, () => "scim.total.example:443"));
  },
);

test("a proxy that nobody answers for is named, and its address is what to check", async () => {
  const proxy = await proxyThatAnswers(200);
  for (const server of open.splice(0)) await new Promise((resolve) => server.close(resolve));
  const error = await errorOf(readThrough(proxy.url));
  expect(error.message).toContain("through the proxy in HTTPS_PROXY");
  expect(error.why).toMatch(/refused/);
  expect(error.fix.join(" ")).toMatch(/HTTPS_PROXY/);
});

test("a target on this machine is asked without the proxy", async () => {
  const proxy = await proxyThatAnswers(403);
  const server = await rawServer((_request, response) => {
    json(response, 200, { totalResults: 0, Resources: [] });
  });
  await readThrough(proxy.url, `${server.url}/scim/v2`);
  await server.close();
  expect(proxy.asked).toEqual([]);
});

test("a proxy whose address is none is refused before anything is sent", async () => {
  const error = await errorOf(Promise.resolve().then(() => readThrough("socks5://s3cret-password@proxy:1")));
  expect(error).toMatchObject({ code: "proxy-url-invalid", exitCode: 64 });
  expect(error.message).not.toContain("s3cret-password");
});
