import { describe, expect, onTestFinished, test } from "vitest";
import { isJsonObject } from "../../../src/base/json.js";
import { startBadTarget, type Reply } from "./bad-target.js";
import { people, startWorld, text, type World } from "./world.js";
import { waitAfter429 } from "../../../src/sandbox/okta/provisioning/task.js";

/** A world in which one person was assigned over a target that answers like this. */
async function assignOver(
  answer: (method: string, path: string) => Reply | "broken" | undefined,
): Promise<World & { appId: string }> {
  const bad = await startBadTarget(answer);
  onTestFinished(bad.close);
  const world = await startWorld(people({ userName: "ada@x.example" }));
  const appId = await world.createApp("App");
  await world.connect(appId, bad.baseUrl);
  await world.call("PUT", `/api/v1/apps/${appId}/groups/${await world.groupId("TOTAL-Admin")}`, {});
  return { ...world, appId };
}

async function userState(world: World & { appId: string }): Promise<unknown> {
  const [user] = (await world.call("GET", `/api/v1/apps/${world.appId}/users`)).list;
  return user?.["syncState"];
}

async function failures(world: World & { appId: string }): Promise<string[]> {
  const { list } = await world.call("GET", `/api/v1/logs?filter=${encodeURIComponent('outcome.result eq "FAILURE"')}`);
  // Beside each attempt that failed, a real org writes an event without a reason.
  const attempts = list.filter(({ eventType }) => eventType !== "application.provision.user.sync");
  return attempts.map(({ outcome }) => (isJsonObject(outcome) ? text(outcome["reason"]) : ""));
}

const onCreate =
  (reply: Reply | "broken") =>
  (method: string): Reply | "broken" | undefined =>
    method === "POST" ? reply : undefined;

describe("a person's provisioning", () => {
  const creating =
    "Automatic provisioning of user ada@x.example to app App failed: Error while creating user Ada Berg: ";
  test.each<[string, Reply | "broken", string]>([
    [
      "409",
      { status: 409, body: { detail: "userName is taken" } },
      "Conflict. Errors reported by remote server: userName is taken",
    ],
    ["an empty 201", { status: 201 }, "Create new user returned empty user."],
    ["a 201 without id", { status: 201, body: {} }, "Create new user returned empty user."],
    [
      "an HTML page",
      { status: 200, text: "<html> oops" },
      "Bad Gateway. Errors reported by remote server: Invalid JSON: Unrecognized token '<html>': was expecting ('true', 'false' or 'null')",
    ],
    ["500 without a body", { status: 500 }, "Internal Server Error"],
    [
      "503 in words",
      { status: 503, text: "error here" },
      "Bad Gateway. Errors reported by remote server: Invalid JSON: Unrecognized token 'error': was expecting ('true', 'false' or 'null') (Service Unavailable)",
    ],
  ])("fails for good on %s", async (_name, reply, why) => {
    const world = await assignOver(onCreate(reply));
    await world.clock.sleep(3_600_000);
    expect(await failures(world)).toEqual([creating + why]);
    expect(await userState(world)).toBe("ERROR");
    expect(world.sandbox.scimRequests().POST).toBe(1);
  });

  test("fails when the connection breaks", async () => {
    const world = await assignOver(onCreate("broken"));
    await world.clock.sleep(10_000);
    expect((await failures(world))[0]).toMatch(
      /failed: Error while creating user Ada Berg: Bad Gateway\. Errors reported by remote server: \S/,
    );
  });

  test("fails when a count of the looked-up list is no integer", async () => {
    const lookup = { status: 200, body: { totalResults: "0", Resources: [] } };
    const world = await assignOver((method, path) =>
      method === "GET" && path.includes("filter=") ? lookup : undefined,
    );
    await world.clock.sleep(10_000);
    expect(world.sandbox.scimRequests().POST).toBe(0);
    expect((await failures(world))[0]).toContain("totalResults of the list is not an integer");
  });

  test("takes a 404 for a look-up without result", async () => {
    const world = await assignOver((method, path) => {
      if (method === "GET" && path.includes("filter=")) return { status: 404, text: "nobody" };
      return method === "POST" ? { status: 201, body: { id: "7" } } : undefined;
    });
    await world.clock.sleep(10_000);
    expect(await userState(world)).toBe("SYNCHRONIZED");
  });

  // What Okta makes of each form of Retry-After: minutes from the first attempt to the second, and from that to the third.
  test.each<[string, string | undefined, number, number]>([
    ["whole seconds", "90", 1.5, 1.5],
    ["more seconds than five minutes", "3600", 60, 60],
    ["no Retry-After", undefined, 5, 10],
    ["a date", "Wed, 21 Oct 2026 07:28:00 GMT", 5, 10],
    ["zero", "0", 5, 10],
    ["a negative number", "-5", 5, 10],
    ["a fraction", "1.5", 5, 10],
    ["an empty text", "", 5, 10],
  ])("waits after a 429 with %s (%s) for %d minutes, then %d", async (_name, retryAfter, first, second) => {
    const headers = retryAfter === undefined ? {} : { "retry-after": retryAfter };
    const world = await assignOver(onCreate({ status: 429, headers }));
    await world.clock.sleep((first + second) * 60_000 + 10_000);
    const tries = world.sent.filter(({ method }) => method === "POST").map(({ at }) => Date.parse(at));
    const waits = tries.slice(1).map((at, index) => (at - (tries[index] ?? 0)) / 60_000);
    expect(waits.slice(0, 2)).toEqual([first, second]);
    expect(await userState(world)).toBe("SYNCING");
    expect(await failures(world)).toEqual([]);
  });

  test("succeeds when the target is free again", async () => {
    let busy = true;
    const world = await assignOver((method) => {
      if (method !== "POST") return undefined;
      return busy ? { status: 429, headers: { "retry-after": "90" } } : { status: 201, body: { id: "7" } };
    });
    await world.clock.sleep(10_000);
    busy = false;
    await world.clock.sleep(80_000);
    expect(await userState(world)).toBe("SYNCING");
    await world.clock.sleep(5_000);
    expect(await userState(world)).toBe("SYNCHRONIZED");
  });

  test.each<[string, Reply]>([
    ["without Retry-After", { status: 429 }],
    ["with seconds", { status: 429, headers: { "retry-after": "7" } }],
  ])("is given up for good after ten 429s %s", async (_name, reply) => {
    const world = await assignOver(onCreate(reply));
    await world.clock.sleep(5 * 60_000 * 2 ** 10);
    expect(world.sandbox.scimRequests().POST).toBe(10);
    expect(await userState(world)).toBe("ERROR");
    expect(await failures(world)).toEqual([
      "Automatic provisioning of user ada@x.example to app App failed: Too Many Requests. The task was tried 10 times.",
    ]);
  });

  test.each([
    [1, "7", 7_000],
    [9, "007", 7_000],
    [3, undefined, 1_200_000],
    [9, undefined, 76_800_000],
    [10, "7", undefined],
    [10, undefined, undefined],
  ])("waits after attempt %d with Retry-After %s for %s ms", (attempt, retryAfter, waitMs) => {
    expect(waitAfter429(attempt, retryAfter)).toBe(waitMs);
  });
});

describe("a group's push", () => {
  test("that is refused puts the mapping in ERROR, from which it goes by way of INACTIVE", async () => {
    const world = await assignOver((method, path) =>
      method === "POST" && path.endsWith("/Groups") ? { status: 400, body: { detail: "no groups here" } } : undefined,
    );
    const mappings = `/api/v1/apps/${world.appId}/group-push/mappings`;
    const sourceGroupId = await world.groupId("TOTAL-Admin");
    const { object } = await world.call("POST", mappings, { sourceGroupId, targetGroupName: "TOTAL-Admin" });
    await world.clock.sleep(10_000);
    const path = `${mappings}/${text(object["id"])}`;
    const after = (await world.call("GET", path)).object;
    expect(after).toMatchObject({ status: "ERROR" });
    expect(after["errorSummary"]).toContain("Bad Request. Errors reported by remote server: no groups here");
    expect((await world.call("PATCH", path, { status: "ACTIVE" })).object["errorCode"]).toBe("E0000027");
    expect((await world.call("PATCH", path, { status: "INACTIVE" })).object).not.toHaveProperty("errorSummary");
  });
});
