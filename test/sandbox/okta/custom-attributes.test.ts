import { describe, expect, test } from "vitest";
import type { JsonObject, JsonValue } from "../../../src/base/json.js";
import { attribute, GROUP, startVendorApp, USER, type VendorApp } from "./vendor-app.js";
import { lines, people, text } from "./world.js";

const ada = { userName: "ada@x.example", displayName: "Ada B.", title: "Boss", department: "Sales" };

/** The four attributes of a vendor's guide, and its mappings. */
const GUIDE = {
  NameFormatted: attribute("NameFormatted", "string", { scope: "SELF" }),
  customCode: attribute("customCode", "string", { scope: "SELF" }),
  customCodes: attribute("customCodes", "array", { scope: "SELF" }),
  thirdPartyVendor: attribute("thirdPartyVendor", "boolean", { externalNamespace: GROUP }),
};
const GUIDE_MAPPINGS = { NameFormatted: "user.displayName", customCode: '"test-CustomCode"', thirdPartyVendor: '"1"' };

async function mapped(
  definitions: JsonObject,
  mappings: Readonly<Record<string, string>>,
  person: JsonObject = {},
): Promise<VendorApp> {
  const app = await startVendorApp(people({ ...ada, ...person }));
  expect((await app.attributes(definitions)).status).toBe(200);
  expect((await app.map(mappings)).status).toBe(200);
  return app;
}

async function failures({ world }: VendorApp): Promise<string[]> {
  const events = (await world.call("GET", '/api/v1/logs?filter=eventType sw "application.provision.user"')).list;
  return events
    .map(({ outcome }) => outcome as JsonObject)
    .filter(({ result }) => result === "FAILURE")
    .map(({ reason }) => text(reason));
}

describe("custom attributes of an app", () => {
  test("arrive as a vendor's guide has them: at the top for the core URN, and under any other one", async () => {
    const app = await mapped(GUIDE, GUIDE_MAPPINGS);
    await app.assign("TOTAL-Admin", { profile: { thirdPartyVendor: true } });
    const body = app.world.sent.at(-1)?.body as JsonObject;
    expect(body).toMatchObject({
      schemas: [USER, GROUP],
      NameFormatted: "Ada B.",
      customCode: "test-CustomCode",
      [GROUP]: { thirdPartyVendor: true },
    });
    expect(body).not.toHaveProperty("customCodes");
    expect(await app.person("ada@x.example")).toMatchObject({
      NameFormatted: "Ada B.",
      customCode: "test-CustomCode",
      [GROUP]: { thirdPartyVendor: true },
    });
    expect(app.world.sandbox.notSimulated()).toEqual([]);
    expect(await failures(app)).toEqual([]);
  });

  test("are shown in the app user's profile", async () => {
    const app = await mapped(GUIDE, GUIDE_MAPPINGS);
    await app.assign("TOTAL-Admin", { profile: { thirdPartyVendor: true } });
    const [appUser] = (await app.world.call("GET", `/api/v1/apps/${app.appId}/users`)).list;
    expect(appUser?.["profile"]).toEqual({
      givenName: "Ada",
      familyName: "Berg",
      email: "ada@x.example",
      displayName: "Ada B.",
      NameFormatted: "Ada B.",
      customCode: "test-CustomCode",
      thirdPartyVendor: true,
    });
  });

  test.each<[string, JsonObject, string, JsonValue]>([
    ["a boolean from the text 1", attribute("a", "boolean"), '"1"', true],
    ["a boolean from the text true", attribute("a", "boolean"), '"true"', true],
    ["a boolean from the text 0", attribute("a", "boolean"), '"0"', false],
    ["a boolean from the text false", attribute("a", "boolean"), '"false"', false],
    ["a boolean from a comparison", attribute("a", "boolean"), 'user.title == "Boss"', true],
    ["an array", attribute("a", "array"), '{"x", user.title}', ["x", "Boss"]],
    ["an integer from a text", attribute("a", "integer"), '"12"', 12],
    ["a number", attribute("a", "number"), "1.5", 1.5],
    ["a text from a number", attribute("a", "string"), "12", "12"],
    ["a text by a function", attribute("a", "string"), "String.toUpperCase(user.title)", "BOSS"],
    ["a text by a choice", attribute("a", "string"), 'user.department == "Sales" ? "s" : "o"', "s"],
    ["a text of the app user", attribute("a", "string"), "appuser.userName", "ada@x.example"],
  ])("carry %s", async (_name, definition, expression, value) => {
    const app = await mapped({ a: definition }, { a: expression });
    await app.assign("TOTAL-Admin");
    expect(app.world.sent.at(-1)?.body).toMatchObject({ a: value });
  });

  test("whose value does not fit are left out, and the log says so beside the success", async () => {
    const definitions = { a: attribute("a", "boolean"), b: attribute("b", "integer"), c: attribute("c", "array") };
    const app = await mapped(definitions, { a: "user.title", b: '"1.5"', c: "{user.title, {1}}" });
    await app.assign("TOTAL-Admin");
    const body = await app.person("ada@x.example");
    for (const name of ["a", "b", "c"]) expect(body).not.toHaveProperty(name);
    expect(await failures(app)).toEqual([
      "Automatic provisioning of user ada@x.example to app Vendor left out a value: " +
        'a: the value "Boss" is not of the type boolean; b: the value "1.5" is not of the type integer; ' +
        "c: the value [1] is not of the type string",
    ]);
  });

  test("whose mapping cannot be simulated are left out and named, once", async () => {
    const definitions = { a: attribute("a", "string"), b: attribute("b", "string") };
    const app = await mapped(definitions, { a: "Time.now()", b: "user.firstName + user.nickName" });
    expect(app.world.sandbox.notSimulated()).toEqual([]);
    await app.assign("TOTAL-Admin");
    const body = await app.person("ada@x.example");
    for (const name of ["a", "b"]) expect(body).not.toHaveProperty(name);
    app.world.sandbox.console.press(app.appId, "Apply updates now");
    await app.world.clock.sleep(5_000);
    expect(app.world.sandbox.notSimulated()).toEqual([
      'the mapping of a in "Vendor": the function Time.now',
      'the mapping of b in "Vendor": the concatenation with an attribute without a value',
    ]);
  });

  test("of an app user cannot be read in a mapping of the same app when they are mapped themselves", async () => {
    const app = await mapped({ a: attribute("a", "string") }, { a: "appuser.email" });
    await app.assign("TOTAL-Admin");
    expect(app.world.sandbox.notSimulated()).toEqual([
      'the mapping of a in "Vendor": the mapped attribute appuser.email',
    ]);
  });

  test.each<[string, JsonObject, string, string]>([
    ["an array from a text", attribute("a", "array"), "user.title", "a text, and the attribute is of the type array"],
    ["a text from an array", attribute("a", "string"), '{"x"}', "a list, and the attribute is of the type string"],
    ["a boolean from a number", attribute("a", "boolean"), "1", "a number, and the attribute is of the type boolean"],
    [
      "an integer from a boolean",
      attribute("a", "integer"),
      "true",
      "a boolean, and the attribute is of the type integer",
    ],
    [
      "a misspelt function",
      attribute("a", "string"),
      "String.toUppercase(user.title)",
      "did you mean String.toUpperCase?",
    ],
    ["an app user's attribute nobody made", attribute("a", "string"), "appuser.b", "there is no attribute appuser.b"],
  ])("cannot be mapped: %s (400 E0000045)", async (_name, definition, expression, why) => {
    const app = await startVendorApp(people(ada));
    if ("type" in definition) await app.attributes({ a: definition });
    const refused = await app.map({ a: expression });
    expect(refused).toMatchObject({ status: 400, object: { errorCode: "E0000045" } });
    expect(JSON.stringify(refused.object["errorCauses"])).toContain(why.replaceAll('"', '\\"'));
  });

  test("made by an org that drops their namespace go at the top", async () => {
    const app = await startVendorApp(people(ada), { namespaces: "dropped" });
    const made = await app.attributes(GUIDE);
    expect(JSON.stringify(made.object)).not.toContain("externalNamespace");
    await app.map(GUIDE_MAPPINGS);
    await app.assign("TOTAL-Admin");
    expect(await app.person("ada@x.example")).toMatchObject({ thirdPartyVendor: true, schemas: [USER] });
  });
});

describe("values of a group's assignment", () => {
  const vendor = { thirdPartyVendor: GUIDE.thirdPartyVendor };
  const withBo = people(ada, { userName: "bo@x.example", groups: ["Staff"] });

  test("go to that group's people, and to nobody else", async () => {
    const app = await startVendorApp(withBo);
    await app.attributes(vendor);
    await app.world.clock.sleep(2_000);
    await app.assign("TOTAL-Admin", { profile: { thirdPartyVendor: true } });
    await app.assign("Staff");
    expect(await app.person("ada@x.example")).toMatchObject({ [GROUP]: { thirdPartyVendor: true } });
    expect(await app.person("bo@x.example")).not.toHaveProperty([GROUP]);
  });

  test("win over the mapping", async () => {
    const app = await mapped(vendor, { thirdPartyVendor: '"1"' });
    await app.assign("TOTAL-Admin", { profile: { thirdPartyVendor: false } });
    expect(app.world.sent.at(-1)?.body).toMatchObject({ [GROUP]: { thirdPartyVendor: false } });
  });

  test("that change are pushed to its people by GET and PUT, and an assignment that says the same pushes nobody", async () => {
    const app = await startVendorApp(withBo);
    await app.attributes(vendor);
    await app.world.clock.sleep(2_000);
    await app.assign("Staff");
    await app.assign("TOTAL-Admin", {});
    app.world.sent.length = 0;
    await app.assign("TOTAL-Admin", { profile: { thirdPartyVendor: true } });
    expect(lines(app.world.sent).map((line) => line.split("/")[0]?.trim())).toEqual(["GET", "PUT"]);
    expect(await app.person("ada@x.example")).toMatchObject({ [GROUP]: { thirdPartyVendor: true } });
    app.world.sent.length = 0;
    await app.assign("TOTAL-Admin", { profile: { thirdPartyVendor: true } });
    expect(app.world.sent).toEqual([]);
  });

  test.each<[string, JsonObject, string]>([
    ["a personal attribute", { NameFormatted: "x" }, "a personal attribute cannot be set for a group"],
    ["an attribute nobody made", { shoeSize: 1 }, "the app user profile has no such attribute"],
    ["a value of another type", { thirdPartyVendor: "maybe" }, 'the value "maybe" is not of the type boolean'],
  ])("are refused for %s", async (_name, profile, why) => {
    const app = await startVendorApp(people(ada));
    await app.attributes(GUIDE);
    await app.world.clock.sleep(2_000);
    const refused = await app.assign("TOTAL-Admin", { profile });
    expect(refused).toMatchObject({ status: 400, object: { errorCode: "E0000001" } });
    expect(JSON.stringify(refused.object["errorCauses"])).toContain(why.replaceAll('"', '\\"'));
  });
});
