import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { parseExpression } from "../../../../src/sandbox/entra/expression/parse.js";
import { attributesOf, type Expression } from "../../../../src/sandbox/entra/expression/values/tree.js";

function treeOf(text: string): Expression {
  const parsed = parseExpression(text);
  if (!parsed.ok) throw new Error(parsed.reason);
  return parsed.tree;
}

describe("a mapping expression", () => {
  test("keeps empty arguments in their places, and the text of each part", () => {
    expect(treeOf(' Switch([IsSoftDeleted], , "False", Now( ),) ')).toEqual({
      kind: "call",
      name: "Switch",
      text: 'Switch([IsSoftDeleted], , "False", Now( ),)',
      arguments: [
        { kind: "attribute", name: "IsSoftDeleted", text: "[IsSoftDeleted]" },
        undefined,
        { kind: "constant", value: "False", text: '"False"' },
        { kind: "call", name: "Now", arguments: [], text: "Now( )" },
        undefined,
      ],
    });
  });

  test("holds escaped quotation marks and backslashes, brackets and commas in constants", () => {
    expect(treeOf(String.raw`"a \"b\" \\d \d [x], (y)"`)).toMatchObject({ value: String.raw`a "b" \d \d [x], (y)` });
  });

  test("holds whole numbers, fractions, negative and hexadecimal numbers", () => {
    const tree = treeOf("F(7, -3, 1.5, &HF7)");
    expect(tree).toMatchObject({ arguments: [{ value: 7 }, { value: -3 }, { value: 1.5 }, { value: 247 }] });
  });

  test("holds conditions and bare words", () => {
    expect(treeOf('IIF([country] <> "USA", [a]>=[b], vbTextCompare)')).toMatchObject({
      arguments: [
        { kind: "comparison", operator: "<>", text: '[country] <> "USA"' },
        { kind: "comparison", operator: ">=", text: "[a]>=[b]" },
        { kind: "word", name: "vbTextCompare" },
      ],
    });
  });

  test("may run over several lines and name attributes with brackets in them", () => {
    const tree = treeOf('Join(\n\t" ",\n  [emails[type eq "work"].value],\r\n  [urn:x:2.0:User:a]\n)');
    expect(attributesOf(tree)).toEqual(['emails[type eq "work"].value', "urn:x:2.0:User:a"]);
  });

  test("tells each attribute it reads once", () => {
    expect(attributesOf(treeOf('IIF([a]="x", F([b], , [a]), "[c]")'))).toEqual(["a", "b"]);
  });

  test.each([
    ["", 1, /found the end/],
    ["   ", 4, /found the end/],
    ["[]", 1, /an attribute's name/],
    ["[mail", 6, /"\]"/],
    ['"abc', 1, /quotation mark/],
    ['"abc\\"', 1, /quotation mark/],
    ['Join(" ", [a]', 14, /"," or "\)"/],
    ['Join(" " [a])', 10, /"," or "\)".*\[a\]/],
    ["[a] [b]", 5, /the end.*\[b\]/],
    ["[a] = ", 7, /found the end/],
    ["[a] = [b] = [c]", 11, /the end/],
    ["Join(%)", 6, /\[attribute\], "constant"/],
    [")", 1, /\[attribute\]/],
  ])("that is %j is refused at column %i", (text, column, reason) => {
    expect(parseExpression(text)).toEqual({ ok: false, column, reason: expect.stringMatching(reason) as string });
  });

  test("may be 10,000 characters long and 64 levels deep, no more", () => {
    expect(parseExpression(`"${"a".repeat(9_998)}"`).ok).toBe(true);
    expect(parseExpression(`"${"a".repeat(9_999)}"`)).toMatchObject({ ok: false, reason: /longer than 10000/ });
    const nested = (levels: number): string => `${"F(".repeat(levels)}[a]${")".repeat(levels)}`;
    expect(parseExpression(nested(64)).ok).toBe(true);
    expect(parseExpression(nested(65))).toMatchObject({ ok: false, reason: /deeper than 64/ });
  });

  property.prop([
    fc.oneof(
      fc.string({ unit: "binary" }),
      fc.array(fc.constantFrom(...Array.from('[]()",=<>&H7 \\aF'))).map((all) => all.join("")),
    ),
  ])("is never met with an exception, whatever it is", (text) => {
    const parsed = parseExpression(text);
    if (parsed.ok) expect(text).toContain(parsed.tree.text);
    else expect(parsed.column).toBeLessThanOrEqual(text.length + 1);
  });

  const trees = fc.letrec<{ expression: string }>((tie) => ({
    expression: fc.oneof(
      { maxDepth: 4 },
      fc.stringMatching(/^[A-Za-z.:]{1,8}$/).map((name) => `[${name}]`),
      fc.string().map((value) => `"${value.replace(/[\\"]/g, "\\$&")}"`),
      fc.integer().map(String),
      fc
        .tuple(
          fc.stringMatching(/^[A-Z][a-z]{0,5}$/),
          fc.array(fc.option(tie("expression"), { nil: " " }), { minLength: 2, maxLength: 4 }),
        )
        .map(([name, parts]) => `${name}(${parts.join(", ")})`),
    ),
  })).expression;

  property.prop([trees])("is read whole when it is well formed", (text) => {
    expect(parseExpression(text)).toMatchObject({ ok: true, tree: { text } });
  });
});
