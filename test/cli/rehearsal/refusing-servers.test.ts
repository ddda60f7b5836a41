import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import type { TargetQuirks } from "../../../src/scim-target/quirks.js";
import type { SetupDocument } from "../../support/document.js";
import { rehearsedDocument, rehearseOn } from "../../support/rehearse-on.js";
import { temporaryFolder } from "../../support/run-cli.js";
import { startScimServer, type Habits, type ScimServer } from "../../support/scim-server.js";
import { unwrapped } from "../../support/unwrapped.js";

/** What a run must say of one thing that a SCIM server refuses, or answers and then loses memberships. */
interface Told {
  readonly request: RegExp;
  readonly answer: RegExp;
  readonly console: RegExp;
  /** Of the change in the document. A server that fails at the set-up is told by the plan's warning, and nothing is changed after it. */
  readonly change?: {
    readonly change: string;
    readonly status: number;
    readonly body: unknown;
    readonly lost?: readonly RegExp[];
  };
}

const NOTHING_IN_OKTA = /In Okta you would see nothing: .*the group stays Active on the Push Groups tab/;
const USER = /the SCIM server answered PUT \S+\/Users\/\S+ with 200/i;

/** The built-in SCIM server, with the oddities of real ones. */
const BUILT_IN: readonly (readonly [string, string, TargetQuirks, Told])[] = [
  [
    "Entra, booleans as texts refused",
    "total/entra",
    { booleans: "strict" },
    {
      request: /The SCIM server refused PATCH \S+\/Users\/\S+ with 400/i,
      answer: /with 400: Attribute 'active' expected value type 'boolean' but found type 'string'/,
      console: /Entra's provisioning logs show the action disable as Failure with \w+:/,
      change: {
        change: "deactivation",
        status: 400,
        body: { Operations: [{ op: "Replace", path: "active", value: "False" }] },
      },
    },
  ],
  [
    "Okta's custom app, groups: [] refused",
    "total/okta",
    { emptyGroups: "refused" },
    {
      request: /The SCIM server refused PUT \S+\/Users\/\S+ with 400/i,
      answer: /with 400: "groups" is read-only and cannot be set/,
      console:
        /Okta shows under Dashboard > Tasks, and in the System Log as application\.provision\.user\.push_profile: /,
      change: { change: "attribute", status: 400, body: { groups: [] } },
    },
  ],
  [
    "Okta's custom app, memberships emptied at groups: []",
    "total/okta",
    { emptyGroups: "taken-literally" },
    {
      request: USER,
      answer: /with 200, and removed \S+@\S+ from "TOTAL-Admin", because the request has "groups": \[\]/,
      console: NOTHING_IN_OKTA,
      change: { change: "attribute", status: 200, body: { groups: [] }, lost: [/^TOTAL-Admin \/ \S+@\S+$/] },
    },
  ],
  [
    "Okta's catalog app, memberships emptied at groups: []",
    "senhasegura/okta-catalog",
    { emptyGroups: "taken-literally" },
    {
      request: USER,
      answer: /with 200, and removed \S+@\S+ from "Vendors", because the request has "groups": \[\]/,
      console: NOTHING_IN_OKTA,
      change: { change: "attribute", status: 200, body: { groups: [] }, lost: [/^Vendors \/ \S+@\S+$/] },
    },
  ],
  [
    "Okta's catalog app, the name of a group refused",
    "senhasegura/okta-catalog",
    { rename: "refused" },
    {
      request: /The SCIM server refuses PATCH \/Groups\/\{id\} with "replace" of \{"id", "displayName"\} and no path/,
      answer: /\(HTTP 400: noTarget: A replace operation needs a path\)/,
      console: /In Okta you would see an error at the group on the Push Groups tab/,
    },
  ],
  [
    "Okta's catalog app, a group emptied at its name",
    "senhasegura/okta-catalog",
    { rename: "empties-members" },
    {
      request: /memberships on PATCH \/Groups\/\{id\} with "replace" of \{"id", "displayName"\} and no path/,
      answer: /\(HTTP 204\): a test user was in a group before it and not afterwards/,
      console: NOTHING_IN_OKTA,
    },
  ],
];

/** Servers that share no code with the product's. */
const FOREIGN: readonly (readonly [string, Habits, Told])[] = [
  [
    "another server, a rename by PUT refused",
    { renameStatus: 409 },
    {
      request: /The SCIM server refused PUT \S+\/Groups\/\S+ with 409/i,
      answer: /with 409: names are final/,
      console: /Okta shows under Dashboard > Tasks, and in the System Log as \S+: .*names are final/,
      change: { change: "group-name", status: 409, body: { displayName: "TOTAL-Admin renamed" } },
    },
  ],
  [
    "another server, a group emptied at its new name",
    { renameClears: true },
    {
      request: /The SCIM server answered PUT \S+\/Groups\/\S+ with 200/i,
      answer: /with 200, and removed \S+@north\.example from "TOTAL-Admin"/,
      console: NOTHING_IN_OKTA,
      change: {
        change: "group-name",
        status: 200,
        body: { displayName: "TOTAL-Admin renamed" },
        lost: [/^TOTAL-Admin \/ \S+@north\.example$/],
      },
    },
  ],
  [
    "another server, memberships emptied at groups: []",
    { emptyGroupsClear: true },
    {
      request: USER,
      answer: /with 200, and removed \S+@north\.example from "TOTAL-Admin", because the request has "groups": \[\]/,
      console: NOTHING_IN_OKTA,
      change: { change: "attribute", status: 200, body: { groups: [] }, lost: [/^TOTAL-Admin \/ \S+@north\.example$/] },
    },
  ],
];

const folder = temporaryFolder();
const tokenFile = join(folder, "token.txt");
const peopleFile = join(folder, "people.csv");
writeFileSync(tokenFile, "token-of-the-vendor\n");
writeFileSync(
  peopleFile,
  `userName,givenName,familyName,email,displayName,groups\n${["ada", "ben", "cem", "dee"]
    .map((name) => `${name}@north.example,Given,Family,${name}@north.example,Given Family,TOTAL-Admin\n`)
    .join("")}`,
);

const open: ScimServer[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

/** The flags of a run at a new server. */
async function at(habits: Habits): Promise<readonly string[]> {
  const server = await startScimServer(habits);
  open.push(server);
  const where = ["--target-url", server.baseUrl, "--target-token-file", tokenFile];
  return [...where, "--accept-writes", "--changes", "--people", peopleFile];
}

/** What the document says in sentences about the SCIM server: each warning, and each change that went wrong. */
function statementsOf({ steps, proof }: SetupDocument): readonly string[] {
  const warnings = steps.flatMap((step) => step.warnings.map(({ message }) => message));
  return [...warnings, ...(proof?.changes?.wrong ?? []).map(({ reason, seen }) => `${reason}. ${seen}`)];
}

function expectDocument(document: SetupDocument, { request, answer, console, change }: Told): void {
  expect(document.outcome).toBe("unproven");
  expect(
    statementsOf(document).filter((one) => [request, answer, console].every((part) => part.test(one))),
  ).toHaveLength(1);
  if (change === undefined) {
    expect(document.proof).not.toHaveProperty("changes");
    return;
  }
  const { change: kind, status, body, lost } = change;
  const wrong = document.proof?.changes?.wrong ?? [];
  expect(wrong).toMatchObject([{ change: kind, request: { status, body } }]);
  const [{ lostMemberships } = {}] = wrong;
  expect(lostMemberships).toEqual(lost?.map((one) => expect.stringMatching(one) as string));
}

/** The same at 80 columns. */
function expectText(stdout: string, { request, answer, console, change }: Told): void {
  for (const part of [request, answer, console]) expect(unwrapped(stdout)).toMatch(part);
  if (change !== undefined) expect(stdout).toContain("Changes after set-up: 3 of 4 arrived.\n");
  expect(stdout).not.toContain("Done.");
}

describe("the request, the SCIM server's answer and what an administrator would see are named, and the run ends with exit code 5", () => {
  test.each(BUILT_IN)("%s", async (_name, template, quirks, told) => {
    const { code, document } = await rehearsedDocument(template, { quirks });
    expect(code).toBe(5);
    expectDocument(document, told);
    const printed = await rehearseOn(template, { quirks });
    expect(printed.code).toBe(5);
    expectText(printed.stdout, told);
  });

  test.each(FOREIGN)("%s", async (_name, habits, told) => {
    const { code, document } = await rehearsedDocument("total/okta", { words: await at(habits) });
    expect(code).toBe(5);
    expectDocument(document, told);
    const printed = await rehearseOn("total/okta", { words: await at(habits) });
    expect(printed.code).toBe(5);
    expectText(printed.stdout, told);
  });
});

test("a server that keeps all memberships is not blamed", async () => {
  const { code, document } = await rehearsedDocument("total/okta", { words: await at({}) });
  expect([code, document.proof?.changes?.found, document.proof?.changes?.wrong]).toEqual([0, 4, []]);
});
