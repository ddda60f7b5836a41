import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { documentIn } from "../support/document.js";
import { temporaryFolder } from "../support/run-cli.js";
import { runInProcess } from "../support/run-in-process.js";
import { ACME } from "../template/acme.js";

const page = readFileSync(new URL("../../docs/templates.md", import.meta.url), "utf8");
const example = /```yaml\n(.*?)```/s.exec(page)?.[1] ?? "";

function written(text: string): string {
  const path = join(temporaryFolder(), "mine.yaml");
  writeFileSync(path, text);
  return path;
}

describe("the template that docs/templates.md works out", () => {
  test("is right", async () => {
    const { code, stdout } = await runInProcess(["template", "validate", written(example)]);
    expect(stdout).toContain("valid (easydmarc/okta, inputs: 4, steps: 5)");
    expect(code).toBe(0);
  });

  test("is rehearsed from itself alone, and proven, with no group pushed", async () => {
    const args = ["okta", "--dry-run", "--no-input", "--yes", "--json", "--template", written(example)];
    const { code, stdout } = await runInProcess(args);
    const { outcome, proof } = documentIn(stdout);
    expect([code, outcome]).toEqual([0, "applied"]);
    expect(proof?.users.found).toBe(proof?.users.expected);
    expect(proof?.users.found).toBeGreaterThan(0);
    expect(proof?.groups.expected).toBe(0);
  });

  test("has the flags that the page names", async () => {
    const { stdout } = await runInProcess(["okta", "--template", written(example), "--help"]);
    for (const flag of ["--tenant-url", "--secret-token-file", "--group <name>"]) {
      expect(page).toContain(flag.split(" ")[0]);
      expect(stdout).toContain(flag);
    }
  });
});

test("the token input that the page shows is one", async () => {
  const shown = /^ {6}(scimToken:\n(?: {8}.*\n)+)/m.exec(page)?.[1] ?? "";
  const input = `  ${shown.replace(/^ {8}/gm, "    ")}`;
  const text = ACME.replace("  mode: { prompt: Mode, type: text, default: create }\n", "")
    .replace('"${mode}"', "create")
    .replace(
      "inputs:\n",
      () =>
        `inputs:\n${input}  serverUrl: { prompt: S, type: url }\n  clientId: { prompt: C, type: text }\n  clientSecret: { prompt: K, type: secret }\n`,
    );
  const { stdout } = await runInProcess(["template", "validate", written(text)]);
  expect(stdout).toContain("valid (acme/okta, inputs: 8, steps: 3)");
});
