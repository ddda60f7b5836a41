import { expect, test } from "vitest";
import { readOnce } from "../../src/base/read-once.js";

test("each key is read once, nothing included, and a read that failed is tried again", async () => {
  const reads: string[] = [];
  const sizes = readOnce((key) => {
    reads.push(key);
    return reads.length === 1 ? Promise.reject(new Error("no answer")) : Promise.resolve(0);
  });
  await expect(sizes.read("a")).rejects.toThrow("no answer");
  expect(sizes.known("a")).toBeUndefined();
  expect([await sizes.read("a"), await sizes.read("a"), await sizes.read("b")]).toEqual([0, 0, 0]);
  expect(reads).toEqual(["a", "a", "b"]);
  expect(sizes.known("a")).toBe(0);
});
