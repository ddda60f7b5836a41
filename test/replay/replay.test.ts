import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Recorded } from "../../scripts/replay/recording.js";
import { reachesGoals, replay } from "../../scripts/replay/replay.js";
import { renderReport } from "../../scripts/replay/report.js";
import type { Tally } from "../../scripts/replay/figures.js";
import { temporaryFolder } from "../support/run-cli.js";

type Line = Pick<Recorded, "method" | "path" | "status"> & Partial<Recorded>;

const GROUP = "00g1a2b3c4d5e6f7g8h9";
const APP = "0oa1a2b3c4d5e6f7g8h9";
const JSON_TYPE = { "content-type": "application/json" };

/** Replays one sequence. */
async function played(...lines: readonly Line[]): Promise<Tally> {
  const file = join(temporaryFolder(), "recorded.jsonl");
  const rows = lines.map((line, n) => ({ cassette: "one", n, at: n, headers: JSON_TYPE, ...line }));
  writeFileSync(file, rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
  return replay(file);
}

const bookmark: Line = {
  method: "POST",
  path: "/api/v1/apps",
  body: { name: "bookmark", label: "B", settings: { app: { url: "https://x.example" } } },
  status: 200,
  answer: { id: APP, name: "bookmark", status: "ACTIVE", features: [] },
};

describe("a replay", () => {
  test("sends each request in order with the sandbox's own ids, and says by route what is equal", async () => {
    const tally = await played(
      bookmark,
      {
        method: "GET",
        path: `/api/v1/apps/${APP}/connections/default`,
        status: 200,
        answer: { status: "UNKNOWN", profile: { authScheme: "UNKNOWN" } },
      },
      { method: "POST", path: `/api/v1/apps/${APP}/lifecycle/deactivate`, status: 200, answer: {} },
      { method: "DELETE", path: `/api/v1/apps/${APP}`, status: 204, headers: {} },
      {
        method: "GET",
        path: `/api/v1/apps/${APP}`,
        status: 404,
        answer: {
          errorCode: "E0000007",
          errorSummary: `Not found: Resource not found: ${APP} (AppInstance)`,
          errorLink: "E0000007",
          errorId: "oae1",
          errorCauses: [],
        },
      },
    );
    const { compared, status, shape } = tally.used;
    expect({ compared, status, shape }).toEqual({ compared: 5, status: 5, shape: 4 });
    expect(tally.findings.map(({ what }) => what)).toContain(".orn: only in the sandbox");
    expect(tally.findings.every(({ route }) => route === "POST /api/v1/apps")).toBe(true);
  });

  test("finds another status, with both error codes, and another header", async () => {
    const tally = await played(
      { method: "GET", path: "/api/v1/apps/none", status: 404, answer: { errorCode: "E0000048" } },
      { method: "GET", path: "/api/v1/apps/none", status: 200, answer: {} },
      { method: "GET", path: "/api/v1/apps", status: 200, answer: [], headers: { ...JSON_TYPE, etag: "1" } },
    );
    const told = tally.findings.map(({ what }) => what);
    expect(told).toContain(".errorCode: E0000048 -> E0000007");
    expect(told).toContain("status 200 -> 404 E0000007");
    expect(tally.headers.map(({ what }) => what)).toEqual([
      "header link: none -> self",
      "header etag: present -> none",
    ]);
    expect(reachesGoals(tally)).toBe(false);
    expect(renderReport(tally, 9)).toContain("status 2 of 3 (66.7 %)");
  });

  test("makes what was there before the recording, and does what writes without a body must have done", async () => {
    const tally = await played(
      {
        method: "PUT",
        path: `/api/v1/apps/${APP}/groups/${GROUP}`,
        body: {},
        status: 200,
        answer: { id: GROUP, priority: 0 },
      },
      {
        method: "POST",
        path: "/api/v1/groups",
        bodyNotRecorded: true,
        status: 200,
        answer: { id: "00gzzzzzzzzzzzzzzzzz", profile: { name: "Later" } },
      },
      {
        method: "GET",
        path: "/api/v1/groups/00gzzzzzzzzzzzzzzzzz",
        status: 200,
        answer: { type: "OKTA_GROUP", profile: { name: "Later" } },
      },
      { method: "GET", path: `/api/v1/apps/${APP}`, status: 200, answer: {} },
      { method: "GET", path: "/api/v1/users", status: 429, answer: {} },
    );
    expect(tally.all).toMatchObject({ recorded: 5, leftOut: 3, compared: 2, status: 2 });
  });

  test("makes the custom attributes that an answer shows before a request names them, and plays on the org that answers show", async () => {
    const properties = {
      badge: { title: "Badge", type: "string", permissions: [{ principal: "SELF", action: "HIDE" }] },
    };
    const schema = { definitions: { custom: { properties }, base: { properties: { login: { title: "Username" } } } } };
    const path = "/api/v1/meta/schemas/user/default";
    const group = {
      id: GROUP,
      objectClass: ["okta:user_group"],
      type: "OKTA_GROUP",
      profile: { name: "G" },
      _links: {},
    };
    const tally = await played(
      { method: "GET", path, status: 200, answer: schema },
      { method: "POST", path: "/api/v1/groups", body: { profile: { name: "G" } }, status: 200, answer: group },
    );
    const told = tally.findings.map(({ what }) => what);
    expect(told).not.toContain(".definitions.custom.properties.badge: only in the recording");
    expect(told).toContain("._links.users: only in the sandbox");
    expect(told).not.toContain("._links.owners: only in the sandbox");
    expect(tally.orgs.get("group-owners")).toEqual({ has: 0, lacks: 1, unknown: 0 });
    expect(renderReport(tally, 9)).toMatch(/group-owners +0 have it, 1 do not, 0 do not show it/);
  });

  test("counts a difference of orgs apart from others", async () => {
    const answer = { id: "00o1", cell: "ok1", pipeline: "idx", _links: { organization: { href: "https://x" } } };
    const settings = {
      analyticsCollectionEnabled: true,
      bugReportingEnabled: true,
      omEnabled: false,
      pssoEnabled: false,
      desktopMFAEnabled: false,
      itpEnabled: false,
    };
    const exchange = { method: "GET", path: "/.well-known/okta-organization", status: 200 };
    const tally = await played(
      { ...exchange, answer: { ...answer, settings } },
      { ...exchange, answer: { ...answer, settings: { ...settings, extra: true } } },
    );
    expect(tally.used).toMatchObject({ compared: 2, status: 2, shape: 0, ofOrg: 1, excepted: 1 });
    expect(renderReport(tally, 9)).toContain("shape 0 of 2 (0.0 %), without what differs only by org 1 of 2 (50.0 %)");
  });

  test("does not send what is about a thing that the sandbox refused to make", async () => {
    const tally = await played(
      { ...bookmark, body: { name: "not_in_this_catalog", label: "B" } },
      { method: "POST", path: `/api/v1/apps/${APP}/lifecycle/deactivate`, status: 200, answer: {} },
    );
    expect(tally.findings.map(({ what }) => what)).toEqual([
      "status 200 -> 501 E0000060",
      "not sent: the sandbox refused to make what it is about (0oa)",
    ]);
    expect(tally.all).toMatchObject({ compared: 2, status: 0 });
  });

  test("waits as long as Okta takes to show what is new", async () => {
    const tally = await played(
      { ...bookmark },
      { method: "GET", path: "/api/v1/apps", query: "q=B", status: 200, answer: [{ id: APP, status: "ACTIVE" }] },
    );
    const lists = tally.findings.filter(({ route }) => route === "GET /api/v1/apps");
    expect(lists.map(({ what }) => what)).not.toContain("[]: lacks what the sequence made");
  });
});
