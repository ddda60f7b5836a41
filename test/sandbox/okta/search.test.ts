import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { OktaApiError } from "../../../src/sandbox/okta/api/errors.js";
import { readExpression, type SearchableBy } from "../../../src/sandbox/okta/api/search.js";

type Item = Readonly<Record<string, string | null>>;

const NAMES = ["status", "profile.name", "created"];
const attributes: SearchableBy<Item> = (name) =>
  NAMES.includes(name)
    ? { operators: ["eq", "sw", "co", "gt", "ge", "lt", "le", "pr"], value: (item) => item[name] ?? null }
    : undefined;

/** An expression as a text, and what it says. */
interface Said {
  readonly text: string;
  readonly holds: (item: Item) => boolean;
}

const value = fc.string({ unit: fc.constantFrom("a", "b", '"', "\\", " ", "(", "é"), maxLength: 3 });
const item = fc.record(Object.fromEntries(NAMES.map((name) => [name, fc.option(value)])));

const TESTS: Readonly<Record<string, (is: string, wanted: string) => boolean>> = {
  eq: (is, wanted) => is === wanted,
  sw: (is, wanted) => is.startsWith(wanted),
  co: (is, wanted) => is.includes(wanted),
  gt: (is, wanted) => is > wanted,
  le: (is, wanted) => is <= wanted,
};

const clause: fc.Arbitrary<Said> = fc.oneof(
  fc
    .constantFrom(...NAMES)
    .map((name) => ({ text: `${name} pr`, holds: (one: Item) => typeof one[name] === "string" })),
  fc
    .tuple(fc.constantFrom(...NAMES), fc.constantFrom(...Object.keys(TESTS)), value)
    .map(([name, operator, wanted]) => ({
      text: `${name}  ${operator} ${JSON.stringify(wanted)}`,
      holds: (one: Item) => typeof one[name] === "string" && TESTS[operator]?.(one[name], wanted) === true,
    })),
);

const { expression } = fc.letrec<{ expression: Said; single: Said; together: Said }>((tie) => ({
  single: fc.oneof(
    { depthSize: "small" },
    clause,
    tie("expression").map(({ text, holds }) => ({ text: `(${text} )`, holds })),
  ),
  together: fc.array(tie("single"), { minLength: 1, maxLength: 3 }).map((parts) => ({
    text: parts.map(({ text }) => text).join(" and "),
    holds: (one: Item) => parts.every(({ holds }) => holds(one)),
  })),
  expression: fc.array(tie("together"), { minLength: 1, maxLength: 3 }).map((parts) => ({
    text: parts.map(({ text }) => text).join(" or "),
    holds: (one: Item) => parts.some(({ holds }) => holds(one)),
  })),
}));

describe("an expression of a list", () => {
  test.prop([expression, item])("means what it says, whatever stands in it", ({ text, holds }, one) => {
    fc.pre(text.length <= 4_000);
    expect(readExpression(text, attributes)(one as Item)).toBe(holds(one as Item));
  });

  test.prop([
    fc.string({ unit: fc.constantFrom("status", " ", "eq", "and", "(", ")", '"a"', "pr", "\\", "1"), maxLength: 12 }),
  ])("is refused as Okta refuses it, or has a meaning", (text) => {
    try {
      expect(typeof readExpression(text, attributes)({ status: "a" })).toBe("boolean");
    } catch (error) {
      expect(error).toBeInstanceOf(OktaApiError);
      expect(error).toMatchObject({ status: 400, code: "E0000031" });
    }
  });
});
