import { existsSync, readFileSync, statSync } from "node:fs";
import { expect, test } from "vitest";
import { Secret } from "../../src/base/secret.js";
import { handOut } from "../../src/cli/secret-handout.js";

test("a secret is handed out in a file that only its owner can read, and is gone afterwards", () => {
  const { path, remove } = handOut({ Authorization: new Secret("the-token") });
  expect(readFileSync(path, "utf8")).toBe("the-token\n");
  expect(statSync(path).mode & 0o777).toBe(0o600);
  remove();
  expect(existsSync(path)).toBe(false);
});

test("several secrets are told apart by their labels", () => {
  const { path, remove } = handOut({ Key: new Secret("one"), Token: new Secret("two") });
  expect(readFileSync(path, "utf8")).toBe("Key: one\nToken: two\n");
  remove();
});
