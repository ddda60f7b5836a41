import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { BRACKETED_NAMES, COLUMN_NAMES, meaningsOf, PEOPLE_FIELDS } from "../../src/sandbox/people/columns.js";
import { readPeopleFile } from "../../src/sandbox/people/people-file.js";
import { NO_WORDS, STATUS_WORDS, YES_WORDS } from "../../src/sandbox/people/words.js";

const page = readFileSync(new URL("../../docs/people-files.md", import.meta.url), "utf8");

function quotedIn(text: string): string[] {
  return [...text.matchAll(/`([^`]+)`/g)].map(([, word = ""]) => word);
}

function listAfter(label: string): string[] {
  return quotedIn(page.split("\n").find((line) => line.startsWith(`- ${label}: `)) ?? "");
}

describe("docs/people-files.md", () => {
  test.each(PEOPLE_FIELDS)("lists the columns of %s as they are tried", (field) => {
    const row = page.split("\n").find((line) => line.startsWith(`| \`${field}\``)) ?? "";
    expect(quotedIn(row)).toEqual([field, ...COLUMN_NAMES[field].map(({ name }) => name)]);
  });

  test("lists the words for yes, no and every state", () => {
    const states = Object.entries(STATUS_WORDS);
    const stateWords = (active: boolean) => states.filter(([, word]) => word.active === active).map(([name]) => name);
    expect(listAfter("Yes")).toEqual(YES_WORDS);
    expect(listAfter("No")).toEqual(NO_WORDS);
    expect(listAfter("Active")).toEqual(stateWords(true));
    expect(listAfter("Not active")).toEqual(stateWords(false));
  });

  test("lists what is understood in brackets", () => {
    const line = page.split("\n").find((one) => one.startsWith("In Entra's templates")) ?? "";
    expect(quotedIn(line).sort()).toEqual(
      Object.keys(BRACKETED_NAMES)
        .map((name) => `[${name}]`)
        .sort(),
    );
  });

  test("names sources whose columns are understood", () => {
    const rows = page.split("\n").filter((line) => /^\| (Okta|Microsoft|Google)/.test(line));
    expect(rows).toHaveLength(7);
    for (const row of rows) {
      const names = quotedIn(row.split("|").at(-2) ?? "");
      expect(meaningsOf(names[0] ?? "").map(({ field }) => field)).toContain("userName");
      for (const name of names.slice(1)) expect(meaningsOf(name).map(({ field }) => field)).toEqual(["active"]);
    }
  });
});

test.each([...YES_WORDS, ...Object.keys(STATUS_WORDS)])(
  "%s is understood, and turned round where a column says who is blocked",
  (word) => {
    const read = (column: string) => readPeopleFile(Buffer.from(`login;${column}\na;${word.toUpperCase()}\n`), "p.csv");
    expect(read("status").directory.people[0]?.active).toBe(STATUS_WORDS[word]?.active ?? true);
    if (YES_WORDS.includes(word)) expect(read("Block credential").directory.people[0]?.active).toBe(false);
    else expect(() => read("Block credential")).toThrow("Block credential");
  },
);
