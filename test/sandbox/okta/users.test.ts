import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../../src/base/json.js";
import { people, startWorld, text, type World } from "./world.js";

const someone = people({ userName: "ada@x.example", displayName: "Ada B.", title: "Boss", department: "Sales" });
const ADA = "/api/v1/users/ada@x.example";
const NEW = { login: "new@x.example", email: "new@x.example", firstName: "New", lastName: "Comer" };

function code({ status, object }: { readonly status: number; readonly object: JsonObject }): string {
  return `${String(status)} ${text(object["errorCode"])}`;
}

async function lifecycle(world: World, action: string, path = ADA): Promise<string> {
  const answer = await world.call("POST", `${path}/lifecycle/${action}`);
  return answer.status === 200 ? "200" : code(answer);
}

async function status(world: World, path = ADA): Promise<unknown> {
  return (await world.call("GET", path)).object["status"];
}

describe("a person of the sandbox", () => {
  test.each<[string, string, JsonObject, string]>([
    ["waits for a password when activated without one", "", {}, "PROVISIONED"],
    ["is active at once with a password", "?activate=true", { credentials: { password: { value: "x" } } }, "ACTIVE"],
    ["is staged when not activated", "?activate=false", {}, "STAGED"],
  ])("%s", async (_name, query, more, expected) => {
    const world = await startWorld(someone);
    const made = await world.call("POST", `/api/v1/users${query}`, { profile: NEW, ...more });
    expect(made).toMatchObject({ status: 200, object: { status: expected, profile: { ...NEW, mobilePhone: null } } });
    expect(made.object["activated"] === null).toBe(expected === "STAGED");
    for (const idOrLogin of [text(made.object["id"]), "NEW@x.example"])
      expect((await world.call("GET", `/api/v1/users/${idOrLogin}`)).object).toEqual(made.object);
    const [everyone] = (await world.call("GET", "/api/v1/groups?q=Everyone")).list;
    await world.clock.sleep(2_000);
    const members = (await world.call("GET", `/api/v1/groups/${text(everyone?.["id"])}/users`)).list;
    expect(members.map(({ id }) => id)).toContain(made.object["id"]);
  });

  test.each<[string, JsonObject, string]>([
    ["no profile", {}, "profile"],
    ["no login", { profile: { ...NEW, login: undefined } }, "login: The field cannot be left blank"],
    ["a blank last name", { profile: { ...NEW, lastName: "" } }, "lastName: The field cannot be left blank"],
    ["a login that is no address", { profile: { ...NEW, login: "new" } }, "in the form of an email address"],
    ["a login that is taken", { profile: { ...NEW, login: "ADA@x.example" } }, "already exists"],
    [
      "an unknown attribute",
      { profile: { ...NEW, shoeSize: "42" } },
      "Property name 'shoeSize' is not defined in profile",
    ],
    ["a value of another type", { profile: { ...NEW, title: 7 } }, "title: must be a string"],
    ["a value that is too long", { profile: { ...NEW, title: "x".repeat(101) } }, "String length is too long"],
    ["groups that are no list", { profile: NEW, groupIds: "x" }, "groupIds: must be a list"],
  ])("cannot be made with %s", async (_name, body, cause) => {
    const world = await startWorld(someone);
    const answer = await world.call("POST", "/api/v1/users", body);
    expect(code(answer)).toBe("400 E0000001");
    expect(JSON.stringify(answer.object["errorCauses"])).toContain(cause);
    expect((await world.call("GET", "/api/v1/users/new@x.example")).status).toBe(404);
  });

  test("is changed in part by POST, where null removes, and in full by PUT, where what is missing is gone", async () => {
    const world = await startWorld(someone);
    const partly = await world.call("POST", ADA, { profile: { title: null, nickName: "Countess" } });
    expect(partly.object["profile"]).toEqual({
      login: "ada@x.example",
      email: "ada@x.example",
      firstName: "Ada",
      lastName: "Berg",
      displayName: "Ada B.",
      department: "Sales",
      nickName: "Countess",
      mobilePhone: null,
      secondEmail: null,
    });
    expect((await world.call("GET", ADA)).object).toEqual(partly.object);
    const profile = { login: "lovelace@x.example", email: "l@x.example", firstName: "Ada", lastName: "Lovelace" };
    const fully = await world.call("PUT", ADA, { profile });
    expect(fully.object["profile"]).toEqual({ ...profile, mobilePhone: null, secondEmail: null });
    expect((await world.call("GET", ADA)).status).toBe(404);
  });

  test("keeps a required attribute: it can neither be removed nor left out of a full profile", async () => {
    const world = await startWorld(someone);
    expect(code(await world.call("POST", ADA, { profile: { lastName: null } }))).toBe("400 E0000001");
    const withoutLastName = { login: NEW.login, email: NEW.email, firstName: NEW.firstName };
    expect(code(await world.call("PUT", ADA, { profile: withoutLastName }))).toBe("400 E0000001");
  });

  // Each action from each status, with the answer and the status after it.
  test.each<[string, readonly string[], string, string, string]>([
    ["ACTIVE", [], "activate", "403 E0000016", "ACTIVE"],
    ["ACTIVE", [], "reactivate", "403 E0000038", "ACTIVE"],
    ["ACTIVE", [], "suspend", "200", "SUSPENDED"],
    ["ACTIVE", [], "unsuspend", "400 E0000001", "ACTIVE"],
    ["ACTIVE", [], "deactivate", "200", "DEPROVISIONED"],
    ["SUSPENDED", ["suspend"], "activate", "403 E0000016", "SUSPENDED"],
    ["SUSPENDED", ["suspend"], "suspend", "400 E0000001", "SUSPENDED"],
    ["SUSPENDED", ["suspend"], "unsuspend", "200", "ACTIVE"],
    ["SUSPENDED", ["suspend"], "deactivate", "200", "DEPROVISIONED"],
    ["DEPROVISIONED", ["deactivate"], "activate", "200", "PROVISIONED"],
    ["DEPROVISIONED", ["deactivate"], "suspend", "400 E0000001", "DEPROVISIONED"],
    ["DEPROVISIONED", ["deactivate"], "deactivate", "403 E0000038", "DEPROVISIONED"],
    ["PROVISIONED", ["deactivate", "activate"], "activate", "403 E0000016", "PROVISIONED"],
    ["PROVISIONED", ["deactivate", "activate"], "reactivate", "200", "PROVISIONED"],
    ["PROVISIONED", ["deactivate", "activate"], "suspend", "400 E0000001", "PROVISIONED"],
    ["PROVISIONED", ["deactivate", "activate"], "deactivate", "200", "DEPROVISIONED"],
  ])("who is %s (after %j) answers %s with %s and is then %s", async (from, before, action, answer, after) => {
    const world = await startWorld(someone);
    for (const one of before) expect(await lifecycle(world, one)).toBe("200");
    expect(await status(world)).toBe(from);
    expect(await lifecycle(world, action)).toBe(answer);
    expect(await status(world)).toBe(after);
  });

  test("gets an activation link only when no e-mail is sent", async () => {
    const world = await startWorld(someone);
    const path = `/api/v1/users/${text((await world.call("POST", "/api/v1/users?activate=false", { profile: NEW })).object["id"])}`;
    const withLink = await world.call("POST", `${path}/lifecycle/activate?sendEmail=false`);
    expect(text(withLink.object["activationUrl"])).toContain(text(withLink.object["activationToken"]));
    expect((await world.call("POST", `${path}/lifecycle/reactivate`)).body).toEqual({});
  });

  test("is deactivated by a first delete and gone after a second", async () => {
    const world = await startWorld(someone);
    expect((await world.call("DELETE", ADA)).status).toBe(204);
    expect(await status(world)).toBe("DEPROVISIONED");
    expect((await world.call("DELETE", ADA)).status).toBe(204);
    expect(await world.call("GET", ADA)).toMatchObject({ status: 404, object: { errorCode: "E0000007" } });
    const members = await world.call("GET", `/api/v1/groups/${await world.groupId("TOTAL-Admin")}/users`);
    expect(members.list).toEqual([]);
  });

  test("who is deactivated can neither be changed nor put into a group", async () => {
    const world = await startWorld(someone);
    await lifecycle(world, "deactivate");
    expect(code(await world.call("POST", ADA, { profile: { title: "x" } }))).toBe("403 E0000038");
    const group = await world.groupId("TOTAL-Admin");
    expect(code(await world.call("PUT", `/api/v1/groups/${group}/users/ada@x.example`))).toBe("403 E0000038");
  });
});
