import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { filesUnder } from "../support/files-under.js";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const MOST_FILES = 20;

/** What a newcomer looks for first: each must have a row of its own. */
const LOOKED_FOR = [
  "the plan's JSON view",
  "Okta's rate pacing",
  "`verify` of one IdP",
  'the quirk "Entra sends `active` as a string"',
  "the hand-out of a secret at a manual step",
];

interface Row {
  readonly what: string;
  readonly file: string;
  readonly name: string;
}

/** The rows of "Where is …?" in docs/architecture.md. */
function whereIs(): Row[] {
  const page = read("docs/architecture.md");
  const section = page.slice(page.indexOf("## Where is …?"));
  return [...section.matchAll(/^\| (.+?) +\| \[(.+?)\]\((.+?)\) +\| `(\w+)` +\|$/gm)].map(
    ([, what = "", shown = "", target = "", name = ""]) => {
      expect(target, what).toBe(`../${shown}`);
      return { what, file: shown, name };
    },
  );
}

function read(path: string): string {
  return readFileSync(join(ROOT, path), "utf8");
}

/** The sources that export something under this name. */
function exporting(name: string): string[] {
  const exported = new RegExp(`^export (?:async )?(?:function|const|class|interface|type) ${name}\\b`, "m");
  return SOURCES.filter((path) => exported.test(read(path)));
}

const SOURCES = filesUnder("src").filter((path) => path.endsWith(".ts"));
const rows = whereIs();

describe("docs/architecture.md", () => {
  test.each(LOOKED_FOR)("says where to find %s", (what) => {
    expect(rows.filter((row) => row.what === what)).toHaveLength(1);
  });

  test.each(rows)("is right about $what", ({ file, name }) => {
    expect(exporting(name)).toEqual([file]);
  });

  test("names every room, and every folder of the engine and the command line", () => {
    const page = read("docs/architecture.md");
    const rooms = foldersIn("src");
    const within = ["src/setup", "src/cli"].flatMap(foldersIn);
    // Types that actions share: a folder without a purpose of its own.
    const unnamed = [...rooms, ...within].filter((folder) => !page.includes(`\`${folder}\``));
    expect(unnamed).toEqual([]);
  });

  test("has a picture that shows today's imports", () => {
    const { status, stderr } = spawnSync(process.execPath, [join(ROOT, "scripts/architecture.js"), "--check"], {
      encoding: "utf8",
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  });
});

function foldersIn(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => `${folder}/${name}`);
}

/** What maintainers read: decisions tell of the past, and stay as they were. */
const PAGES = [
  ...filesUnder("docs").filter((path) => path.endsWith(".md") && !path.startsWith("docs/decisions/")),
  "README.md",
  "CONTRIBUTING.md",
  "src/sandbox/README.md",
];

describe("paths in the docs", () => {
  test.each(PAGES)("links in %s lead somewhere", (page) => {
    const broken = [...withoutCode(read(page)).matchAll(/\]\(([^)\s]+)\)/g)]
      .map(([, target = ""]) => target.split("#")[0] ?? "")
      .filter((target) => target !== "" && !/^[a-z]+:/.test(target))
      .filter((target) => !existsSync(join(ROOT, normalize(join(dirname(page), target)))));
    expect(broken).toEqual([]);
  });

  test.each(PAGES)("paths named in %s exist", (page) => {
    const named = [...read(page).matchAll(/`((?:src|test|scripts|docs|schemas|templates|bench|bin)\/[\w./*<>-]*)`/g)]
      .map(([, path = ""]) => path)
      .filter((path) => !/[*<>]/.test(path));
    expect(named.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });
});

test.each(PAGES)("npm scripts named in %s exist", (page) => {
  const { scripts } = JSON.parse(read("package.json")) as { readonly scripts: Readonly<Record<string, string>> };
  const named = [...read(page).matchAll(/\bnpm run (?:--silent )?([\w:]+)/g)].map(([, name = ""]) => name);
  expect(named.filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
});

function withoutCode(text: string): string {
  return text.replace(/```.*?```/gs, "").replace(/`[^`\n]*`/g, "");
}

test("no folder of src holds more than twenty files", () => {
  const counts = new Map<string, number>();
  for (const path of filesUnder("src")) counts.set(dirname(path), (counts.get(dirname(path)) ?? 0) + 1);
  const crowded = [...counts]
    .filter(([, files]) => files > MOST_FILES)
    .map(([folder, files]) => `${folder}: ${String(files)}`);
  expect(crowded).toEqual([]);
});
