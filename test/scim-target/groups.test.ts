import { describe, expect, test } from "vitest";
import type { JsonValue } from "../../src/base/json.js";
import { BASE_URL, groupBody, harness, type Harness } from "./harness.js";

function membersOf({ ask }: Harness, id: string): JsonValue | undefined {
  return ask("GET", `/Groups/${id}`).body?.["members"];
}

function groupsOf({ ask }: Harness, id: string): JsonValue | undefined {
  return ask("GET", `/Users/${id}`).body?.["groups"];
}

describe("groups on the target", () => {
  test("the server says who a member is, whatever the client said", () => {
    const target = harness();
    const ada = target.user("ada", { displayName: "Ada Lovelace" });
    const inner = target.group("Inner");
    const outer = target.group("Outer");
    target.ask("PUT", `/Groups/${outer}`, groupBody("Outer", [ada, inner]));
    expect(membersOf(target, outer)).toEqual([
      { value: ada, $ref: `${BASE_URL}/Users/${ada}`, display: "Ada Lovelace", type: "User" },
      { value: inner, $ref: `${BASE_URL}/Groups/${inner}`, display: "Inner", type: "Group" },
    ]);
    expect(groupsOf(target, ada)).toEqual([
      { value: outer, $ref: `${BASE_URL}/Groups/${outer}`, display: "Outer", type: "direct" },
    ]);
  });

  test("PUT makes the given members, each once, the only ones", () => {
    const target = harness();
    const [ada, bob, eve] = [target.user("ada"), target.user("bob"), target.user("eve")];
    const group = target.group("G", [ada, bob]);
    target.ask("PUT", `/Groups/${group}`, groupBody("G", [bob, eve, bob]));
    expect(membersOf(target, group)).toMatchObject([{ value: bob }, { value: eve }]);
    expect(groupsOf(target, ada)).toBeUndefined();
    expect(groupsOf(target, eve)).toMatchObject([{ value: group }]);
  });

  test("an empty group shows that it has no members", () => {
    const target = harness();
    expect(membersOf(target, target.group("Empty"))).toEqual([]);
  });

  test("a deleted person leaves all groups, a deleted group all people", () => {
    const target = harness();
    const [ada, bob] = [target.user("ada"), target.user("bob")];
    const [one, two] = [target.group("one", [ada, bob]), target.group("two", [ada])];
    expect(target.ask("DELETE", `/Users/${ada}`)).toEqual({ status: 204, headers: {}, body: undefined });
    expect(membersOf(target, one)).toMatchObject([{ value: bob }]);
    expect(membersOf(target, two)).toEqual([]);
    target.ask("DELETE", `/Groups/${one}`);
    expect(groupsOf(target, bob)).toBeUndefined();
  });

  test("a member nobody knows is refused, and the group stays as it was", () => {
    const target = harness();
    const ada = target.user("ada");
    const group = target.group("G", [ada]);
    const refused = target.ask("PUT", `/Groups/${group}`, groupBody("New name", [ada, "nobody"]));
    expect(refused).toMatchObject({ status: 400, body: { status: "400", scimType: "invalidValue" } });
    expect(refused.body?.["detail"]).toContain('members[1].value is "nobody"');
    expect(target.ask("GET", `/Groups/${group}`).body).toMatchObject({ displayName: "G", members: [{ value: ada }] });
    expect(target.ask("PUT", `/Groups/${group}`, groupBody("G", [group])).status).toBe(400);
  });

  test("a group's name is taken in any case", () => {
    const target = harness();
    target.group("Admins");
    expect(target.ask("POST", "/Groups", groupBody("ADMINS", []))).toMatchObject({ status: 409 });
  });

  test("members are left out when they are not wanted, and can be asked for by filter", () => {
    const target = harness();
    const ada = target.user("ada");
    const group = target.group("G", [ada]);
    target.group("Other");
    const shown = target.ask("GET", `/Groups/${group}?excludedAttributes=members`).body;
    expect(shown).toMatchObject({ id: group, displayName: "G" });
    expect(shown).not.toHaveProperty("members");
    expect(target.listed(`/Groups?filter=members.value eq "${ada}"`, "displayName")).toEqual(["G"]);
    expect(target.listed(`/Users?filter=groups.display eq "g"`, "userName")).toEqual(["ada"]);
  });
});
