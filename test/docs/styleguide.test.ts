import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { runInProcess } from "../support/run-in-process.js";

const page = readFileSync(new URL("../../docs/STYLEGUIDE.md", import.meta.url), "utf8");
const examples = page.slice(page.indexOf("## Worked example")).split(/^### /m).slice(1);

/** Both streams as one text without columns and line breaks. */
function onScreen({ stdout, stderr }: { readonly stdout: string; readonly stderr: string }): string {
  return `${stdout}\n${stderr}`.replace(/\s+/g, " ");
}

describe("the screens of the worked example", () => {
  test("are those of both IdPs, of an unproven run and of a failed one", () => {
    expect(examples).toHaveLength(4);
  });

  test.each(examples.map((text) => [/^`([^`]+)`/.exec(text)?.[1] ?? "", text] as const))(
    "%s answers all four questions as the page says",
    async (command, text) => {
      const rows = text.split("\n").filter((line) => /^\| (?:What|Who)/.test(line));
      expect(rows).toHaveLength(4);
      const screen = onScreen(await runInProcess(command.split(" ")));
      for (const row of rows) {
        const answer = row.split("|")[2] ?? "";
        const quoted = [...answer.matchAll(/`([^`]+)`/g)].map(([, words = ""]) => words);
        for (const words of quoted.filter((one) => one !== "manual step")) expect(screen).toContain(words);
        if (quoted.includes("manual step")) expect(screen).not.toContain("manual step");
      }
    },
  );
});
