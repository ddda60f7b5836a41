import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { filesUnder } from "../support/files-under.js";
import { literalsOf, type Literal } from "../support/literals.js";

/** The words of one IdP or of its console: the engine gets them from `Wording`, which each IdP fills. */
const VENDOR_WORDS = /\b(okta|entra|console|quarantined?)\b|\bpush now\b/i;

/** Codes and keys of events, outcomes, steps and the journal: programs match them, so they stay as they are. */
const CONTRACT = [
  "okta",
  "entra",
  "console",
  "console-pending",
  "console-stop",
  "console-unconfirmed",
  "console.opened",
  "console.waiting",
  "console.closed",
];

function offenders(literals: readonly Literal[]): string[] {
  return literals
    .filter(({ text }) => VENDOR_WORDS.test(text) && !CONTRACT.includes(text))
    .map(({ place, text }) => `${place}: ${text}`);
}

const literals = filesUnder("src/setup")
  .filter((path) => path.endsWith(".ts"))
  .flatMap((path) => literalsOf(path, readFileSync(path, "utf8")));

describe("the texts of the engine", () => {
  test("name no IdP and nothing of its console", () => {
    expect(literals.length).toBeGreaterThan(300);
    expect(offenders(literals)).toEqual([]);
  });

  test("the exempt codes have no spaces", () => {
    expect(CONTRACT.filter((code) => code.includes(" "))).toEqual([]);
  });

  test.each([
    ['const a = "Entra tried it";', "a.ts:1: Entra tried it"],
    ["const a = `choose Push now`;", "a.ts:1: choose Push now"],
    ["const a = `${b} was done at the ${c} console`;", "a.ts:1: … was done at the … console"],
    ["\nconst a = { why: `quarantined since ${b}` };", "a.ts:2: quarantined since …"],
    ["const a = `${b}: ${c ? `in Okta` : d}`;", "a.ts:1: in Okta"],
  ])("such a text is found: %j", (source, found) => {
    expect(offenders(literalsOf("a.ts", source))).toEqual([found]);
  });

  test.each(['import a from "../okta/console.js";', 'const a = "console";', 'const a = "the central directory";'])(
    "this is none: %j",
    (source) => {
      expect(offenders(literalsOf("a.ts", source))).toEqual([]);
    },
  );
});
