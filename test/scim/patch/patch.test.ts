import { describe, expect, test } from "vitest";
import type { JsonObject, JsonValue } from "../../../src/base/json.js";
import { GROUP_TYPE } from "../../../src/scim/schema/resource-type.js";
import { ENTERPRISE, USER, patched } from "../patching.js";

const work = { value: "ada@work.example", type: "work", primary: true };
const home = { value: "ada@home.example", type: "home" };
const ada: JsonObject = {
  id: "1",
  userName: "ada",
  title: "Countess",
  active: true,
  name: { givenName: "Ada", familyName: "Lovelace" },
  emails: [work, home],
  [ENTERPRISE]: { department: "Engines", manager: { value: "7" } },
};

const add = (path: string, value: JsonValue): JsonObject => ({ op: "Add", path, value });
const replace = (path: string, value: JsonValue): JsonObject => ({ op: "Replace", path, value });
const remove = (path: string, value?: JsonValue): JsonObject => ({
  op: "Remove",
  path,
  ...(value === undefined ? {} : { value }),
});

/** What of Ada is different after these operations. */
function difference(...operations: readonly JsonObject[]): JsonObject {
  const after = patched(ada, operations);
  const keys = new Set([...Object.keys(ada), ...Object.keys(after)]);
  return Object.fromEntries([...keys].filter((key) => after[key] !== ada[key]).map((key) => [key, after[key]]));
}

describe("one value", () => {
  test.each([add, replace])("is set, whether there was one or not", (operation) => {
    expect(difference(operation("title", "Analyst"))).toEqual({ title: "Analyst" });
    expect(difference(operation("NICKNAME", "A"))).toEqual({ nickName: "A" });
    expect(difference(operation(`${USER}:userName`, "lovelace"))).toEqual({ userName: "lovelace" });
  });

  test.each([
    ["False", false],
    ["TRUE", true],
    [false, false],
  ])("that is a boolean may be written %j", (value, active) => {
    expect(patched(ada, [replace("active", value)])["active"]).toBe(active);
  });

  test.each([remove("title"), replace("title", ""), replace("title", null), add("title", "")])(
    "goes by %j",
    (operation) => {
      expect(patched(ada, [operation])).not.toHaveProperty("title");
    },
  );

  test("that is required cannot go", () => {
    for (const operation of [remove("userName"), replace("userName", ""), replace("userName", null)]) {
      expect(() => patched(ada, [operation])).toThrow(expect.objectContaining({ scimType: "mutability" }));
    }
    expect(() => patched(ada, [replace("userName", "  ")])).toThrow(
      expect.objectContaining({ scimType: "invalidValue" }),
    );
  });

  test("of the wrong type is refused by the operation's number", () => {
    expect(() => patched(ada, [replace("title", "x"), replace("active", "maybe")])).toThrow(
      expect.objectContaining({
        status: 400,
        scimType: "invalidValue",
        detail: "Operations[1]: active must be true or false.",
      }),
    );
  });

  test("that nobody may read is not kept", () => {
    expect(patched(ada, [replace("password", "s3cret!"), { op: "add", value: { password: "x" } }])).toBe(ada);
    expect(() => patched(ada, [replace("password", 5)])).toThrow(/password must be a string/);
  });
});

describe("a complex value", () => {
  test.each([add("name", { givenName: "Augusta" }), replace("name", { GIVENNAME: "Augusta", unknown: 1 })])(
    "keeps the parts that %j does not name",
    (operation) => {
      expect(difference(operation)).toEqual({ name: { givenName: "Augusta", familyName: "Lovelace" } });
    },
  );

  test("loses the parts that are null or empty, and goes with the last one", () => {
    expect(difference(replace("name", { givenName: "" }))).toEqual({ name: { familyName: "Lovelace" } });
    expect(patched(ada, [remove("name.givenName"), replace("name.familyName", "")])).not.toHaveProperty("name");
    expect(patched(ada, [remove("name")])).not.toHaveProperty("name");
  });

  test.each([
    ["its id", "9"],
    ["an object", { value: "9" }],
    ["an object with a name, which is the server's to give", { value: "9", displayName: "Charles" }],
  ])("such as a manager may be given as %s", (_how, value) => {
    const extension = { department: "Engines", manager: { value: "9" } };
    expect(difference(replace(`${ENTERPRISE}:manager`, value))).toEqual({ [ENTERPRISE]: extension });
  });

  test.each([replace(`${ENTERPRISE}:manager`, ""), replace(`${ENTERPRISE}:manager`, { value: "" })])(
    "such as a manager goes by %j",
    (operation) => {
      expect(difference(operation)).toEqual({ [ENTERPRISE]: { department: "Engines" } });
    },
  );

  test("cannot be a text where no part stands for the whole", () => {
    expect(() => patched(ada, [replace("name", "Ada")])).toThrow(/name must be an object/);
    expect(() => patched(ada, [replace(`${ENTERPRISE}:manager`, 7)])).toThrow(/manager must be an object/);
  });
});

describe("an extension", () => {
  test("gets an attribute, and comes and goes with its attributes", () => {
    const set = add(`${ENTERPRISE}:employeeNumber`, "42");
    expect(patched({ id: "2", userName: "bob" }, [set])).toEqual({
      id: "2",
      userName: "bob",
      [ENTERPRISE]: { employeeNumber: "42" },
    });
    expect(patched(ada, [remove(ENTERPRISE)])).not.toHaveProperty([ENTERPRISE]);
    expect(patched(ada, [remove(`${ENTERPRISE}:department`), remove(`${ENTERPRISE}:manager`)])).not.toHaveProperty([
      ENTERPRISE,
    ]);
  });

  test("keeps the attributes that an operation on the whole of it does not name", () => {
    const extension = { department: "Analysis", manager: { value: "7" } };
    expect(difference(replace(ENTERPRISE, { department: "Analysis" }))).toEqual({ [ENTERPRISE]: extension });
  });
});

describe("several values", () => {
  test("are added to, each once", () => {
    const other = { value: "ada@other.example", type: "other" };
    expect(difference(add("emails", [other, home]))).toEqual({ emails: [work, home, other] });
    expect(difference(add("emails", other))).toEqual({ emails: [work, home, other] });
    expect(patched(ada, [add("emails", [home, { value: "ada@work.example" }])])).toBe(ada);
  });

  test("are replaced all together, or by what a filter chooses", () => {
    const other = { value: "x@y.example", type: "other" };
    expect(difference(replace("emails", [other]))).toEqual({ emails: [other] });
    expect(difference(replace('emails[type eq "home"]', other))).toEqual({ emails: [work, other] });
    expect(patched(ada, [replace("emails", [])])).not.toHaveProperty("emails");
  });

  test("are changed where a filter chooses them, the rest of them as it was", () => {
    expect(difference(replace('emails[type eq "work"].value', "new@work.example"))).toEqual({
      emails: [{ ...work, value: "new@work.example" }, home],
    });
    expect(difference(add('emails[type eq "home"]', { display: "Home" }))).toEqual({
      emails: [work, { ...home, display: "Home" }],
    });
    expect(difference(replace("emails.display", "x"))).toEqual({
      emails: [
        { ...work, display: "x" },
        { ...home, display: "x" },
      ],
    });
  });

  test.each([
    ['phoneNumbers[type eq "mobile"].value', "1", { phoneNumbers: [{ type: "mobile", value: "1" }] }],
    ['addresses[type eq "work"].formatted', "X", { addresses: [{ type: "work", formatted: "X" }] }],
    ['emails[type eq "other"].value', "o@x", { emails: [work, home, { type: "other", value: "o@x" }] }],
    ['roles[primary eq "True"].value', "R", { roles: [{ primary: true, value: "R" }] }],
    ['roles[primary eq true and type eq "t"].value', "R", { roles: [{ primary: true, type: "t", value: "R" }] }],
    ['phoneNumbers[type eq "fax"]', { value: "2" }, { phoneNumbers: [{ type: "fax", value: "2" }] }],
  ])("get one more where %s chooses none", (path, value, expected) => {
    expect(difference(add(path, value))).toEqual(expected);
    expect(difference(replace(path, value))).toEqual(expected);
  });

  test("that are made by one operation are found by the next", () => {
    const address = (part: string): string => `addresses[type eq "work"].${part}`;
    expect(difference(add(address("locality"), "London"), add(address("country"), "GB"))).toEqual({
      addresses: [{ type: "work", locality: "London", country: "GB" }],
    });
  });

  test.each([
    'emails[type ne "work" and value co "nobody"].value',
    'emails[type eq "other" or type eq "more"].value',
    "emails[not (type pr)].value",
    'emails[type eq "a" and type eq "b"].value',
    'emails[shoeSize eq "43"].value',
    'emails[value eq "nobody@x"].value',
    "phoneNumbers.value",
  ])("get none where %s describes none", (path) => {
    expect(() => patched(ada, [replace(path, "x")])).toThrow(expect.objectContaining({ scimType: "noTarget" }));
  });

  test("that would be made only to be empty are not made", () => {
    expect(patched(ada, [replace('phoneNumbers[type eq "mobile"].value', "")])).toBe(ada);
    expect(patched(ada, [remove('phoneNumbers[type eq "mobile"].value'), add("phoneNumbers", [])])).toBe(ada);
  });

  test("are removed all together, by filter, or by value", () => {
    expect(patched(ada, [remove("emails")])).not.toHaveProperty("emails");
    expect(difference(remove('emails[type eq "work"]'))).toEqual({ emails: [home] });
    expect(difference(remove('emails[type eq "work"].value'))).toEqual({
      emails: [{ type: "work", primary: true }, home],
    });
    expect(difference(remove("emails", [{ display: null, value: home.value }]))).toEqual({ emails: [work] });
    expect(difference(remove("emails", { type: "work" }))).toEqual({ emails: [home] });
    expect(patched(ada, [remove("emails", [{ ...home, type: "other" }]), remove("emails", [])])).toBe(ada);
    expect(patched(ada, [remove('emails[type eq "other"]'), remove("photos")])).toBe(ada);
  });

  test("are not removed by a value that cannot be understood", () => {
    for (const value of ["", "ada@home.example", [5]]) {
      expect(() => patched(ada, [remove("emails", value)])).toThrow(/emails\[0\] must be an object/);
    }
  });

  test("have one primary value, the latest", () => {
    const before = { ...work, primary: false };
    const now = { ...home, primary: true };
    expect(difference(replace('emails[type eq "home"].primary', "True"))).toEqual({ emails: [before, now] });
    expect(difference(add("emails", [now]))).toEqual({ emails: [before, now] });
    expect(difference(add('emails[type eq "other" and primary eq true].value', "o@x"))).toEqual({
      emails: [before, home, { type: "other", primary: true, value: "o@x" }],
    });
    for (const two of [replace("emails[type pr].primary", true), add("emails", [work, now])]) {
      expect(() => patched(ada, [two])).toThrow(expect.objectContaining({ scimType: "invalidValue" }));
    }
  });

  test("are not changed in what is immutable", () => {
    const group = { id: "g", displayName: "G", members: [{ value: "1", type: "User" }] };
    const put = (path: string, value: JsonValue): JsonObject => patched(group, [replace(path, value)], GROUP_TYPE);
    expect(() => put('members[value eq "1"].value', "2")).toThrow(expect.objectContaining({ scimType: "mutability" }));
    expect(() => put('members[value eq "1"].value', "")).toThrow(expect.objectContaining({ scimType: "mutability" }));
    expect(put('members[value eq "1"].type', "User")).toBe(group);
    expect(put('members[value eq "1"].$ref', "x")).toHaveProperty("members", [{ value: "1", type: "User", $ref: "x" }]);
  });
});

describe("a PATCH as a whole", () => {
  test("changes nothing in what it was given, refused or not", () => {
    const before = structuredClone(ada);
    patched(ada, [replace("name.givenName", "x"), remove("emails"), replace(`${ENTERPRISE}:department`, "x")]);
    expect(() => patched(ada, [replace("title", "x"), remove("userName")])).toThrow();
    expect(ada).toEqual(before);
  });

  test("gives the very same resource when everything is as it was", () => {
    expect(patched(ada, [replace("title", "x"), replace("title", "Countess"), add("emails", [home])])).toBe(ada);
  });

  test("of Microsoft Entra's with several attributes in one value is understood", () => {
    const value = {
      displayName: "Ada",
      "name.givenName": "Augusta",
      'emails[type eq "work"].value': "augusta@work.example",
      [`${ENTERPRISE}:employeeNumber`]: "1815",
    };
    expect(difference({ op: "replace", value })).toEqual({
      displayName: "Ada",
      name: { givenName: "Augusta", familyName: "Lovelace" },
      emails: [{ ...work, value: "augusta@work.example" }, home],
      [ENTERPRISE]: { department: "Engines", manager: { value: "7" }, employeeNumber: "1815" },
    });
  });
});
