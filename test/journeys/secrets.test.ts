import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startProxy } from "../support/proxy.js";
import type { RunningServer } from "../support/run-cli.js";
import { startSandbox, type SandboxReady } from "../support/sandbox-process.js";
import { echoAuthorization, sweepSecrets, type Swept } from "../support/secret-sweep.js";

/** A token with characters that every encoding changes. */
const SCIM_TOKEN = 'scim+/&"T(k)%n<known>-8c1f==';

let sandbox: RunningServer<SandboxReady>;
beforeAll(async () => {
  sandbox = await startSandbox("--stand-in");
});
afterAll(() => sandbox.stop());

function sweep(
  args: readonly string[],
  more: { readonly orgUrl?: string; readonly orgToken?: string; readonly targetToken?: string } = {},
): Promise<Swept> {
  const orgToken = more.orgToken ?? sandbox.ready.token;
  return sweepSecrets({
    args,
    env: { OKTA_CLIENT_ORGURL: more.orgUrl ?? sandbox.ready.url, OKTA_CLIENT_TOKEN: orgToken },
    files: { "--scim-token-file": more.targetToken ?? SCIM_TOKEN },
    secrets: [orgToken],
  });
}

describe("known secrets stand nowhere", () => {
  const modes = [[], ["--debug"], ["--json", "-q"]];

  test.each(modes)("in a dry run, with %j", async (...mode) => {
    const { result, files } = await sweep(["okta", "--dry-run", "--no-input", "--yes", ...mode]);
    expect(result.code).toBe(0);
    // A dry run's own tokens are not known here, but what every request carries is.
    for (const text of Object.values(files))
      expect(text).not.toMatch(/(Bearer|SSWS) (?!\[redacted\])\S|"password":"(?!\[redacted\])/);
  });

  test.each(modes)("in a run, with %j", async (...mode) => {
    const { target } = sandbox.ready;
    const { result, files } = await sweep(["okta", "--no-input", "--yes", "--scim-base-url", target.baseUrl, ...mode], {
      targetToken: target.token,
    });
    expect(result.code).toBe(0);
    expect(Object.keys(files).some((name) => name.includes("transcript"))).toBe(true);
  });

  test.each([
    ["of one's own", "--okta-token-file"],
    ["given in a variable", ""],
  ])("in a remembered set-up, with the org's token %s", async (_how, flag) => {
    const { target, url, token } = sandbox.ready;
    const { result, files } = await sweepSecrets({
      args: ["okta", "--remember", "--no-input", "--yes", "--org-url", url, "--scim-base-url", target.baseUrl],
      env: flag === "" ? { OKTA_CLIENT_TOKEN: token } : {},
      files: { "--scim-token-file": target.token, ...(flag === "" ? {} : { [flag]: token }) },
      secrets: [token],
    });
    expect(result.code).toBe(0);
    const [[path, text] = ["", ""], ...more] = Object.entries(files).filter(([name]) => name.includes("/setups/"));
    expect({ path, more }).toEqual({ path: expect.stringMatching(/\.json$/) as unknown, more: [] });
    // The paths of secrets are not kept either.
    expect(text).toContain('"signIn": "api-token"');
    expect(text).not.toContain("secret-");
  });

  test("in the journal of a run that remembered what was given", async () => {
    const fresh = await startSandbox();
    const { target, url, token } = fresh.ready;
    const { result } = await sweep(["okta", "--no-input", "--yes", "--json", "--scim-base-url", target.baseUrl], {
      orgUrl: url,
      orgToken: token,
      targetToken: target.token,
    });
    expect(result.code).toBe(3);
    await fresh.stop();
  });
});

describe.concurrent("a server that echoes the Authorization header", () => {
  const answers = [
    [400, "application/json"],
    [401, "text/html"],
    [403, "application/json"],
    [404, "text/html"],
    [500, "application/json"],
    [302, "text/html"],
  ] as const;

  test.each(answers)("as the org, with %i %s", async (status, type) => {
    const proxy = await startProxy(sandbox.ready.url, echoAuthorization(status, type));
    const { target } = sandbox.ready;
    const { result } = await sweep(
      ["okta", "--no-input", "--yes", "--json", "--debug", "--scim-base-url", target.baseUrl],
      { orgUrl: proxy.url, targetToken: target.token },
    );
    expect([1, 4]).toContain(result.code);
    await proxy.close();
  });

  test.each(answers)("as the target, with %i %s", async (status, type) => {
    const server = createServer((request, response) => void echoAuthorization(status, type)(request, response));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const baseUrl = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/scim`;
    const { result } = await sweep(["okta", "--no-input", "--yes", "--json", "--debug", "--scim-base-url", baseUrl], {
      targetToken: "plain-ascii-token+/=&-8c1f",
    });
    expect(result.code).toBe(1);
    server.close();
  });
});
