import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { runCli } from "../../../src/cli/program.js";
import { makePipe } from "../../support/named-pipe.js";
import { temporaryFolder } from "../../support/run-cli.js";
import { runInProcess, testIo } from "../../support/run-in-process.js";

interface Answer {
  readonly values: readonly string[];
  readonly abouts: readonly string[];
  /** Whether paths may stand there, too. */
  readonly files: boolean;
  /** Whether a space follows. */
  readonly space: boolean;
}

/** What is offered for a command line whose last word is being typed. */
async function offered(...words: readonly string[]): Promise<Answer> {
  const { io, written } = testIo(["complete", "--", ...words]);
  const code = await runCli(io);
  const { stdout, stderr } = written;
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  const lines = stdout.split("\n");
  expect(lines.pop()).toBe("");
  const directive = Number(/^:(\d)$/.exec(lines.pop() ?? "")?.[1]);
  const pairs = lines.map((line) => line.split("\t"));
  return {
    values: pairs.map(([value = ""]) => value),
    abouts: pairs.map(([, about = ""]) => about),
    files: (directive & 4) === 0,
    space: (directive & 2) === 0,
  };
}

/** A template in a folder of its own. */
function templateFile(text: string): string {
  const path = join(temporaryFolder(), "mine.yaml");
  writeFileSync(path, text);
  return path;
}

const OKTA_TEMPLATES = [
  "generic/okta",
  "holistics/okta",
  "senhasegura/okta",
  "senhasegura/okta-catalog",
  "total/okta",
] as const;
const SUB_COMMANDS = ["apply", "undo", "rotate-token", "doctor", "plan", "verify", "runbook"];
const COMMANDS = ["okta", "entra", "report", "setups", "template", "sandbox", "target", "completion"];
const TOPICS = ["environment", "exit-codes", "sign-in", "json", "manual-steps"];

describe("what is offered", () => {
  test.each<{ readonly typed: string; readonly values: readonly string[]; readonly files?: boolean }>([
    { typed: "", values: [...COMMANDS, "help"] },
    { typed: "ok", values: ["okta"] },
    { typed: "-", values: ["--version", "--help"] },
    { typed: "help ", values: [...COMMANDS, ...TOPICS] },
    { typed: "help ex", values: ["exit-codes"] },
    { typed: "help okta ver", values: ["verify"] },
    { typed: "help okta verify ", values: [] },
    { typed: "okta ", values: SUB_COMMANDS },
    { typed: "okta help p", values: ["plan"] },
    { typed: "okta --dry-run v", values: ["verify"] },
    { typed: "okta plan ", values: [] },
    { typed: "okta --template ", values: OKTA_TEMPLATES, files: true },
    { typed: "okta --template=to", values: ["--template=total/okta"], files: true },
    { typed: "entra --template g", values: ["generic/entra"], files: true },
    { typed: "okta plan --only push", values: ["push-groups"] },
    { typed: "okta plan --skip push-groups,a", values: ["push-groups,assign-groups"] },
    { typed: "okta plan --only push-groups,p", values: ["push-groups,provisioning-actions"] },
    { typed: "okta plan --only=push", values: ["--only=push-groups"] },
    { typed: "okta --template holistics/okta --only c", values: ["check-mappings", "check-log"] },
    { typed: "okta --sign-in ", values: ["api-token", "private-key", "device"] },
    { typed: "entra --cloud us", values: ["usgov"] },
    { typed: "okta verify --allow-unchecked u", values: ["users"] },
    { typed: "okta --inputs ", values: [], files: true },
    { typed: "okta --scim-token-file ", values: [], files: true },
    { typed: "okta --okta-token-file=", values: [], files: true },
    { typed: "okta --org-url ", values: [] },
    { typed: "okta --scim-b", values: ["--scim-base-url"] },
    { typed: "okta --template generic/okta --base", values: ["--base-url"] },
    { typed: "okta plan --detailed", values: ["--detailed-exitcode"] },
    { typed: "okta apply --detailed", values: [] },
    { typed: "okta --peo", values: [] },
    { typed: "okta --dry-run --peo", values: ["--people"] },
    { typed: "okta --dry-run --dry", values: [] },
    { typed: "okta -- pl", values: [] },
    { typed: "sandbox ", values: ["okta", "entra"] },
    { typed: "sandbox entra --start o", values: ["oidc-app"] },
    { typed: "template show total/", values: ["total/entra", "total/okta"], files: true },
    { typed: "template validate total/okta gen", values: ["generic/entra", "generic/okta"], files: true },
    { typed: "report ", values: [], files: true },
    { typed: "report run.json ", values: [] },
    { typed: "report run.json --out ", values: [], files: true },
    { typed: "completion ", values: ["bash", "zsh", "fish", "powershell"] },
    { typed: "unheard-of ", values: [] },
  ])("behind “$typed”", async ({ typed, values, files = false }) => {
    expect(await offered(...typed.split(" "))).toMatchObject({ values, files });
  });

  test("has the help's words beside it", async () => {
    expect((await offered("okta", "plan", "--only", "create")).abouts).toEqual(["Create the SAML app"]);
    expect((await offered("okta", "--template")).abouts).toEqual(["vendor's guide to follow"]);
  });

  test("has no space behind a value that goes on, and no secret among the inputs", async () => {
    expect(await offered("okta", "--set", "")).toMatchObject({
      values: ["scimBaseUrl=", "groups=", "assign="],
      space: false,
    });
    expect(await offered("okta", "--fault", "reset-a")).toMatchObject({ values: ["reset-after@"], space: false });
    expect((await offered("okta", "--template", "tot")).space).toBe(true);
  });

  test("follows a template in a file, half written or not", async () => {
    const path = templateFile(
      "inputs:\n  baseUrl: {type: url, prompt: Address}\nsteps:\n  - id: first-step\n  - uses:\n",
    );
    expect((await offered("okta", "plan", "--template", path, "--only", "")).values).toEqual(["first-step"]);
    expect((await offered("okta", "plan", "--template", path, "--base")).values).toEqual(["--base-url"]);
  });

  test("is the same behind an empty word that the shell could not give", async () => {
    const { stdout } = await runInProcess(["complete", "--next", "--", "okta", "--template"]);
    expect(stdout).toBe((await runInProcess(["complete", "--", "okta", "--template", ""])).stdout);
    expect(stdout).toContain("total/okta\t");
  });
});

describe("nothing is offered, and nothing said", () => {
  const pipe = join(temporaryFolder(), "pipe.yaml");
  makePipe(pipe);
  const folder = join(temporaryFolder(), "folder.yaml");
  mkdirSync(folder);

  test.each([
    ["a template that does not exist", "nobodys/guide"],
    ["a folder", folder],
    ["a pipe, which nobody writes to", pipe],
    ["broken YAML", templateFile("steps: [\n  - {id: a")],
    ["a list", templateFile("- 1\n- 2\n")],
    ["steps of other types", templateFile("inputs: 7\nsteps: [1, null, [x], {id: 3}, {id: [a]}]\n")],
    ["an alias in itself", templateFile("steps: &a [*a]\n")],
    ["a large file", templateFile(`steps:\n${"  - id: step\n".repeat(50_000)}`)],
    ["names that a shell would read", templateFile('steps:\n  - id: "$(touch x)"\n  - id: "a;b"\n  - id: "\\e[2J"\n')],
  ])("for the steps of %s", async (_what, path) => {
    expect((await offered("okta", "plan", "--template", path, "--only", "")).values).toEqual([]);
  });

  test("by control characters in a template's words", async () => {
    const path = templateFile('steps:\n  - id: calm\n    title: "red \\e[31m\\nand a line"\n');
    const { abouts } = await offered("okta", "plan", "--template", path, "--only", "");
    expect(abouts).toEqual(["red  [31m and a line"]);
  });

  const word = fc.oneof(
    fc.constantFrom(
      "okta",
      "entra",
      "plan",
      "help",
      "template",
      "show",
      "--template",
      "--only",
      "--dry-run",
      "--plan",
      "",
    ),
    fc.constantFrom(
      "--",
      "-",
      "=",
      "--=",
      "--template=",
      "__proto__",
      "constructor",
      "--constructor=x",
      "-q",
      "--json",
    ),
    fc.string(),
    fc.string({ unit: "binary" }),
  );

  property.prop([fc.array(word, { maxLength: 8 })], { numRuns: 300 })(
    "by any words: there is always an answer",
    async (words) => {
      await offered(...words);
    },
  );
});

test("without the words of a script, complete is no command", async () => {
  const { code, stderr } = await runInProcess(["complete"]);
  expect(code).toBe(64);
  expect(stderr).toContain("total-setup completion");
});
