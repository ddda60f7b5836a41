import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runInProcess } from "../support/run-in-process.js";

const ROOT = join(import.meta.dirname, "../..");

/** Words that follow the product's name in a sentence about it. */
const PROSE = new Set(
  "carries was created does from wrote within sign on knows in got did cannot can asks reads or and is".split(" "),
);

interface Named {
  readonly place: string;
  readonly command: string;
  /** The word behind it, when it is one. */
  readonly action: string | undefined;
}

/** Every `total-setup word word` of the texts in a folder; comments are not shown to anybody. */
function namedIn(folder: string): Named[] {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(?:ts|yaml)$/.test(entry.name))
    .flatMap((entry) => {
      const path = join(entry.parentPath, entry.name);
      const text = readFileSync(path, "utf8").replace(/\/\*\*[\s\S]*?\*\/|^\s*(?:\/\/|#).*$/gm, "");
      return [...text.matchAll(/\btotal-setup ([a-z][a-z-]*)(?: ([a-z][a-z-]*)\b)?/g)].map(
        ([, command = "", action]) => ({ place: path.slice(ROOT.length + 1), command, action }),
      );
    })
    .filter(({ command }) => !PROSE.has(command));
}

/** The first word of each line that is indented as a list is. */
function firstWords(text: string): string[] {
  return [...text.matchAll(/^ {2}([a-z][a-z-]*)/gm)].map(([, name = ""]) => name);
}

async function helpOf(...command: readonly string[]): Promise<string> {
  return (await runInProcess([...command, "--help"])).stdout;
}

test("no message names a command that is not there", async () => {
  const listed = (await helpOf()).replace(/^Examples:\n[\s\S]*?\n\n/m, "");
  const [page = "", topics = ""] = listed.split("Help on a topic:");
  const commands = firstWords(page);
  expect(commands.sort()).toEqual(["completion", "entra", "okta", "report", "sandbox", "setups", "target", "template"]);
  const named = [...namedIn("src"), ...namedIn("templates")];
  expect(named.length).toBeGreaterThan(20);
  const isThere = ({ command, action = "" }: Named): boolean =>
    command === "help" ? ["", ...commands, ...firstWords(topics)].includes(action) : commands.includes(command);
  expect(named.filter((one) => !isThere(one))).toEqual([]);

  const help = new Map([["help", topics]]);
  for (const command of commands) help.set(command, await helpOf(command));
  const withActions = named.filter(({ command, action }) => action !== undefined && command !== "target");
  const unknown = withActions.filter(
    ({ command, action }) =>
      !PROSE.has(action ?? "") &&
      !new RegExp(`(?:^|[\\s",:|(])${action ?? ""}(?:[\\s",)|]|$)`, "m").test(help.get(command) ?? ""),
  );
  expect(unknown).toEqual([]);
});
