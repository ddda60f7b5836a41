import { afterEach, expect, test } from "vitest";
import type { OktaSandboxOptions } from "../../src/sandbox/okta/start.js";
import { startUndoWorld, type UndoWorld } from "../support/undo-world.js";

const opened: UndoWorld[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((one) => one.close()));
});

async function open(options: Partial<OktaSandboxOptions>): Promise<UndoWorld> {
  const one = await startUndoWorld({ template: "total/okta", label: "TOTAL (Provisioning)" }, options);
  opened.push(one);
  return one;
}

/** An org in which TOTAL is set up, and its people are at the vendor. */
async function setUp(options: Partial<OktaSandboxOptions> = {}): Promise<UndoWorld> {
  const one = await open(options);
  await apply(one);
  return one;
}

/** Everybody arrives within a minute; the log is then younger than the tolerance for clocks that differ. */
async function apply(one: UndoWorld): Promise<void> {
  expect((await one.apply()).outcome).toBe("applied");
  await one.clock.sleep(60_000);
  expect(await one.active()).toHaveLength(3);
}

test("the app stays while Okta's log does not show that everybody who lost it is deactivated at the vendor", async () => {
  let silent = false;
  const headers = (): Readonly<Record<string, string>> => ({ "content-type": "application/json" });
  const one = await setUp({
    faults: ({ path }) =>
      silent && path.startsWith("/api/v1/logs") ? { kind: "answer", status: 200, body: "[]", headers } : undefined,
  });
  silent = true;
  const result = await one.undo();
  expect(result).toMatchObject({ outcome: "failed", error: { code: "people-still-active", exitCode: 1 } });
  expect(await one.appId()).not.toBe("");
  silent = false;
  expect((await one.undo()).outcome).toBe("applied");
});

test("without the right to read the log it gives Okta a while before the app goes", async () => {
  const one = await open({ adminLacks: ["logs.read"] });
  const before = await one.dump();
  await apply(one);
  expect((await one.undo()).outcome).toBe("applied");
  expect(await one.dump()).toEqual(before);
  expect(await one.active()).toEqual([]);
});

test("an undo that leaves the app ends when everybody who lost it is deactivated, so that the next one may delete it", async () => {
  const one = await setUp();
  expect(await one.undo({ confirm: false })).toMatchObject({ outcome: "failed", error: { code: "confirm-needed" } });
  expect(await one.active()).toEqual([]);
  expect((await one.undo()).outcome).toBe("applied");
  expect(await one.active()).toEqual([]);
});

test("who was deactivated by an undo and set up again minutes later is waited for anew", async () => {
  const one = await setUp();
  await one.undo({ confirm: false });
  expect(await one.active()).toEqual([]);
  await apply(one);
  expect((await one.undo()).outcome).toBe("applied");
  expect(await one.active()).toEqual([]);
});
