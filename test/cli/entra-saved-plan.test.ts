import { readFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ENTRA_FAULTS } from "../../src/sandbox/entra/faults.js";
import { startEntraTenant, worldPerson, type EntraTenantWorld } from "../support/entra-tenant-world.js";
import { unwrapped } from "../support/unwrapped.js";

describe("a plan for Entra that is kept in a file", () => {
  let world: EntraTenantWorld;
  let file: string;

  beforeEach(async () => {
    world = await startEntraTenant({
      assign: ["TOTAL-Admin"],
      directory: {
        people: [worldPerson("ada", ["TOTAL-Admin"]), worldPerson("ben", ["TOTAL-Admin"]), worldPerson("cem", [])],
        groups: ["TOTAL-Admin", "Sales"],
      },
    });
    file = world.file("plan.json");
    expect(await world.runWithoutToken("plan", "--out", file)).toMatchObject({ code: 0, writes: 0 });
  });
  afterEach(() => world.close());

  const apply = (...args: readonly string[]): ReturnType<EntraTenantWorld["run"]> =>
    world.run("apply", "--plan", file, "--wait", "2h", ...args);

  test("is applied to the end, also when it was interrupted on the way", async () => {
    let writes = 0;
    world.breakWith(({ method }) => {
      if (method === "GET") return undefined;
      writes += 1;
      return writes > 4 ? ENTRA_FAULTS[500] : undefined;
    });
    const broken = await apply();
    expect(broken.code).not.toBe(0);
    expect(broken.writes).toBeGreaterThan(1);
    world.breakWith(undefined);
    const rest = await apply();
    expect(rest.document.errors).toEqual([]);
    expect(rest).toMatchObject({ code: 0, document: { outcome: "applied", proof: { users: { found: 2 } } } });
    expect(rest.stderr).toContain("still matches the tenant; continuing it");
  });

  test("covers whoever is in its groups on the day, and says who came", async () => {
    const [id] = [...world.sandbox.tenant.users.values()].filter((one) => one.userPrincipalName.startsWith("cem@"));
    world.group("TOTAL-Admin").members.add(id?.id ?? "");
    const { code, document, stderr } = await apply();
    expect(document.errors).toEqual([]);
    expect({ code, found: document.proof?.users.found }).toEqual({ code: 0, found: 3 });
    expect(unwrapped(stderr)).toContain("1 user will be provisioned in addition to the plan: cem@northwind.example.");
  });

  test("is refused when somebody has made the application in the meantime, and nothing is written", async () => {
    world.makeApp("TOTAL");
    const { code, document, writes } = await apply();
    expect({ code, writes }).toEqual({ code: 1, writes: 0 });
    expect(document.errors).toMatchObject([{ code: "plan-stale" }]);
    expect(document.errors[0]?.message).toContain('find-app: enterprise app "TOTAL" exists now');
  });

  test("keeps the options that it was made with, and takes no others", async () => {
    const other = world.file("nobody.json");
    await world.run("plan", "--out", other, "--on-demand", "none", "--new-app", "Second");
    expect(JSON.parse(readFileSync(other, "utf8"))).toMatchObject({
      options: { onDemand: ["none"], newApp: "Second", skipTest: false },
    });
    const refused = await world.run("apply", "--plan", other, "--on-demand", "ada@northwind.example");
    expect(refused).toMatchObject({ code: 64, writes: 0 });
    expect(refused.document.errors[0]?.message).toContain("--on-demand");
    expect(await world.run("apply", "--plan", other, "--wait", "2h")).toMatchObject({ code: 0 });
    expect(world.app("Second").displayName).toBe("Second");
  });
});
