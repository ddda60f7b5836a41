import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Exchange } from "../../src/http/exchange.js";
import { isJsonObject, type JsonObject } from "../../src/base/json.js";
import { documentIn, type SetupDocument } from "../support/document.js";
import { runCli, startServer, temporaryFolder, type RunningServer } from "../support/run-cli.js";
import { textAt } from "../support/sweep-world.js";

const DRY_RUN = ["entra", "--dry-run", "--no-input", "--yes", "--json"];

function exchangesIn(path: string): readonly Exchange[] {
  const lines = readFileSync(path, "utf8").trim().split("\n").slice(1);
  return lines.map((line) => JSON.parse(line) as Exchange);
}

function expectComplete({ proof }: SetupDocument): void {
  expect(proof).not.toBeNull();
  for (const tally of [proof?.users, proof?.groups, proof?.memberships]) {
    expect(tally?.found).toBe(tally?.expected);
    expect(tally?.wrong).toEqual([]);
  }
}

describe("a dry run on Entra", () => {
  let document: SetupDocument;
  let exchanges: readonly Exchange[];

  beforeAll(async () => {
    const transcript = join(temporaryFolder(), "transcript.jsonl");
    const { code, stdout } = await runCli([...DRY_RUN, "--transcript", transcript]);
    expect(code).toBe(0);
    expect(statSync(transcript).mode & 0o777).toBe(0o600);
    document = documentIn(stdout);
    exchanges = exchangesIn(transcript);
  });

  test("carries the whole guide out and proves it", () => {
    expect(document).toMatchObject({ command: "entra", template: "total/entra", outcome: "applied", errors: [] });
    expect(document.tenant).toMatchObject({ idp: "entra", sandbox: true });
    expect(new Set(document.steps.map(({ guide }) => guide))).toEqual(new Set(["3.1", "3.2", "3.3", "3.4", "3.5"]));
    expect(document.proof?.users.expected).toBeGreaterThan(15);
    expectComplete(document);
    expect(document.proof?.users.notExpected.map(({ reason }) => reason)).toEqual([
      expect.stringContaining("disabled in Entra"),
    ]);
  });

  test("creates everybody on the target with the object id as externalId", () => {
    const objectIds = new Map<string, string>();
    for (const { to, path, answer } of exchanges) {
      if (to !== "tenant" || !path.includes("/members") || !isJsonObject(answer)) continue;
      const people = Array.isArray(answer["value"]) ? (answer["value"] as readonly JsonObject[]) : [];
      for (const one of people) objectIds.set(textAt(one, "userPrincipalName"), textAt(one, "id"));
    }
    const created = exchanges
      .filter(({ to, method, path }) => to === "target" && method === "POST" && path.endsWith("/Users"))
      .map(({ body }) => body)
      .filter(isJsonObject);
    expect(created).toHaveLength(document.proof?.users.expected ?? 0);
    for (const one of created) expect(one["externalId"]).toBe(objectIds.get(textAt(one, "userName")));
  });

  test("begins with a look for somebody who cannot exist, and never shows a secret", () => {
    const sent = exchanges.filter(({ from, to }) => from === "entra" && to === "target");
    expect(sent[0]).toMatchObject({ method: "GET", status: 200 });
    expect(decodeURIComponent(sent[0]?.path ?? "")).toMatch(/userName[ +]eq[ +]"[0-9a-f-]{36}"/);
    expect(JSON.stringify(exchanges)).not.toMatch(/Bearer [A-Za-z0-9._-]{20,}/);
  });
});

test("without the mapping step nobody is proven, and each person is named with the attribute that was sent instead", async () => {
  const { code, stdout } = await runCli([...DRY_RUN, "--skip", "fix-user-id"]);
  expect(code).toBe(5);
  const { outcome, proof } = documentIn(stdout);
  expect(outcome).toBe("unproven");
  expect(proof?.users.wrong).toHaveLength(proof?.users.expected ?? -1);
  for (const wrong of proof?.users.wrong ?? []) {
    expect(wrong).toMatchObject({ state: "value", path: "externalId" });
    expect(wrong.reason).toContain("mailNickname");
  }
});

test("people of a file arrive as they stand, those who are disabled do not", async () => {
  const file = join(temporaryFolder(), "people.csv");
  const rows = [
    "userName,givenName,familyName,title,department,active,groups",
    "ann@people.example,Ann,Lee,Head of IT,IT,true,TOTAL-Admin",
    "ben@people.example,Ben,,,,true,TOTAL-Admin",
    "cat@people.example,Cat,Poe,,,false,TOTAL-Admin",
    "dan@people.example,Dan,Roe,,,true,Other",
  ];
  writeFileSync(file, rows.join("\r\n"));
  const { code, stdout } = await runCli([...DRY_RUN, "--people", file]);
  expect(code).toBe(0);
  const document = documentIn(stdout);
  expectComplete(document);
  expect(document.proof?.users.expected).toBe(2);
  expect(document.proof?.users.notExpected).toMatchObject([{ name: "cat@people.example" }]);
});

test("two thousand people in twenty groups arrive", async () => {
  const { code, stdout } = await runCli([...DRY_RUN, "--users", "2000", "--groups", "20"]);
  expect(code).toBe(0);
  const document = documentIn(stdout);
  expectComplete(document);
  expect(document.proof?.groups.expected).toBe(20);
  // Everybody is created once, by the cycle or on demand.
  expect(document.requests.scim["POST"]).toBe((document.proof?.users.expected ?? 0) + 20);
}, 180_000);

test("with the flag for standard PATCH bodies on-demand is left out, with the reason, and everybody comes by the cycle", async () => {
  const query = "scimBaseUrl=https://x.example/scim?aadOptscim062020";
  const transcript = join(temporaryFolder(), "transcript.jsonl");
  const { code, stdout } = await runCli([...DRY_RUN, "--set", query, "--transcript", transcript]);
  expect(code).toBe(0);
  const document = documentIn(stdout);
  expectComplete(document);
  const onDemand = document.steps.find(({ id }) => id === "provision-admins");
  expect(onDemand?.changes).toEqual([]);
  expect(onDemand?.warnings).toMatchObject([{ code: "on-demand-unsupported" }]);
  const patches = exchangesIn(transcript).filter(({ method, to }) => method === "PATCH" && to === "target");
  expect(patches.length).toBeGreaterThan(0);
  expect(JSON.stringify(patches)).not.toMatch(/"op":"[AR]/);
  expect(JSON.stringify(exchangesIn(transcript).map(({ path, to }) => (to === "target" ? path : "")))).not.toContain(
    "aadOptscim",
  );
});

test("another SCIM server takes the place of the target", async () => {
  const target = await startServer<{ readonly baseUrl: string; readonly token: string }>(["target"]);
  const tokenFile = join(temporaryFolder(), "token.txt");
  writeFileSync(tokenFile, target.ready.token);
  const { code, stdout } = await runCli([
    ...[...DRY_RUN, "--target-url", target.ready.baseUrl],
    ...["--target-token-file", tokenFile],
  ]);
  const headers = { authorization: `Bearer ${target.ready.token}` };
  const left = (await (await fetch(`${target.ready.baseUrl}/Users`, { headers })).json()) as JsonObject;
  await target.stop();
  expect(code).toBe(0);
  const document = documentIn(stdout);
  expectComplete(document);
  expect(document.cleanup?.removed.length).toBe((document.proof?.users.expected ?? 0) + 2);
  expect(left["totalResults"]).toBe(0);
});

interface SandboxReady {
  readonly url: string;
  readonly token: string;
  readonly target: { readonly baseUrl: string; readonly token: string };
}

/** Runs of the command line against one simulated tenant in another process, with one journal. */
function against({ url, token, target }: SandboxReady) {
  const folder = temporaryFolder();
  const [graphToken, scimToken] = [join(folder, "graph.txt"), join(folder, "scim.txt")];
  writeFileSync(graphToken, `${token}\n`);
  writeFileSync(scimToken, `${target.token}\n`);
  const inputs = [
    ...["--graph-url", url, "--graph-token-file", graphToken],
    ...["--scim-base-url", target.baseUrl, "--scim-token-file", scimToken],
    ...["--group", "TOTAL-Admin", "--group", "TOTAL-Analyst"],
  ];
  return (...more: string[]) =>
    runCli(["entra", "--no-input", "--yes", "--json", ...inputs, ...more], { env: { XDG_STATE_HOME: folder } });
}

describe.concurrent("a tenant in another process", () => {
  let server: RunningServer<SandboxReady>;
  let run: ReturnType<typeof against>;

  beforeAll(async () => {
    server = await startServer<SandboxReady>(["sandbox", "entra"]);
    run = against(server.ready);
  });
  afterAll(() => server.stop());

  test("is set up and proven, and running again changes nothing", async () => {
    const first = await run("--wait", "90s");
    expect(first.stderr + first.stdout).not.toContain(server.ready.token);
    expect(first.stderr + first.stdout).not.toContain(server.ready.target.token);
    expect({ code: first.code, document: documentIn(first.stdout) }).toMatchObject({
      code: 0,
      document: { outcome: "applied", tenant: { sandbox: false }, errors: [] },
    });
    expectComplete(documentIn(first.stdout));

    const second = await run();
    expect({ code: second.code, document: documentIn(second.stdout) }).toMatchObject({
      code: 0,
      document: { outcome: "unchanged", requests: { tenant: { writes: 0 } }, errors: [] },
    });
  }, 180_000);
});

describe.concurrent("a tenant whose TOTAL was from an app registration", () => {
  let server: RunningServer<SandboxReady>;
  let run: ReturnType<typeof against>;

  beforeAll(async () => {
    server = await startServer<SandboxReady>(["sandbox", "entra", "--start", "oidc-app"]);
    run = against(server.ready);
  });
  afterAll(() => server.stop());

  test("is not written to; the reason is told, and --new-app completes", async () => {
    const first = await run();
    const refused = documentIn(first.stdout);
    expect({ code: first.code, refused }).toMatchObject({
      code: 1,
      refused: { errors: [{ code: "app-cannot-provision" }], requests: { tenant: { writes: 0 } } },
    });
    expect(refused.errors[0]?.fix).toContain("--new-app");

    const second = await run("--new-app", "--on-demand", "none", "--wait", "90s");
    expect({ code: second.code, document: documentIn(second.stdout) }).toMatchObject({
      code: 0,
      document: { outcome: "applied", errors: [] },
    });
    expectComplete(documentIn(second.stdout));
  }, 180_000);
});
