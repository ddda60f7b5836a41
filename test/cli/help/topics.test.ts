import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { EXIT } from "../../../src/base/errors.js";
import { HELP_TOPICS } from "../../../src/cli/help/topics.js";
import { SIGN_IN_WAYS as ENTRA_WAYS } from "../../../src/entra/auth/open-sign-in.js";
import { SIGN_IN_WAYS as OKTA_WAYS } from "../../../src/okta/api/sign-in.js";
import { filesUnder } from "../../support/files-under.js";
import { runInProcess } from "../../support/run-in-process.js";

const TOPICS = Object.keys(HELP_TOPICS);

async function topic(name: string): Promise<string> {
  const { code, stdout, stderr } = await runInProcess(["help", name]);
  expect([code, stderr]).toEqual([0, ""]);
  return stdout;
}

describe.each(TOPICS)("help %s", (name) => {
  test("fits on a screen, and ends with where to read more", async () => {
    const lines = (await topic(name)).trimEnd().split("\n");
    expect(lines.length).toBeLessThanOrEqual(60);
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
    expect(lines.slice(-3).join("\n")).toMatch(/docs\/[\w-]+\.md/);
  });

  test("is in the list of help", async () => {
    expect((await runInProcess(["--help"])).stdout).toMatch(new RegExp(`^ {2}${name} +\\w`, "m"));
  });
});

/** What the code reads to know its terminal and its launcher: nobody sets these for total-setup. */
const OF_THE_MACHINE = "CI CLICOLOR_FORCE LANG LC_ALL LC_CTYPE PATH TERM TMUX WSL_DISTRO_NAME".split(" ");
/** Node.js turns off the check of certificates with it: refused where a secret is fetched, and no advice. */
const NOT_ADVISED = ["NODE_TLS_REJECT_UNAUTHORIZED"];

test("help environment names every variable that the sources read", async () => {
  const sources = filesUnder("src").filter((path) => path.endsWith(".ts") && !path.startsWith("src/cli/help/"));
  const read = sources.flatMap((path) => {
    const text = readFileSync(path, "utf8");
    const named = [...text.matchAll(/\b(?:env\[|valueOf\(io, |required\(options, \[)"([A-Z_]+)"/g)];
    const prefixed = [...text.matchAll(/"((?:AZURE|OKTA_CLIENT|XDG)_[A-Z_]+|LOCALAPPDATA)"/g)];
    return [...named, ...prefixed].map(([, name = ""]) => name);
  });
  expect(new Set(read).size).toBeGreaterThan(20);
  const text = await topic("environment");
  const missing = [...new Set(read)].filter(
    (name) => !OF_THE_MACHINE.includes(name) && !NOT_ADVISED.includes(name) && !text.includes(name),
  );
  expect(missing).toEqual([]);
});

test("help exit-codes names every exit code", async () => {
  const text = await topic("exit-codes");
  for (const code of Object.values(EXIT)) expect(text).toMatch(new RegExp(`^ {2}${String(code)} +\\w`, "m"));
});

test("help sign-in names every way to sign in", async () => {
  const text = await topic("sign-in");
  for (const way of [...OKTA_WAYS, ...ENTRA_WAYS]) expect(text).toMatch(new RegExp(`^ {2}${way} +\\w`, "m"));
});

test("a word that is neither command nor topic is refused with the nearest", async () => {
  const near = await runInProcess(["help", "exit-code"]);
  expect(near.code).toBe(64);
  expect(near.stderr).toContain("Did you mean total-setup help exit-codes?");
  const nonsense = await runInProcess(["help", "nonsense"]);
  expect(nonsense.code).toBe(64);
  expect(nonsense.stderr).toContain('There is no help for "nonsense"');
  for (const name of TOPICS) expect(nonsense.stderr).toContain(name);
});

test("help of a command is still its help page", async () => {
  expect((await runInProcess(["help", "okta", "plan"])).stdout).toBe(
    (await runInProcess(["okta", "plan", "--help"])).stdout,
  );
});
