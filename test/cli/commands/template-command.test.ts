import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { temporaryFolder } from "../../support/run-cli.js";
import { runInProcess } from "../../support/run-in-process.js";
import { ACME } from "../../template/acme.js";

/** The good template of the template room's tests, for the real step kinds. */
const GOOD = ACME.replace(
  "mode: { prompt: Mode, type: text, default: create }",
  'note: { prompt: N, type: text, example: "n" }',
).replace('target: "${mode}"', "target: create");

function written(text: string): string {
  const path = join(temporaryFolder(), "mine.yaml");
  writeFileSync(path, text);
  return path;
}

describe("template list", () => {
  test("names each template with its vendor and its guide", async () => {
    const { code, stdout } = await runInProcess(["template", "list"]);
    expect(code).toBe(0);
    for (const name of ["total/okta", "total/entra", "generic/okta", "generic/entra"]) expect(stdout).toContain(name);
    expect(stdout).toMatch(/^total\/okta +TruU TOTAL +docs\.truu\.ai/m);
  });

  test("is data with --json, the IdP among it", async () => {
    const { code, stdout } = await runInProcess(["template", "list", "--json"]);
    const { templates } = JSON.parse(stdout) as { readonly templates: readonly Readonly<Record<string, string>>[] };
    expect(code).toBe(0);
    expect(templates.find(({ name }) => name === "total/entra")).toMatchObject({ vendor: "TruU TOTAL", idp: "entra" });
  });
});

describe("template show", () => {
  test("prints the file as it is, for beginning one's own with it", async () => {
    const { code, stdout } = await runInProcess(["template", "show", "generic/okta"]);
    expect(code).toBe(0);
    expect((await runInProcess(["template", "validate", written(stdout)])).code).toBe(0);
  });

  test("gives inputs and steps with --json", async () => {
    const { stdout } = await runInProcess(["template", "show", "total/okta", "--json"]);
    const { template } = JSON.parse(stdout) as {
      readonly template: { readonly inputs: readonly unknown[]; readonly steps: readonly { readonly uses: string }[] };
    };
    expect(template.inputs).toHaveLength(4);
    expect(template.steps[0]?.uses).toBe("okta/saml-app");
  });

  test("asks which, when a vendor has several", async () => {
    const { code, stderr } = await runInProcess(["template", "show", "total"]);
    expect(code).toBe(64);
    expect(stderr).toContain("Name one of: total/entra, total/okta.");
  });

  test.each([
    [[], "exactly one template"],
    [["total/okta", "total/entra"], "exactly one template"],
    [["totl/okta"], 'Did you mean "total/okta"'],
  ])("of %j is told", async (names, words) => {
    const { code, stderr } = await runInProcess(["template", "show", ...names]);
    expect(code).toBe(64);
    expect(stderr).toContain(words);
  });
});

describe("template validate", () => {
  test("says that a good one is valid, of any IdP, and names it", async () => {
    const path = written(GOOD);
    const { code, stdout } = await runInProcess(["template", "validate", path, "templates/total/entra.yaml"]);
    expect(code).toBe(0);
    expect(stdout).toContain(`${path}: valid (acme/okta, inputs: 5, steps: 3)`);
    expect(stdout).toContain("templates/total/entra.yaml: valid (total/entra,");
  });

  test("tells every problem of every file with its line and column, and exits with 64", async () => {
    const path = written(
      GOOD.replace("hidden: true", "hiden: true")
        .replace('"${groups}", target', '"${grops}", target')
        .replace("note:", "wait:"),
    );
    const { code, stdout } = await runInProcess(["template", "validate", path, "templates/total/okta.yaml"]);
    expect(code).toBe(64);
    const lines = stdout.split("\n");
    expect(lines[0]).toBe(`${path}:10:3: the input "wait" would use the flag --wait, which the command already has`);
    expect(lines[1]).toBe(`${path}:15:76: unknown key "hiden". Did you mean "hidden"?`);
    expect(lines[2]).toBe(`${path}:27:21: unknown input "grops". Did you mean "groups"?`);
    expect(lines[3]).toBe("templates/total/okta.yaml: valid (total/okta, inputs: 4, steps: 6)");
  });

  test("gives them as data with --json, all of them", async () => {
    const keys = Array.from({ length: 30 }, (_, index) => `x${String(index)}: 1`).join("\n");
    const { code, stdout } = await runInProcess(["template", "validate", "--json", written(`${GOOD}${keys}\n`)]);
    const { outcome, templates } = JSON.parse(stdout) as {
      readonly outcome: string;
      readonly templates: readonly {
        readonly valid: boolean;
        readonly problems: readonly { readonly line: number }[];
      }[];
    };
    expect(code).toBe(64);
    expect(outcome).toBe("invalid");
    expect(templates[0]?.valid).toBe(false);
    expect(templates[0]?.problems.map(({ line }) => line)).toEqual(
      Array.from({ length: 30 }, (_, index) => 29 + index),
    );
  });

  test("refuses five megabytes before it reads them as YAML", async () => {
    const { code, stdout } = await runInProcess(["template", "validate", written(`# ${"x".repeat(5 * 1024 * 1024)}`)]);
    expect(code).toBe(64);
    expect(stdout).toContain("mine.yaml:1:1: the file is larger than 1 MB");
  });

  test.each([
    [["nowhere.yaml"], "There is no template file"],
    [[], "validate needs at least one template"],
    [["templates"], "There is no template"],
  ])("of %j is told", async (names, words) => {
    const { code, stderr } = await runInProcess(["template", "validate", ...names]);
    expect(code).toBe(64);
    expect(stderr).toContain(words);
  });
});

test("an action that does not exist is told with those that do", async () => {
  const { code, stderr } = await runInProcess(["template", "lst"]);
  expect(code).toBe(64);
  expect(stderr).toContain("list, show, validate");
});
