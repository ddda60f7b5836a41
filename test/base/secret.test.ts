import { inspect } from "node:util";
import { expect, test } from "vitest";
import { Secret } from "../../src/base/secret.js";

test("a secret shows itself in no kind of text, and reveals its value only when asked", () => {
  const secret = new Secret("s3cr3t-token");
  const shown = [String(secret), JSON.stringify({ secret }), inspect({ secret }, { depth: 5 }), secret.toString()];
  for (const text of shown) {
    expect(text).not.toContain("s3cr3t");
    expect(text).toContain("[redacted]");
  }
  expect(Object.values(secret)).toEqual([]);
  expect(secret.reveal()).toBe("s3cr3t-token");
});
