import { appendFileSync, mkdtempSync, readFileSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { fileJournal } from "../../../src/setup/journal/journal.js";
import type { Change } from "../../../src/setup/model/plan.js";

const now = (): string => "2026-01-01T00:00:00.000Z";
const newPath = (): string => join(mkdtempSync(join(tmpdir(), "total-setup-")), "journal.jsonl");
const create = (name: string): Change => ({ action: "create", resource: { type: "app", name }, fields: [] });

test("a create that was begun and not ended is known to the next run, until it says that it looked again", () => {
  const path = newPath();
  const first = fileJournal(path, now);
  first.begin("create-app", create("A")).done("0oa1");
  first.begin("create-app", create("B"));
  first.begin("create-app", create("C")).failed("refused");

  const second = fileJournal(path, now);
  expect(second.unfinishedCreates()).toEqual([{ step: "create-app", type: "app", name: "B" }]);
  second.closeUnfinished();
  expect(second.unfinishedCreates()).toEqual([]);
  expect(fileJournal(path, now).unfinishedCreates()).toEqual([]);
});

test("a line cut short by a crash is passed over, and what it would have ended stays unfinished", () => {
  const path = newPath();
  fileJournal(path, now).begin("create-app", create("A"));
  appendFileSync(path, '{"kind":"done","key":');
  expect(fileJournal(path, now).unfinishedCreates()).toHaveLength(1);
});

test("after a line cut short, the next entry is still read back", () => {
  const path = newPath();
  fileJournal(path, now).begin("create-app", create("A"));
  appendFileSync(path, '{"kind":"done","key":');
  fileJournal(path, now).rememberGiven("0oa1", "url token");
  expect(fileJournal(path, now).wasGiven("0oa1", "url token")).toBe("same");
});

test("what was given at a stop is remembered without being kept", () => {
  const path = newPath();
  const journal = fileJournal(path, now);
  expect(journal.wasGiven("0oa1", "https://x token-1")).toBe("unknown");
  journal.rememberGiven("0oa1", "https://x token-1");
  const again = fileJournal(path, now);
  expect(again.wasGiven("0oa1", "https://x token-1")).toBe("same");
  expect(again.wasGiven("0oa1", "https://x token-2")).toBe("different");
  expect(again.wasGiven("0oa2", "https://x token-1")).toBe("unknown");
  expect(readFileSync(path, "utf8")).not.toContain("token-1");
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

test("a journal that nothing was written to leaves no file", () => {
  const path = newPath();
  expect(fileJournal(path, now).unfinishedCreates()).toEqual([]);
  expect(() => statSync(path)).toThrow();
});

test("undo is told what was made and not taken back, of its own template, with what the step kept for it", () => {
  const path = newPath();
  const first = fileJournal(path, now, "total/okta");
  first.begin("create-app", create("A")).done("0oa1", { appId: "0oa1" });
  first.begin("create-app", create("B")).done("0oa2");
  first.begin("create-app", create("C")).failed("refused");
  fileJournal(path, now, "generic/okta").begin("create-app", create("D")).done("0oa4");

  const second = fileJournal(path, now, "total/okta");
  expect(second.changes()).toMatchObject([
    {
      step: "create-app",
      action: "create",
      resource: { type: "app", name: "A", id: "0oa1" },
      undoData: { appId: "0oa1" },
    },
    { resource: { name: "B", id: "0oa2" }, undoData: {} },
  ]);
  expect(second.otherTemplates()).toEqual(["generic/okta"]);
  for (const { key } of second.changes()) second.markUndone(key);
  const third = fileJournal(path, now, "total/okta");
  expect([third.changes(), third.createdId("app", "A")]).toEqual([[], undefined]);
  expect(fileJournal(path, now, "generic/okta").otherTemplates()).toEqual([]);
});

test("of a change that was cut off nobody knows, also when the tenant was read again, until it is begun anew", () => {
  const path = newPath();
  fileJournal(path, now, "total/okta").begin("create-app", create("A"));
  const names = (): string[] =>
    fileJournal(path, now, "total/okta")
      .undecided()
      .map(({ resource }) => resource.name);
  expect(names()).toEqual(["A"]);
  fileJournal(path, now, "total/okta").closeUnfinished();
  expect(names()).toEqual(["A"]);
  fileJournal(path, now, "total/okta").begin("create-app", create("A")).done("0oa1");
  expect(names()).toEqual([]);
});
