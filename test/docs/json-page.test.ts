import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { isJsonObject, type JsonValue } from "../../src/base/json.js";
import { checkerOf, heldDocument, keptSchema } from "../support/held-document.js";
import { runInProcess } from "../support/run-in-process.js";

const page = readFileSync(new URL("../../docs/json.md", import.meta.url), "utf8");
const example = readFileSync(new URL("../../docs/json-example.json", import.meta.url), "utf8");
const command = /npx total-setup (.*--json)\n/.exec(page)?.[1] ?? "";

/** The same document with the type of each value in its place; what a step is called and came to stays. */
function shapeOf(value: JsonValue, key = ""): JsonValue {
  if (Array.isArray(value)) return (value as readonly JsonValue[]).map((one) => shapeOf(one));
  if (isJsonObject(value))
    return Object.fromEntries(
      Object.entries(value).map(([name, inner]) => [name, inner === undefined ? null : shapeOf(inner, name)]),
    );
  return ["id", "status", "outcome", "mode", "action"].includes(key) || value === null ? value : typeof value;
}

describe("the document that docs/json.md shows", () => {
  let printed = "";
  beforeAll(async () => {
    printed = (await runInProcess(command.split(" "))).stdout;
  });

  test("is as both schemas say", () => {
    expect(checkerOf(keptSchema("output"))(heldDocument(example))).toBe(true);
  });

  test("is what the command prints that the page names: else print it anew", () => {
    expect(shapeOf(JSON.parse(example) as JsonValue)).toEqual(shapeOf(JSON.parse(printed) as JsonValue));
  });

  test("has each of its members in its kind's row of the page", () => {
    const document = heldDocument(printed);
    for (const member of Object.keys(document)) {
      if (member !== "formatVersion") expect(page, member).toMatch(new RegExp(`\`${member}\\b`));
    }
  });
});
