import { fc, test as property } from "@fast-check/vitest";
import stringWidth from "string-width";
import { expect, test } from "vitest";
import type { JsonValue } from "../../../src/base/json.js";
import { jsonLines } from "../../../src/cli/views/verification/json-lines.js";

const PATCH = {
  schemas: ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
  Operations: [{ op: "Replace", path: "active", value: "False" }],
};

test("what fits is one line; what does not, has a line for each member", () => {
  expect(jsonLines({ Operations: PATCH.Operations }, 74, "…")).toEqual([
    '{"Operations": [{"op": "Replace", "path": "active", "value": "False"}]}',
  ]);
  expect(jsonLines(PATCH, 66, "…")).toEqual([
    "{",
    '  "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],',
    '  "Operations": [',
    '    {"op": "Replace", "path": "active", "value": "False"}',
    "  ]",
    "}",
  ]);
});

test("a value that is too long for a line is cut, never broken", () => {
  expect(jsonLines({ displayName: "Amara Okafor (changed)", groups: [] }, 24, "…")).toEqual([
    "{",
    '  "displayName": "Amara…',
    '  "groups": []',
    "}",
  ]);
});

const json = fc.jsonValue() as fc.Arbitrary<JsonValue>;
const NOT_PRINTED = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

property.prop([json, fc.integer({ min: 20, max: 120 })])("no line is wider than its columns", (value, columns) => {
  for (const line of jsonLines(value, columns, "…")) {
    expect(stringWidth(line)).toBeLessThanOrEqual(columns);
    expect(line).not.toMatch(NOT_PRINTED);
  }
});

property.prop([json.filter((value) => !NOT_PRINTED.test(JSON.stringify(value)))])(
  "where nothing is cut, the lines are the same JSON",
  (value) => {
    const text = JSON.stringify(value);
    fc.pre(!text.includes("…"));
    for (const columns of [60, 20_000]) {
      const lines = jsonLines(value, columns, "…");
      if (!lines.some((line) => line.endsWith("…"))) expect(JSON.parse(lines.join("\n"))).toEqual(JSON.parse(text));
    }
  },
);
