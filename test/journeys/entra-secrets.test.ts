import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startProxy } from "../support/proxy.js";
import { startServer, type RunningServer } from "../support/run-cli.js";
import { echoAuthorization, sweepSecrets, type Swept } from "../support/secret-sweep.js";

interface EntraReady {
  readonly url: string;
  readonly token: string;
  readonly target: { readonly baseUrl: string; readonly token: string };
}

/** A token with characters that every encoding changes. */
const SCIM_TOKEN = 'scim+/&"T(k)%n<known>-8c1f==';

let sandbox: RunningServer<EntraReady>;
beforeAll(async () => {
  sandbox = await startServer<EntraReady>(["sandbox", "entra"]);
});
afterAll(() => sandbox.stop());

function sweep(
  args: readonly string[],
  { graphUrl = sandbox.ready.url, targetToken }: { readonly graphUrl?: string; readonly targetToken: string },
): Promise<Swept> {
  return sweepSecrets({
    args: ["entra", "--no-input", "--yes", "--debug", "--graph-url", graphUrl, ...args],
    files: { "--graph-token-file": sandbox.ready.token, "--scim-token-file": targetToken },
  });
}

describe("known secrets stand nowhere", () => {
  test("in a dry run", async () => {
    const { result, files } = await sweep(["--dry-run"], { targetToken: SCIM_TOKEN });
    expect(result.code).toBe(0);
    for (const text of Object.values(files)) expect(text).not.toMatch(/Bearer (?!\[redacted\])\S/);
  });

  test("in a run, its journal and the copy of the mappings", async () => {
    const { target } = sandbox.ready;
    // Before on-demand a run waits a minute for Microsoft's service, on the real clock of this sandbox.
    const args = ["--scim-base-url", target.baseUrl, "--on-demand", "none"];
    const { result, files } = await sweep(args, { targetToken: target.token });
    expect([0, 6]).toContain(result.code);
    const names = Object.keys(files);
    for (const part of ["transcript", "journal", "backup"])
      expect(names.some((name) => name.includes(part))).toBe(true);
  }, 180_000);
});

describe.concurrent("a server that echoes the Authorization header", () => {
  const answers = [
    [400, "application/json"],
    [401, "text/html"],
    [403, "application/json"],
    [500, "application/json"],
    [302, "text/html"],
  ] as const;

  test.each(answers)("as Microsoft Graph, with %i %s", async (status, type) => {
    const proxy = await startProxy(sandbox.ready.url, echoAuthorization(status, type));
    const { target } = sandbox.ready;
    const { result } = await sweep(["--json", "--scim-base-url", target.baseUrl], {
      graphUrl: proxy.url,
      targetToken: target.token,
    });
    expect([1, 4]).toContain(result.code);
    await proxy.close();
  });

  test.each(answers)("as the target, with %i %s", async (status, type) => {
    const server = createServer((request, response) => void echoAuthorization(status, type)(request, response));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const baseUrl = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/scim`;
    const { result } = await sweep(["--json", "--scim-base-url", baseUrl], {
      targetToken: "plain-ascii-token+/=&-8c1f",
    });
    expect(result.code).toBe(1);
    server.close();
  });
});
