import { expect, test } from "vitest";
import { describeResource, describeType } from "../../../src/setup/model/describe-resource.js";

test.each([
  ["group-assignment", "group assignment"],
  ["app", "app"],
  ["console-stop", "manual step"],
  ["constructor", "constructor"],
])("the type %s in words", (type, words) => {
  expect(describeType(type)).toBe(words);
  expect(describeResource({ type, name: "TOTAL" })).toBe(`${words} "TOTAL"`);
});
