import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import type { ChangesJson } from "../../../src/cli/views/output/proof.js";
import type { SetupDocument } from "../../support/document.js";
import { rehearsedDocument, rehearseOn } from "../../support/rehearse-on.js";
import { temporaryFolder } from "../../support/run-cli.js";
import { unwrapped } from "../../support/unwrapped.js";

const ALL = ["attribute", "deactivation", "membership", "group-name"];
const [ADA, BO] = ["ada@x.example", "bo@x.example"];

function peopleFile(rows: readonly string[]): string {
  const file = join(temporaryFolder(), "people.csv");
  writeFileSync(file, `${["userName,givenName,familyName,email,displayName,groups", ...rows].join("\n")}\n`);
  return file;
}

const person = (name: string, groups = "TOTAL-Admin"): string => `${name},Given,Family,${name},Given Family,${groups}`;

function changesIn({ proof }: SetupDocument): ChangesJson {
  expect(proof?.changes).toBeDefined();
  return proof?.changes ?? { expected: 0, found: 0, wrong: [], made: [], notMade: [] };
}

describe("after a proven set-up, one of each change arrives", () => {
  test.each([
    "total/okta",
    "total/entra",
    "generic/okta",
    "generic/entra",
    "senhasegura/okta",
    "senhasegura/okta-catalog",
    "holistics/okta",
  ])("%s", async (template) => {
    const words = template.startsWith("generic") ? GENERIC : [];
    const { code, document } = await rehearsedDocument(template, { words });
    const { expected, found, made, wrong, notMade } = changesIn(document);
    expect([code, document.outcome, wrong, notMade]).toEqual([0, "applied", [], []]);
    expect([expected, found, made.map(({ change }) => change)]).toEqual([4, 4, ALL]);
    const users = made.slice(0, 3).map(({ name }) => name.split(" / ").at(-1));
    expect(new Set(users).size).toBe(3);
  });

  const GENERIC = [
    "--set",
    "groups=Staff",
    "--people",
    peopleFile(["a", "b", "c"].map((name) => person(`${name}@x.example`, "Staff"))),
  ];

  test("the terminal says so in one line, and the time of a real tenant is that of the set-up", async () => {
    const { code, stdout } = await rehearseOn("total/entra");
    expect(code).toBe(0);
    expect(stdout).toContain("Changes after set-up: 4 of 4 arrived.\nOn a real tenant this takes about 6 minutes.\n");
    expect(stdout).not.toContain("not tried");
    const { document } = await rehearsedDocument("total/entra", { words: ["--no-changes"] });
    expect(document.proof).not.toHaveProperty("changes");
    const { document: changed } = await rehearsedDocument("total/entra");
    expect(changed.simulatedMs).toBe(document.simulatedMs);
  });
});

describe("a SCIM server that accepts creates and refuses", () => {
  test("booleans as texts: Entra cannot disable a user, unless the Tenant URL has the flag", async () => {
    const quirks = { booleans: "strict" } as const;
    const { code, document } = await rehearsedDocument("total/entra", { quirks });
    expect([code, document.outcome]).toEqual([5, "unproven"]);
    expect(document.proof).toMatchObject({ users: { wrong: [] }, groups: { wrong: [] }, memberships: { wrong: [] } });
    const { found, wrong } = changesIn(document);
    expect(found).toBe(3);
    expect(wrong).toMatchObject([
      {
        change: "deactivation",
        path: "active",
        expected: false,
        actual: true,
        request: {
          method: "PATCH",
          path: expect.stringMatching(/\/Users\/[^/]+$/) as string,
          body: { Operations: [{ op: "Replace", path: "active", value: "False" }] },
          status: 400,
          answer: { scimType: "invalidValue" },
        },
        reason: expect.stringContaining("expected value type 'boolean' but found type 'string'") as string,
        seen: expect.stringMatching(/^Entra's provisioning logs show the action disable as Failure/) as string,
        fix: expect.stringContaining("?aadOptscim062020") as string,
      },
    ]);
    const flag = ["--set", "scimBaseUrl=https://scim.x.example/scim/v2?aadOptscim062020"];
    const { document: compliant } = await rehearsedDocument("total/entra", { quirks, words: flag });
    expect([compliant.outcome, changesIn(compliant).found]).toEqual(["applied", 4]);
  });

  test("every PUT of a user: Okta's failures are quoted from its log", async () => {
    const quirks = { refuses: { method: "PUT", resource: "Users", with: 501 } } as const;
    const { code, document } = await rehearsedDocument("total/okta", { quirks });
    expect(code).toBe(5);
    const { found, wrong } = changesIn(document);
    expect([found, wrong.map(({ change }) => change)]).toEqual([2, ["attribute", "deactivation"]]);
    for (const { seen, request, reason } of wrong) {
      expect(seen).toMatch(
        /^Okta shows under Dashboard > Tasks, and in the System Log as application\.provision\.user\./,
      );
      expect(seen).toContain("Not Implemented");
      expect(reason).toMatch(/^the SCIM server refused PUT .* with 501: the vendor does not do that$/);
      expect(request).toMatchObject({ method: "PUT", status: 501 });
    }
  });

  test("nothing, and stores nothing: no log knows of it, and the answer is named", async () => {
    const quirks = { refuses: { method: "PUT", resource: "Users", with: "204-without-storing" } } as const;
    const { code, stdout } = await rehearseOn("total/okta", { quirks });
    expect(code).toBe(5);
    const text = unwrapped(stdout);
    expect(text).toContain("with 204, but does not show the change. ");
    expect(text).toContain("Okta's System Log shows no failure.");
    expect(text).toContain("Changes after set-up: 2 of 4 arrived.");
    expect(text).toContain(
      "Set up, but not done: 2 of 4 changes after the set-up did not arrive on the simulated SCIM",
    );
    expect(text).not.toContain("Done.");
  });
});

describe("what is not tried, and why", () => {
  test("few users have few changes", async () => {
    const one = await rehearsedDocument("total/okta", { words: ["--people", peopleFile([person(ADA)])] });
    expect(one.code).toBe(0);
    expect(changesIn(one.document)).toMatchObject({
      found: 2,
      made: [{ change: "attribute" }, { change: "group-name", name: "TOTAL-Admin" }],
      notMade: [
        { change: "deactivation", reason: "there are too few users" },
        { change: "membership", reason: "there are too few users" },
      ],
    });
    const { stdout } = await rehearseOn("total/entra", {
      words: ["--people", peopleFile([person(ADA), person(BO)])],
    });
    expect(unwrapped(stdout)).toContain(
      "Changes after set-up: 3 of 3 arrived. Changes not tried: user who leaves a group (there are too few users).",
    );
  });

  test("a guide without Deactivate Users and without pushed groups sends neither", async () => {
    const source = fileURLToPath(new URL("../../../templates/total/okta.yaml", import.meta.url));
    const file = join(temporaryFolder(), "okta.yaml");
    const yaml = readFileSync(source, "utf8")
      .replace("deactivate: true", "deactivate: false")
      .replace(/ {2}# "Create Group".*?target: create\n/s, "");
    writeFileSync(file, yaml);
    const { code, document } = await rehearsedDocument(file);
    expect([code, document.proof?.groups.expected]).toEqual([0, 0]);
    expect(changesIn(document)).toMatchObject({
      found: 1,
      made: [{ change: "attribute" }],
      notMade: [
        { change: "deactivation", reason: "this guide does not send deactivation" },
        { change: "membership", reason: "this guide does not send group memberships" },
        { change: "group-name", reason: "this guide does not send group names" },
      ],
    });
  });

  test("a set-up that is not proven is changed no further", async () => {
    const quirks = { refuses: { method: "POST", resource: "Groups", with: 400 } } as const;
    const { code, document } = await rehearsedDocument("total/entra", { quirks });
    expect(code).toBe(5);
    expect(document.proof).not.toHaveProperty("changes");
  });
});

describe("the changes leave the rest of the run as it is", () => {
  test("a preview shows the requests and values of the set-up alone", async () => {
    const people = peopleFile([person(ADA), person(BO), person("cy@x.example")]);
    const words = ["--people", people, ...[ADA, BO].flatMap((name) => ["--preview", name])];
    for (const template of ["total/okta", "total/entra"]) {
      const [changed, unchanged] = [
        await rehearsedDocument(template, { words }),
        await rehearsedDocument(template, { words: [...words, "--no-changes"] }),
      ];
      expect(changesIn(changed.document).found).toBe(4);
      const requests = ({ document: { preview = [] } }: typeof changed): unknown =>
        preview.map((one) => ({ ...one, requests: one.requests.map(({ method }) => method) }));
      expect(requests(changed)).toEqual(requests(unchanged));
      expect(changed.document.steps.map(({ found }) => found.length)).toEqual(
        unchanged.document.steps.map(({ found }) => found.length),
      );
    }
  });

  test.each([
    ["total/okta", "reset-after@write:7"],
    ["total/okta", "truncated@write:8"],
    ["total/entra", "504-after@write:10"],
    ["total/entra", "reset-after@write:12"],
  ])("a change whose answer is lost is made once: %s with %s", async (template, fault) => {
    const { code, document } = await rehearsedDocument(template, { words: ["--fault", fault] });
    expect([code, changesIn(document).found, changesIn(document).notMade]).toEqual([0, 4, []]);
  });

  test("a time limit is one for the set-up: Entra's next cycle comes after 40 minutes", async () => {
    const { code, document } = await rehearsedDocument("total/entra", { words: ["--deadline", "30m"] });
    expect([code, changesIn(document).found]).toEqual([0, 4]);
  });
});
