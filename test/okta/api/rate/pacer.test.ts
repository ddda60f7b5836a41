import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { virtualClock, type VirtualClock } from "../../../../src/base/clock.js";
import { createPacer, type Pacer, type PacerOptions } from "../../../../src/okta/api/rate/pacer.js";

const MINUTE_MS = 60_000;
const APPS = "/api/v1/apps/0oa1/groups";

/** A bucket as Okta keeps it: a window begins with its first request and is over a minute later. */
interface Limited {
  readonly clock: VirtualClock;
  /** Requests of each window, by whom: `ours`, `others`. */
  readonly windows: { readonly since: number; ours: number; others: number }[];
  refused: number;
  /** Counts a request in, and gives the headers of its answer. */
  ask(who: "ours" | "others"): Record<string, string>;
}

function limited(limit: number, startsAt = Date.UTC(2026, 2, 25, 13, 45, 47, 250)): Limited {
  const clock = virtualClock(startsAt);
  const bucket: Limited = {
    clock,
    windows: [],
    refused: 0,
    ask: (who) => {
      const last = bucket.windows.at(-1);
      const window = last !== undefined && clock.now() < last.since + MINUTE_MS ? last : undefined;
      const now = window ?? { since: clock.now(), ours: 0, others: 0 };
      if (window === undefined) bucket.windows.push(now);
      now[who] += 1;
      if (now.ours + now.others > limit) bucket.refused += 1;
      return headersOf(limit, Math.max(0, limit - now.ours - now.others), now.since + MINUTE_MS, clock);
    },
  };
  return bucket;
}

function headersOf(limit: number, remaining: number, endsAt: number, clock: VirtualClock): Record<string, string> {
  return {
    "x-rate-limit-limit": String(limit),
    "x-rate-limit-remaining": String(remaining),
    "x-rate-limit-reset": String(Math.ceil(endsAt / 1000)),
    date: new Date(clock.now()).toUTCString(),
  };
}

function pacerOn(clock: VirtualClock, options: Partial<PacerOptions> = {}): Pacer {
  return createPacer({ clock, onWait: () => undefined, ...options });
}

/** Sends so many requests, one after another. */
async function send(pacer: Pacer, bucket: Limited, times: number): Promise<void> {
  for (let sent = 0; sent < times; sent += 1) (await pacer.turn("GET", APPS)).over(bucket.ask("ours"));
}

/** Another client that asks evenly, so often a minute. */
function another(bucket: Limited, perMinute: number, afterMs: number): void {
  const ask = (): void => {
    bucket.ask("others");
    bucket.clock.schedule(MINUTE_MS / perMinute, ask);
  };
  bucket.clock.schedule(afterMs, ask);
}

describe("a run alone", () => {
  test("sends what half of the limit allows at once", async () => {
    const bucket = limited(100);
    await send(pacerOn(bucket.clock), bucket, 45);
    expect(bucket.clock.elapsed()).toBe(0);
  });

  property.prop([fc.integer({ min: 25, max: 600 }), fc.integer({ min: 2, max: 6 }), fc.integer({ min: 0, max: 999 })], {
    numRuns: 40,
  })("is never refused, and needs at most a tenth more than the limit asks for", async (limit, minutes, offsetMs) => {
    const bucket = limited(limit, Date.UTC(2026, 2, 25) + offsetMs);
    await send(pacerOn(bucket.clock), bucket, limit * minutes);
    expect(bucket.refused).toBe(0);
    expect(bucket.clock.elapsed()).toBeLessThanOrEqual(1.1 * minutes * MINUTE_MS);
  });

  property.prop([fc.integer({ min: 10, max: 200 }), fc.integer({ min: 1, max: 99 })], { numRuns: 30 })(
    "uses at most its share of the limit in a window",
    async (limit, percent) => {
      const bucket = limited(limit);
      await send(pacerOn(bucket.clock, { share: percent / 100 }), bucket, limit);
      const most = Math.max(1, Math.floor((limit * percent) / 100));
      expect(Math.max(...bucket.windows.map(({ ours }) => ours))).toBeLessThanOrEqual(most);
      expect(bucket.refused).toBe(0);
    },
  );
});

describe("a run beside another client", () => {
  property.prop([fc.integer({ min: 1, max: 25 }), fc.integer({ min: 0, max: 60_000 })], { numRuns: 40 })(
    "leaves it what it takes up to half of the limit: neither is refused",
    async (perMinute, offsetMs) => {
      const bucket = limited(50);
      another(bucket, perMinute, 0);
      await bucket.clock.sleep(offsetMs);
      await send(pacerOn(bucket.clock), bucket, 200);
      expect(bucket.refused).toBe(0);
    },
  );

  test("that takes all there is waits for each window's end, and gets on", async () => {
    const bucket = limited(10);
    const pacer = pacerOn(bucket.clock);
    await send(pacer, bucket, 1);
    for (let taken = 0; taken < 9; taken += 1) bucket.ask("others");
    const refused = await pacer.turn("GET", APPS);
    refused.over(bucket.ask("ours"));
    expect(bucket.refused).toBe(1);
    await send(pacer, bucket, 1);
    expect(bucket.clock.elapsed()).toBeGreaterThanOrEqual(MINUTE_MS);
    expect(bucket.windows.map(({ ours }) => ours)).toEqual([2, 1]);
  });
});

describe("requests at the same time", () => {
  test("wait for the first answer, which shows how things stand", async () => {
    const bucket = limited(10);
    const pacer = pacerOn(bucket.clock);
    const first = await pacer.turn("GET", APPS);
    let second = false;
    const waiting = pacer.turn("GET", APPS).then((turn) => {
      second = true;
      return turn;
    });
    await bucket.clock.sleep(5_000);
    expect(second).toBe(false);
    first.over(bucket.ask("ours"));
    await waiting;
    expect(second).toBe(true);
  });

  test.each([
    ["before they are answered", false],
    ["when they never are", true],
  ])("are counted %s", async (_when, over) => {
    const bucket = limited(20);
    const pacer = pacerOn(bucket.clock);
    await send(pacer, bucket, 1);
    let sent = 0;
    for (; bucket.clock.elapsed() === 0; sent += 1) {
      const turn = await pacer.turn("GET", APPS);
      if (over) turn.over(undefined);
    }
    // With the first these are nine, which leaves one and others' half; the last is the one that waited.
    expect(sent).toBe(9);
  });

  test("of other buckets do not wait", async () => {
    const bucket = limited(1);
    const pacer = pacerOn(bucket.clock);
    await send(pacer, bucket, 1);
    for (const path of ["/api/v1/logs?limit=1", "/api/v1/groups?q=a", "/api/v1/groups/00g1/users", "/api/v1/mappings"])
      await pacer.turn("GET", path);
    await pacer.turn("GET", "/api/v1/apps/0oa1?expand=user");
    expect(bucket.clock.elapsed()).toBe(0);
  });
});

describe("what answers say", () => {
  test("a window that shows itself after its end is waited out a second at a time", async () => {
    const bucket = limited(10);
    const pacer = pacerOn(bucket.clock);
    const ended = bucket.clock.now() - 3_000;
    for (const left of [2, 1, 0, 0, 0]) (await pacer.turn("GET", APPS)).over(headersOf(10, left, ended, bucket.clock));
    expect(bucket.clock.elapsed()).toBeGreaterThanOrEqual(2_000);
  });

  test.each([
    ["nothing", {}],
    ["of the limit for requests at the same time", { limit: "0", remaining: "0", reset: "99999999999" }],
    ["in words", { limit: "many", remaining: "some", reset: "soon" }],
    ["half", { limit: "5", reset: "99999999999" }],
  ])("%s delays nothing", async (_what, said) => {
    const bucket = limited(10);
    const pacer = pacerOn(bucket.clock);
    const headers = Object.fromEntries(Object.entries(said).map(([name, value]) => [`x-rate-limit-${name}`, value]));
    for (let sent = 0; sent < 20; sent += 1) (await pacer.turn("GET", APPS)).over(headers);
    expect(bucket.clock.elapsed()).toBe(0);
  });

  test("a reset far away is not believed for longer than two minutes", async () => {
    const bucket = limited(10);
    const pacer = pacerOn(bucket.clock);
    (await pacer.turn("GET", APPS)).over(headersOf(10, 0, bucket.clock.now() + 3_600_000, bucket.clock));
    await pacer.turn("GET", APPS);
    expect(bucket.clock.elapsed()).toBeLessThanOrEqual(121_000);
  });

  test("the reset is read against Okta's own clock", async () => {
    const bucket = limited(10);
    const pacer = pacerOn(bucket.clock);
    const okta = virtualClock(bucket.clock.now() - 600_000);
    (await pacer.turn("GET", APPS)).over(headersOf(10, 0, okta.now() + 20_000, okta));
    await pacer.turn("GET", APPS);
    expect(bucket.clock.elapsed()).toBeGreaterThanOrEqual(20_000);
    expect(bucket.clock.elapsed()).toBeLessThanOrEqual(23_000);
  });
});

test("a wait is announced with its bucket and limit, and ends when the run is interrupted", async () => {
  const bucket = limited(10);
  const interrupt = new AbortController();
  const waits: unknown[] = [];
  const pacer = pacerOn(bucket.clock, { signal: interrupt.signal, onWait: (wait) => waits.push(wait) });
  (await pacer.turn("GET", APPS)).over(headersOf(10, 0, bucket.clock.now() + 22_750, bucket.clock));
  bucket.clock.schedule(1_000, () => {
    interrupt.abort(new Error("interrupted"));
  });
  await expect(pacer.turn("GET", APPS)).rejects.toThrow("interrupted");
  expect(waits).toEqual([{ waitMs: 24_000, bucket: "apps and their resources", limit: 10 }]);
});
