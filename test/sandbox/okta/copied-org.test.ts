import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../../src/base/json.js";
import { loginOf, ownPeople } from "../../support/okta-own-people.js";
import { attribute, startVendorApp } from "./vendor-app.js";
import { startWorld, text } from "./world.js";

describe("an org that was copied from another one", () => {
  test("shows its people with their own ids, states and whole profiles", async () => {
    const world = await startWorld(ownPeople());
    for (const { id = "", userName, status = "ACTIVE", attributes = {} } of ownPeople().people) {
      const { object } = await world.call("GET", `/api/v1/users/${encodeURIComponent(userName)}`);
      expect(object).toMatchObject({ id, status });
      const profile = Object.entries(object["profile"] as JsonObject).filter(([, value]) => value !== null);
      const own = Object.entries(attributes).filter(([, value]) => value !== "");
      expect(Object.fromEntries(profile)).toEqual(Object.fromEntries(own));
    }
  });

  test("has the groups with their own ids, and everybody in the group that Okta keeps itself", async () => {
    const { list } = await (await startWorld(ownPeople())).call("GET", "/api/v1/groups?limit=200");
    const own = ownPeople().imported?.groups.map(({ id, name }) => [id, name]);
    expect(
      list.filter(({ type }) => type === "OKTA_GROUP").map(({ id, profile }) => [id, (profile as JsonObject)["name"]]),
    ).toEqual(own);
    expect(list.filter(({ type }) => type === "BUILT_IN")).toHaveLength(1);
  });

  test("keeps the id of the group of everybody when that one was copied", async () => {
    const directory = ownPeople();
    const everyone = { id: "00gTheirEveryone0000", name: "Everyone", attributes: { type: "BUILT_IN" }, members: [] };
    const imported = { groups: [...(directory.imported?.groups ?? []), everyone] };
    const { list } = await (await startWorld({ ...directory, imported })).call("GET", "/api/v1/groups?limit=200");
    expect(list.filter(({ type }) => type === "BUILT_IN").map(({ id }) => id)).toEqual([everyone.id]);
  });

  test("provisions whoever is in use, whatever became of the password, and nobody else", async () => {
    const app = await startVendorApp(ownPeople());
    for (const group of ["TOTAL-Admin", "TOTAL-Analyst"]) await app.assign(group);
    const there = async (name: string): Promise<boolean> => {
      const filter = encodeURIComponent(`userName eq "${loginOf(name)}"`);
      return (await app.world.read(`/Users?filter=${filter}`))["totalResults"] === 1;
    };
    for (const name of ["loc", "exp", "prov", "stan", "ada"]) expect([name, await there(name)]).toEqual([name, true]);
    for (const name of ["sue", "dee"]) expect([name, await there(name)]).toEqual([name, false]);
  });

  test("lets an attribute of its own be mapped, which is empty for whoever has no value", async () => {
    const app = await startVendorApp(ownPeople());
    await app.attributes({ code: attribute("code", "string") });
    expect((await app.map({ code: "user.costCode" })).status).toBe(200);
    await app.assign("TOTAL-Admin");
    expect(await app.person(loginOf("ada"))).toMatchObject({ code: "Z-1" });
    expect(await app.person(loginOf("ben"))).not.toHaveProperty("code");
    expect(app.world.sandbox.notSimulated()).toEqual([]);
    expect((await app.map({ code: "user.nobodyHasThis" })).status).toBe(400);
  });

  test("gives what is made later an id that nothing copied has", async () => {
    const first = await startWorld(ownPeople());
    const made = await first.call("POST", "/api/v1/groups", { profile: { name: "Made" } });
    const copied = { id: text(made.object["id"]), name: "Made", attributes: {}, members: [] };
    const directory = ownPeople();
    const second = await startWorld({
      ...directory,
      imported: { groups: [...(directory.imported?.groups ?? []), copied] },
    });
    const ids = (await second.call("GET", "/api/v1/groups?limit=200")).list.map(({ id }) => id);
    const again = await second.call("POST", "/api/v1/groups", { profile: { name: "Made too" } });
    expect(ids).toContain(copied.id);
    expect(ids).not.toContain(again.object["id"]);
  });
});
