import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { runCli, temporaryFolder } from "../support/run-cli.js";
import { startProgramOnTerminal, type TerminalProcess } from "../support/terminal-process.js";

const LAUNCHER = fileURLToPath(new URL("../../bin/total-setup.js", import.meta.url));

/** A folder in which shells start, with a file to complete. */
const folder = temporaryFolder();
const programs = temporaryFolder();
const ran = join(folder, "ran");

/** The environment of a shell that has total-setup on PATH. */
function shellEnv(): Record<string, string> {
  const path = [programs, process.env["PATH"] ?? ""].join(delimiter);
  return { PATH: path, HOME: folder, ZDOTDIR: folder, XDG_CONFIG_HOME: folder, TERM: "xterm-256color" };
}

beforeAll(() => {
  const own = join(programs, "total-setup");
  writeFileSync(own, `#!/bin/sh\nexec '${process.execPath}' '${LAUNCHER}' "$@"\n`);
  chmodSync(own, 0o755);
  writeFileSync(join(folder, "wanted.yaml"), "groups: TOTAL-Admin\n");
  const settings = "set bell-style none\nset enable-bracketed-paste off\n";
  writeFileSync(join(folder, ".inputrc"), settings);
  writeFileSync(join(folder, ".bashrc"), `PS1='ready '\ncd ${folder}\nsource <(total-setup completion bash)\n`);
  writeFileSync(
    join(folder, ".zshrc"),
    `PS1='ready '\nunsetopt zle_bracketed_paste prompt_sp\ncd ${folder}\nsource <(total-setup completion zsh)\n`,
  );
});

/** What stands at the cursor's place after Tab; a `$(...)` among the words must not run. */
const ON_A_TERMINAL = [
  ["a template name", "total-setup okta --template tot", "total-setup okta --template total/okta "],
  ["a template name behind =", "total-setup okta --template=tot", "total-setup okta --template=total/okta "],
  ["a step ID", "total-setup okta plan --only pu", "total-setup okta plan --only push-groups "],
  ["a second step ID", "total-setup okta --skip push-groups,che", "total-setup okta --skip push-groups,check-log "],
  ["a sub-command", "total-setup entra ver", "total-setup entra verify "],
  ["an option", "total-setup okta verify --allow", "total-setup okta verify --allow-unchecked "],
  ["a file", "total-setup okta --inputs wan", "total-setup okta --inputs wanted.yaml "],
  ["a file behind =", "total-setup okta --inputs=wan", "total-setup okta --inputs=wanted.yaml "],
  ["a value with more to come", "total-setup okta --fault reset-a", "total-setup okta --fault reset-after@"],
  ["behind a command in a word", `total-setup okta --set 'x=$(touch ${ran})' ver`, "verify "],
] as const;

const SHELLS: readonly (readonly [string, readonly string[]])[] = [
  ["bash", ["bash", "-i"]],
  ["zsh", ["zsh", "-i"]],
];

describe.each(SHELLS)("in %s", (name, words) => {
  test.each(ON_A_TERMINAL)("Tab completes %s", async (_what, typed, line) => {
    const shell: TerminalProcess = startProgramOnTerminal(words, { env: shellEnv() });
    await shell.shows("ready");
    const earlier = shell.written().length;
    shell.press(`${typed}\t`);
    await shell.shows(line.trim());
    // The line is given up, and the shell ends.
    shell.press("\u0015exit\n");
    await shell.ended;
    const shown = shell.written().slice(earlier);
    expect(shown).not.toMatch(/not found|rror|readonly|unbound/);
    expect(existsSync(ran)).toBe(false);
  });

  test("the script loads twice, and says nothing", () => {
    const load = `source <(total-setup completion ${name}); source <(total-setup completion ${name})`;
    const said = execFileSync(name, ["-c", `{ ${load}; } 2>&1`], { env: shellEnv(), encoding: "utf8" });
    expect(said).toBe("");
  });
});

test("bash registers the completion for the command alone", () => {
  const load = "source <(total-setup completion bash); complete -p";
  const said = execFileSync("bash", ["--norc", "-c", load], { env: shellEnv(), encoding: "utf8" });
  expect(said.trim()).toBe("complete -o default -F _total_setup total-setup");
});

test("zsh finds the script in a folder of fpath, too", async () => {
  const functions = temporaryFolder();
  writeFileSync(join(functions, "_total-setup"), (await runCli(["completion", "zsh"])).stdout);
  const home = temporaryFolder();
  writeFileSync(join(home, ".zshrc"), `PS1='ready '\nfpath=(${functions} $fpath)\nautoload -Uz compinit\ncompinit\n`);
  const shell = startProgramOnTerminal(["zsh", "-i"], { env: { ...shellEnv(), ZDOTDIR: home } });
  await shell.shows("ready");
  shell.press("total-setup okta --template tot\t");
  await shell.shows("--template total/okta");
  shell.press("\u0015exit\n");
  await shell.ended;
});

describe("in fish", () => {
  function completed(line: string): string[] {
    const script = "total-setup completion fish | source; complete -C $argv[1]";
    const options = { env: shellEnv(), cwd: folder, encoding: "utf8" } as const;
    return execFileSync("fish", ["--no-config", "-c", `${script} 2>&1`, "--", line], options)
      .split("\n")
      .filter((one) => one !== "");
  }

  test.each([
    ["a template name", "total-setup okta --template tot", "total/okta"],
    ["a template name behind =", "total-setup okta --template=tot", "--template=total/okta"],
    ["a step ID", "total-setup okta plan --only pu", "push-groups\tPush groups"],
    ["a second step ID", "total-setup okta --skip push-groups,che", /^push-groups,check-log\t/],
    ["a sub-command", "total-setup entra ver", /^verify\t/],
    ["a file", "total-setup okta --inputs wan", /^wanted\.yaml/],
    ["a file behind =", "total-setup okta --inputs=wan", /^--inputs=wanted\.yaml/],
    ["behind a command in a word", `total-setup okta --set 'x=(touch ${ran})' ver`, /^verify\t/],
  ] as const)("%s is completed", (_what, line, offered) => {
    expect(completed(line)).toEqual([typeof offered === "string" ? offered : expect.stringMatching(offered)]);
    expect(existsSync(ran)).toBe(false);
  });

  test("no file is offered where none can stand", () => {
    expect(completed("total-setup okta --sign-in ").map((one) => one.split("\t")[0])).toEqual([
      "api-token",
      "device",
      "private-key",
    ]);
    expect(completed("total-setup okta --org-url ")).toEqual([]);
  });
});

/** No PowerShell is needed to see this: it is what Register-ArgumentCompleter documents. */
test("the script of PowerShell registers a native completer, and passes words as they are", async () => {
  const { stdout } = await runCli(["completion", "powershell"]);
  expect(stdout).toMatch(/^Register-ArgumentCompleter -Native -CommandName total-setup -ScriptBlock \{$/m);
  expect(stdout).toContain("param($wordToComplete, $commandAst, $cursorPosition)");
  expect(stdout).toContain("[System.Management.Automation.CompletionResult]::new(");
  expect(stdout).not.toMatch(/Invoke-Expression|iex\b/);
  const code = stdout.replace(/^#.*$/gm, "").replace(/'[^']*'/g, "");
  for (const [open, close] of ["{}", "()", "[]"].map((pair) => pair.split("")))
    expect(code.split(open ?? "").length, open).toBe(code.split(close ?? "").length);
});

test("an answer loads no SDK, parser, schema or server, and the steps of a template only the parser", async () => {
  const modulesOf = async (...words: readonly string[]): Promise<string> => {
    const log = join(temporaryFolder(), "modules.txt");
    const preload = fileURLToPath(new URL("../support/resolve-log.mjs", import.meta.url));
    const env = { MODULE_LOG: log, NODE_OPTIONS: `--import=${preload}` };
    expect((await runCli(["complete", "--", ...words], { env })).code).toBe(0);
    return readFileSync(log, "utf8");
  };
  const heavy = /node_modules\/(?:@okta|@azure|@microsoft|fastify|inquirer|ora|zod|csv-parse|jose)\//;
  for (const words of [[""], ["okta", "--template", ""], ["entra", "pl"]])
    expect(await modulesOf(...words)).not.toMatch(new RegExp(`${heavy.source}|node_modules/yaml/`));
  const steps = await modulesOf("okta", "plan", "--only", "");
  expect(steps).toContain("node_modules/yaml/");
  expect(steps).not.toMatch(heavy);
});
