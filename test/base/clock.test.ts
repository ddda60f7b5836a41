import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";
import { systemClock, virtualClock } from "../../src/base/clock.js";

test.prop([fc.array(fc.integer({ min: 0, max: 1000 }), { maxLength: 30 })])(
  "sleeping runs everything that falls due, in order of its time, then returns",
  async (delays) => {
    const clock = virtualClock(5_000);
    const ran: number[] = [];
    for (const delay of delays) clock.schedule(delay, () => void ran.push(clock.now() - 5_000));
    await clock.sleep(500);
    expect(ran).toEqual(delays.filter((delay) => delay <= 500).sort((a, b) => a - b));
    expect(clock.elapsed()).toBe(500);
  },
);

test("work that a task sets off within the time slept runs too, and each task ends before the next begins", async () => {
  const clock = virtualClock(0);
  const log: string[] = [];
  clock.schedule(10, async () => {
    log.push("first begins");
    await Promise.resolve();
    clock.schedule(5, () => void log.push(`set off, at ${String(clock.now())}`));
    log.push("first ends");
  });
  clock.schedule(11, () => void log.push("second"));
  await clock.sleep(100);
  expect(log).toEqual(["first begins", "first ends", "second", "set off, at 15"]);
});

test("an aborted sleep rejects with the reason, on either clock", async () => {
  const controller = new AbortController();
  controller.abort(new Error("enough"));
  await expect(virtualClock(0).sleep(1, controller.signal)).rejects.toThrow("enough");
  await expect(systemClock().sleep(60_000, controller.signal)).rejects.toThrow("enough");
});

test("a sleep on the machine's clock ends at once when it is aborted on the way", async () => {
  const controller = new AbortController();
  const sleeping = systemClock().sleep(60_000, controller.signal);
  controller.abort(new Error("stop"));
  await expect(sleeping).rejects.toThrow("stop");
});

test("a pace holds the virtual clock back before every move, and is told of an abort", async () => {
  const moves: number[] = [];
  const signals = new Set<AbortSignal | undefined>();
  const clock = virtualClock(0, (milliseconds, signal) => {
    moves.push(milliseconds);
    signals.add(signal);
    return Promise.resolve();
  });
  clock.schedule(300, () => undefined);
  const { signal } = new AbortController();
  await clock.sleep(1_000, signal);
  expect([moves, clock.now(), [...signals]]).toEqual([[300, 700], 1_000, [signal]]);
});
