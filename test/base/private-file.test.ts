import { chmodSync, mkdtempSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openLineFile } from "../../src/base/private-file.js";

test("lines are there as soon as they are appended, and only the owner can read them, also in a file that was open to others", () => {
  const path = join(mkdtempSync(join(tmpdir(), "total-setup-")), "deep", "file.jsonl");
  const first = openLineFile(path, "append");
  first.append("one");
  expect(readFileSync(path, "utf8")).toBe("one\n");
  first.close();
  chmodSync(path, 0o644);
  const second = openLineFile(path, "append");
  second.append("two");
  second.close();
  expect(readFileSync(path, "utf8")).toBe("one\ntwo\n");
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

test("replacing begins anew", () => {
  const path = join(mkdtempSync(join(tmpdir(), "total-setup-")), "file.jsonl");
  writeFileSync(path, "old\n");
  const file = openLineFile(path, "replace");
  file.append("new");
  file.close();
  expect(readFileSync(path, "utf8")).toBe("new\n");
});

test("where no folder can be made, opening fails at once instead of trying for ever", () => {
  const file = join(mkdtempSync(join(tmpdir(), "total-setup-")), "file.txt");
  writeFileSync(file, "");
  for (const place of [join(file, "below", "a.jsonl"), "/proc/nowhere/a.jsonl"])
    expect(() => openLineFile(place, "append")).toThrow();
});
