import { expect, test } from "vitest";
import { openConnectedOrg } from "./support/connected.js";
import { applyAll, person } from "./support/org.js";
import { groupAssignments, groupPush } from "./support/steps.js";

test("an org at its rate limit gets all of twenty groups assigned and pushed, each once", async () => {
  const groups = Array.from({ length: 20 }, (_none, index) => `Group ${String(index + 1)}`);
  const org = await openConnectedOrg({
    people: [person("ada", groups)],
    groups,
    sandbox: { rateLimits: "documented" },
  });
  const started = org.clock.now();
  for (const step of [groupAssignments(...groups), groupPush(groups)])
    expect((await applyAll(step, org.context)).changes).toEqual([]);

  // The bucket of everything below one app holds fifty requests a minute for one token.
  const below = org.exchanges.filter(({ path }) => /^\/api\/v1\/apps\/[^/?]+\/./.test(path));
  const carriedOut = below.filter(({ status }) => status !== 429).length;
  expect(carriedOut).toBeGreaterThan(60);
  expect(org.clock.now() - started).toBeGreaterThanOrEqual(60_000);
  const writes = below.filter(({ method, status }) => method !== "GET" && status !== 429);
  expect(writes.filter(({ method }) => method === "PUT")).toHaveLength(20);
  expect(writes.filter(({ method }) => method === "POST")).toHaveLength(20);
});
