import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { GraphError } from "../../../../src/sandbox/entra/graph/errors.js";
import { parseFilter, type FilterTable } from "../../../../src/sandbox/entra/graph/filter.js";

interface Item {
  readonly name: string;
  readonly at: string;
  readonly tags: readonly string[];
  readonly changes: readonly { readonly name: string; readonly to?: string }[];
}

const TABLE: FilterTable<Item> = {
  name: { operators: ["eq", "in", "startswith"], read: ({ name }) => name },
  at: { operators: ["ge", "gt", "le", "lt"], read: ({ at }) => at },
  end: { operators: ["eq", "endswith", "contains"], read: ({ name }) => name, caseless: true },
  none: { operators: ["eq"], read: () => undefined },
  tags: { operators: ["any"], read: ({ tags }) => tags },
  changes: { operators: ["any"], read: ({ changes }) => changes },
};
const ITEM: Item = {
  name: "Nick's (and/or) app",
  at: "2026-11-20T10:00:00.000Z",
  tags: ["red", "blue"],
  changes: [{ name: "title", to: "Chief" }, { name: "city" }],
};

function holds(filter: string, caseless = false, advanced = false): boolean {
  return parseFilter(filter, TABLE, { caseless, advanced })(ITEM);
}

test.each([
  ["name eq 'Nick''s (and/or) app'", true],
  ["name eq 'nick''s (and/or) app'", false],
  ["startswith(name, 'Nick''s')", true],
  ["name in ('x', 'Nick''s (and/or) app')", true],
  ["at ge 2026-11-20T10:00:00Z", true],
  ["at gt 2026-11-20T10:00:00Z", false],
  ["at le 2026-11-20T12:00:00+02:00 and at lt 2026-11-21", true],
  // `and` binds closer than `or`.
  ["name eq 'x' and name eq 'y' or startswith(name,'Nick')", true],
  ["name eq 'x' and (name eq 'y' or startswith(name,'Nick'))", false],
  ["(startswith(name,'Nick'))", true],
  ["contains(end, '(AND/OR)')", true],
  ["end eq 'NICK''S (AND/OR) APP'", true],
  ["tags/any(t:t eq 'blue')", true],
  ["tags/any(t:t eq 'green' or startswith(t,'re'))", true],
  ["tags/any()", true],
  ["changes/any(c:c/name eq 'title' and c/to eq 'Chief')", true],
  ["changes/any(c:c/name eq 'city' and c/to eq 'Chief')", false],
])("%s is %s", (filter, wanted) => {
  expect(holds(filter)).toBe(wanted);
});

test.each([
  ["name ne 'x'", true],
  ["not(name eq 'x')", true],
  ["not startswith(name,'Nick') or none eq null", true],
  ["none ne null", false],
  ["endswith(end,' APP')", true],
])("%s is %s, and needs the header of advanced queries", (filter, wanted) => {
  expect(holds(filter, false, true)).toBe(wanted);
  expect(() => holds(filter)).toThrow(expect.objectContaining({ code: "Request_UnsupportedQuery" }) as Error);
});

test("letters of either case are alike where the directory compares", () => {
  expect(holds("name eq 'NICK''S (AND/OR) APP'", true)).toBe(true);
});

test.each([
  ["name gt 'a'", "Request_UnsupportedQuery"],
  ["startswith(at,'2026')", "Request_UnsupportedQuery"],
  ["toString eq 'x'", "Request_UnsupportedQuery"],
  ["at ge yesterday", "Request_BadRequest"],
  ["name eq 'a' name eq 'b'", "Request_BadRequest"],
  ["name eq 'a", "Request_BadRequest"],
  ["(name eq 'a'", "Request_BadRequest"],
  ["", "Request_BadRequest"],
  ["name/any(n:n eq 'x')", "Request_UnsupportedQuery"],
  ["contains(name,'x')", "Request_UnsupportedQuery"],
  ["tags eq 'red'", "Request_UnsupportedQuery"],
  ["changes/any(c:name eq 'x')", "Request_BadRequest"],
  ["changes/any(c:c/name eq 'x'", "Request_BadRequest"],
])("%s is refused", (filter, code) => {
  expect(() => holds(filter)).toThrow(expect.objectContaining({ code, status: 400 }) as Error);
});

property.prop([fc.string()])("any text is a filter or is refused as Graph refuses", (text) => {
  try {
    holds(text);
  } catch (error) {
    expect(error).toBeInstanceOf(GraphError);
  }
});

property.prop([fc.string(), fc.string()])(
  "a quoted text is compared as it is, whatever stands in it",
  (wanted, found) => {
    const test = parseFilter(`name eq '${wanted.replaceAll("'", "''")}'`, TABLE, { caseless: false });
    expect(test({ ...ITEM, name: found })).toBe(wanted === found);
    expect(test({ ...ITEM, name: wanted })).toBe(true);
  },
);

describe("a filter that would cost the stack is refused as Graph refuses", () => {
  test.each([
    ["3,500 parentheses", `${"(".repeat(3_500)}name eq 'x'${")".repeat(3_500)}`],
    ["40 parentheses", `${"(".repeat(40)}name eq 'x'${")".repeat(40)}`],
    ["10,000 clauses", Array.from({ length: 10_000 }, () => "name eq 'x'").join(" or ")],
  ])("%s", (_what, filter) => {
    expect(() => parseFilter(filter, TABLE, { caseless: false })).toThrow("Invalid filter clause");
  });

  test("but not one of 30 parentheses side by side, or nested", () => {
    for (const filter of [
      Array.from({ length: 200 }, () => "(name eq 'x')").join(" or "),
      `${"(".repeat(30)}name eq 'x'${")".repeat(30)}`,
    ])
      expect(parseFilter(filter, TABLE, { caseless: false })(ITEM)).toBe(false);
  });
});
