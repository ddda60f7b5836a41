import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { format } from "prettier";
import { beforeAll, describe, expect, test } from "vitest";
import { listTemplates } from "../../../src/template/find.js";
import { temporaryFolder } from "../../support/run-cli.js";
import { runInProcess } from "../../support/run-in-process.js";
import { ACME } from "../../template/acme.js";
import { GUIDE_LABELS } from "../guide-labels.js";

const SECRETS = {
  TOTAL_SETUP_SCIM_TOKEN: "s3cret-of-the-vendor",
  TOTAL_SETUP_TOKEN: "s3cret-of-the-vendor",
  TOTAL_SETUP_CLIENT_SECRET: "s3cret-of-the-client",
};

async function runbook(template: string, more: readonly string[] = []): Promise<string> {
  const idp = template.split("/")[1]?.split("-")[0] ?? "";
  const result = await runInProcess([idp, "runbook", "--template", template, ...more], { env: SECRETS });
  expect(result.stderr).toBe("");
  expect(result.code).toBe(0);
  return result.stdout;
}

describe.each(listTemplates("templates"))("the runbook of %s", (template) => {
  let markdown = "";
  let lines: readonly string[] = [];
  beforeAll(async () => {
    markdown = await runbook(template);
    lines = markdown.split("\n");
  });

  test("has a section for each step in its order, each with something to tick off or to compare", async () => {
    const { stdout } = await runInProcess(["template", "show", template, "--json"]);
    const { steps } = (JSON.parse(stdout) as { readonly template: { readonly steps: readonly { guide: string }[] } })
      .template;
    const sections = markdown.split(/^## /m).slice(1);
    expect(sections[0]).toMatch(/^What you need\n/);
    expect(sections.at(-1)).toMatch(/^At the end\n/);
    const ofSteps = sections.slice(1, -1);
    expect(ofSteps.map((section, index) => section.startsWith(`${steps[index]?.guide ?? "?"} `))).toEqual(
      steps.map(() => true),
    );
    for (const section of ofSteps) expect(section).toMatch(/^- \[ \] /m);
    expect(markdown).not.toContain("does not know the clicks");
  });

  test("is Markdown: its headings, lists and tables are read as such", async () => {
    expect(lines.filter((line) => line.startsWith("# "))).toHaveLength(1);
    const formatted = (await format(markdown, { parser: "markdown" })).split("\n");
    for (const start of ["# ", "## ", "- [ ] ", "> ", "|"]) {
      const count = (all: readonly string[]): number => all.filter((line) => line.startsWith(start)).length;
      expect(count(formatted), start).toBe(count(lines));
    }
    const rows = lines
      .map((line, index) => ({ line, before: lines[index - 1] ?? "" }))
      .filter(({ line }) => line.startsWith("|"));
    const cells = (line: string): number => line.split(/(?<!\\)\|/).length;
    for (const { line, before } of rows) if (before.startsWith("|")) expect(cells(line)).toBe(cells(before));
  });

  test("holds no secret, and nothing that is none of its words", () => {
    for (const secret of Object.values(SECRETS)) expect(markdown).not.toContain(secret);
    expect(markdown).not.toMatch(/undefined|\[object|\[redacted\]|\$\{|\.input\.invalid/);
  });

  test("has each value at the click that it belongs to, once", () => {
    for (const section of markdown.split(/^## /m).slice(2, -1)) {
      const blocks = section.split("\n\n");
      for (const [index, table] of blocks.entries()) {
        if (!table.startsWith("| field |")) continue;
        const rows = table.split("\n").slice(2);
        expect(new Set(rows).size, table).toBe(rows.length);
        // Above it stands the click that opens its form.
        expect(blocks[index - 1]?.split("\n").at(-1), table).toMatch(/^- \[ \] /);
      }
    }
  });

  test("names both ways in where the app is created in the console", () => {
    const creates = ["total/okta", "senhasegura/okta", "generic/okta", "holistics/okta"].includes(template);
    for (const way of ["Create App Integration", "Classic experience", "Okta Integration Wizard"])
      expect(markdown.includes(way), way).toBe(creates);
  });

  test("names every field and button of the vendor's guide", () => {
    for (const label of GUIDE_LABELS[template] ?? []) expect(markdown).toContain(label);
  });
});

describe("a runbook", () => {
  test("links into the console of the org that is named, and to none when none is", async () => {
    expect(await runbook("total/okta")).not.toContain("-admin.okta.com");
    const linked = await runbook("total/okta", ["--org-url", "https://acme.okta.com"]);
    expect(linked).toContain("<https://acme-admin.okta.com/admin/apps/active>");
    expect(linked).toContain("<https://acme-admin.okta.com/report/system_log_2>");
    expect(await runbook("total/entra")).toContain("<https://entra.microsoft.com/#view/");
    expect(await runbook("total/entra", ["--cloud", "usgov"])).toContain("<https://entra.microsoft.us/#view/");
  });

  test("has the values that were given, and says of the others where they are from", async () => {
    const markdown = await runbook("total/okta", ["--scim-base-url", "https://scim.acme.example/v2", "--group", "A|B"]);
    expect(markdown).toContain("| TOTAL SCIM Base URL | `https://scim.acme.example/v2` | --scim-base-url |");
    expect(markdown).toContain(
      "| **SCIM connector base URL** | `https://scim.acme.example/v2` | Some guides call it **Base URL**. |",
    );
    expect(markdown).toContain("| **Enter a group to push** | `A\\|B` |");
    expect(await runbook("total/okta")).toContain("an example: replace it with your own value");
  });

  test("asks for what nobody gave and the template has no example of", async () => {
    const path = join(temporaryFolder(), "acme.yaml");
    const text = ACME.replace(", example: https://scim.acme.example/v2", "")
      .replace("default: [Staff]", "help: Who")
      .replace("label: Acme", 'label: "${mode}"')
      .replace(", default: create", "")
      .replace('target: "${mode}"', "target: create");
    writeFileSync(path, text);
    const { code, stdout } = await runInProcess(["okta", "runbook", "--template", path]);
    expect(code).toBe(0);
    expect(stdout).toContain("| **App name** | `<Mode>` |");
    expect(stdout).toContain("`<Base URL>`");
    expect(stdout).toContain("| **Enter a group to push** | `<Groups>` |");
    expect(stdout).toContain('If "\\<Mode>" already exists');
  });

  test("goes into a file that only its owner can read, or into the JSON document", async () => {
    const path = join(temporaryFolder(), "runbook.md");
    const { code, stdout } = await runInProcess(["okta", "runbook", "--out", path]);
    expect({ code, stdout }).toEqual({ code: 0, stdout: "" });
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readFileSync(path, "utf8")).toBe(await runbook("total/okta"));
    const document = JSON.parse((await runInProcess(["okta", "runbook", "--json"])).stdout) as Readonly<
      Record<string, unknown>
    >;
    expect(document).toMatchObject({ mode: "runbook", template: "total/okta", errors: [] });
    expect(document["markdown"]).toBe(readFileSync(path, "utf8"));
  });

  test.each([
    [["runbook", "--dry-run"], "a runbook contacts no tenant anyway"],
    [["verify", "--out", "x.md"], "--out belongs to plan and runbook, not to verify"],
    [["runbook", "--out", "package.json/x.md"], "--out: cannot write package.json/x.md"],
    [["runbook", "--org-url", "https://www.okta.com"], "not an org"],
    [["runbook", "--scim-base-url", "http://scim.acme.example/v2"], "http works only on this machine"],
  ])("with %j is a mistake that is told", async (args, words) => {
    const { code, stderr } = await runInProcess(["okta", ...args]);
    expect(code).toBe(64);
    expect(stderr).toContain(words);
  });
});
