import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { signInToConsole } from "../support/console-session.js";
import { documentIn, type SetupDocument } from "../support/document.js";
import { runCli, startServer, temporaryFolder, type CliResult, type RunningServer } from "../support/run-cli.js";

interface SandboxReady {
  readonly ready: true;
  readonly url: string;
  readonly token: string;
  readonly console: string;
  readonly target: { readonly baseUrl: string; readonly token: string };
}

/** Runs of the command line against one sandbox in another process, with one journal. */
function against({ url, token, target }: SandboxReady) {
  const folder = temporaryFolder();
  const tokenFile = join(folder, "scim-token.txt");
  writeFileSync(tokenFile, `${target.token}\n`);
  const env = { OKTA_CLIENT_ORGURL: url, OKTA_CLIENT_TOKEN: token, XDG_STATE_HOME: folder };
  const inputs = [
    "--scim-base-url",
    target.baseUrl,
    "--scim-token-file",
    tokenFile,
    "--group",
    "TOTAL-Admin",
    "--group",
    "TOTAL-Analyst",
  ];
  return {
    apply: (...more: string[]) => runCli(["okta", "--no-input", "--yes", "--json", ...inputs, ...more], { env }),
    plan: (...more: string[]) =>
      runCli(["okta", "plan", "--no-input", "--json", ...inputs.slice(0, 2), ...inputs.slice(4), ...more], { env }),
  };
}

function expectNoSecrets({ stdout, stderr }: CliResult, { token, target }: SandboxReady): void {
  for (const secret of [token, target.token]) expect(stdout + stderr).not.toContain(secret);
}

describe("an org where a stand-in serves the console", () => {
  let server: RunningServer<SandboxReady>;
  let first: SetupDocument;
  let cli: ReturnType<typeof against>;

  beforeAll(async () => {
    server = await startServer<SandboxReady>(["sandbox", "okta", "--stand-in"]);
    cli = against(server.ready);
    const result = await cli.apply();
    expectNoSecrets(result, server.ready);
    expect(result.stderr).not.toContain("Dry run");
    first = documentIn(result.stdout);
  });
  afterAll(() => server.stop());

  test("a run applies and proves everything", () => {
    expect(first).toMatchObject({
      outcome: "applied",
      mode: "apply",
      tenant: { sandbox: false, url: server.ready.url },
      errors: [],
    });
    expect(first.proof?.users).toMatchObject({ expected: 19, found: 19, wrong: [] });
    expect(first.proof?.memberships).toMatchObject({ expected: 20, found: 20, wrong: [] });
    expect(first.requests.tenant.writes).toBe(5);
  });

  test("a further run is unchanged, proves again, and writes nothing", async () => {
    const { code, stdout } = await cli.apply();
    expect(code).toBe(0);
    expect(documentIn(stdout)).toMatchObject({
      outcome: "unchanged",
      requests: { tenant: { writes: 0 } },
      proof: { users: { found: 19 } },
    });
  });

  test("a further run from another machine, without the journal, is unchanged too", async () => {
    const { code, stdout } = await against(server.ready).apply();
    expect(code).toBe(0);
    const document = documentIn(stdout);
    expect(document).toMatchObject({ outcome: "unchanged", requests: { tenant: { writes: 0 } } });
    expect(document.steps.find(({ id }) => id === "enable-scim")?.status).toBe("unchecked");
  });

  test("a plan needs no SCIM token and finds nothing to change", async () => {
    const { code, stdout } = await cli.plan("--detailed-exitcode");
    expect(code).toBe(0);
    expect(documentIn(stdout)).toMatchObject({ mode: "plan", outcome: "unchanged", proof: null });
  });
});

describe("an org whose console nobody serves", () => {
  let server: RunningServer<SandboxReady>;
  let cli: ReturnType<typeof against>;

  beforeAll(async () => {
    server = await startServer<SandboxReady>(["sandbox", "okta"]);
    cli = against(server.ready);
  });
  afterAll(() => server.stop());

  test("a plan shows changes and the stop, writes nothing, and says so by its exit code when asked", async () => {
    const { code, stdout } = await cli.plan("--detailed-exitcode");
    expect(code).toBe(2);
    const document = documentIn(stdout);
    expect(document).toMatchObject({ outcome: "changes-pending", requests: { tenant: { writes: 0 } } });
    expect(document.steps.map(({ status }) => status)).toEqual([
      "pending",
      "console",
      "console",
      "pending",
      "pending",
      "unchanged",
    ]);
  });

  test("a run ends with 3, the stop's fields in the JSON, and no secret; the same command goes on once the console is done", async () => {
    const stopped = await cli.apply();
    expect(stopped.code).toBe(3);
    expectNoSecrets(stopped, server.ready);
    const document = documentIn(stopped.stdout);
    expect(document.outcome).toBe("console-pending");
    const stop = document.steps.find(({ id }) => id === "enable-scim")?.console;
    expect(stop?.url).toMatch(/\/admin\/app\/[^/]+\/instance\/0oa\w+\/#tab-general$/);
    expect(stop?.fields).toContainEqual(
      expect.objectContaining({ label: "SCIM connector base URL", value: server.ready.target.baseUrl }),
    );
    expect(stop?.fields).toContainEqual(expect.objectContaining({ label: "Authorization", secret: true }));

    const again = await cli.apply();
    expect(again.code).toBe(3);
    expect(documentIn(again.stdout).requests.tenant.writes).toBe(0);

    await serveConsole(server.ready, stop?.url ?? "", stop?.fields ?? []);
    const done = await cli.apply();
    expect(done.code).toBe(0);
    expect(documentIn(done.stdout)).toMatchObject({ outcome: "applied", proof: { users: { found: 19, wrong: [] } } });
    const after = await cli.apply();
    expect(documentIn(after.stdout)).toMatchObject({ outcome: "unchanged", requests: { tenant: { writes: 0 } } });
  });
});

/** Does over HTTP what a browser does: opens the printed console address, keeps the cookie, sends the page's forms. */
async function serveConsole(
  ready: SandboxReady,
  deepLink: string,
  fields: readonly { readonly label: string; readonly value?: string; readonly secret?: boolean }[],
): Promise<void> {
  const console = await signInToConsole(ready.console);
  const values = new Map(
    fields.map(({ label, value, secret }) => [label, secret === true ? ready.target.token : (value ?? "")]),
  );
  const address = deepLink.split("/#")[0] ?? "";
  for (const tab of ["", "/integration", "/to-app"]) {
    // Each form appears when the one before it was saved.
    const { html: page } = await console.open(`${address}${tab}?edit=1`);
    const [, action = "", inner = ""] = /<form[^>]*action="([^"]+)"[^>]*>([\s\S]*?)<\/form>/.exec(page) ?? [];
    const body = new Map<string, string>();
    for (const [, name = ""] of inner.matchAll(/name="([^"]+)"/g)) {
      const value = values.get(name);
      if (value !== undefined) body.set(name, value);
    }
    const answer = await console.post(new URL(action, ready.url).href, body, { origin: ready.url });
    expect(answer.role).toBe("status");
  }
}
