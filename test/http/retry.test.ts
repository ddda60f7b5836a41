import { expect, test } from "vitest";
import { virtualClock } from "../../src/base/clock.js";
import { withRetries, type Attempt } from "../../src/http/retry.js";

function failing(
  times: number,
  failure: { readonly retry: boolean; readonly waitMs?: number },
): () => Promise<Attempt<string>> {
  let tried = 0;
  return () => {
    tried += 1;
    return Promise.resolve(
      tried > times
        ? { done: true, value: `try ${String(tried)}` }
        : { done: false, error: new Error(`failure ${String(tried)}`), ...failure },
    );
  };
}

test("a failure that may be tried again is, waiting longer each time", async () => {
  const clock = virtualClock(0);
  const waits: number[] = [];
  const options = { clock, random: () => 0, onWait: (waitMs: number) => void waits.push(waitMs) };
  expect(await withRetries(failing(3, { retry: true }), options)).toBe("try 4");
  expect(waits).toEqual([250, 500, 1000]);
  expect(clock.elapsed()).toBe(1750);
});

test("the server's own wait is the least that is waited", async () => {
  const clock = virtualClock(0);
  await withRetries(failing(1, { retry: true, waitMs: 23_000 }), { clock, random: () => 0.5 });
  expect(clock.elapsed()).toBeGreaterThanOrEqual(23_000);
});

test("a failure that may not be tried again is thrown at once", async () => {
  const clock = virtualClock(0);
  await expect(withRetries(failing(1, { retry: false }), { clock, random: () => 0 })).rejects.toThrow("failure 1");
  expect(clock.elapsed()).toBe(0);
});

test("six tries are enough", async () => {
  const clock = virtualClock(0);
  await expect(withRetries(failing(99, { retry: true }), { clock, random: () => 0 })).rejects.toThrow("failure 6");
});
