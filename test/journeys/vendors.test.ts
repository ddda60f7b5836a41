import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Exchange } from "../../src/http/exchange.js";
import { isJsonObject, type JsonObject } from "../../src/base/json.js";
import { documentIn, type SetupDocument } from "../support/document.js";
import { temporaryFolder } from "../support/run-cli.js";
import { runInProcess } from "../support/run-in-process.js";

interface Run {
  readonly code: number | null;
  readonly document: SetupDocument;
  readonly exchanges: readonly Exchange[];
  readonly text: string;
}

/** A dry run with nothing given but the template. Its transcript is that of the set-up alone. */
async function rehearse(template: string, ...more: readonly string[]): Promise<Run> {
  const path = join(temporaryFolder(), "transcript.jsonl");
  const given = [
    "okta",
    "--dry-run",
    "--no-input",
    "--yes",
    "--json",
    "--no-changes",
    "--template",
    template,
    "--transcript",
    path,
  ];
  const { code, stdout, stderr } = await runInProcess([...given, ...more]);
  const lines = readFileSync(path, "utf8").trimEnd().split("\n");
  const exchanges = lines.map((line) => JSON.parse(line) as Exchange);
  return { code, document: documentIn(stdout), exchanges, text: stdout + stderr };
}

function expectComplete({ code, document }: Run): void {
  expect([code, document.outcome, document.errors]).toEqual([0, "applied", []]);
  for (const tally of [document.proof?.users, document.proof?.groups, document.proof?.memberships]) {
    expect(tally?.wrong).toEqual([]);
    expect(tally?.found).toBe(tally?.expected);
    expect(tally?.found).toBeGreaterThan(0);
  }
}

function sentBy(run: Run, method: string, path: RegExp): readonly Exchange[] {
  return run.exchanges.filter(
    (one) => one.from === "okta" && one.to === "target" && one.method === method && path.test(one.path),
  );
}

function bodies(exchanges: readonly Exchange[]): JsonObject[] {
  return exchanges.map(({ body }) => (isJsonObject(body) ? body : {}));
}

describe("senhasegura/okta", () => {
  test("a dry run from the template alone is proven, down to the vendor's own attributes", async () => {
    const run = await rehearse("senhasegura/okta");
    expectComplete(run);
    const made = bodies(sentBy(run, "POST", /\/Users$/));
    expect(made).toHaveLength(run.document.proof?.users.expected ?? 0);
    for (const body of made) {
      expect(body).toMatchObject({
        NameFormatted: body["displayName"],
        customCode: "test-CustomCode",
        "urn:ietf:params:scim:schemas:core:2.0:Group": { thirdPartyVendor: true },
      });
      expect(body).not.toHaveProperty("customCodes");
    }
    const read = run.exchanges.filter(
      ({ from, method, path }) => from !== "okta" && method === "GET" && /\/Users/.test(path),
    );
    const shown = JSON.stringify(read.at(-1)?.answer);
    for (const body of made) expect(shown).toContain(`"NameFormatted":${JSON.stringify(body["displayName"])}`);
    expect(run.text).not.toMatch(/insecure/i);
  });

  test.each([
    ["map-attributes", ["NameFormatted", "customCode"]],
    ["assign-group", []],
  ])("without %s it is not", async (step, paths) => {
    const { code, document } = await rehearse("senhasegura/okta", "--skip", step);
    expect([code, document.outcome]).toEqual([5, "unproven"]);
    const wrong = document.proof?.users.wrong ?? [];
    expect(wrong.length).toBeGreaterThan(0);
    for (const path of paths)
      expect(wrong.some((one) => one.state === "value" && one.path?.endsWith(path) === true)).toBe(true);
  });

  test("says in the plan what no step can do, each at its place", async () => {
    const { text } = await rehearse("senhasegura/okta");
    for (const words of [
      "valid for an hour",
      "access group in Domum",
      "Import Safeguard",
      "the guide leaves its expression empty",
    ])
      expect(text).toContain(words);
  });
});

describe("senhasegura/okta-catalog", () => {
  test("a dry run is proven with the catalog's own requests, and the token is typed with Bearer in front", async () => {
    const run = await rehearse("senhasegura/okta-catalog");
    expectComplete(run);
    expect(sentBy(run, "PATCH", /\/Groups\//)).not.toEqual([]);
    expect(sentBy(run, "PUT", /\/Groups\//)).toEqual([]);
    expect(run.document.steps[0]?.warnings.map(({ code }) => code)).toEqual(["app-for-tests"]);
    const labels = run.document.steps[1]?.console?.fields.map(({ label }) => label);
    expect(labels?.slice(0, 3)).toEqual(["Enable API Integration", "Base URL", "API Token"]);
  });
});

describe("holistics/okta", () => {
  test("a dry run finds the app, leaves it unwritten, and proves the pilot before the rest is assigned", async () => {
    const run = await rehearse("holistics/okta");
    expectComplete(run);
    const steps = new Map(run.document.steps.map((step) => [step.id, step]));
    expect(steps.get("find-app")).toMatchObject({ status: "unchanged", changes: [] });
    const written = run.exchanges.filter(({ to, method }) => to === "tenant" && method !== "GET");
    expect(written.filter(({ path }) => /\/apps(\/[^/]+)?$/.test(path.split("?")[0] ?? ""))).toEqual([]);

    const assigned = written.filter(({ method, path }) => method === "PUT" && /\/groups\//.test(path));
    expect(assigned).toHaveLength(2);
    const before = run.exchanges.slice(
      0,
      run.exchanges.findIndex((one) => one === assigned[1]),
    );
    const pilot = before.filter(
      ({ from, method, path }) => from === "okta" && method === "POST" && /\/Users$/.test(path),
    );
    expect(pilot.length).toBeGreaterThan(0);
    expect(pilot.length).toBeLessThan(run.document.proof?.users.expected ?? 0);
    expect(run.text).toContain(`is verified: ${String(pilot.length)} users`);
  });

  test("a group that does not exist is named, as in a real tenant", async () => {
    const { code, document } = await rehearse("holistics/okta", "--set", "assign=Holistics-Pilott");
    expect([code, document.errors[0]?.code]).toEqual([1, "group-not-found"]);
    expect(JSON.stringify(document.errors)).toContain("Holistics-Pilot");
  });
});

test("the id of an app of a real org is not used in a dry run, and that is said", async () => {
  const run = await rehearse("holistics/okta", "--app-id", "0oa1ofthetenant");
  expectComplete(run);
  expect(run.text).toContain("--app-id");
});
