import { describe, expect, test } from "vitest";
import { isJsonObject } from "../../src/base/json.js";
import { Secret } from "../../src/base/secret.js";
import { edgePage, type Fault } from "../../src/sandbox/http/faults.js";
import { changeUserMappings } from "../support/entra-schemas.js";
import type { EntraTenantWorld } from "../support/entra-tenant-world.js";
import { objectsIn } from "../support/tenant-world.js";
import { applied, dump, jobIn, undo, world } from "../entra/support/undo.js";

async function active({ scim }: EntraTenantWorld): Promise<number> {
  const headers = { authorization: `Bearer ${scim.token.reveal()}` };
  const answer: unknown = await (await fetch(`${scim.baseUrl}/Users?count=200`, { headers })).json();
  return objectsIn(isJsonObject(answer) ? answer["Resources"] : undefined).filter((one) => one["active"] === true)
    .length;
}

describe("undo returns a tenant to its configuration before the run", () => {
  test("from an empty tenant: the application is deleted, and kept by Microsoft; people stay at the vendor", async () => {
    const one = await world();
    const before = dump(one);
    await applied(one);
    const people = await active(one);
    const result = await undo(one, "--confirm", "TOTAL");
    expect([result.code, result.outcome]).toEqual([0, "applied"]);
    expect(new Set(result.items.map(({ state }) => state))).toEqual(new Set(["undone"]));
    expect(dump(one)).toEqual(before);
    expect([...one.sandbox.tenant.deletedApps.values()].map(({ app }) => app.displayName)).toEqual(["TOTAL"]);
    await one.clock.sleep(3 * 3_600_000);
    expect(await active(one)).toBe(people);
    const again = await undo(one);
    expect([again.code, again.outcome, again.items]).toEqual([0, "unchanged", []]);
  });

  test("from an application that is there already, with somebody else's assignment", async () => {
    const one = await world({ startState: "provisioning-app" });
    one.assign(one.app(), one.group("Sales").id);
    const before = dump(one);
    await applied(one);
    const result = await undo(one);
    expect([result.code, result.outcome]).toEqual([0, "applied"]);
    expect(dump(one)).toEqual(before);
    expect(one.sandbox.tenant.deletedApps.size).toBe(0);
  });

  test("from a job that runs: it goes on with the mappings of before, and its next cycle disables who loses the application", async () => {
    const one = await running();
    one.connect(one.app());
    const before = dump(one);
    await applied(one);
    expect(await active(one)).toBe(4);
    const result = await undo(one);
    expect(result.states).toEqual([
      'on-demand-provisioning "TOTAL-Admin": undone',
      'provisioning-job-restart "TOTAL": undone',
      'group-assignment "TOTAL-Analyst": undone',
      'group-assignment "TOTAL-Admin": undone',
      'attribute-mappings "users": undone',
    ]);
    expect(result.items.map(({ people }) => people)).toEqual([0, 0, 1, 2, 0]);
    expect(dump(one)).toEqual(before);
    await one.clock.sleep(2 * 3_600_000);
    expect(await active(one)).toBe(1);
  });

  test("after several runs, with a job switched off in between", async () => {
    const one = await world();
    const before = dump(one);
    await applied(one);
    const job = jobIn(one.app());
    job.state = "Paused";
    changeUserMappings(job, (mappings) => mappings.filter(({ targetAttributeName: name }) => name !== "externalId"));
    await applied(one);
    const result = await undo(one, "--confirm", "TOTAL");
    // What somebody did to the mappings in between was not this tool's: the job stays, and all that it hangs on.
    expect(result.states.filter((state) => !state.endsWith("undone"))).toEqual([
      'attribute-mappings "users": changed',
      'provisioning-job "scim": changed',
      'enterprise-app "TOTAL": changed',
    ]);
    job.schema = { ...job.schema, synchronizationRules: [] };
    one.app().jobs.clear();
    expect((await undo(one, "--confirm", "TOTAL")).code).toBe(0);
    expect(dump(one)).toEqual(before);
  });

  test("made, taken back, and made again under the same name", async () => {
    const one = await world();
    await applied(one);
    await undo(one, "--confirm", "TOTAL");
    await applied(one);
    expect(one.app().jobs.size).toBe(1);
    expect((await undo(one, "--confirm", "TOTAL")).code).toBe(0);
    expect(dump(one)).toEqual([]);
    expect(one.sandbox.tenant.deletedApps.size).toBe(2);
  });
});

/** A tenant in which a job provisions somebody already. */
async function running(): Promise<EntraTenantWorld> {
  const one = await world({ startState: "provisioning-app" });
  one.assign(one.app(), one.group("Sales").id);
  const job = one.makeJob(one.app());
  one.connect(one.app());
  const headers = { authorization: `Bearer ${one.sandbox.token.reveal()}` };
  const path = `/v1.0/servicePrincipals/${one.app().id}/synchronization/jobs/${job.id}/start`;
  await fetch(one.sandbox.url + path, { method: "POST", headers });
  await one.clock.sleep(3_600_000);
  expect(job.state).toBe("Active");
  return one;
}

describe("credentials that were there before", () => {
  test("cannot be put back: the token is shown to nobody, and ours is not sent to the old address", async () => {
    const one = await world({ startState: "provisioning-app" });
    const app = one.app();
    one.makeJob(app);
    one.connect(app, "https://old.example/scim?key=hidden");
    app.settings.set("SecretToken", new Secret("token-of-then"));
    await applied(one, "--confirm", "TOTAL");
    const result = await undo(one);
    expect(result.code).toBe(0);
    expect(result.items.filter(({ state }) => state === "kept")).toMatchObject([
      {
        name: 'admin-credentials "TOTAL"',
        what: expect.stringMatching(
          /Enter the earlier token and Tenant URL "https:\/\/old\.example\/scim\?\.\.\."/,
        ) as string,
      },
    ]);
    expect(JSON.stringify(result)).not.toContain("hidden");
    expect(app.settings.get("BaseAddress")).toBe(one.scim.baseUrl);

    app.settings.set("BaseAddress", "https://old.example/scim?key=hidden");
    expect((await undo(one)).states).toEqual(['admin-credentials "TOTAL": undone']);
    expect((await undo(one)).items).toEqual([]);
  });

  test("get their scope back where the token is given along, and say so where it is not", async () => {
    const one = await world({ startState: "provisioning-app" });
    const app = one.app();
    one.makeJob(app);
    one.connect(app);
    app.settings.set("SyncAll", "true");
    const before = dump(one);
    await applied(one, "--confirm", "TOTAL");
    expect(app.settings.get("SyncAll")).toBe("false");
    const without = await undo(one);
    expect(without.items.filter(({ state }) => state === "kept")).toMatchObject([
      { what: expect.stringContaining("Run the same command and provide the token") as string },
    ]);
    expect((await one.run("undo")).code).toBe(0);
    expect(dump(one)).toEqual(before);
  });

  test("which an own application got later go with the first ones", async () => {
    const one = await world();
    await applied(one);
    one.app().settings.set("SecretToken", new Secret("another"));
    await one.run("--wait", "3h", "rotate-token");
    const result = await undo(one, "--confirm", "TOTAL");
    expect([result.code, result.states.filter((state) => !state.endsWith("undone"))]).toEqual([0, []]);
    expect(dump(one)).toEqual([]);
  });
});

describe("an undo that goes wrong on the way", () => {
  test("goes on when it is run again, wherever it broke off", async () => {
    const one = await world();
    await applied(one);
    let runs = 0;
    for (let code = 1; code !== 0 && runs < 12; runs += 1) {
      let writes = 0;
      one.breakWith(({ method }) => (method !== "GET" && ++writes > 1 ? edgePage(403, "Forbidden") : undefined));
      ({ code } = await undo(one, "--confirm", "TOTAL"));
    }
    one.breakWith(undefined);
    expect(runs).toBe(7);
    expect(dump(one)).toEqual([]);
  });

  test("is not misled by answers that are lost, in the run or in the undo", async () => {
    const one = await world();
    const lost = new Set<string>();
    const loseEach = ({ method, path }: { readonly method: string; readonly path: string }): Fault | undefined => {
      const key = `${method} ${path}`;
      if (method === "GET" || lost.has(key)) return undefined;
      lost.add(key);
      return { kind: "reset", when: "after" };
    };
    one.breakWith(loseEach);
    await applied(one);
    lost.clear();
    const result = await undo(one, "--confirm", "TOTAL");
    expect([result.code, result.states.filter((state) => !state.endsWith("undone"))]).toEqual([0, []]);
    expect(dump(one)).toEqual([]);
  });

  test("finds an application that was made a moment ago, and that Microsoft Graph does not show yet", async () => {
    const one = await world();
    let made = false;
    one.breakWith(({ method }) => {
      if (made) return edgePage(403, "Forbidden");
      made = method !== "GET";
      return undefined;
    });
    expect((await one.run()).code).toBe(1);
    expect(one.app().createdAt).toBe(one.clock.now());
    one.breakWith(undefined);
    expect((await undo(one, "--confirm", "TOTAL")).states).toEqual(['enterprise-app "TOTAL": undone']);
    expect(dump(one)).toEqual([]);
  });
});
