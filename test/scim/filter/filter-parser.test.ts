import { fc, test as propertyTest } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { ScimError } from "../../../src/scim/message/errors.js";
import { parseFilter } from "../../../src/scim/filter/filter-parser.js";
import type { AttributePath, Comparison, Filter } from "../../../src/scim/filter/filter.js";

function refusalOf(text: string): ScimError {
  try {
    parseFilter(text);
  } catch (error) {
    if (error instanceof ScimError) return error;
  }
  throw new Error(`"${text}" was not refused`);
}

function print(filter: Filter): string {
  switch (filter.kind) {
    case "and":
    case "or":
      return filter.parts.map((part) => `(${print(part)})`).join(` ${filter.kind} `);
    case "not":
      return `not (${print(filter.part)})`;
    case "present":
      return `${printPath(filter.path)} pr`;
    case "match":
      return printPath(filter.path);
    case "compare":
      return `${printPath(filter.path)} ${filter.op} ${JSON.stringify(filter.value)}`;
  }
}

function printPath({ schema, attribute, filter, sub }: AttributePath): string {
  const brackets = filter === undefined ? "" : `[${print(filter)}]`;
  return `${schema === undefined ? "" : `${schema}:`}${attribute}${brackets}${sub === undefined ? "" : `.${sub}`}`;
}

const name = fc.stringMatching(/^[a-zA-Z][a-zA-Z0-9_-]{0,8}$/);
const schema = fc.constantFrom("urn:ietf:params:scim:schemas:core:2.0:User", "urn:example:2.0:Thing");
const plainPath = fc.record({ attribute: name, schema, sub: name }, { requiredKeys: ["attribute"] });
const op = fc.constantFrom<Comparison>("eq", "ne", "co", "sw", "ew", "gt", "ge", "lt", "le");
const literal = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => (Object.is(number, -0) ? 0 : number)),
  fc.boolean(),
  fc.constant(null),
);

function filterOver(path: fc.Arbitrary<AttributePath>, deeper: boolean): fc.Arbitrary<Filter> {
  const compare = fc.record({ kind: fc.constant("compare" as const), path, op, value: literal });
  const present = fc.record({ kind: fc.constant("present" as const), path });
  const leaf: fc.Arbitrary<Filter> = deeper
    ? fc.oneof(compare, present, fc.record({ kind: fc.constant("match" as const), path: bracketed(false) }))
    : fc.oneof(compare, present);
  return fc.letrec<{ filter: Filter }>((tie) => ({
    filter: fc.oneof(
      { maxDepth: 3 },
      leaf,
      fc.record({
        kind: fc.constantFrom("and" as const, "or" as const),
        parts: fc.array(tie("filter"), { minLength: 2, maxLength: 3 }),
      }),
      fc.record({ kind: fc.constant("not" as const), part: tie("filter") }),
    ),
  })).filter;
}

function bracketed(withSub: boolean): fc.Arbitrary<AttributePath> {
  const filter = filterOver(plainPath, false);
  return withSub
    ? fc.record({ attribute: name, filter, sub: name })
    : fc.record({ attribute: name, schema, filter }, { requiredKeys: ["attribute", "filter"] });
}

describe("a filter", () => {
  propertyTest.prop([filterOver(fc.oneof(plainPath, bracketed(true)), true)])(
    "is understood as it was written",
    (filter) => {
      expect(parseFilter(print(filter))).toEqual(filter);
    },
  );

  test("binds `and` closer than `or`, and `not` closest", () => {
    const compare = (attribute: string) => ({ kind: "compare", path: { attribute }, op: "eq", value: 1 });
    expect(parseFilter("a eq 1 or b eq 1 and not (c eq 1)")).toEqual({
      kind: "or",
      parts: [compare("a"), { kind: "and", parts: [compare("b"), { kind: "not", part: compare("c") }] }],
    });
  });

  test("takes operators in any case and decodes JSON's escapes", () => {
    expect(parseFilter(String.raw`userName EQ "a\"b\\c\u00e9"`)).toEqual({
      kind: "compare",
      path: { attribute: "userName" },
      op: "eq",
      value: 'a"b\\cé',
    });
  });

  test("takes a URN apart at its last colon, dots of its version included", () => {
    expect(parseFilter("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.displayName pr")).toEqual({
      kind: "present",
      path: {
        schema: "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User",
        attribute: "manager",
        sub: "displayName",
      },
    });
  });

  test.each([
    ["", 1],
    ["userName", 9],
    ["userName eq", 12],
    ["userName xx 1", 9],
    ['userName eq "open', 13],
    ["userName eq bob", 13],
    ["userName eq True", 13],
    ["userName eq 01", 14],
    ["userName pr and", 13],
    ["(userName pr", 13],
    ["userName pr)", 12],
    ["a.b.c pr", 1],
    ["a..b pr", 1],
    ["mail:userName pr", 1],
    ['emails[type eq "work"', 22],
    ["emails[a[b pr]]", 9],
    ["not userName pr", 4],
    ['userName eq "a\u0001"', 13],
    [String.raw`userName eq "\x"`, 13],
  ])("%j is refused at position %i", (text, position) => {
    expect(refusalOf(text)).toMatchObject({ status: 400, scimType: "invalidFilter" });
    expect(refusalOf(text).detail).toMatch(new RegExp(`^Position ${String(position)}: expected `));
  });

  test("is refused when it is too long or too deep, without exhausting the stack", () => {
    expect(refusalOf(`a eq "${"x".repeat(9_000)}"`).detail).toContain("longer than");
    expect(refusalOf("(".repeat(4_000)).detail).toContain("deeper than");
    expect(refusalOf("not (".repeat(1_000)).detail).toContain("deeper than");
  });
});
