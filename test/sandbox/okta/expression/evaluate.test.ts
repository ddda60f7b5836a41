import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { evaluateExpression, type Evaluation } from "../../../../src/sandbox/okta/expression/evaluate.js";
import { functionNames } from "../../../../src/sandbox/okta/expression/library.js";
import type { Value } from "../../../../src/sandbox/okta/expression/values/tree.js";

const ADA: Readonly<Record<string, Value>> = {
  firstName: "Ada",
  lastName: "Berg",
  login: "ada.berg@x.example",
  nickName: null,
  title: "",
  costCenter: "12",
};

function evaluate(text: string): Evaluation {
  return evaluateExpression(text, {
    user: (name) => ADA[name],
    appUser: (name) => (name === "roles" ? ["admin", "audit"] : undefined),
  });
}

function valueOf(text: string): Value {
  const found = evaluate(text);
  if (found.kind !== "value") throw new Error(`${text}: ${JSON.stringify(found)}`);
  return found.value;
}

describe("an expression of a mapping", () => {
  test.each<[string, Value]>([
    ["user.firstName", "Ada"],
    ["source.lastName", "Berg"],
    ["user.nickName", null],
    ["appuser.roles", ["admin", "audit"]],
    ['"test-CustomCode"', "test-CustomCode"],
    ["'say \\'hi\\''", "say 'hi'"],
    ["1234", 1234],
    ["-2.5", -2.5],
    ["true", true],
    ["NULL", null],
    ["{10, {20}, 'x'}", [10, [20], "x"]],
    ["user.firstName + ' ' + user.lastName", "Ada Berg"],
    ["1 + 2 - 5", -2],
    ["'n' + 1 + 2", "n12"],
    ["1 + 2 + 'n'", "3n"],
    ["'is ' + true", "is true"],
    ["user.firstName == 'Ada' ? 'a' : 'b'", "a"],
    ["user.firstName == 'Bo' ? 'a' : user.lastName == 'Berg' ? 'b' : 'c'", "b"],
    ["user.nickName == null", true],
    ["user.nickName == ''", true],
    ["user.title != null", false],
    ["'' == user.nickName", true],
    ["user.firstName != null AND user.firstName != ''", true],
    ["false AND user.nickName > 1", false],
    ["true OR user.nickName > 1", true],
    ["!true || !false && true", true],
    ["!(1 < 2)", false],
    ["1 <= 1 and 2 >= 3 or 3 > 2", true],
    ["1 == 2 == false", true],
    ["{1} == null", false],
    ['String.append("This is", " a test")', "This is a test"],
    ['String.join(",", "This", "is", "a", "test")', "This,is,a,test"],
    ['String.join("", "This", "is")', "Thisis"],
    ['String.len("This")', 4],
    ["String.len(user.nickName)", 0],
    ['String.removeSpaces("This is a test")', "Thisisatest"],
    ['String.replace("This is a test", "is", "at")', "That at a test"],
    ['String.replaceFirst("This is a test", "is", "at")', "That is a test"],
    ['String.replaceFirst("This", "zz", "at")', "This"],
    ['String.stringContains("This is a test", "test")', true],
    ['String.stringContains("This is a test", "none")', false],
    ['String.startsWith("This is", "This")', true],
    ['String.stringSwitch("This is a test", "default", "key1", "value1")', "default"],
    ['String.stringSwitch("First match wins", "d", "absent", "1", "wins", "2", "match", "3")', "2"],
    ['String.stringSwitch("Substrings count", "default", "ring", "value1")', "value1"],
    ['String.substring("This is a test", 2, 9)', "is is a"],
    ["String.substring(user.login, String.len(user.login) - 7, String.len(user.login))", "example"],
    ['String.substringAfter("abc@okta.com", "@")', "okta.com"],
    ['String.substringBefore("abc@okta.com", "@")', "abc"],
    ['String.toInteger("042")', 42],
    ['String.toUpperCase("This")', "THIS"],
    ['String.toLowerCase("ThiS")', "this"],
    ["toUpperCase(user.firstName)", "ADA"],
    ["substringBefore(user.login, '@')", "ada.berg"],
    ['substring("Alexander", 1, 4)', "lex"],
    ["user.firstName.toUpperCase()", "ADA"],
    ["user.login.substringBefore('@').toUpperCase().length()", 8],
    ["(user.firstName + 'x').replace('x', '!')", "Ada!"],
    ["'a b'.removeSpaces().contains('ab')", true],
    ["Arrays.add({10, 20, 30}, 40)", [10, 20, 30, 40]],
    ["Arrays.remove({10, 20, 30}, 20)", [10, 30]],
    ["Arrays.clear({10})", []],
    ["Arrays.get({0, 1, 2}, 0)", 0],
    ["Arrays.flatten(10, {20, {30}}, 40)", [10, 20, 30, 40]],
    ["Arrays.contains({10, 20, 30}, 10)", true],
    ['Arrays.contains(appuser.roles, "audit") ? "yes" : "no"', "yes"],
    ["Arrays.contains({10, 20, 30}, 50)", false],
    ["Arrays.size({10, 20, 30})", 3],
    ["Arrays.size(NULL)", 0],
    ["Arrays.isEmpty({10, 20})", false],
    ["Arrays.isEmpty(NULL)", true],
    ['Arrays.toCsvString({"This", "is", " a ", "test"})', "This,is, a ,test"],
    ["Convert.toInt(user.costCenter) + 1", 13],
    ["Convert.toInt(123.4)", 123],
    ["Convert.toInt(123.6)", 124],
    ['Convert.toNum("3.141")', 3.141],
  ])("%s has its value", (expression, value) => {
    expect(valueOf(expression)).toEqual(value);
  });

  test.each([
    ["user.firstName + user.nickName", "the concatenation with an attribute without a value"],
    ["user.firstName + {1}", "the concatenation with an array"],
    ["String.toUpperCase(user.nickName)", "String.toUpperCase on an attribute without a value"],
    ["user.nickName.toUpperCase()", "the method toUpperCase on an attribute without a value"],
    ["String.len(12)", "String.len on a value that is not a text"],
    ["String.substring('abc', 0, 9)", "String.substring beyond the text's beginning or end"],
    ["String.substring('abc', 0, '1')", "String.substring on a value that is not a whole number"],
    ["String.substringBefore('abc', '@')", 'String.substringBefore where "@" is not there'],
    ["String.substringAfter('abc', '@')", 'String.substringAfter where "@" is not there'],
    ["String.replace(user.login, '.', '')", "String.replace with pattern characters"],
    ["String.replace('a', '', 'b')", "String.replace of an empty text"],
    ["Arrays.get({1}, 1)", "Arrays.get with an index beyond the last value"],
    ["Arrays.get(user.nickName, 1)", "Arrays.get on an attribute without a value"],
    ["Arrays.add('x', 1)", "Arrays.add on a value that is not an array"],
    ["Arrays.toCsvString({1})", "Arrays.toCsvString on values that are not texts"],
    ["Convert.toInt('12.3')", "Convert.toInt on a text that is not a whole number"],
    ["Convert.toNum('x')", "Convert.toNum on a text that is not a number"],
    ["user.nickName ? 1 : 2", "a condition without a value"],
    ["user.firstName > 'A'", "a comparison with > of what is not a number"],
    ["user.firstName == 'ada'", "a comparison of texts that differ in letter case only"],
    ["user.costCenter == 12", "a comparison of values of two types"],
    ["{1} == {1}", "a comparison of an array"],
    ["-user.firstName", "the operator - on what is not a number"],
    ["2 * 3", "the operator *"],
    ["Time.now()", "the function Time.now"],
    ['Iso3166Convert.toAlpha2("IND")', "the function Iso3166Convert.toAlpha2"],
    ["hasDirectoryUser() ? findDirectoryUser().name : user.nickName", "the function hasDirectoryUser"],
    ['getManagerUser("active_directory").firstName', "the property firstName of a value"],
    ['user.getLinkedObject("manager").lastName', "the property lastName of a value"],
    ["user.firstName.trim()", "the method trim"],
    ["zendesk.firstName", "the attribute zendesk.firstName"],
    ["org.subdomain", "the attribute org.subdomain"],
  ])("%s is not simulated, and says what of it", (expression, what) => {
    expect(evaluate(expression)).toEqual({ kind: "not-simulated", what });
  });

  test.each([
    ["user.shoeSize", "there is no attribute user.shoeSize"],
    ["appuser.shoeSize", "there is no attribute appuser.shoeSize"],
    ["title", '"title" is not valid in an expression'],
    ["user.firstName ? 1 : 2", "a condition must be true or false"],
    ["!1", "a condition must be true or false"],
    ["String.len()", "String.len takes 1 argument, not 0"],
    ["String.join('x')", "String.join takes 2 arguments or more, not 1"],
    ["'x'.toUpperCase('y')", "the method toUpperCase takes 0 arguments, not 1"],
    ["String.stringSwitch('a', 'b', 'c')", "String.stringSwitch takes pairs of a key and a value"],
    ["user.title +", "the expression is incomplete"],
    ["user.title = 'x'", 'unexpected "="'],
  ])("%s is invalid, and says why", (expression, reason) => {
    expect(evaluate(expression)).toEqual({ kind: "invalid", reason });
  });

  property.prop([fc.string({ unit: "grapheme" })])("has the value of a constant, whatever stands in it", (constant) => {
    expect(valueOf(`"${constant.replace(/[\\"]/g, "\\$&")}"`)).toBe(constant);
  });

  property.prop([
    fc.constantFrom(...functionNames),
    fc.array(fc.constantFrom("user.nickName", '"x"', "-1", "99999999999999999999", "{}", "true"), { maxLength: 5 }),
  ])("with any function of any arguments is answered, never thrown over", (name, given) => {
    expect(["value", "not-simulated", "invalid"]).toContain(evaluate(`${name}(${given.join(", ")})`).kind);
  });
});
