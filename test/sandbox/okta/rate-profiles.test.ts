import { describe, expect, test } from "vitest";
import { createRateLimits } from "../../../src/sandbox/okta/api/rate-limits.js";
import { RATE_PROFILES, type RateProfileName } from "../../../src/sandbox/okta/api/rate-profiles.js";
import { people, START, startWorld } from "./world.js";

const NAMES = Object.keys(RATE_PROFILES) as RateProfileName[];

/** What `x-rate-limit-limit` said in the recorded traffic of such orgs, or what the documentation says of them. */
const KNOWN: readonly (readonly [RateProfileName, string, string, number])[] = [
  ["documented", "GET", "/api/v1/apps", 50],
  ["documented", "PUT", "/api/v1/apps/0oa1", 250],
  ["documented", "GET", "/api/v1/logs", 60],
  ["integrator-free", "POST", "/api/v1/apps", 10],
  ["integrator-free", "GET", "/api/v1/apps/0oa1/features/USER_PROVISIONING", 10],
  ["integrator-free", "POST", "/api/v1/apps/0oa1/group-push/mappings", 10],
  ["integrator-free", "DELETE", "/api/v1/apps/0oa1", 50],
  ["integrator-free", "PUT", "/api/v1/groups/00g1/users/00u1", 50],
  ["integrator-free", "POST", "/api/v1/users", 50],
  ["recorded-half", "POST", "/api/v1/apps/0oa1/lifecycle/deactivate", 50],
  ["recorded-half", "DELETE", "/api/v1/apps/0oa1", 250],
  ["recorded-half", "POST", "/api/v1/mappings/prm1", 500],
  ["recorded-half", "POST", "/api/v1/users", 300],
  ["recorded-full", "POST", "/api/v1/apps", 100],
  ["recorded-full", "GET", "/api/v1/apps/0oa1", 500],
  ["recorded-full", "GET", "/api/v1/groups/00g1/users", 500],
  ["recorded-full", "GET", "/api/v1/groups", 500],
  ["recorded-full", "DELETE", "/api/v1/groups/00g1", 1_000],
  ["recorded-full", "POST", "/api/v1/users/00u1/lifecycle/deactivate", 600],
];

test.each(KNOWN)("an org with the profile %s allows %s %s %i times a minute, and refuses the next", (...known) => {
  const [name, method, path, limit] = known;
  let now = START;
  const limits = createRateLimits(name, () => now);
  const taken = Array.from({ length: limit + 1 }, () => limits.take(method, path));
  expect(taken.map(({ limit: said }) => said)).toEqual(taken.map(() => limit));
  expect(taken.findIndex(({ exceeded }) => exceeded)).toBe(limit);
  expect(taken.at(-1)).toMatchObject({ remaining: 0, reset: START / 1_000 + 60 });
  now += 60_000;
  expect(limits.take(method, path)).toMatchObject({ exceeded: false, remaining: limit - 1 });
});

describe("every profile", () => {
  test.each(NAMES)("%s has a bucket for whatever is asked", (name) => {
    const limits = createRateLimits(name, () => START);
    for (const path of ["/api/v1/meta/types/user", "/api/v1/apps", "/api/v1/appsters", "/", ""])
      expect(limits.take("GET", path).limit).toBeGreaterThan(0);
  });

  test.each(NAMES)("%s is kept by the org that has it", async (name) => {
    const world = await startWorld(people({ userName: "ada@x.example" }), { rateLimits: name });
    const limit = Number((await world.call("GET", "/api/v1/apps")).headers.get("x-rate-limit-limit"));
    const answers = await Promise.all(Array.from({ length: limit }, () => world.call("GET", "/api/v1/apps")));
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.map(({ object }) => object["errorCode"])).toEqual(["E0000047"]);
    await world.clock.sleep(60_000);
    expect((await world.call("GET", "/api/v1/apps")).status).toBe(200);
  });
});
