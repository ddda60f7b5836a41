import { afterEach, describe, expect, test } from "vitest";
import type { JsonObject } from "../../src/base/json.js";
import { startEntraTenant, WORLD, worldPerson, type EntraTenantWorld } from "../support/entra-tenant-world.js";

const opened: EntraTenantWorld[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((one) => one.close()));
});

const PEOPLE = [...WORLD.people, worldPerson("eve", ["TOTAL-Admin", "TOTAL-Analyst"])];

/** A set-up that is proven, with a log that has caught up. */
async function setUp(): Promise<EntraTenantWorld> {
  const one = await startEntraTenant({ directory: { ...WORLD, people: PEOPLE } });
  opened.push(one);
  const { code } = await one.run("--wait", "2h");
  expect(code).toBe(0);
  await one.clock.sleep(60 * 60_000);
  return one;
}

async function ask({ scim }: EntraTenantWorld, method: string, path: string, body?: JsonObject): Promise<JsonObject> {
  const answer = await fetch(`${scim.baseUrl}${path}`, {
    method,
    headers: { authorization: `Bearer ${scim.token.reveal()}`, "content-type": "application/scim+json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`the target refused ${method} ${path}: ${String(answer.status)}`);
  const text = await answer.text();
  return text === "" ? {} : (JSON.parse(text) as JsonObject);
}

async function idOf(one: EntraTenantWorld, path: "/Users" | "/Groups", name: string): Promise<string> {
  const attribute = path === "/Users" ? "userName" : "displayName";
  const found = await ask(one, "GET", `${path}?filter=${encodeURIComponent(`${attribute} eq "${name}"`)}`);
  const [first] = found["Resources"] as readonly { readonly id: string }[];
  return first?.id ?? "";
}

const LOSSES: readonly (readonly [string, (one: EntraTenantWorld) => Promise<unknown>, string, RegExp])[] = [
  [
    "a user",
    async (one) => ask(one, "DELETE", `/Users/${await idOf(one, "/Users", "cem@northwind.example")}`),
    "users",
    /1 user \(cem@northwind\.example\)/,
  ],
  [
    "a group",
    async (one) => ask(one, "DELETE", `/Groups/${await idOf(one, "/Groups", "TOTAL-Analyst")}`),
    "groups",
    /the group "TOTAL-Analyst"/,
  ],
  [
    "all members of a group",
    async (one) =>
      ask(one, "PATCH", `/Groups/${await idOf(one, "/Groups", "TOTAL-Analyst")}`, {
        schemas: ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
        Operations: [{ op: "replace", path: "members", value: [] }],
      }),
    "memberships",
    /all memberships of "TOTAL-Analyst"/,
  ],
];

describe("what Entra delivered and the vendor has lost since", () => {
  test.each(LOSSES)(
    "%s is missing, never on the way; a run plans the restart that brings it back",
    async (_what, lose, tally, note) => {
      const one = await setUp();
      await lose(one);
      const verify = await one.run("verify");
      expect([verify.code, verify.document.outcome]).toEqual([5, "unproven"]);
      const wrong = verify.document.proof?.[tally as "users" | "groups" | "memberships"].wrong ?? [];
      expect(wrong.length).toBeGreaterThan(0);
      for (const { state, reason } of wrong) {
        expect(state).toBe("missing");
        expect(reason).toMatch(/restart the job/i);
        expect(reason).not.toMatch(/next provisioning cycle|Push now|Push Groups/);
      }

      const plan = await one.run("plan");
      const restart = plan.document.steps
        .flatMap(({ changes }) => changes)
        .find(({ resource }) => resource.type === "provisioning-job-restart");
      expect(restart?.note).toMatch(note);

      const again = await one.run("--wait", "2h");
      expect([again.code, again.document.outcome, again.document.errors]).toEqual([0, "applied", []]);
      await one.clock.sleep(60 * 60_000);
      const last = await one.run();
      expect([last.code, last.document.outcome, last.writes]).toEqual([0, "unchanged", 0]);
    },
  );

  test("one membership that was delivered is missing, one of a person who has just joined is on the way", async () => {
    const one = await setUp();
    const [group, eve] = [
      await idOf(one, "/Groups", "TOTAL-Admin"),
      await idOf(one, "/Users", "eve@northwind.example"),
    ];
    await ask(one, "PATCH", `/Groups/${group}`, {
      schemas: ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
      Operations: [{ op: "remove", path: `members[value eq "${eve}"]` }],
    });
    const cem = [...one.sandbox.tenant.users.values()].find((user) => user.userPrincipalName.startsWith("cem"));
    one.group("TOTAL-Admin").members.add(cem?.id ?? "");
    const { code, document } = await one.run("verify");
    expect(code).toBe(5);
    expect(document.proof?.memberships.wrong.map(({ name, state }) => [name, state]).sort()).toEqual([
      ["TOTAL-Admin / cem@northwind.example", "waiting"],
      ["TOTAL-Admin / eve@northwind.example", "missing"],
    ]);
    const plan = await one.run("plan");
    expect(JSON.stringify(plan.document.steps)).not.toContain("provisioning-job-restart");
  });
});
