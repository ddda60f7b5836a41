import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../../src/base/json.js";
import { startCompany, type Company } from "./life.js";
import { signInToConsole } from "../../support/console-session.js";
import { formValues } from "../../support/console-values.js";
import { lines, text, type World } from "./world.js";

const BO = "bo@x.example";
const CLEO = "cleo@x.example";

/** Method and path of everything sent, without the base and with names in place of ids. */
async function sent(company: Company): Promise<string[]> {
  const ids = Object.entries(await company.idsAtTarget());
  return lines(company.world.sent).map((line) =>
    ids.reduce((shown, [name, id]) => shown.replace(id, name), line.replace("/scim/v2", "")),
  );
}

/** Switches of "To App" as named, the others off. */
async function onlyToApp({ world, appId }: Company, ...labels: readonly string[]): Promise<void> {
  const all = ["Create Users", "Update User Attributes", "Deactivate Users"];
  const values = Object.fromEntries(all.map((label) => [label, labels.includes(label)]));
  expect(await world.sandbox.console.submit(appId, values)).toEqual({ ok: true });
  world.sent.length = 0;
}

async function failures(world: World): Promise<unknown[]> {
  const filter = encodeURIComponent('outcome.result eq "FAILURE"');
  const { list } = await world.call("GET", `/api/v1/logs?filter=${filter}`);
  // Beside each attempt that failed, a real org writes an event without a reason.
  const attempts = list.filter(({ eventType }) => eventType !== "application.provision.user.sync");
  return attempts.map(({ outcome }) => outcome);
}

describe("with its switch off", () => {
  test("a changed profile sends nothing", async () => {
    const company = await startCompany();
    await onlyToApp(company, "Create Users", "Deactivate Users");
    await company.do("POST", `/api/v1/users/${BO}`, { profile: { lastName: "Other" } });
    expect(company.world.sent).toEqual([]);
  });

  test("somebody who leaves stays active at the target", async () => {
    const company = await startCompany();
    await onlyToApp(company, "Create Users", "Update User Attributes");
    await company.do("POST", `/api/v1/users/${CLEO}/lifecycle/deactivate`);
    expect(company.world.sent).toEqual([]);
  });

  test("an app sends nothing at all, and nothing is made up for when it is active again", async () => {
    const company = await startCompany();
    const app = `/api/v1/apps/${company.appId}/lifecycle`;
    await company.do("POST", `${app}/deactivate`);
    await company.do("POST", `/api/v1/users/${BO}`, { profile: { lastName: "Other" } });
    await company.do("PUT", `${await company.group("TOTAL")}/users/${CLEO}`);
    await company.do("POST", `${app}/activate`);
    expect(company.world.sent).toEqual([]);
  });
});

describe("a new login", () => {
  test("does not reach an app whose user name is set on create only", async () => {
    const company = await startCompany();
    await company.do("POST", `/api/v1/users/${BO}`, { profile: { login: "robert@x.example", lastName: "Other" } });
    expect(await sent(company)).toEqual([`GET /Users/${BO}`, `PUT /Users/${BO}`]);
    expect(company.world.sent[1]?.body).toMatchObject({ userName: BO, name: { familyName: "Other" } });
    company.world.sent.length = 0;
    await company.do("POST", "/api/v1/users/robert@x.example", { profile: { login: "rob@x.example" } });
    expect(company.world.sent).toEqual([]);
  });

  test("reaches an app whose user name is set on create and update", async () => {
    const userNameTemplate = { template: "${source.login}", type: "BUILT_IN", pushStatus: "PUSH" };
    const company = await startCompany({}, { userNameTemplate });
    await company.do("POST", `/api/v1/users/${BO}`, { profile: { login: "robert@x.example" } });
    expect(company.world.sent.map(({ method }) => method)).toEqual(["GET", "PUT"]);
    expect(company.world.sent[1]?.body).toMatchObject({ userName: "robert@x.example" });
  });
});

describe("assigning one person", () => {
  test("sends them as assigning a group does, and taking it back deactivates them", async () => {
    const company = await startCompany();
    const { world, appId } = company;
    const dora = "dora@x.example";
    const profile = { login: dora, email: dora, firstName: "Dora", lastName: "Elm" };
    const id = text((await company.do("POST", "/api/v1/users", { profile }))["id"]);
    expect(world.sent).toEqual([]);
    const users = `/api/v1/apps/${appId}/users`;
    const assigned = await company.do("POST", users, { id, scope: "USER", profile: { title: "Guest" } });
    expect(assigned).toMatchObject({ id, scope: "USER", status: "STAGED", credentials: { userName: dora } });
    expect(assigned["_links"]).not.toHaveProperty("group");
    expect(world.sent.map(({ method }) => method)).toEqual(["GET", "POST"]);
    expect(world.sent[1]?.body).toMatchObject({ userName: dora, title: "Guest" });
    world.sent.length = 0;
    await company.do("DELETE", `${users}/${id}`);
    expect(world.sent.map(({ method }) => method)).toEqual(["GET", "PUT"]);
    expect(world.sent[1]?.body).toMatchObject({ active: false });
    expect((await world.call("GET", `${users}/${id}`)).status).toBe(404);
  });

  test("who is in an assigned group makes them stay without the group, and with the group without the assignment", async () => {
    const company = await startCompany();
    const { world } = company;
    const users = `/api/v1/apps/${company.appId}/users`;
    const id = text((await world.call("GET", `/api/v1/users/${CLEO}`)).object["id"]);
    const scope = async (): Promise<unknown> => (await world.call("GET", `${users}/${id}`)).object["scope"];
    expect(await scope()).toBe("GROUP");
    expect((await world.call("DELETE", `${users}/${id}`)).object["errorCode"]).toBe("E0000001");
    await company.do("POST", users, { id });
    expect(await scope()).toBe("USER");
    await company.do("DELETE", `${users}/${id}`);
    expect(await scope()).toBe("GROUP");
    await company.do("POST", users, { id });
    await company.do("DELETE", `${await company.group("Research")}/users/${CLEO}`);
    expect(await scope()).toBe("USER");
    expect(world.sent).toEqual([]);
  });

  test("is refused for somebody unknown, deactivated, or with another value for a mapped attribute", async () => {
    const company = await startCompany();
    const { world } = company;
    const users = `/api/v1/apps/${company.appId}/users`;
    const id = text((await world.call("GET", `/api/v1/users/${CLEO}`)).object["id"]);
    const code = async (body: { readonly [key: string]: string | { givenName: string } }): Promise<unknown> =>
      (await world.call("POST", users, body)).object["errorCode"];
    expect(await code({})).toBe("E0000001");
    expect(await code({ id: "00unobody" })).toBe("E0000007");
    expect(await code({ id, scope: "GROUP" })).toBe("E0000001");
    expect(await code({ id, profile: { givenName: "Other" } })).toBe("E0000075");
    expect(await code({ id, profile: { givenName: "Cleo" } })).toBeUndefined();
    await company.do("POST", `/api/v1/users/${CLEO}/lifecycle/deactivate`);
    expect(await code({ id })).toBe("E0000038");
  });
});

describe("a value given at an assignment", () => {
  const department = (body: unknown): unknown =>
    (body as JsonObject)["urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"];

  test("holds until the Okta profile changes the mapped attribute, and no longer", async () => {
    const company = await startCompany();
    const { world, appId } = company;
    const user = `/api/v1/users/${CLEO}`;
    await company.do("POST", user, { profile: { department: "Sales" } });
    const { id } = (await world.call("GET", user)).object;
    const own = { department: "Sales", title: "Guest" };
    await company.do("POST", `/api/v1/apps/${appId}/users`, { id: text(id), scope: "USER", profile: own });
    await company.do("POST", user, { profile: { lastName: "Other" } });
    expect(world.sent.at(-1)?.body).toMatchObject({ title: "Guest", name: { familyName: "Other" } });
    expect(department(world.sent.at(-1)?.body)).toEqual({ department: "Sales" });
    await company.do("POST", user, { profile: { department: "Research" } });
    expect(department(world.sent.at(-1)?.body)).toEqual({ department: "Research" });
    // What no mapping gives stays as it was given.
    expect(world.sent.at(-1)?.body).toMatchObject({ title: "Guest" });
    const shown = (await world.call("GET", `/api/v1/apps/${appId}/users/${text(id)}`)).object;
    expect(shown["profile"]).toMatchObject({ department: "Research", title: "Guest" });
  });

  test("by a group gives way for the user who changed, and holds again when the group says it anew", async () => {
    const company = await startCompany();
    const { world, appId } = company;
    const research = `/api/v1/apps/${appId}/groups/${await world.groupId("Research")}`;
    await company.do("PUT", research, { profile: { department: "Labs" } });
    expect(department(world.sent.at(-1)?.body)).toEqual({ department: "Labs" });
    await company.do("POST", `/api/v1/users/${CLEO}`, { profile: { department: "Sales" } });
    expect(department(world.sent.at(-1)?.body)).toEqual({ department: "Sales" });
    await company.do("PUT", research, { profile: { department: "Studio" } });
    expect(department(world.sent.at(-1)?.body)).toEqual({ department: "Studio" });
  });
});

describe("people Okta gives no apps", () => {
  test("are provisioned when they are let in again, not before; who is staged is at once", async () => {
    const company = await startCompany();
    const { world } = company;
    const [staged, suspended] = ["eve@x.example", "finn@x.example"];
    for (const [login, query] of [
      [staged, "?activate=false"],
      [suspended, ""],
    ] as const) {
      const profile = { login, email: login, firstName: "A", lastName: "B" };
      await company.do("POST", `/api/v1/users${query}`, { profile, credentials: { password: { value: "x" } } });
    }
    await company.do("POST", `/api/v1/users/${suspended}/lifecycle/suspend`);
    for (const login of [staged, suspended]) await company.do("PUT", `${await company.group("Staff")}/users/${login}`);
    const created = (): unknown[] => world.sent.filter(({ method }) => method === "POST").map(({ body }) => body);
    expect(created()).toMatchObject([{ userName: staged }]);
    await company.do("POST", `/api/v1/users/${staged}/lifecycle/activate`);
    await company.do("POST", `/api/v1/users/${suspended}/lifecycle/unsuspend`);
    expect(created()).toMatchObject([{ userName: staged }, { userName: suspended }]);
  });
});

describe("the console's buttons", () => {
  test('"Provision User" creates who was assigned before, once, and "Apply updates now" pushes everybody', async () => {
    const company = await startCompany();
    const { world, appId } = company;
    await onlyToApp(company, "Update User Attributes", "Deactivate Users");
    expect(world.sandbox.console.press(appId, "Provision User")).toMatchObject({ ok: false });
    const dora = { login: "dora@x.example", email: "dora@x.example", firstName: "Dora", lastName: "Elm" };
    await company.do("POST", "/api/v1/users", { profile: dora, groupIds: [await world.groupId("Staff")] });
    await onlyToApp(company, "Create Users", "Update User Attributes", "Deactivate Users");
    await world.clock.sleep(600_000);
    expect(world.sent).toEqual([]);
    for (let time = 0; time < 2; time += 1)
      expect(world.sandbox.console.press(appId, "Provision User")).toEqual({ ok: true });
    await world.clock.sleep(10_000);
    expect(world.sent.map(({ method }) => method)).toEqual(["GET", "POST"]);
    world.sent.length = 0;
    expect(world.sandbox.console.press(appId, "Apply updates now")).toEqual({ ok: true });
    await world.clock.sleep(10_000);
    const puts = (await sent(company)).filter((line) => line.startsWith("PUT"));
    expect(puts.sort()).toEqual([`PUT /Users/${BO}`, `PUT /Users/${CLEO}`, "PUT /Users/dora@x.example"]);
  });

  test("can be pressed on the app's page too, which says what came of it", async () => {
    const { world, appId } = await startCompany();
    const console = await signInToConsole(world.sandbox.console.url);
    const { object } = await world.call("GET", `/api/v1/apps/${appId}`);
    const page = `${world.sandbox.url}/admin/app/${text(object["name"])}/instance/${appId}`;
    for (const [tab, label] of [
      ["import", "Import Now"],
      ["assignments", "Provision User"],
      ["to-app", "Apply updates now"],
    ] as const)
      expect((await console.open(`${page}/${tab}`)).html).toContain(`>${label}</button>`);
    const press = async (action: string): Promise<string> => {
      const { status, role = "" } = await console.post(`${page}/${action}`, { button: "press" });
      return `${String(status)} ${role}`;
    };
    expect(await press("apply-updates-now")).toBe("200 status");
    await world.sandbox.console.submit(appId, formValues(world.target.baseUrl, world.target.token));
    expect(await press("import-now")).toBe("400 alert");
    expect(await press("no-such-button")).toBe("404 ");
  });
});

describe("a profile that the target refuses", () => {
  test("fails for good with a reason in the log, and the next change is tried again", async () => {
    const company = await startCompany();
    const { world } = company;
    const ids = await company.idsAtTarget();
    const headers = { authorization: `Bearer ${world.target.token.reveal()}` };
    await fetch(`${world.target.baseUrl}/Users/${ids[CLEO] ?? ""}`, { method: "DELETE", headers });
    await company.do("POST", `/api/v1/users/${CLEO}`, { profile: { lastName: "Other" } });
    expect(world.sent.map(({ method, status }) => `${method} ${String(status)}`)).toEqual(["GET 404"]);
    expect(await failures(world)).toHaveLength(1);
    expect(JSON.stringify(await failures(world))).toContain(
      "Automatic profile push of user cleo@x.example to app TOTAL failed: Not Found",
    );
    const { list } = await world.call("GET", `/api/v1/apps/${company.appId}/users`);
    expect(list.find(({ syncState }) => syncState === "ERROR")).toMatchObject({ credentials: { userName: CLEO } });
    await company.do("POST", `/api/v1/users/${CLEO}`, { profile: { lastName: "Third" } });
    expect(world.sent).toHaveLength(2);
  });
});
