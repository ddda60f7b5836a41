import { afterEach, expect, test } from "vitest";
import type { JsonObject } from "../../../../src/base/json.js";
import { startBadTarget } from "../../okta/bad-target.js";
import { ADMINS, logged, operations, requests, startWorld, writes, type World } from "./world.js";

const ADA = { userName: "ada@northwind.example", displayName: "Ada" };
const BEN = { userName: "ben@northwind.example", displayName: "Ben" };

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

/** A target that gives ids, shows one resource for each of them, and fails one kind of request as long as it is told to. */
async function against(
  resource: JsonObject,
  people: Parameters<typeof startWorld>[0] = [ADA],
  options: Parameters<typeof startWorld>[1] = {},
): Promise<{ readonly world: World; readonly fail: (request: RegExp | undefined) => void }> {
  let failing: RegExp | undefined;
  let made = 0;
  const target = await startBadTarget((method, path) => {
    if (failing?.test(`${method} ${path}`) === true) return { status: 500 };
    const id = path.split("?")[0]?.split("/")[3];
    if (method === "POST") return { status: 201, body: { id: String((made += 1)) } };
    if (id !== undefined) return { status: 200, body: { ...resource, id } };
    return undefined;
  });
  open.push(target);
  return {
    world: await startWorld(people, { ...options, baseAddress: target.baseUrl }),
    fail: (request) => {
      failing = request;
    },
  };
}

test("a deactivation that failed is sent again in the next cycle", async () => {
  const { world, fail } = await against({ active: true });
  await world.firstCycle();
  world.user(ADA.userName).accountEnabled = false;
  fail(/^PATCH/);
  await world.nextCycle();
  expect(logged(world)["Ada"]?.at(-1)).toBe("disable failure InternalError");
  fail(undefined);
  world.sent.length = 0;
  await world.nextCycle();
  expect(writes(world.sent).map((one) => operations(one))).toEqual([
    [{ op: "Replace", path: "active", value: "False" }],
  ]);
});

test("who could not be read in a full cycle is read again until it succeeds, and then no more", async () => {
  const { world, fail } = await against({ active: true });
  await world.firstCycle();
  world.job.fullCycleDue = true;
  fail(/^GET .*\/(Users|Groups)\/\d/);
  await world.nextCycle();
  const reads = ["GET /scim/Users/1", "GET /scim/Groups/2?excludedAttributes=members"];
  fail(undefined);
  world.sent.length = 0;
  await world.nextCycle();
  expect(requests(world.sent).filter((line) => line.startsWith("GET"))).toEqual(reads);
  expect(world.job.lastExecution?.countEscrowed).toBe(0);
  world.sent.length = 0;
  await world.nextCycle();
  expect(requests(world.sent)).toEqual([]);
});

test("a manager and members who were refused are sent again in the next cycle", async () => {
  const { world, fail } = await against({ active: true }, [ADA, BEN], { managers: { [ADA.userName]: BEN.userName } });
  fail(/^PATCH/);
  await world.firstCycle();
  expect(logged(world)["Ada"]).toEqual(["create success", "update failure InternalError"]);
  expect(logged(world)[ADMINS]).toEqual(["create success", "update failure InternalError"]);
  fail(undefined);
  world.sent.length = 0;
  await world.nextCycle();
  expect(writes(world.sent).map((one) => operations(one).map(({ path }) => path))).toEqual([
    ["urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager"],
    ["members"],
  ]);
});
