import { describe, expect, test } from "vitest";
import { isJsonObject, type JsonObject, type JsonValue } from "../../../src/base/json.js";
import { loginOf, ownPeople } from "../../support/okta-own-people.js";
import { attribute, GROUP, startVendorApp, swaApp, type VendorApp } from "./vendor-app.js";

async function assigned(app: JsonObject = swaApp()): Promise<VendorApp> {
  const vendor = await startVendorApp(ownPeople(), {}, app);
  const { world, appId } = vendor;
  await vendor.attributes({
    formatted: attribute("formatted", "string", { externalName: "displayName" }),
    vendor: attribute("vendor", "boolean", { externalNamespace: GROUP }),
    code: attribute("code", "string"),
  });
  await vendor.map({ formatted: "user.title", code: '"C-" + user.firstName', title: "user.title" });
  await vendor.assign("TOTAL-Admin", { profile: { vendor: true } });
  expect(world.sandbox.notSimulated()).toEqual([]);
  await world.call("POST", `/api/v1/apps/${appId}/users`, {
    id: idOf("sal"),
    scope: "USER",
    profile: { nickName: "Sally" },
  });
  await world.clock.sleep(5_000);
  return vendor;
}

function idOf(name: string): string {
  return ownPeople().people.find(({ userName }) => userName === loginOf(name))?.id ?? "";
}

/** The last body that created somebody of this name. */
function createdWith({ world }: VendorApp, userName: string): JsonObject {
  const body = world.sent.findLast(
    (one) => one.method === "POST" && isJsonObject(one.body) && one.body["userName"] === userName,
  )?.body;
  return isJsonObject(body) ? body : {};
}

describe("what an org explains of a person", () => {
  test("has a value and a source for everything that was sent for them", async () => {
    const vendor = await assigned();
    for (const name of ["ada", "ben", "other", "sal"]) {
      const explanation = vendor.world.sandbox.explain(loginOf(name));
      const body = createdWith(vendor, loginOf(name));
      expect(explanation?.targetId).toBe((await vendor.person(loginOf(name)))["id"]);
      const values = explanation?.values.map(({ path, value }) => [path, value]) ?? [];
      expect(Object.fromEntries(values)).toEqual(flat(body));
      expect(explanation?.values.filter(({ source }) => source === "")).toEqual([]);
    }
  });

  test("names the mapping, the assignment, or what the dialect does by itself", async () => {
    const { world } = await assigned();
    const sourceFor = (name: string, path: string): string | undefined =>
      world.sandbox.explain(loginOf(name))?.values.find((value) => value.path === path)?.source;
    expect(sourceFor("ada", "name.givenName")).toBe("user.firstName");
    expect(sourceFor("ada", 'emails[type eq "work"].value')).toBe("user.email");
    expect(sourceFor("ada", "code")).toBe('"C-" + user.firstName');
    expect(sourceFor("sal", "nickName")).toBe("the user's own assignment to the app");
    expect(sourceFor("ada", `${GROUP}:vendor`)).toBe("the assignment of the user's group to the app");
    expect(sourceFor("ada", "userName")).toBe("the application username: user.login");
    expect(sourceFor("ada", "locale")).toBe('the constant "en-US"');
    expect(sourceFor("ada", "externalId")).toBe("the user's ID in Okta");
    // A custom attribute of the same external name overwrites what Okta maps by itself.
    expect(sourceFor("ada", "displayName")).toBe("user.title");
    expect(sourceFor("ben", "displayName")).toBe("user.displayName");
  });

  test("names the app's own user name", async () => {
    const { world } = await assigned(swaApp({ template: "user.email" }));
    const [userName] = world.sandbox.explain(loginOf("other"))?.values ?? [];
    expect(userName).toEqual({
      path: "userName",
      value: "somebody.else@northwind.example",
      source: "the application username: user.email",
    });
  });

  test("has no values for whoever gets nothing: not assigned, suspended, without a family name", async () => {
    const vendor = await assigned();
    await vendor.assign("TOTAL-Analyst");
    const explain = (name: string) => vendor.world.sandbox.explain(name);
    for (const name of ["more.9", "sue", "mono"]) expect(explain(loginOf(name))?.values ?? []).toEqual([]);
    expect(explain(loginOf("mono"))).toEqual({ values: [] });
    expect(explain(loginOf("yuki"))?.values.length).toBeGreaterThan(5);
  });

  test("takes upper and lower case for the same, and follows somebody who signs in with another name since", async () => {
    const { world } = await assigned();
    expect(world.sandbox.explain(loginOf("ADA"))).toEqual(world.sandbox.explain(loginOf("ada")));
    expect(world.sandbox.explain(loginOf("ada"))?.values).not.toEqual([]);
    await world.call("POST", `/api/v1/users/${idOf("ada")}`, { profile: { login: "ada.two@northwind.example" } });
    expect(world.sandbox.explain(loginOf("ada"))).toBeUndefined();
    expect(world.sandbox.explain("ada.two@northwind.example")?.values).not.toEqual([]);
  });
});

/** Every value of a body by its SCIM path. */
function flat(body: JsonObject): JsonObject {
  const values: Record<string, JsonValue> = {};
  for (const [name, value = null] of Object.entries(body)) {
    if (name === "schemas") continue;
    if (name === "emails") {
      const [mail] = value as readonly JsonObject[];
      values['emails[type eq "work"].primary'] = mail?.["primary"] ?? null;
      values['emails[type eq "work"].value'] = mail?.["value"] ?? null;
    } else if (isJsonObject(value)) {
      for (const [sub, inner = null] of Object.entries(value))
        values[name.startsWith("urn:") ? `${name}:${sub}` : `${name}.${sub}`] = inner;
    } else values[name] = value;
  }
  return values;
}
