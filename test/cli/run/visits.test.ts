import { expect, test } from "vitest";
import { virtualClock } from "../../../src/base/clock.js";
import { noteVisits } from "../../../src/cli/run/visits.js";
import type { SetupEvent } from "../../../src/setup/model/events.js";

const stop = { url: "https://x.example", clicks: [], fields: [], notes: [], minutes: 1 };
const opened = (step: string): SetupEvent => ({ code: "console.opened", step, stop });
const closed = (step: string): SetupEvent => ({ code: "console.closed", step, missing: [] });

test("a manual step lasts from its first wait to the end of its last, and every event is handed on", async () => {
  const clock = virtualClock(Date.parse("2026-11-30T09:00:00Z"));
  const handedOn: string[] = [];
  const { emit, visits } = noteVisits(clock, ({ code }) => handedOn.push(code));
  emit({ code: "proof.started" });
  emit(opened("enable-scim"));
  await clock.sleep(42_000);
  emit(closed("enable-scim"));
  await clock.sleep(10_000);
  emit(opened("enable-scim"));
  expect(visits.get("enable-scim")).toEqual({ startedAt: "2026-11-30T09:00:00.000Z" });
  await clock.sleep(8_000);
  emit(closed("enable-scim"));
  emit(opened("other"));
  expect(Object.fromEntries(visits)).toEqual({
    "enable-scim": { startedAt: "2026-11-30T09:00:00.000Z", endedAt: "2026-11-30T09:01:00.000Z" },
    other: { startedAt: "2026-11-30T09:01:00.000Z" },
  });
  expect(handedOn).toEqual([
    "proof.started",
    ...["console.opened", "console.closed", "console.opened", "console.closed", "console.opened"],
  ]);
});
