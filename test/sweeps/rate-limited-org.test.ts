import { describe, expect, test } from "vitest";
import type { OktaApp } from "../../src/okta/api/schemas.js";
import type { BucketUse } from "../../src/sandbox/okta/api/rate-limits.js";
import { openConnectedOrg } from "../okta/support/connected.js";
import { applyAll, person, type OpenedOrg } from "../okta/support/org.js";
import { groupAssignments, groupPush } from "../okta/support/steps.js";

const GROUPS = Array.from({ length: 300 }, (_none, index) => `Group ${String(index + 1)}`);

/** An org at Okta's documented limits, with as many groups as reach them, and the app that they are for. */
function openLimitedOrg(): Promise<OpenedOrg & { readonly app: OktaApp }> {
  const people = [person("ada", GROUPS)];
  return openConnectedOrg({ people, groups: GROUPS, sandbox: { rateLimits: "documented" } });
}

/** Assigns and pushes the groups; answers what that took. */
async function setUp(org: OpenedOrg): Promise<{ readonly tookMs: number; readonly use: readonly BucketUse[] }> {
  const began = { at: org.clock.now(), use: org.sandbox.rateLimitUse(), sent: org.exchanges.length };
  for (const step of [groupAssignments(...GROUPS), groupPush(GROUPS)])
    expect((await applyAll(step, org.context)).changes).toEqual([]);
  const sent = org.exchanges.slice(began.sent);
  const count = (method: string, path: RegExp): number =>
    sent.filter((one) => one.method === method && path.test(one.path)).length;
  expect(count("PUT", /\/groups\/00g/)).toBe(GROUPS.length);
  expect(count("POST", /\/group-push\/mappings/)).toBe(GROUPS.length);
  const before = new Map(began.use.map((one) => [one.bucket, one.requests]));
  return {
    tookMs: org.clock.now() - began.at,
    use: org.sandbox.rateLimitUse().map((one) => ({ ...one, requests: one.requests - (before.get(one.bucket) ?? 0) })),
  };
}

/** What the busiest bucket needs at least, when `others` of its requests a minute are not ours. */
function floorMs(use: readonly BucketUse[], others = 0): number {
  return Math.max(...use.map(({ requests, limit }) => (requests / (limit - others)) * 60_000));
}

function refused(org: OpenedOrg): number {
  return org.sandbox.rateLimitUse().reduce((sum, one) => sum + one.refused, 0);
}

/** What the other client asks for: half of what the sandbox allows one token of the tightest bucket. */
const PER_MINUTE = 25;

describe("an org at Okta's rate limits gets three hundred groups assigned and pushed, each once, without a refusal", () => {
  test("in at most a tenth more than the time the limits ask for", async () => {
    const org = await openLimitedOrg();
    const { tookMs, use } = await setUp(org);
    expect(refused(org)).toBe(0);
    expect(floorMs(use)).toBeGreaterThan(10 * 60_000);
    expect(tookMs).toBeLessThanOrEqual(1.1 * floorMs(use));
  });

  test("also while another client takes half of the limit, and is not refused either", async () => {
    const org = await openLimitedOrg();
    const other = { asked: 0, stopped: false };
    const ask = async (): Promise<void> => {
      if (other.stopped) return;
      other.asked += 1;
      org.clock.schedule(60_000 / PER_MINUTE, ask);
      await org.admin("GET", `/api/v1/apps/${org.app.id}/connections/default`);
    };
    org.clock.schedule(0, ask);
    const { tookMs, use } = await setUp(org);
    other.stopped = true;
    const ours = use
      .filter(({ bucket }) => bucket === "apps")
      .map((one) => ({ ...one, requests: one.requests - other.asked }));
    expect(other.asked).toBeGreaterThan(500);
    expect(refused(org)).toBe(0);
    expect(tookMs).toBeLessThanOrEqual(1.1 * floorMs(ours, PER_MINUTE));
  });
});
