import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { filesUnder } from "../support/files-under.js";
import { literalsOf } from "../support/literals.js";

/** Words and phrases that no text for a reader has: docs/STYLEGUIDE.md has what stands there instead. */
const AVOIDED = [
  /\bmend(?:s|ed|ing)?\b/i,
  /\bstand-ins?\b/i,
  /\bconsole stops?\b/i,
  /\bwhom\b/i,
  /\bfor good\b/i,
  /\b(?:go|goes|going|went) on\b/i,
  /\bby hand\b/i,
  /\bpeople(?:'s)?\b/i,
  /\b(?:take|takes|taken|taking|took) (?:this |it |them )?back\b/i,
  /\bthe ones? you gave\b/i,
  /\b(?:stands|stand) in the way\b/i,
  /\bthis was a look\b/i,
  /\bthe tenant shows it\b/i,
  /\bafter so long\b/i,
  /\bthe way there\b/i,
];

/** What stays as it is: flags, keys, codes, files, what a page quotes as code, and a place in Okta's console. */
const QUOTED =
  /Directory > People|`[^`]*`|--[a-z][a-z-]*|"[a-z][a-zA-Z.-]*"|[\w./-]+\.(?:csv|json|jsonl|md|ts|html)\b/g;

interface Text {
  readonly place: string;
  readonly text: string;
}

/** A literal without a space is a key, a code or a name that programs match. */
function textsOfSource(path: string): Text[] {
  return literalsOf(path, readFileSync(path, "utf8")).filter(({ text }) => text.trim().includes(" "));
}

function linesOf(path: string): Text[] {
  const lines = readFileSync(path, "utf8").split("\n");
  const isYaml = path.endsWith(".yaml");
  return lines.map((text, index) => ({
    place: `${path}:${String(index + 1)}`,
    text: isYaml ? text.replace(/(?:^|\s)#.*$/, "") : text,
  }));
}

function offenders(texts: readonly Text[]): string[] {
  return texts.flatMap(({ place, text }) => {
    const said = text.replace(QUOTED, "");
    const found = AVOIDED.flatMap((word) => word.exec(said)?.[0] ?? []);
    return found.length === 0 ? [] : [`${place}: ${found.join(", ")}: ${text.trim()}`];
  });
}

function pagesUnder(path: string): string[] {
  if (!existsSync(path)) return [];
  const all = statSync(path).isFile() ? [path] : filesUnder(path);
  return all.filter((file) => /\.(?:md|yaml|txt|json|html)$/.test(file) && !file.startsWith("docs/decisions/"));
}

const ROOMS = readdirSync("src").map((name) => `src/${name}`);
const PAGES = [
  "README.md",
  "CONTRIBUTING.md",
  "docs",
  "templates",
  "schemas",
  "src/sandbox/README.md",
  "test/snapshots",
];

describe("plain words", () => {
  test.each(ROOMS)("the texts of %s avoid what nobody says", (room) => {
    const files = (statSync(room).isFile() ? [room] : filesUnder(room)).filter((path) => path.endsWith(".ts"));
    expect(offenders(files.flatMap(textsOfSource))).toEqual([]);
  });

  test.each(PAGES)("%s avoids what nobody says", (page) => {
    const pages = pagesUnder(page);
    expect(pages).not.toEqual([]);
    expect(offenders(pages.flatMap(linesOf))).toEqual([]);
  });

  test.each([
    ["Mend what the reason names.", "Mend"],
    ["7 people", "people"],
    ["hidden from people's dashboards", "people's"],
    ["Everything is taken back.", "taken back"],
    ["the stand-in does the console stop", "stand-in, console stop"],
  ])("such a text is found: %j", (text, found) => {
    expect(offenders([{ place: "a", text }])).toEqual([`a: ${found}: ${text}`]);
  });

  test.each([
    "--people FILE.csv",
    "the file `people.csv`",
    "read people.csv",
    "an amendment",
    "the person who signs in",
  ])("this is none: %j", (text) => {
    expect(offenders([{ place: "a", text }])).toEqual([]);
  });
});
