import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { SUB_COMMANDS } from "../../../src/cli/commands/setup/sub-commands.js";
import { runInProcess } from "../../support/run-in-process.js";

const TEMPLATES = readdirSync("templates", { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".yaml"))
  .map((path) => path.replaceAll("\\", "/").replace(".yaml", ""));

const OTHERS = ["template", "template list", "template show", "template validate"].concat(
  ["sandbox", "sandbox okta", "sandbox entra", "target", "completion"],
  ["", "okta", "entra"],
);

/** Every command with a help of its own, for each template that gives it options. */
const HELPS = [
  ...OTHERS.map((words) => words.split(" ").filter((word) => word !== "")),
  ...TEMPLATES.flatMap((template) =>
    [...SUB_COMMANDS.map(({ name }) => name), "--dry-run"].map((name) => [
      template.includes("entra") ? "entra" : "okta",
      name,
      "--template",
      template,
    ]),
  ),
];

/** One page of each command, with its own default template. */
const PAGES = [
  ...OTHERS.map((words) => words.split(" ").filter((word) => word !== "")),
  ...["okta", "entra"].flatMap((idp) => [...SUB_COMMANDS.map(({ name }) => [idp, name]), [idp, "--dry-run"]]),
];

async function helpOf(...words: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await runInProcess([...words, "--help"]);
  expect([code, stderr]).toEqual([0, ""]);
  return stdout;
}

/** Words that the product does not use; flags and names of files are what they are. */
const PRIVATE_WORDS = /\b(mends?|stand-in|console stop|whom|for good|goes on|by hand|people|prove[ns]?)\b/i;

describe("every help", () => {
  test.each([80, 120])("on a terminal of %i columns is what a person expects to read", async (columns) => {
    const pages: string[] = [];
    for (const words of PAGES) {
      const command = ["total-setup", ...words, "--help"].join(" ");
      pages.push(`$ ${command}\n${(await runInProcess([...words, "--help"], { columns })).stdout}`);
    }
    await expect(pages.join("\n")).toMatchFileSnapshot(`../../snapshots/help-${String(columns)}.txt`);
  });

  test.each([60, 80, 100, 120, 200])(
    "on a terminal of %i columns fits, but for words that are longer",
    async (columns) => {
      const width = Math.min(columns, 120);
      for (const words of PAGES) {
        const { stdout } = await runInProcess([...words, "--help"], { columns });
        const lines = stdout.split("\n").filter((line) => !line.startsWith("Usage:"));
        const long = lines.filter((line) => line.length > width && /\S +\S/.test(line.slice(0, width)));
        expect(long).toEqual([]);
      }
    },
  );

  test.each(HELPS.map((words) => [words]))(
    "has at most 60 lines of 80 columns, examples first, in plain words: %j",
    async (words) => {
      const text = await helpOf(...words);
      const lines = text.trimEnd().split("\n");
      expect(lines.length).toBeLessThanOrEqual(60);
      expect(lines.filter((line) => line.length > 80)).toEqual([]);
      expect(text).toMatch(/^Usage: total-setup[^]*\n\nExamples:\n {2}total-setup /);
      expect(text.indexOf("Examples:")).toBeLessThan(text.indexOf("-h, --help"));
      const prose = text.replace(/--[a-z-]+|\S+\.(?:csv|md)/g, "");
      expect(PRIVATE_WORDS.exec(prose)).toBeNull();
    },
  );

  test("of the product lists its commands in groups", async () => {
    const text = await helpOf();
    for (const group of ["Set up provisioning:\n  okta ", "Guides:\n  template ", "this machine:\n  sandbox "])
      expect(text).toContain(group);
  });

  test.each(["okta", "entra"])("of %s lists every sub-command with its summary, and no option of one", async (idp) => {
    const text = await helpOf(idp);
    for (const { name } of SUB_COMMANDS) expect(text).toMatch(new RegExp(`^ {2}${name} +[a-z]`, "m"));
    expect(text.match(/^ {2}total-setup /gm)).toHaveLength(5);
    expect(text).not.toContain("--scim-base-url");
  });
});

describe("the help of a sub-command", () => {
  test("shows its own options in groups, and not those of others", async () => {
    const plan = await helpOf("okta", "plan");
    const headings = [...plan.matchAll(/^(\S.*):$/gm)].map(([, heading]) => heading);
    expect(headings).toEqual(["Examples", "Tenant and sign-in", "Inputs of the guide", "Safety", "Output"]);
    for (const flag of ["--org-url", "--scim-base-url", "--out", "--detailed-exitcode"])
      expect(plan).toContain(`  ${flag}`);
    for (const flag of ["--people", "--delete-groups", "--allow-unchecked", "--confirm-plan", "--yes"])
      expect(plan).not.toMatch(new RegExp(`^ {2}(-y, )?${flag}`, "m"));
  });

  test("of undo names what exists on this IdP", async () => {
    const [okta, entra] = [await helpOf("okta", "undo"), await helpOf("entra", "undo")];
    expect(okta).toContain('--confirm "TOTAL (Provisioning)"\n');
    expect(entra).toContain('--confirm "TOTAL"\n');
    expect([okta, entra].map((text) => text.includes("--delete-groups"))).toEqual([true, false]);
  });

  test("of apply names a dry run, whose own help shows what it takes", async () => {
    expect(await helpOf("okta", "apply")).not.toContain("  --people");
    const dryRun = await helpOf("okta", "--dry-run");
    for (const flag of ["people", "users", "groups", "target-url", "accept-writes", "fault", "from-tenant", "preview"])
      expect(dryRun).toContain(`  --${flag}`);
    expect(dryRun).not.toContain("  --plan");
  });

  test.each([
    [["help", "okta", "plan"]],
    [["okta", "help", "plan"]],
    [["okta", "plan", "-h"]],
    [["okta", "--help", "plan"]],
    [["okta", "--json", "plan", "--help"]],
  ])("is shown by %j", async (words) => {
    const { code, stdout } = await runInProcess(words);
    expect(code).toBe(0);
    expect(stdout).toBe(await helpOf("okta", "plan"));
  });

  test.each([
    [["help"], []],
    [["help", "okta"], ["okta"]],
    [["okta", "help"], ["okta"]],
    [
      ["help", "template", "show"],
      ["template", "show"],
    ],
    [
      ["help", "sandbox", "entra"],
      ["sandbox", "entra"],
    ],
    [["help", "target"], ["target"]],
  ])("and of other commands by %j", async (words, same) => {
    expect((await runInProcess(words)).stdout).toBe(await helpOf(...same));
  });

  test("has the inputs of the template, wherever that is named", async () => {
    for (const words of [
      ["okta", "--template", "generic", "plan"],
      ["okta", "plan", "--template=generic"],
    ]) {
      const text = await helpOf(...words);
      expect(text).toContain("--unique-identifier <text>");
      expect(text).not.toContain("--scim-base-url");
    }
  });
});
