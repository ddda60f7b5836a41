import { afterEach, expect, test } from "vitest";
import { person } from "../okta/support/org.js";
import { driftIn } from "../support/drift.js";
import { answering, openFrontDoor } from "../support/front-door.js";
import { objectsIn, startTenantWorld, text } from "../support/tenant-world.js";

const opened: { close(): Promise<void> }[] = [];

afterEach(async () => {
  await Promise.all(opened.splice(0).map((one) => one.close()));
});

const BOTH = { groups: ["TOTAL-Admin", "TOTAL-Analyst"] };
const DIRECTORY = {
  people: [person("ada", ["TOTAL-Admin"]), person("ben", ["TOTAL-Admin", "TOTAL-Analyst"]), person("dag", ["Sales"])],
  groups: ["TOTAL-Admin", "TOTAL-Analyst", "Sales"],
};

test("verify without a wait says who is on the way, and with one waits for them", async () => {
  const world = await startTenantWorld(DIRECTORY);
  const door = await openFrontDoor();
  opened.push(world, door);
  door.set(undefined, world.scim.url);
  const inputs = { ...BOTH, scimBaseUrl: world.scim.baseUrl.replace(world.scim.url, door.url) };
  expect((await world.apply(inputs)).outcome).toBe("applied");
  await world.settle();
  // The SCIM server takes nothing for five minutes.
  const busy = answering("/scim/v2/", 429, {}, { "retry-after": "300" });
  door.set((request, response) => request.method !== "GET" && busy(request, response), world.scim.url);
  const [dag] = objectsIn(await world.admin("GET", `/api/v1/groups/${await world.groupId("Sales")}/users`));
  await world.admin("PUT", `/api/v1/groups/${await world.groupId("TOTAL-Admin")}/users/${text(dag?.["id"])}`);
  await world.clock.sleep(61_000);
  const once = await world.verify(inputs);
  expect([once.outcome, driftIn(once)]).toEqual(["arriving", []]);
  expect(once.proof?.users.wrong).toMatchObject([{ name: "dag@northwind.example", state: "waiting" }]);
  door.set(undefined, world.scim.url);
  const waited = await world.verify(inputs, 600_000);
  expect([waited.outcome, waited.proof?.users.found]).toEqual(["unchanged", 3]);
});
