import { describe, expect, test } from "vitest";
import { HttpAnswer } from "../../../../src/http/http.js";
import { waitOfAnswer } from "../../../../src/okta/api/rate/rate-limit.js";

const DATE = Date.UTC(2026, 2, 25, 13, 45, 47);
const OWN_CLOCK = DATE + 90_000;

function waitAfter(status: number, headers: Record<string, string>): number | undefined {
  return waitOfAnswer(new HttpAnswer(status, headers, ""), OWN_CLOCK);
}

const inSeconds = (seconds: number): string => String(DATE / 1000 + seconds);
const date = new Date(DATE).toUTCString();

describe("the wait after a 429", () => {
  test.each([
    ["until the limit's reset on Okta's clock, and a second", { "x-rate-limit-reset": inSeconds(23), date }, 24_000],
    ["on the own clock without a Date", { "x-rate-limit-reset": inSeconds(100) }, 11_000],
    ["of a second at least", { "x-rate-limit-reset": inSeconds(-50), date }, 1_000],
    ["of two minutes at most", { "x-rate-limit-reset": inSeconds(5_000), date }, 120_000],
    [
      "as Retry-After says when too many requests came together",
      { "x-rate-limit-limit": "0", "x-rate-limit-reset": inSeconds(23), "retry-after": "3", date },
      3_000,
    ],
    ["as Retry-After says when Reset came twice", { "x-rate-limit-reset": "1, 2", "retry-after": "3", date }, 3_000],
    ["left to backing off when Reset is no number", { "x-rate-limit-reset": "soon", date }, undefined],
    ["left to backing off when nothing is said", { date }, undefined],
  ])("is %s", (_what, headers, wait) => {
    expect(waitAfter(429, headers)).toBe(wait);
  });
});

test("any other answer's wait is its Retry-After", () => {
  expect(waitAfter(503, { "retry-after": "7", "x-rate-limit-reset": inSeconds(23), date })).toBe(7_000);
  expect(waitAfter(503, { "x-rate-limit-reset": inSeconds(23), date })).toBeUndefined();
});
