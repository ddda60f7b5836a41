import { describe, expect, test } from "vitest";
import { startVendorApp, swaApp, USER } from "./vendor-app.js";
import { lines, people, samlApp, startWorld } from "./world.js";

const ada = { userName: "ada@x.example", email: "ada.berg@mail.example" };

describe("a SWA app", () => {
  test("with the identifier email is asked for people by their address, and only then created", async () => {
    const app = await startVendorApp(people(ada));
    await app.assign("TOTAL-Admin");
    expect(lines(app.world.sent)).toEqual([
      'GET /scim/v2/Users?filter=email eq "ada.berg@mail.example"&startIndex=1&count=100',
      "POST /scim/v2/Users",
    ]);
  });

  test("links somebody at the target who has that address under another name", async () => {
    const app = await startVendorApp(people(ada));
    const { target } = app.world;
    const there = await fetch(`${target.baseUrl}/Users`, {
      method: "POST",
      headers: { authorization: `Bearer ${target.token.reveal()}`, "content-type": "application/scim+json" },
      body: JSON.stringify({ schemas: [USER], userName: "old", emails: [{ value: "Ada.Berg@mail.example" }] }),
    });
    const { id } = (await there.json()) as { readonly id: string };
    await app.assign("TOTAL-Admin");
    expect(lines(app.world.sent).slice(1)).toEqual([`GET /scim/v2/Users/${id}`, `PUT /scim/v2/Users/${id}`]);
    expect(await app.person("ada@x.example")).toMatchObject({ id });
  });

  test.each([
    ["user.login", "ada@x.example"],
    ["user.email", "ada.berg@mail.example"],
    ["${source.email}", "ada.berg@mail.example"],
    ['String.substringBefore(user.email, "@")', "ada.berg"],
  ])("names people by its username template: %s", async (template, userName) => {
    const app = await startVendorApp(people(ada), {}, swaApp({ template }));
    await app.assign("TOTAL-Admin");
    expect(await app.person(userName)).toMatchObject({ userName });
    expect(app.world.sandbox.notSimulated()).toEqual([]);
  });

  test("whose username template cannot be simulated names people by their login, and says so", async () => {
    const app = await startVendorApp(people(ada), {}, swaApp({ template: "Time.now()" }));
    await app.assign("TOTAL-Admin");
    expect(await app.person("ada@x.example")).toMatchObject({ userName: "ada@x.example" });
    expect(app.world.sandbox.notSimulated()).toEqual(['the username template of "Vendor": the function Time.now']);
  });

  test.each([
    ["PUSH", "new@x.example"],
    ["DONT_PUSH", "ada@x.example"],
  ])("whose username is updated by %s has the name %s after a change of the login", async (pushStatus, userName) => {
    const app = await startVendorApp(people(ada), {}, swaApp({ pushStatus }));
    await app.assign("TOTAL-Admin");
    await app.world.call("POST", "/api/v1/users/ada@x.example", { profile: { login: "new@x.example" } });
    await app.world.clock.sleep(5_000);
    expect(await app.person(userName)).toMatchObject({ userName });
  });

  test.each([
    ["user.shoeSize", "there is no attribute user.shoeSize"],
    ["user.login +", "the expression is incomplete"],
    [null, "The field cannot be left blank"],
  ])("is not made with the username template %s", async (template, why) => {
    const world = await startWorld(people(ada));
    for (const app of [
      swaApp({ template }),
      { ...samlApp("x"), credentials: swaApp({ template })["credentials"] ?? {} },
    ]) {
      const refused = await world.call("POST", "/api/v1/apps", app);
      expect(refused).toMatchObject({ status: 400, object: { errorCode: "E0000001" } });
      expect(JSON.stringify(refused.object)).toContain(why);
    }
  });
});
