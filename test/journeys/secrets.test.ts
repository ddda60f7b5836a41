import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startProxy, type Intercept } from "../support/proxy.js";
import { spawnCli, temporaryFolder, type CliResult, type RunningServer } from "../support/run-cli.js";
import { startSandbox, type SandboxReady } from "../support/sandbox-process.js";

/** A token with characters that every encoding changes. */
const SCIM_TOKEN = 'scim+/=&"Tök€n<known>-8c1f';

let sandbox: RunningServer<SandboxReady>;
beforeAll(async () => {
  sandbox = await startSandbox("--stand-in");
});
afterAll(() => sandbox.stop());

/** Every way in which a secret could stand in a text. */
function formsOf(secret: string): string[] {
  const utf8 = Buffer.from(secret);
  const behind = (prefix: string): string => Buffer.concat([Buffer.from(prefix), utf8]).toString("base64");
  return [
    secret,
    encodeURIComponent(secret),
    JSON.stringify(secret).slice(1, -1),
    utf8.toString("hex"),
    utf8.toString("base64").replace(/=+$/, "").slice(0, -1),
    utf8.toString("base64url").slice(0, -1),
    behind("Bearer ").slice(10, -3),
    behind("SSWS ").slice(8, -3),
  ];
}

function expectNowhere(secrets: readonly string[], places: Readonly<Record<string, string>>): void {
  for (const [place, text] of Object.entries(places)) {
    for (const secret of secrets)
      for (const form of formsOf(secret)) expect(text.includes(form), `${place} holds a secret as ${form}`).toBe(false);
  }
}

function filesUnder(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => join(folder, name));
  return Object.fromEntries(
    files.filter((name) => statSync(name).isFile()).map((name) => [name, readFileSync(name, "utf8")]),
  );
}

interface Swept {
  readonly result: CliResult;
  readonly files: Readonly<Record<string, string>>;
}

/** Runs a command with known secrets and looks for them in everything it left, its process list entry included. */
async function sweep(
  args: readonly string[],
  more: { readonly orgUrl?: string; readonly orgToken?: string; readonly targetToken?: string } = {},
): Promise<Swept> {
  const state = temporaryFolder();
  const given = temporaryFolder();
  const targetToken = more.targetToken ?? SCIM_TOKEN;
  const orgToken = more.orgToken ?? sandbox.ready.token;
  writeFileSync(join(given, "token.txt"), targetToken);
  const env = {
    XDG_STATE_HOME: state,
    OKTA_CLIENT_ORGURL: more.orgUrl ?? sandbox.ready.url,
    OKTA_CLIENT_TOKEN: orgToken,
  };
  const transcript = join(state, "transcript.jsonl");
  const run = spawnCli([...args, "--scim-token-file", join(given, "token.txt"), "--transcript", transcript], { env });
  const commandLine = readFileSync(`/proc/${String(run.pid)}/cmdline`, "utf8");
  const result = await run.ended;
  const files = filesUnder(state);
  expectNowhere([targetToken, orgToken], {
    stdout: result.stdout,
    stderr: result.stderr,
    "the process list": commandLine,
    ...files,
  });
  return { result, files };
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
  /** Every encoding of the header, in the error's text and in a header of the answer. */
  const echo =
    (status: number, type: string): Intercept =>
    (request, response) => {
      const header = request.headers.authorization ?? "";
      const value = header.replace(/^\S+ /, "");
      const said = [
        header,
        encodeURIComponent(value),
        Buffer.from(header, "latin1").toString("base64"),
        Buffer.from(value, "latin1").toString("base64"),
      ].join(" | ");
      const body = type.includes("json")
        ? JSON.stringify({
            errorCode: "E0000001",
            errorSummary: `you sent ${said}`,
            errorId: said,
            detail: said,
            schemas: ["urn:ietf:params:scim:api:messages:2.0:Error"],
            status: String(status),
          })
        : `<html>${said}`;
      response
        .writeHead(status, {
          "content-type": type,
          "x-okta-request-id": value,
          location: `https://elsewhere.example/?${encodeURIComponent(value)}`,
        })
        .end(body);
      return true;
    };
  const answers = [
    [400, "application/json"],
    [401, "text/html"],
    [403, "application/json"],
    [404, "text/html"],
    [500, "application/json"],
    [302, "text/html"],
  ] as const;

  test.each(answers)("as the org, with %i %s", async (status, type) => {
    const proxy = await startProxy(sandbox.ready.url, echo(status, type));
    const { target } = sandbox.ready;
    const { result } = await sweep(
      ["okta", "--no-input", "--yes", "--json", "--debug", "--scim-base-url", target.baseUrl],
      { orgUrl: proxy.url, targetToken: target.token },
    );
    expect([1, 4]).toContain(result.code);
    await proxy.close();
  });

  test.each(answers)("as the target, with %i %s", async (status, type) => {
    const server = createServer((request, response) => void echo(status, type)(request, response));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const baseUrl = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/scim`;
    const { result } = await sweep(["okta", "--no-input", "--yes", "--json", "--debug", "--scim-base-url", baseUrl], {
      targetToken: "plain-ascii-token+/=&-8c1f",
    });
    expect(result.code).toBe(1);
    server.close();
  });
});
