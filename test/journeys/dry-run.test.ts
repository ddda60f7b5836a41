import { createServer } from "node:http";
import { readFileSync, statSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Exchange } from "../../src/http/exchange.js";
import { isJsonObject, type JsonValue } from "../../src/base/json.js";
import { documentIn } from "../support/document.js";
import { runCli, temporaryFolder } from "../support/run-cli.js";
import { awkwardPeople } from "../support/awkward-people.js";
import { unwrapped } from "../support/unwrapped.js";

const DRY_RUN = ["okta", "--dry-run", "--no-input", "--yes", "--json"];

test("a dry run carries the whole guide out, proves it, and contacts no tenant", async () => {
  const seen: string[] = [];
  const tenant = createServer((request, response) => {
    seen.push(request.url ?? "");
    response.end();
  });
  await new Promise<void>((resolve) => tenant.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${String((tenant.address() as AddressInfo).port)}`;
  const env = {
    OKTA_CLIENT_ORGURL: url,
    OKTA_CLIENT_TOKEN: "live-token-of-somebody",
    TOTAL_SETUP_SCIM_BASE_URL: `${url}/scim/v2`,
  };
  const { code, stdout, stderr } = await runCli(DRY_RUN, { env });
  tenant.close();

  expect(code).toBe(0);
  const document = documentIn(stdout);
  expect(document).toMatchObject({
    formatVersion: "1.0",
    command: "okta",
    mode: "dry-run",
    template: "total/okta",
    outcome: "applied",
    errors: [],
  });
  expect(document.tenant.sandbox).toBe(true);
  expect(new Set(document.steps.map(({ guide }) => guide))).toEqual(new Set(["3.1", "3.2", "3.3", "3.4", "3.5"]));
  expect(document.proof?.users.expected).toBeGreaterThan(15);
  expectComplete(stdout);
  expect(document.proof?.users.notExpected.map(({ reason }) => reason).sort()).toEqual([
    expect.stringContaining("deactivated"),
    expect.stringContaining("no last name"),
  ]);
  expect(document.simulatedMs).toBeGreaterThan(60_000);
  expect(seen).toEqual([]);
  expect(stdout + stderr).not.toContain("live-token-of-somebody");
});

describe("the transcript", () => {
  test("shows Okta's own sequence for each person and group, no PATCH, and nobody who must not arrive", async () => {
    const path = join(temporaryFolder(), "transcript.jsonl");
    const { code, stdout } = await runCli([...DRY_RUN, "--no-changes", "--transcript", path]);
    expect(code).toBe(0);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    const text = readFileSync(path, "utf8");
    const exchanges = text
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as Exchange);
    const scim = exchanges.filter(({ from, to }) => from === "okta" && to === "target");
    const document = documentIn(stdout);

    const posted = scim.filter(({ method, path: to }) => method === "POST" && to === "/scim/v2/Users");
    expect(posted).toHaveLength(document.proof?.users.expected ?? 0);
    for (const post of posted) {
      const userName = textAt(post.body, "userName");
      const filter = scim.findIndex(
        ({ method, path: to }) =>
          method === "GET" && to.includes(encodeURIComponent(`userName eq ${JSON.stringify(userName)}`)),
      );
      expect(filter).toBeGreaterThanOrEqual(0);
      expect(filter).toBeLessThan(scim.indexOf(post));
    }
    for (const post of scim.filter(({ method, path: to }) => method === "POST" && to === "/scim/v2/Groups")) {
      expect(post.body).toMatchObject({ members: [] });
      const id = textAt(post.answer, "id");
      expect(
        scim
          .slice(scim.indexOf(post) + 1)
          .filter(({ path: to }) => to === `/scim/v2/Groups/${id}`)
          .map(({ method }) => method),
      ).toEqual(["GET", "PUT"]);
    }
    expect(scim.some(({ method }) => method === "PATCH")).toBe(false);
    for (const { headers, body } of scim) {
      expect(headers).toMatchObject({
        accept: "application/scim+json",
        "accept-charset": "utf-8",
        "user-agent": "Okta SCIM Client 1.0.0",
      });
      expect(headers["content-type"]).toBe(body === undefined ? undefined : "application/scim+json; charset=utf-8");
    }
    expect(text).not.toContain('Sales-EMEA","members');
    expect(scim.map(({ body }) => JSON.stringify(body ?? "")).join()).not.toMatch(/Sales-EMEA|suharto|tobias\.frank/);
    expect(text).not.toMatch(/"password":"(?!\[redacted\])/);
    expect(text).not.toMatch(/(Bearer|SSWS) (?!\[redacted\])\S/);
  });
});

test("300 people of a file with a byte order mark, CRLF and awkward names arrive, and the file's other groups do not", async () => {
  const file = join(temporaryFolder(), "people.csv");
  writeFileSync(file, awkwardPeople(300, 12));
  const { code, stdout } = await runCli([
    ...DRY_RUN,
    "--people",
    file,
    "--group",
    "TOTAL-Admin",
    "--group",
    "Förderung, Süd",
  ]);
  expect(code).toBe(0);
  expectComplete(stdout);
  expect(documentIn(stdout).proof?.groups.expected).toBe(2);
  expect(documentIn(stdout).proof?.users.expected).toBeGreaterThan(40);
});

test("2000 generated people in 20 groups arrive", async () => {
  const { code, stdout } = await runCli([...DRY_RUN, "--users", "2000", "--groups", "20"]);
  expect(code).toBe(0);
  expectComplete(stdout);
  expect(documentIn(stdout).proof?.groups.expected).toBe(20);
  expect(documentIn(stdout).proof?.users.expected).toBe(2000);
});

test("without a terminal a dry run continues and says so, unless no question may be asked", async () => {
  const willing = await runCli(["okta", "--dry-run"]);
  expect(willing.code).toBe(0);
  expect(willing.stderr).toContain("Not a terminal: continuing, because this is a dry run.");
  const strict = await runCli(["okta", "--dry-run", "--no-input"]);
  expect(strict.code).toBe(64);
  expect(strict.stdout).toContain("1 manual step");
  expect(strict.stderr).toContain("--yes");
});

test("the first and the last lines say that nothing leaves this machine, and the last is the next command", async () => {
  const { stdout } = await runCli(["okta", "--dry-run", "--no-input", "--yes"]);
  expect(stdout.split("\n")[0]).toBe("Dry run: nothing is sent outside this machine.");
  expect(unwrapped(stdout)).toMatch(
    / Dry run: nothing was sent outside this machine\. Next, to see what would change in your org: \S+ .*okta plan --no-input\s*$/,
  );
});

function textAt(value: JsonValue | undefined, key: string): string {
  const found = isJsonObject(value) ? value[key] : undefined;
  return typeof found === "string" ? found : "";
}

function expectComplete(stdout: string): void {
  const { proof } = documentIn(stdout);
  for (const tally of [proof?.users, proof?.groups, proof?.memberships]) {
    expect(tally?.wrong).toEqual([]);
    expect(tally?.found).toBe(tally?.expected);
    expect(tally?.found).toBeGreaterThan(0);
  }
}
