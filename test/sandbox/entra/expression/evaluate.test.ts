import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import {
  evaluateExpression,
  functionNames,
  type Evaluation,
  type SourceValue,
} from "../../../../src/sandbox/entra/expression/evaluate.js";
import { evaluate, open, value } from "./person.js";

describe("values", () => {
  test.each<[string, SourceValue]>([
    ["[mail]", "ada@northwind.example"],
    ["[jobTitle]", undefined],
    ["[age]", 36],
    ["[proxyAddresses]", ["SMTP:ada@x.example", "smtp:al@x.example", "SMTP:ada@x.example"]],
    ['"a constant"', "a constant"],
    ['""', ""],
    ["7", 7],
  ])("%s is %j", (text, expected) => {
    expect(evaluate(text)).toEqual(value(expected));
  });

  test("an attribute that the source lacks makes an expression invalid, wherever it is read", () => {
    const invalid = { kind: "invalid", reason: "the source has no attribute shoeSize" };
    expect(evaluate("[shoeSize]")).toEqual(invalid);
    expect(evaluate('IIF([shoeSize]="1", "a", "b")')).toEqual(invalid);
  });

  test("what is no expression is invalid, with its column", () => {
    expect(evaluate('Join(" ", [mail]')).toEqual({
      kind: "invalid",
      reason: 'column 17: expected "," or ")", found the end',
    });
  });
});

describe("choices", () => {
  test.each<[string, SourceValue]>([
    ['Switch([IsSoftDeleted], , "False", "True", "True", "False")', "True"],
    ['Switch([country], "Elsewhere", "GB", "Britain", "FR", "France")', "Britain"],
    ['Switch([country], "Elsewhere", "gb", "Britain")', "Elsewhere"],
    ['Switch([country], , "FR", "France")', undefined],
    ['Switch([jobTitle], [jobTitle], "", "Other")', "Other"],
    ['Switch([age], "no", 36, "yes")', "yes"],
    ['IIF([country]="GB", [surname], [givenName])', "Lovelace"],
    ['IIF([country]<>"GB", [surname], [givenName])', "Ada"],
    ['IIF([age]>=36, "old", "young")', "old"],
    ['IIF([age]>100, "old", "young")', "young"],
    ['IIF(IsPresent([country]), "a", [shoeSize])', "a"],
    ["Coalesce([jobTitle], [department], [mail], [shoeSize])", "ada@northwind.example"],
    ['Coalesce([jobTitle], [blank], "x")', ""],
    ["Coalesce([jobTitle], [department])", undefined],
    ["IgnoreFlowIfNullOrEmpty([blank])", undefined],
    ["IgnoreFlowIfNullOrEmpty([mail])", "ada@northwind.example"],
    ["IsNull([jobTitle])", true],
    ["IsNull([blank])", false],
    ["IsNothing([jobTitle])", true],
    ["IsNullOrEmpty([blank])", true],
    ["IsPresent([blank])", false],
    ["IsPresent([proxyAddresses])", true],
    ["IsString([mail])", true],
    ["IsString([jobTitle])", false],
    ["Not([IsSoftDeleted])", true],
    ['Not("True")', false],
    ["Not([jobTitle])", true],
    ["CBool([age])", true],
    ["CBool(0)", false],
    ["CBool([givenName] = [surname])", false],
    ['CBool("False")', false],
  ])("%s is %j", (text, expected) => {
    expect(evaluate(text)).toEqual(value(expected));
  });

  test.each([
    ['IIF(IsNullOrEmpty([jobTitle]), "Other", [jobTitle])', /IIF on an attribute without a value/],
    ['IIF([blank]="", "Other", [blank])', /IIF on an attribute without a value/],
    ['IIF("perhaps", "a", "b")', /neither true nor false/],
    ['IIF([country]="gb", "a", "b")', /letter case only/],
    ['IIF([country]>"A", "a", "b")', /an order of texts/],
    ['CBool([jobTitle]="x")', /attribute without a value/],
    ["CBool([proxyAddresses]=[mail])", /several values/],
    ["CBool([mail])", /CBool/],
    ['CBool([flags]="512.0")', /one number/],
    ['Switch(IsPresent([mail]), "a", "True", "b")', /Switch over IsPresent/],
    ["IsString([age])", /IsString/],
  ])("%s is not guessed", (text, what) => {
    expect(evaluate(text)).toEqual(open(what));
  });
});

describe("functions", () => {
  test.each(["Median([age])", "SelectUniqueValue([mail], [surname])", 'switch([mail], , "a", "b")'])(
    "%s is named as not simulated",
    (text) => {
      expect(evaluate(text)).toEqual({ kind: "not-simulated", what: `the function ${text.split("(")[0] ?? ""}` });
    },
  );

  test.each(["Now()", "Guid()", "DefaultDomain()", "RandomString(6,3,0,0,3)"])(
    "%s needs more than a test object",
    (text) => {
      expect(evaluate(text)).toEqual(open(/for a test object/));
    },
  );

  test("a bare word is no value", () => {
    expect(evaluate("Append([mail], suffix)")).toEqual(open(/the word suffix/));
  });

  test.each([
    ["ToLower()", "ToLower takes 1 to 2 arguments, not 0"],
    ['IIF([mail], "a")', "IIF takes 3 arguments, not 2"],
    ['Join(" ")', "Join takes 2 or more arguments, not 1"],
    ['IIF(, "a", "b")', "IIF has no condition"],
    ['Switch([mail], , "a")', "Switch takes 4 or more arguments, not 3"],
    ['Switch([mail], , "a", "b", "c")', "Switch takes a source, a default value and pairs of key and value"],
  ])("%s is invalid: %s", (text, reason) => {
    expect(evaluate(text)).toEqual({ kind: "invalid", reason });
  });

  test("are listed by name for the documentation", () => {
    expect(functionNames).toEqual([...functionNames].sort((a, b) => a.localeCompare(b, "en")));
    expect(functionNames).toEqual(expect.arrayContaining(["Coalesce", "FormatDateTime", "IIF", "Switch", "Word"]));
    expect(functionNames).not.toContain("SelectUniqueValue");
  });

  property.prop([
    fc.constantFrom(...functionNames),
    fc.array(fc.constantFrom("[a]", '"x"', "1", "-1", "", "[none]", "[many]", '"a-b, c"'), { maxLength: 7 }),
    fc.string({ unit: "binary" }),
  ])("answer or say that they cannot, whatever they are given, and twice the same", (name, parts, text) => {
    const run = (): Evaluation =>
      evaluateExpression(`${name}(${parts.join(",")})`, (attribute) =>
        attribute === "a" ? text : attribute === "many" ? ["a", text] : undefined,
      );
    expect(["value", "not-simulated", "invalid"]).toContain(run().kind);
    expect(run()).toEqual(run());
  });
});
