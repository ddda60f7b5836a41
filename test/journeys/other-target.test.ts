import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { documentIn, type SetupDocument } from "../support/document.js";
import { runInProcess } from "../support/run-in-process.js";
import { startServer, temporaryFolder } from "../support/run-cli.js";
import { startScimServer, type Habits, type ScimServer } from "../support/scim-server.js";
import { unwrapped } from "../support/unwrapped.js";

const folder = temporaryFolder();
const tokenFile = join(folder, "token.txt");
writeFileSync(tokenFile, "token-of-the-other-server\n");
const peopleFile = join(folder, "people.csv");
const NAMES = ["ada@north.example", "ben@north.example", "cem@north.example"];
writeFileSync(
  peopleFile,
  `userName,givenName,familyName,email,groups\n${NAMES.map((name) => `${name},Given,Family,${name},TOTAL-Admin\n`).join("")}`,
);

const open: ScimServer[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

async function serverWith(habits: Habits = {}, names: readonly string[] = []): Promise<ScimServer> {
  const server = await startScimServer(
    habits,
    names.map((userName) => ({ userName, displayName: "Somebody there before", active: true })),
  );
  open.push(server);
  return server;
}

interface Rehearsed {
  readonly code: number | null;
  readonly document: SetupDocument;
  readonly stderr: string;
}

async function rehearse(baseUrl: string, ...more: readonly string[]): Promise<Rehearsed> {
  const people = more.includes("--users") ? [] : ["--people", peopleFile];
  const args = ["okta", "--dry-run", "--json", ...people, "--target-url", baseUrl];
  const { code, stdout, stderr } = await runInProcess([...args, "--target-token-file", tokenFile, ...more]);
  expect(stdout + stderr).not.toContain("token-of-the-other-server");
  return { code, document: documentIn(stdout), stderr };
}

/** As `removed people 3`, sorted. */
function tally({ cleanup }: SetupDocument): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const [what, list] of Object.entries({ removed: cleanup?.removed ?? [], left: cleanup?.left ?? [] })) {
    for (const { type } of list) counts[`${what} ${type}`] = (counts[`${what} ${type}`] ?? 0) + 1;
  }
  return counts;
}

describe("an empty server that does everything right", () => {
  test("is pushed at and proven, and what was created there is removed again with --yes", async () => {
    const server = await serverWith();
    const { code, document, stderr } = await rehearse(server.baseUrl, "--yes");
    expect([code, document.outcome]).toEqual([0, "applied"]);
    expect(document.proof).toMatchObject({ users: { found: 3 }, groups: { found: 1 }, memberships: { found: 3 } });
    expect(stderr).toContain("Will be created on");
    for (const name of NAMES) expect(stderr).toContain(name);
    expect(tally(document)).toEqual({ "removed person": 3, "removed group": 1 });
    expect([server.users.size, server.groups.size]).toEqual([0, 0]);
    expect(document.requests.target.writes).toBe(4);
    expect(document.requests.scim["POST"]).toBe(4);
  });

  test("is changed after the set-up only where that is wanted, and cleaned up all the same", async () => {
    const server = await serverWith();
    const { document, stderr } = await rehearse(server.baseUrl, "--yes");
    expect(document.proof).not.toHaveProperty("changes");
    expect(stderr).not.toContain("will be changed there");
    const changed = await rehearse(server.baseUrl, "--yes", "--changes");
    expect([changed.code, changed.document.proof?.changes?.found]).toEqual([0, 4]);
    expect(unwrapped(changed.stderr)).toContain("up to three of these users and one group will be changed there.");
    expect(tally(changed.document)).toEqual({ "removed person": 3, "removed group": 1 });
    expect([server.users.size, server.groups.size]).toEqual([0, 0]);
  });

  test("keeps a renamed group, which is not told as removed", async () => {
    const server = await serverWith({ keepsDeleted: true });
    const { document } = await rehearse(server.baseUrl, "--yes", "--changes");
    expect([...server.groups.values()].map(({ displayName }) => displayName)).toEqual(["TOTAL-Admin renamed"]);
    expect(tally(document)).toEqual({ "left person": 3, "left group": 1 });
  });

  test("refuses a new name of a group: only that is lost, and Okta's log is quoted", async () => {
    const server = await serverWith({ renameStatus: 409 });
    const { code, document } = await rehearse(server.baseUrl, "--yes", "--changes");
    expect([code, document.outcome]).toEqual([5, "unproven"]);
    expect(document.proof?.changes).toMatchObject({
      found: 3,
      wrong: [
        {
          change: "group-name",
          name: "TOTAL-Admin",
          path: "displayName",
          expected: "TOTAL-Admin renamed",
          actual: "TOTAL-Admin",
          reason: expect.stringMatching(/refused PUT .*\/Groups\/.* with 409: names are final$/) as string,
          request: { method: "PUT", body: { displayName: "TOTAL-Admin renamed" }, status: 409 },
          seen: expect.stringContaining("names are final") as string,
        },
      ],
    });
  });

  test("keeps everything when nobody can be asked, and the ids are told", async () => {
    const server = await serverWith();
    const { document, stderr } = await rehearse(server.baseUrl);
    expect(document.outcome).toBe("applied");
    expect(tally(document)).toEqual({ "left person": 3, "left group": 1 });
    expect(document.cleanup?.left.map(({ id }) => id).sort()).toEqual(
      [...server.users.keys(), ...server.groups.keys()].sort(),
    );
    expect(document.cleanup?.left[0]?.reason).toContain("--yes");
    expect(server.seen.filter(({ method }) => method === "DELETE")).toEqual([]);
    expect(stderr).toContain(NAMES[0]);
  });

  test("tells of somebody unexpected, since nobody was there before", async () => {
    const server = await serverWith();
    const run = rehearse(server.baseUrl);
    await expect
      .poll(() => server.seen.some(({ method }) => method === "POST"), { interval: 1, timeout: 30_000 })
      .toBe(true);
    server.users.set("eve", { id: "eve", userName: "eve@north.example" });
    expect((await run).document.proof?.users.wrong).toMatchObject([{ name: "eve@north.example", state: "unexpected" }]);
  });
});

describe("a server with people of its own", () => {
  test("is proven for ours only, and they stay", async () => {
    const server = await serverWith({}, ["strange@there.example"]);
    const { code, document } = await rehearse(server.baseUrl, "--yes");
    expect([code, document.outcome]).toEqual([0, "applied"]);
    expect([...server.users.values()]).toEqual([
      { id: "old-0", userName: "strange@there.example", displayName: "Somebody there before", active: true },
    ]);
  });

  test("is told beforehand who of them is overwritten, and they are not removed", async () => {
    const server = await serverWith({}, ["ADA@north.example", "strange@there.example"]);
    const { document, stderr } = await rehearse(server.baseUrl, "--yes");
    expect(unwrapped(stderr)).toContain("1 user exists there already and will be overwritten: ada@north.example.");
    expect(tally(document)).toEqual({ "removed person": 2, "removed group": 1 });
    expect([...server.users.keys()]).toEqual(["old-0", "old-1"]);
  });

  test("is not touched when it ignores filters: a stranger would be overwritten", async () => {
    const server = await serverWith({ ignoresFilter: true }, ["strange@there.example"]);
    const { code, document } = await rehearse(server.baseUrl, "--yes");
    expect([code, document.errors[0]?.code]).toEqual([1, "target-ignores-filter"]);
    expect(document.errors[0]?.message).toContain("--target-url");
    expect(server.seen.filter(({ method }) => method !== "GET")).toEqual([]);
  });
});

/** [habits, outcome, words that must stand somewhere in the document's proof, steps or errors, what is found] */
const habits: readonly (readonly [string, Habits, string, readonly string[], readonly number[] | null])[] = [
  ["refuses filters", { filterStatus: 501 }, "unproven", ["no filters", "Not Implemented"], [0, 0, 0]],
  ["gives the first page only", { onlyPage: 1 }, "applied", ["3 resources at /Users, but lists only 1"], [3, 1, 3]],
  ["shows no members", { hidesMembers: true }, "unproven", ["does not show the members"], [3, 1, 0]],
  ["names another content type", { contentType: "text/html" }, "applied", [], [3, 1, 3]],
  ["does not know PUT", { putStatus: 405 }, "unproven", ["Method Not Allowed", "use PATCH"], [3, 1, 0]],
  ["knows PATCH only", { putStatus: 501 }, "unproven", ["Not Implemented"], [3, 1, 0]],
  ["changes its ids", { idChanges: true }, "unproven", ["Not Found"], [3, 1, 0]],
  ["fails on groups", { groupsStatus: 500 }, "unproven", ["could not be read", "500"], [3, 0, 0]],
  ["has no groups at all", { groupsStatus: 404 }, "unproven", ["Not Found"], [3, 0, 0]],
  ["answers creations with nothing", { silentCreate: true }, "unproven", ["empty user"], [0, 1, 0]],
  ["is slow at filters and gives no Location", { filterMs: 30 }, "applied", [], [3, 1, 3]],
  ["tells totalResults as text", { total: "text" }, "failed", ["target-not-scim", "is text"], null],
  ["tells no totalResults", { total: "none" }, "failed", ["target-not-scim", "totalResults"], null],
  ["dies after the console stop", { diesAt: 12 }, "unproven", ["target-unreachable"], null],
];

describe("a server that", () => {
  test.each(habits)(
    "%s is explained, not crashed on, and never falsely done",
    async (_name, habit, outcome, words, found) => {
      const server = await serverWith(habit);
      const { code, document, stderr } = await rehearse(server.baseUrl);
      expect(document.outcome).toBe(outcome);
      expect(code).toBe({ applied: 0, failed: 1, unproven: 5 }[outcome]);
      const { proof, steps, errors } = document;
      expect(errors.map((error) => error.code)).not.toContain("internal");
      const told = JSON.stringify({ proof, steps, errors });
      for (const word of words) expect(told).toContain(word);
      if (found !== null) expect([proof?.users.found, proof?.groups.found, proof?.memberships.found]).toEqual(found);
      for (const one of [
        ...(proof?.users.wrong ?? []),
        ...(proof?.groups.wrong ?? []),
        ...(proof?.memberships.wrong ?? []),
      ])
        expect(one.reason.length).toBeGreaterThan(20);
      expect(stderr).not.toMatch(/\n\s+at /);
      const made = [...server.users.keys(), ...server.groups.keys()];
      const left = document.cleanup?.left ?? [];
      expect(left.filter(({ id }) => id !== undefined).map(({ id }) => id)).toEqual(
        expect.arrayContaining(habit.silentCreate === true ? [] : made),
      );
      expect(left.length).toBeGreaterThanOrEqual(made.length);
    },
  );

  test("ignores filters, and was empty: people are taken for one another, and the proof says why", async () => {
    const server = await serverWith({ ignoresFilter: true });
    const { code, document } = await rehearse(server.baseUrl, "--users", "40", "--groups", "1");
    expect([code, document.outcome]).toEqual([5, "unproven"]);
    expect(document.proof?.users.wrong.length).toBeGreaterThan(0);
    expect(JSON.stringify(document.proof)).toContain("ignores filters");
  });

  test("wants to be left alone for a second is left alone in real time, too", async () => {
    const server = await serverWith({ throttled: { nth: 2, retryAfter: "1" } });
    const { document } = await rehearse(server.baseUrl);
    expect(document.outcome).toBe("applied");
    const posts = server.seen.filter(({ method, url }) => method === "POST" && url.includes("/Users"));
    expect(posts).toHaveLength(4);
    expect((posts[3]?.at ?? 0) - (posts[1]?.at ?? 0)).toBeGreaterThanOrEqual(950);
  });
});

describe("cleaning up at a server that", () => {
  const cases: readonly (readonly [string, Habits, Readonly<Record<string, number>>, string])[] = [
    ["does not remove", { deleteStatus: 405 }, { "left person": 3, "left group": 1 }, "405: not here"],
    ["only says that it does", { keepsDeleted: true }, { "left person": 3, "left group": 1 }, "still shows it"],
    ["changes its ids", { idChanges: true }, { "left person": 3, "left group": 1 }, "under another one"],
    ["did not tell its ids", { silentCreate: true }, { "left person": 3, "left group": 1 }, "had no ID"],
  ];
  test.each(cases)("%s says what is left and why", async (_name, habit, wanted, reason) => {
    const server = await serverWith(habit);
    const { document, stderr } = await rehearse(server.baseUrl, "--yes");
    expect(tally(document)).toEqual(wanted);
    for (const one of document.cleanup?.left ?? []) expect(one.reason).toContain(reason);
    expect(stderr.replace(/\s+/g, " ")).toContain(reason);
  });
});

test("our own target in another process is a server like any other", async () => {
  const target = await startServer<{ readonly baseUrl: string; readonly token: string }>(["target"]);
  const own = join(folder, "own.txt");
  writeFileSync(own, target.ready.token);
  const args = [
    "okta",
    "--dry-run",
    "--json",
    "--yes",
    "--target-url",
    target.ready.baseUrl,
    "--target-token-file",
    own,
  ];
  const { code, stdout } = await runInProcess(args);
  const after = await fetch(`${target.ready.baseUrl}/Users`, {
    headers: { authorization: `Bearer ${target.ready.token}` },
  });
  const users = (await after.json()) as { readonly totalResults: number };
  await target.stop();
  expect([code, documentIn(stdout).outcome]).toEqual([0, "applied"]);
  expect(documentIn(stdout).proof?.users).toMatchObject({ expected: 19, found: 19 });
  expect(users.totalResults).toBe(0);
  expect(stdout).not.toContain(target.ready.token);
});
