import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../../src/base/json.js";
import { habitsNamed, ORG_HABITS } from "../../../src/sandbox/okta/org/habits.js";
import { people, samlApp, startWorld, text } from "./world.js";

const someone = people({ userName: "ada@x.example" });

describe("an org with a habit", () => {
  test("members-without-display pushes members that have an id and null", async () => {
    const world = await startWorld(someone, habitsNamed(["members-without-display"]));
    const appId = await world.createApp();
    await world.connect(appId);
    const sourceGroupId = await world.groupId("TOTAL-Admin");
    await world.call("PUT", `/api/v1/apps/${appId}/groups/${sourceGroupId}`, {});
    await world.clock.sleep(5_000);
    const mapping = { sourceGroupId, targetGroupName: "TOTAL-Admin" };
    await world.call("POST", `/api/v1/apps/${appId}/group-push/mappings`, mapping);
    await world.clock.sleep(5_000);
    const { members } = world.sent.at(-1)?.body as JsonObject;
    expect(members).toEqual([{ value: expect.any(String) as string, display: null }]);
    const [group] = (await world.read("/Groups"))["Resources"] as JsonObject[];
    expect(group?.["members"]).toHaveLength(1);
  });

  test("no-more-apps refuses a new app in the recorded words, and still shows those that are there", async () => {
    const world = await startWorld(someone, habitsNamed(["no-more-apps"]));
    world.sandbox.addApp("Old");
    const refused = await world.call("POST", "/api/v1/apps", samlApp("TOTAL"));
    expect(refused).toMatchObject({
      status: 400,
      object: {
        errorCode: "E0000001",
        errorSummary: "Api validation failed: generalSettings",
        errorCauses: [
          { errorSummary: "Cannot create application instance. Maximum number of instances has been reached." },
        ],
      },
    });
    expect((await world.call("GET", "/api/v1/apps")).list.map(({ label }) => text(label))).toEqual(["Old"]);
  });
});

test("habits are asked for by name, several at once, and a name of something else asks for nothing", () => {
  expect(habitsNamed(Object.keys(ORG_HABITS))).toEqual({
    failureReasons: "none",
    memberDisplay: "null",
    mostApps: 0,
  });
  expect(habitsNamed(["429", "toString"])).toEqual({});
});
