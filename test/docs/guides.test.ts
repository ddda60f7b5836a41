import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { IDPS } from "../../src/cli/tenants/idps.js";
import { listTemplates } from "../../src/template/find.js";
import { loadTemplate } from "../../src/template/load.js";
import type { Template } from "../../src/template/document/template.js";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const GUIDES = `${ROOT}docs/guides`;
const PAGES = readdirSync(GUIDES).filter((name) => name.endsWith(".md"));

/** One instruction of a guide, and what of the template stands for it. */
interface Row {
  readonly guide: string;
  readonly how: string;
  /** A step's id, or an input's name. */
  readonly subject: string;
  /** Places in the step's `with`. */
  readonly values: readonly string[];
  /** Words of one of the step's notes. */
  readonly words: string | undefined;
}

function rowsIn(page: string): Row[] {
  return page
    .split("\n")
    .filter((line) => line.startsWith("| ") && !/^\| (Guide|-)/.test(line))
    .map((line) => {
      const [guide = "", , how = "", where = ""] = line
        .slice(1, -1)
        .split("|")
        .map((cell) => cell.trim());
      const [subject = "", ...values] = [...where.matchAll(/`([^`]+)`/g)].map(([, text]) => text ?? "");
      return { guide, how, subject, values, words: /"([^"]+)"/.exec(where)?.[1] };
    });
}

async function templateOf(page: string): Promise<Template> {
  const name = /`([a-z-]+\/[a-z-]+)`/.exec(page)?.[1] ?? "";
  const path = `${ROOT}templates/${name}.yaml`;
  const kinds = await IDPS[name.includes("/entra") ? "entra" : "okta"]((idp) => idp.kinds());
  return loadTemplate(readFileSync(path, "utf8"), path, kinds);
}

function valueAt(value: unknown, path: string): unknown {
  return path
    .split(".")
    .reduce<unknown>((at, key) => (typeof at === "object" && at !== null ? Reflect.get(at, key) : undefined), value);
}

describe.each(PAGES)("docs/guides/%s", (name) => {
  const page = readFileSync(`${GUIDES}/${name}`, "utf8");
  const rows = rowsIn(page);

  test("names only what its template has", async () => {
    const { steps, inputs } = await templateOf(page);
    expect(rows.length).toBeGreaterThan(15);
    for (const { guide, how, subject, values, words } of rows) {
      const where = `${guide}: ${subject}`;
      expect(["change", "console", "check", "note", "input"], where).toContain(how);
      if (how === "input") {
        expect(
          inputs.map((input) => input.name),
          where,
        ).toContain(subject);
        continue;
      }
      const step = steps.find(({ id }) => id === subject);
      expect(step, where).toBeDefined();
      for (const path of values) expect(valueAt(step?.with, path), `${where} ${path}`).toBeDefined();
      expect(words === undefined, where).toBe(how !== "note");
      if (words !== undefined)
        expect(
          step?.notes?.filter((note) => note.includes(words)),
          where,
        ).toHaveLength(1);
    }
  });

  test("names every step, input and note of it", async () => {
    const { steps, inputs } = await templateOf(page);
    const subjects = new Set(rows.map(({ subject }) => subject));
    const references = JSON.stringify([steps.map((step) => step.with), inputs]);
    for (const { name: input } of inputs)
      expect(subjects.has(input) || references.includes(`\${${input}}`), input).toBe(true);
    for (const step of steps) {
      expect(subjects, step.id).toContain(step.id);
      const noted = rows.filter(({ how, subject }) => how === "note" && subject === step.id);
      for (const note of step.notes ?? [])
        expect(
          noted.some(({ words }) => note.includes(words ?? "\n")),
          note,
        ).toBe(true);
    }
  });
});

test("there is a page for every guide that comes with total-setup", async () => {
  const covered = await Promise.all(
    PAGES.map(async (name) => (await templateOf(readFileSync(`${GUIDES}/${name}`, "utf8"))).name),
  );
  const shipped = listTemplates(`${ROOT}templates`).filter((name) => !name.startsWith("generic/"));
  expect([...covered].sort()).toEqual([...shipped].sort());
});
