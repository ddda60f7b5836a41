import { describe, expect, onTestFinished, test } from "vitest";
import { Secret } from "../../../src/base/secret.js";
import { startBadTarget, type Reply } from "./bad-target.js";
import { formValues } from "../../support/console-values.js";
import { lines, people, samlApp, startWorld, text } from "./world.js";

const someone = people({ userName: "ada@x.example" });

describe("filling in the console's forms", () => {
  test("tests the connection on saving Integration and on saving To App, and pushes nobody", async () => {
    const world = await startWorld(someone);
    await world.connect(await world.createApp());
    await world.clock.sleep(60_000);
    expect(lines(world.sent)).toEqual([
      "GET /scim/v2/Users?startIndex=1&count=2",
      "GET /scim/v2/Users?startIndex=1&count=2",
    ]);
  });

  test("asks for groups too when groups are imported", async () => {
    const world = await startWorld(someone);
    const appId = await world.createApp();
    const values = {
      ...formValues(world.target.baseUrl, world.target.token),
      "Supported provisioning actions": "Push New Users, Push Profile Updates, Import Groups",
    };
    expect(await world.sandbox.console.submit(appId, values)).toEqual({ ok: true });
    expect(lines(world.sent)[1]).toBe("GET /scim/v2/Groups?startIndex=1&count=100");
  });

  test.each<[string, Record<string, string | boolean | Secret | undefined>, string]>([
    ["an unknown label", { "Base URl": "x" }, 'no field "Base URl"'],
    ["no base URL", { "SCIM connector base URL": "" }, "cannot be left blank"],
    ["a base URL that is none", { "SCIM connector base URL": "scim" }, "this is not a valid URL"],
    [
      "a base URL with an underscore",
      { "SCIM connector base URL": "https://my_scim.example/v2" },
      "cannot contain an underscore",
    ],
    ["http to another machine", { "SCIM connector base URL": "http://scim.example/v2" }, "Error authenticating: "],
    ["no unique identifier", { "Unique identifier field for users": " " }, "cannot be left blank"],
    ["an action there is not", { "Supported provisioning actions": "Push Users" }, 'no check box "Push Users"'],
    ["another authentication mode", { "Authentication Mode": "Basic Auth" }, "supports only HTTP Header"],
    ["a mode the form does not offer", { "Authentication Mode": "Header" }, "choose Basic Auth or HTTP Header"],
    ["no token", { Authorization: undefined }, "Authorization: this field cannot be left blank"],
    [
      "a wrong token",
      { Authorization: new Secret("wrong") },
      "Error authenticating: Unauthorized. Errors reported by remote server: ",
    ],
    [
      "an action that To App needs left out",
      { "Supported provisioning actions": "Push Groups" },
      'Create Users needs "Push New Users"',
    ],
    ["a switch set to something else", { "Create Users": "perhaps" }, "choose Enable or Disable"],
    ["Provisioning left at None", { Provisioning: "None" }, "the app has no Provisioning tab"],
  ])("refuses %s, and the app cannot provision", async (_name, change, reason) => {
    const world = await startWorld(someone);
    const appId = await world.createApp();
    const values = Object.entries({ ...formValues(world.target.baseUrl, world.target.token), ...change });
    const answer = await world.sandbox.console.submit(
      appId,
      Object.fromEntries(values.flatMap(([label, value]) => (value === undefined ? [] : [[label, value]]))),
    );
    expect(answer.ok ? "accepted" : answer.reason).toContain(reason);
    expect((await world.call("GET", `/api/v1/apps/${appId}`)).object["features"]).not.toContain("PUSH_NEW_USERS");
  });

  test("with Bearer typed before the token fails, since the form adds its own", async () => {
    const world = await startWorld(someone);
    const values = formValues(world.target.baseUrl, new Secret(`Bearer ${world.target.token.reveal()}`));
    const answer = await world.sandbox.console.submit(await world.createApp(), values);
    expect(answer.ok ? "accepted" : answer.reason).toMatch(
      /^Provisioning: Integration: Error authenticating: Unauthorized/,
    );
  });

  test.each<[string, Reply | "broken", string]>([
    [
      "HTML",
      { status: 200, text: "<html>" },
      "Bad Gateway. Errors reported by remote server: Invalid JSON: Unrecognized token '<html>'",
    ],
    [
      "404",
      { status: 404, body: { detail: "no such path" } },
      "Not Found. Errors reported by remote server: no such path",
    ],
    [
      "JSON that is no list",
      { status: 200, body: { ok: true } },
      "Errors reported by remote server: totalResults of the list is not an integer",
    ],
    ["a broken connection", "broken", "Bad Gateway. Errors reported by remote server: "],
    ["429", { status: 429 }, "Too Many Requests"],
  ])("is refused when the target answers %s", async (_name, reply, reason) => {
    const bad = await startBadTarget(() => reply);
    onTestFinished(bad.close);
    const world = await startWorld(someone);
    const answer = await world.sandbox.console.submit(
      await world.createApp(),
      formValues(bad.baseUrl, new Secret("t")),
    );
    expect(answer.ok ? "accepted" : answer.reason).toContain(`Error authenticating: ${reason}`);
  });

  test("is not possible without a licence, or with Federation Broker Mode on", async () => {
    const without = await startWorld(someone, { licence: "none" });
    const answer = await without.sandbox.console.submit(await without.createApp(), { Provisioning: "SCIM" });
    expect(answer.ok ? "accepted" : answer.reason).toContain("no Lifecycle Management");

    const world = await startWorld(someone);
    const app = samlApp("A");
    const made = await world.call("POST", "/api/v1/apps", {
      ...app,
      settings: { ...(app["settings"] as object), implicitAssignment: true },
    });
    const broker = await world.sandbox.console.submit(text(made.object["id"]), { Provisioning: "SCIM" });
    expect(broker.ok ? "accepted" : broker.reason).toContain("Federation Broker Mode");
  });

  test("takes everything back when Provisioning is set to None", async () => {
    const world = await startWorld(someone);
    const appId = await world.createApp();
    await world.connect(appId);
    expect(await world.sandbox.console.submit(appId, { Provisioning: "None" })).toEqual({ ok: true });
    expect((await world.call("GET", `/api/v1/apps/${appId}`)).object["features"]).toEqual([]);
    expect(await world.sandbox.console.submit("0oanobody", { Provisioning: "SCIM" })).toMatchObject({ ok: false });
  });
});
