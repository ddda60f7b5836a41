import { fc, test as propertyTest } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { expressionFor, meaningOf, saysTheSame } from "../../../src/okta/app/mapping-expression.js";

describe("what an expression of a mapping comes to", () => {
  test.each([
    ["user.displayName", { kind: "attribute", attribute: "displayName" }],
    [" source.login ", { kind: "attribute", attribute: "login" }],
    ['"test-CustomCode"', { kind: "constant", constant: "test-CustomCode" }],
    ["'it''s'", { kind: "computed" }],
    ['"a \\"b\\""', { kind: "constant", constant: 'a "b"' }],
    ["true", { kind: "constant", constant: true }],
    ["-4.5", { kind: "constant", constant: -4.5 }],
    ['user.firstName + " " + user.lastName', { kind: "computed" }],
    ["user.manager.email", { kind: "computed" }],
    ["appuser.email", { kind: "computed" }],
    ['"a" + "b"', { kind: "computed" }],
  ])("%s", (expression, meaning) => {
    expect(meaningOf(expression)).toEqual(meaning);
  });

  propertyTest.prop([fc.string()])("any text, written as a literal, comes to itself", (text) => {
    const quoted = `"${text.replace(/["\\]/g, "\\$&")}"`;
    expect(meaningOf(quoted)).toEqual({ kind: "constant", constant: text });
  });
});

describe("the expression that is sent", () => {
  test.each([
    ["boolean", '"1"', "true"],
    ["boolean", '"false"', "false"],
    ["boolean", "user.isVendor", "user.isVendor"],
    ["boolean", '"yes"', '"yes"'],
    ["string", '"1"', '"1"'],
    [undefined, ' "1" ', '"1"'],
  ])("for a %s, %s is %s", (type, written, sent) => {
    expect(expressionFor(type, written)).toBe(sent);
  });
});

test("two expressions say the same when only the writing differs", () => {
  expect(saysTheSame("user.email", "source.email")).toBe(true);
  expect(saysTheSame('"a"', "'a'")).toBe(true);
  expect(saysTheSame('"true"', "true")).toBe(false);
  expect(saysTheSame("user.email", "user.login")).toBe(false);
  expect(saysTheSame("user.a + user.b", " user.a + user.b")).toBe(true);
  expect(saysTheSame("user.a + user.b", "user.b + user.a")).toBe(false);
});
