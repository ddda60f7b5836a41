import { expect, test } from "vitest";
import { HOUR, startWorld, writes } from "./world.js";

const ADA = { userName: "ada@northwind.example" };

test("nothing is sent before the job is started", async () => {
  const world = await startWorld([ADA]);
  await world.clock.sleep(2 * HOUR);
  expect(world.sent).toEqual([]);
});

test("the first cycle begins 30 seconds after the start, the next 40 minutes after its end", async () => {
  const world = await startWorld([ADA]);
  await world.firstCycle();
  const first = world.job.lastExecution;
  expect((first?.began ?? 0) - Date.UTC(2026, 10, 20, 10, 0, 30)).toBe(0);
  await world.nextCycle();
  expect((world.job.lastExecution?.began ?? 0) - (first?.ended ?? 0)).toBe(40 * 60_000);
});

test("starting a job that is on changes nothing", async () => {
  const world = await startWorld([ADA]);
  world.engine.start(world.app, world.job);
  world.engine.start(world.app, world.job);
  await world.clock.sleep(10 * 60_000);
  world.engine.start(world.app, world.job);
  await world.clock.sleep(10 * 60_000);
  expect(world.sent.filter(({ path }) => path.includes("/Users?"))).toHaveLength(2);
});

test("a pause lets the cycle under way end and begins no other; a start goes on", async () => {
  const world = await startWorld([ADA]);
  world.engine.start(world.app, world.job);
  await world.clock.sleep(31_000);
  world.engine.pause(world.job);
  await world.clock.sleep(2 * HOUR);
  expect(world.job).toMatchObject({ state: "Paused", lastExecution: { state: "Succeeded" } });
  const sent = world.sent.length;
  await world.clock.sleep(2 * HOUR);
  expect(world.sent).toHaveLength(sent);

  world.engine.start(world.app, world.job);
  await world.nextCycle();
  expect(world.sent.length).toBe(sent + 1);
});

test("a pause before the first cycle takes it back", async () => {
  const world = await startWorld([ADA]);
  world.engine.start(world.app, world.job);
  world.engine.pause(world.job);
  await world.clock.sleep(HOUR);
  expect(world.sent).toEqual([]);
});

test("a restart of the watermark reads everybody again and writes nothing; a full one matches again", async () => {
  const world = await startWorld([ADA]);
  await world.firstCycle();
  world.sent.length = 0;
  world.engine.restart(world.app, world.job, "Watermark, Escrows, QuarantineState");
  await world.nextCycle();
  expect(writes(world.sent)).toEqual([]);
  expect(world.sent.map(({ path }) => path.split("?")[0])).toContain(
    `/scim/v2/Users/${String(world.job.anchors.get(world.user(ADA.userName).id)?.targetId)}`,
  );

  world.sent.length = 0;
  world.engine.restart(world.app, world.job, "Full");
  expect(world.job.anchors.size).toBe(0);
  await world.nextCycle();
  expect(world.sent.filter(({ method }) => method === "POST")).toEqual([]);
  expect((await world.people()).size).toBe(1);
});

test("a restart in the middle of a cycle breaks it off", async () => {
  const world = await startWorld([ADA]);
  world.engine.start(world.app, world.job);
  await world.clock.sleep(31_000);
  world.engine.restart(world.app, world.job, "Full");
  await world.clock.sleep(20_000);
  expect(world.sent.filter(({ path }) => path.includes("/Groups"))).toEqual([]);
  await world.nextCycle();
  expect((await world.people()).size).toBe(1);
  expect(world.job.synchronized).toEqual({ users: 1, groups: 1 });
});

test("a deleted job does nothing more", async () => {
  const world = await startWorld([ADA]);
  world.engine.start(world.app, world.job);
  world.app.jobs.delete(world.job.id);
  await world.clock.sleep(HOUR);
  expect(world.sent).toEqual([]);
});

test("a person who appears later arrives with the next cycle", async () => {
  const ben = { userName: "ben@northwind.example", groups: [] };
  const world = await startWorld([ADA, ben]);
  await world.firstCycle();
  world.group("TOTAL-Admin").members.add(world.user(ben.userName).id);
  await world.nextCycle();
  expect(await world.groups()).toEqual({ "TOTAL-Admin": [ADA.userName, ben.userName] });
});
