import { fc, test as propertyTest } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { parseFilter } from "../../src/scim/filter/filter-parser.js";
import { compileFilter } from "../../src/scim/filter/predicate.js";
import { USER_TYPE } from "../../src/scim/schema/resource-type.js";
import { resourceScope } from "../../src/scim/filter/scope.js";
import { select } from "../../src/scim-target/selection.js";
import { createTable } from "../../src/scim-target/table.js";
import { harness } from "../scim-target/harness.js";

describe("lists", () => {
  test("begin at startIndex, hold at most count, and say how many there are in all", () => {
    const { ask, user, listed } = harness();
    for (let index = 1; index <= 5; index += 1) user(`user${String(index)}`);
    expect(ask("GET", "/Users?startIndex=2&count=2").body).toMatchObject({
      schemas: ["urn:ietf:params:scim:api:messages:2.0:ListResponse"],
      totalResults: 5,
      startIndex: 2,
      itemsPerPage: 2,
      Resources: [{ userName: "user2" }, { userName: "user3" }],
    });
    expect(listed("/Users?startIndex=5", "userName")).toEqual(["user5"]);
    expect(ask("GET", "/Users?startIndex=9").body).toMatchObject({ totalResults: 5, itemsPerPage: 0, Resources: [] });
    expect(ask("GET", "/Users?count=0").body).toMatchObject({ totalResults: 5, Resources: [] });
    expect(ask("GET", "/Users?startIndex=-3&count=-1").body).toMatchObject({ startIndex: 1, itemsPerPage: 0 });
  });

  test("hold 100 resources when nobody says how many, and never more than 1,000", () => {
    const { ask, user } = harness();
    for (let index = 0; index < 1_001; index += 1) user(`user${String(index)}`);
    expect(ask("GET", "/Users").body).toMatchObject({ totalResults: 1_001, itemsPerPage: 100 });
    expect(ask("GET", "/Users?count=5000").body).toMatchObject({ itemsPerPage: 1_000 });
  });

  test("keep the order of creation when somebody in the middle is changed", () => {
    const { ask, user, listed } = harness();
    const [, bob] = [user("ada"), user("bob"), user("eve")];
    ask("PUT", `/Users/${bob}`, { schemas: ["urn:ietf:params:scim:schemas:core:2.0:User"], userName: "robert" });
    expect(listed("/Users", "userName")).toEqual(["ada", "robert", "eve"]);
  });

  test.each(["/Users?count=many", "/Users?startIndex=1.5", '/Users?filter=userName is "x"', "/Users?attributes=a b"])(
    "%s is refused with 400",
    (path) => {
      expect(harness().ask("GET", path)).toMatchObject({ status: 400, body: { status: "400" } });
    },
  );
});

describe("filters", () => {
  test("show what fits, the whole of it or what was asked for", () => {
    const { ask, user } = harness();
    user("ada", { displayName: "Ada", title: "Countess" });
    user("bob", { displayName: "Bob" });
    expect(ask("GET", '/Users?filter=userName eq "ADA"&attributes=userName').body).toMatchObject({
      totalResults: 1,
      Resources: [{ schemas: ["urn:ietf:params:scim:schemas:core:2.0:User"], id: "1", userName: "ada" }],
    });
    expect(ask("GET", '/Users?filter=title pr and displayName sw "a"').body).toMatchObject({ totalResults: 1 });
    expect(ask("GET", '/Users?filter=meta.created ge "2026-01-01T00:00:00Z"').body).toMatchObject({ totalResults: 2 });
  });

  const word = fc.constantFrom("a", "A", "b", "ab", "ß", "İ", "ı");
  const person = fc.record({ userName: word, externalId: word, displayName: word }, { requiredKeys: ["userName"] });
  const equality = fc
    .tuple(fc.constantFrom("userName", "externalId", "displayName", "id", "title"), word)
    .map(([name, value]) => `${name} eq ${JSON.stringify(value)}`);
  const filter = fc.oneof(
    equality,
    fc.array(equality, { minLength: 2, maxLength: 3 }).map((parts) => parts.join(" and ")),
    fc.array(equality, { minLength: 2, maxLength: 3 }).map((parts) => parts.join(" or ")),
    equality.map((part) => `not (${part})`),
  );

  propertyTest.prop([fc.array(person), fc.array(person), filter])(
    "find by index whom looking at everybody finds, in the same order, after changes and deletions too",
    (people, changed, text) => {
      const table = createTable(USER_TYPE, ["userName", "externalId", "displayName"]);
      const put = (attributes: object, index: number): void => {
        const id = String(index);
        table.put({ id, resource: { id, ...attributes }, created: 0, lastModified: 0 });
      };
      people.forEach(put);
      changed.forEach(put);
      table.remove("1");
      const parsed = parseFilter(text);
      const fits = compileFilter(parsed, resourceScope(USER_TYPE));
      const ids = (found: readonly { id: string }[]): string[] => found.map(({ id }) => id);
      expect(ids(select(table, parsed, ({ resource }) => resource))).toEqual(
        ids(table.all().filter(({ resource }) => fits(resource))),
      );
    },
  );
});
