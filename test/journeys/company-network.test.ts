import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { systemClock } from "../../src/base/clock.js";
import { defaultDirectory } from "../../src/sandbox/people/default.js";
import { startEntraSandbox, type EntraSandbox } from "../../src/sandbox/entra/start.js";
import { startOktaSandbox, type OktaSandbox } from "../../src/sandbox/okta/start.js";
import { startTarget, type RunningTarget } from "../../src/scim-target/http.js";
import { documentIn } from "../support/document.js";
import { startConnectProxy, type ConnectProxy } from "../support/proxy.js";
import { runCli, temporaryFolder } from "../support/run-cli.js";
import { PRIVATE_AUTHORITY, startTlsFront, type TlsFront } from "../support/tls-server.js";

const ORG = "https://acme.okta.com";
const GRAPH = "https://graph.microsoft.com";
const TARGET = "https://scim.total.example";

let okta: OktaSandbox;
let entra: EntraSandbox;
let target: RunningTarget;
let fronts: readonly TlsFront[];
let proxy: ConnectProxy;

beforeAll(async () => {
  const directory = defaultDirectory();
  const scheduler = systemClock();
  okta = await startOktaSandbox({ directory, scheduler });
  entra = await startEntraSandbox({ directory, scheduler });
  target = await startTarget();
  const places = [
    [okta.url, ORG],
    [entra.url, GRAPH],
    [target.url, TARGET],
  ] as const;
  fronts = await Promise.all(places.map(([upstream, origin]) => startTlsFront(upstream, origin)));
  proxy = await startConnectProxy(
    Object.fromEntries(places.map(([, origin], index) => [`${new URL(origin).host}:443`, fronts[index]?.port ?? 0])),
  );
});

afterAll(async () => {
  await Promise.all([proxy, ...fronts, okta, entra, target].map((one) => one.close()));
});

/** Runs `verify` against the public names, as a process whose only way out is the proxy. */
async function verify(idp: "okta" | "entra", env: Readonly<Record<string, string>>) {
  const folder = temporaryFolder();
  const file = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const tenant =
    idp === "okta"
      ? ["--org-url", ORG, "--okta-token-file", file("okta.txt", okta.token.reveal())]
      : ["--graph-token-file", file("graph.txt", entra.token.reveal())];
  const scim = ["--scim-base-url", `${TARGET}/scim/v2`, "--scim-token-file", file("scim.txt", target.token.reveal())];
  const before = proxy.asked().length;
  const run = await runCli([idp, "verify", "--json", "--no-input", ...tenant, ...scim], {
    env: { HTTPS_PROXY: proxy.url, ...env },
  });
  expect(run.stdout + run.stderr).not.toContain(proxy.password);
  return { ...run, document: documentIn(run.stdout), asked: new Set(proxy.asked().slice(before)) };
}

describe("behind a proxy that wants a sign-in, with servers of a private authority", () => {
  test.each([
    ["okta", "acme.okta.com:443"],
    ["entra", "graph.microsoft.com:443"],
  ] as const)("%s and the target are reached, each through the proxy", async (idp, host) => {
    const { document, asked, stderr } = await verify(idp, { NODE_EXTRA_CA_CERTS: PRIVATE_AUTHORITY });
    expect(document.errors, stderr).toEqual([]);
    expect(document.requests.tenant.reads).toBeGreaterThan(5);
    expect(document.requests.target.reads).toBeGreaterThan(0);
    expect(asked).toEqual(new Set([host, "scim.total.example:443"]));
  });

  test("without the authority, the error names NODE_EXTRA_CA_CERTS, and nothing was sent", async () => {
    const before = okta.tenantRequests();
    const { code, document } = await verify("okta", {});
    expect(code).toBe(1);
    expect(document.errors[0]).toMatchObject({ code: "okta-unreachable" });
    expect(JSON.stringify(document.errors[0])).toContain("NODE_EXTRA_CA_CERTS");
    expect(okta.tenantRequests()).toEqual(before);
  });
});
