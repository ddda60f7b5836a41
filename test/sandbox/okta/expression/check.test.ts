import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { checkExpression } from "../../../../src/sandbox/okta/expression/check.js";
import { USER_ATTRIBUTES } from "../../../../src/sandbox/okta/org/user-profile.js";

const KNOWN = { user: USER_ATTRIBUTES, appUser: new Set(["userName"]) };

describe("an expression that is saved", () => {
  test.each([
    ["user.firstName", "text"],
    ["source.login", "text"],
    ["appuser.userName", "unknown"],
    ['"1"', "text"],
    ["'one'", "text"],
    ["true", "boolean"],
    ["null", "unknown"],
    ["{1, 2}", "list"],
    ["-1", "number"],
    ["1 + 2", "number"],
    ["user.firstName + ' ' + user.lastName", "text"],
    ["appuser.userName + Time.now()", "unknown"],
    ['user.email != null && user.email != "" ? "work" : ""', "text"],
    ["user.email == null ? 1 : 'x'", "unknown"],
    ['String.substringBefore(user.login, "@")', "text"],
    ["!(user.title == null) OR -1 < 2.5", "boolean"],
    ["2 * String.len(user.title)", "number"],
    ["user.title.len()", "number"],
    ["hasDirectoryUser() ? findDirectoryUser().name : user.nickName", "unknown"],
    ['Groups.contains("OKTA", "TOTAL", 10)', "unknown"],
    ["Regex.whatever(user.title).more()", "unknown"],
  ])("is accepted with the type of its value: %s", (expression, type) => {
    expect(checkExpression(expression, KNOWN)).toEqual({ ok: true, type });
  });

  test.each([
    ["", "is empty"],
    ["   ", "is empty"],
    ["user.", "incomplete"],
    ["user.firstName +", "incomplete"],
    ["+ user.firstName", 'unexpected "+"'],
    ["user.firstName user.lastName", 'unexpected "user"'],
    ['"open', 'unexpected """'],
    ["(user.title", "incomplete"],
    ["user.title)", 'unexpected ")"'],
    ["a ? b", "incomplete"],
    ["true ? 1", "incomplete"],
    ["f(1,)", 'unexpected ")"'],
    ["f(1 2)", 'unexpected "2"'],
    ["user.title = 'x'", 'unexpected "="'],
    ["user.shoeSize", "there is no attribute user.shoeSize"],
    ["appuser.shoeSize", "there is no attribute appuser.shoeSize"],
    ["user", "there is no attribute user."],
    ["title", '"title" is not valid in an expression'],
    ["1 + (true ? {title} : 2)", '"title" is not valid in an expression'],
    ["String.len(-user.shoeSize)", "there is no attribute user.shoeSize"],
    ["String.toUppercase(user.title)", "there is no function String.toUppercase; did you mean String.toUpperCase?"],
    ["String.append(user.title)", "String.append takes 2 arguments, not 1"],
    ["String.join()", "String.join takes 2 arguments or more, not 0"],
    ["user.title.substringBefore()", "the method substringBefore takes 1 argument, not 0"],
    ["user.title # x", 'unexpected "#"'],
    ["(".repeat(100), "nested too deeply"],
    ["!".repeat(100), "nested too deeply"],
    [`user.title${".a()".repeat(100)}`, "nested too deeply"],
    [`"${"x".repeat(5_000)}"`, "too long"],
  ])("is refused: %s", (expression, why) => {
    expect(checkExpression(expression, KNOWN)).toEqual({ ok: false, reason: expect.stringContaining(why) as string });
  });

  property.prop([fc.string()])("that is anything at all is judged, never thrown over", (expression) => {
    expect(() => checkExpression(expression, KNOWN)).not.toThrow();
  });
});
