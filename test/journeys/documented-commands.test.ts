import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { commandsIn, type DocumentedCommand } from "../support/documented-commands.js";
import { startDocumentedWorld, type DocumentedWorld } from "../support/documented-world.js";
import { filesUnder } from "../support/files-under.js";
import { startServer } from "../support/run-cli.js";
import { runInProcess } from "../support/run-in-process.js";

const PAGES = ["README.md", "CONTRIBUTING.md", ...filesUnder("docs").filter((path) => path.endsWith(".md"))].filter(
  (path) => !path.startsWith("docs/decisions/"),
);

/** Other programs: what they are is not ours to test. */
const OTHER_PROGRAMS = /^(?:npm|npx vitest|node scripts\/|az login|openssl)\b/;

/** How a command ends where that is not 0, and why. */
const ENDS: readonly { readonly words: string; readonly code: number }[] = [
  // The mapping that the page has the reader forget.
  { words: "entra --dry-run --skip fix-user-id", code: 5 },
  // No name confirms that the app is to be deleted.
  { words: "okta undo", code: 1 },
];

/** What a page takes for done. */
const SET_UP_BEFORE: Readonly<Record<string, string>> = {
  "docs/setups.md":
    "okta --remember --org-url https://acme.okta.com --scim-base-url https://scim.total.example/scim/v2 --scim-token-file token.txt",
  "docs/undo.md":
    "okta --org-url https://acme.okta.com --scim-base-url https://scim.total.example/scim/v2 --scim-token-file token.txt",
};

function endOf({ words }: DocumentedCommand): number {
  return ENDS.find((one) => words.join(" ").startsWith(one.words))?.code ?? 0;
}

function templateOn(page: string): string | undefined {
  return /```yaml\n(# yaml-language-server[\s\S]*?)```/.exec(page)?.[1];
}

describe.each(PAGES)("the commands of %s", (path) => {
  const page = readFileSync(path, "utf8");
  const { commands, others, mentions } = commandsIn(page);
  let world: DocumentedWorld | undefined;

  beforeAll(async () => {
    if (commands.length === 0) return;
    world = await startDocumentedWorld(templateOn(page));
    const before = SET_UP_BEFORE[path];
    if (before !== undefined) expect((await world.run({ line: 0, words: before.split(" "), env: {} })).code).toBe(0);
  });
  afterAll(async () => {
    await world?.close();
  });

  test("are ours, or another program's that the list names", () => {
    expect(others.filter((command) => !OTHER_PROGRAMS.test(command))).toEqual([]);
  });

  for (const command of commands) {
    const { line, words } = command;
    test(`line ${String(line)}: total-setup ${words.join(" ")}`, async () => {
      if (words[0] === "sandbox" || words[0] === "target") {
        const server = await startServer(words, world?.folder);
        expect(await server.stop()).toBe(0);
        return;
      }
      const result = await world?.run(command);
      expect(result?.code, `${result?.stdout ?? ""}${result?.stderr ?? ""}`).toBe(endOf(command));
    });
  }

  test("that its sentences mention exist, with their options", async () => {
    for (const mention of mentions) {
      const words = mention.split(/\s+/);
      const options = words.filter((word) => word.startsWith("--"));
      const firstOption = words.findIndex((word) => word.startsWith("--"));
      const named = firstOption === -1 ? words : words.slice(0, firstOption);
      const bare = named.length === 1 && options.length > 0 && !options.includes("--help");
      const rehearses = options.includes("--dry-run") ? ["--dry-run"] : [];
      if (bare && rehearses.length === 0) named.push(named[0] === "setups" ? "list" : "apply");
      const { code, stdout } = await runInProcess([...named, ...rehearses, "--help"]);
      expect(code, mention).toBe(0);
      for (const option of options) expect(stdout, mention).toContain(option);
    }
  });
});

test("the pages have commands of every kind", () => {
  const all = PAGES.flatMap((path) => commandsIn(readFileSync(path, "utf8")).commands);
  expect(all.length).toBeGreaterThan(40);
  const kinds = [
    "okta plan",
    "okta doctor",
    "okta verify",
    "okta undo",
    "okta runbook",
    "entra plan",
    "sandbox",
    "target",
  ];
  for (const kind of kinds)
    expect(
      all.some(({ words }) => words.join(" ").startsWith(kind)),
      kind,
    ).toBe(true);
});
