import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { editSetUp } from "../../support/set-up-files.js";
import { startTwoOrgs, type TwoOrgs } from "../../support/two-orgs.js";

let orgs: TwoOrgs;
let seed: string;
let plan: string;
let digest: string;

beforeAll(async () => {
  orgs = await startTwoOrgs();
  seed = orgs.folder();
  await orgs.setUp("a", seed, "--group", "A");
  plan = join(seed, "plan.json");
  const made = await orgs.run(["okta", "plan", "--out", plan, "--fresh", ...orgs.flags("a"), "--group", "Sales"], {
    state: seed,
  });
  expect(made.code).toBe(0);
  ({ digest } = JSON.parse(readFileSync(plan, "utf8")) as { digest: string });
});
afterAll(() => orgs.close());

const apply = (...args: readonly string[]): string[] => ["okta", "apply", "--plan", plan, "--remember", ...args];

describe("a saved plan and a remembered set-up", () => {
  test.each<[string, () => readonly string[], string | undefined]>([
    ["without a terminal", () => [], undefined],
    ["without a terminal, its digest confirmed", () => ["--confirm-plan", digest], undefined],
    ["with --yes at a terminal", () => ["--yes"], "a"],
  ])("the set-up does not name the tenant %s", async (_how, args, typed) => {
    const { code, stderr, writes } = await orgs.run(apply(...args()), {
      state: orgs.folder(seed),
      ...(typed === undefined ? {} : { typed: orgs.host("a") }),
    });
    expect({ code, writes }).toEqual({ code: 64, writes: { a: 0, b: 0 } });
    expect(stderr).toContain("(tenant-not-named)");
  });

  test("an address that differs from the remembered one is refused, also with the plan's digest", async () => {
    const state = orgs.folder(seed);
    editSetUp(state, (setup) => ({ ...setup, inputs: { scimBaseUrl: "http://127.0.0.1:9/scim" } }));
    for (const more of [[], ["--confirm-plan", digest]]) {
      const { code, stderr, writes } = await orgs.run(apply("--org-url", orgs.url("a"), ...more), { state });
      expect({ code, writes }).toEqual({ code: 64, writes: { a: 0, b: 0 } });
      expect(stderr).toContain(`the remembered set-up ${orgs.host("a")}/total/okta (--fresh ignores it) contradicts`);
    }
  });

  test("where nothing is remembered of the tenant, the address is asked for or confirmed as before", async () => {
    const { code, stderr } = await orgs.run(apply("--org-url", orgs.url("a"), "--fresh"), { state: seed });
    expect(code).toBe(64);
    expect(stderr).toContain("(plan-address-unconfirmed)");
  });

  test("at a terminal the tenant is confirmed by its name; anything else writes nothing", async () => {
    const wrong = await orgs.run(apply(), { state: orgs.folder(seed), typed: orgs.host("b") });
    expect(wrong).toMatchObject({ code: 1, writes: { a: 0, b: 0 } });
    const { code, stderr, questions, writes } = await orgs.run(apply("--wait", "1h"), {
      state: orgs.folder(seed),
      typed: orgs.host("a"),
    });
    expect(code, stderr).toBe(0);
    expect(writes.a).toBeGreaterThan(0);
    expect(writes.b).toBe(0);
    // The remembered address is the plan's, so it is not asked for.
    expect(questions).toEqual(["To run apply there, type the name of the org"]);
  });
});
