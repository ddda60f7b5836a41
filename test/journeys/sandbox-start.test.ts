import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, onTestFinished, test } from "vitest";
import { documentIn } from "../support/document.js";
import { runCli, temporaryFolder } from "../support/run-cli.js";

const LAUNCHER = fileURLToPath(new URL("../../bin/total-setup.js", import.meta.url));

/** Entra's cycles take their real time here. */
const ENTRA_MS = 180_000;

/** A folder whose name every shell has to quote. */
function awkwardFolder(): string {
  return join(temporaryFolder(), "state of zoe's");
}

interface Started {
  readonly screen: string;
  /** Ends the process, and waits until it has ended. */
  readonly end: (signal: NodeJS.Signals) => Promise<void>;
}

/** A server of the command line as a person starts it, once it has said that it is ready. */
async function start(args: readonly string[], state: string): Promise<Started> {
  const env = { PATH: process.env["PATH"], HOME: temporaryFolder(), XDG_STATE_HOME: state };
  const child = spawn(process.execPath, [LAUNCHER, ...args], { env });
  const closed = once(child, "close");
  onTestFinished(() => void child.kill("SIGKILL"));
  let screen = "";
  for await (const chunk of child.stdout) {
    screen += String(chunk);
    if (screen.includes("Press Ctrl-C")) break;
  }
  return {
    screen,
    end: async (signal) => {
      child.kill(signal);
      await closed;
    },
  };
}

/** The command under a heading of the screen. */
function commandUnder(heading: string, screen: string): string {
  const [, rest = ""] = screen.split(`${heading}\n`);
  return rest.split("\n\n", 1)[0] ?? "";
}

function filesIn(state: string): string[] {
  const folder = join(state, "total-setup", "handout");
  return existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [];
}

/** Runs lines in bash as they are printed, with the command line on the path. */
async function inBash(
  lines: string,
): Promise<{ readonly code: number; readonly stdout: string; readonly stderr: string }> {
  const folder = temporaryFolder();
  const shim = join(folder, "total-setup");
  writeFileSync(shim, `#!/bin/sh\nexec "${process.execPath}" "${LAUNCHER}" "$@"\n`);
  chmodSync(shim, 0o700);
  const env = { PATH: [folder, process.env["PATH"]].join(delimiter), HOME: folder, XDG_STATE_HOME: temporaryFolder() };
  return new Promise((resolve) => {
    const child = execFile("bash", ["-c", lines], { env }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr });
    });
    child.stdin?.end();
  });
}

describe("a sandbox or a target at its start", () => {
  test.each([
    ["okta", ["sandbox", "okta", "--auto-console"], "applied", 19],
    ["entra", ["sandbox", "entra"], "applied", 20],
  ] as const)(
    "of %s prints a command that runs in bash as it is printed",
    async (_name, args, outcome, found) => {
      const state = awkwardFolder();
      const { screen, end } = await start(args, state);
      const command = commandUnder("Run this command in another terminal (bash):", screen);
      const more = "--yes --json --group TOTAL-Admin --group TOTAL-Analyst --wait 2m";
      const { code, stdout, stderr } = await inBash(`${command} ${more}`);
      expect(documentIn(stdout).errors).toEqual([]);
      expect(stderr).not.toContain("command not found");
      expect(documentIn(stdout)).toMatchObject({ outcome, proof: { users: { found, wrong: [] } } });
      expect(code).toBe(0);
      await end("SIGINT");
      expect(filesIn(state)).toEqual([]);
    },
    ENTRA_MS,
  );

  test("of a target prints a dry run that provisions it", async () => {
    const state = awkwardFolder();
    const { screen } = await start(["target"], state);
    const command = commandUnder("Run this command in another terminal (bash):", screen);
    const { code, stdout } = await inBash(`${command} --json`);
    expect(documentIn(stdout)).toMatchObject({
      outcome: "applied",
      errors: [],
      proof: { users: { found: 19, wrong: [] } },
    });
    expect(code).toBe(0);
  });

  test.each([
    ["okta", ["sandbox", "okta"], 2],
    ["entra", ["sandbox", "entra"], 2],
    ["okta, without a SCIM server", ["sandbox", "okta", "--no-target"], 1],
    ["target", ["target"], 1],
  ] as const)(
    "of %s keeps tokens off the screen, in files that only their owner can read",
    async (_name, args, count) => {
      const state = awkwardFolder();
      const { screen, end } = await start(args, state);
      const files = filesIn(state);
      expect(files).toHaveLength(count);
      for (const file of files) {
        expect(statSync(file).mode & 0o777).toBe(0o600);
        expect(statSync(dirname(file)).mode & 0o777).toBe(0o700);
        expect(screen).not.toContain(readFileSync(file, "utf8").trim());
      }
      await end("SIGTERM");
      expect(filesIn(state)).toEqual([]);
    },
  );

  test.each(["SIGHUP", "SIGQUIT"] as const)("deletes the token files on %s", async (signal) => {
    const state = awkwardFolder();
    const { end } = await start(["sandbox", "okta"], state);
    expect(filesIn(state)).toHaveLength(2);
    await end(signal);
    expect(filesIn(state)).toEqual([]);
  });

  test.each([["sandbox", "okta"], ["target"]])("ends with 1 where the files cannot be written: %s", async (...args) => {
    // Not even root makes a folder there.
    const { code, stdout, stderr } = await runCli(args, { env: { XDG_STATE_HOME: "/proc/none" } });
    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr).toContain("state-unwritable");
  });

  test("deletes what a killed one has left", async () => {
    const state = awkwardFolder();
    const killed = await start(["sandbox", "okta"], state);
    const left = filesIn(state);
    await killed.end("SIGKILL");
    expect(filesIn(state)).toEqual(left);
    await start(["target"], state);
    expect(filesIn(state)).toHaveLength(1);
    for (const file of left) expect(existsSync(file)).toBe(false);
  });

  test("with --json prints the tokens for a program, and writes no file", async () => {
    const state = awkwardFolder();
    const env = { PATH: process.env["PATH"], HOME: temporaryFolder(), XDG_STATE_HOME: state };
    const child = spawn(process.execPath, [LAUNCHER, "sandbox", "entra", "--json"], { env });
    onTestFinished(() => void child.kill("SIGKILL"));
    const [line] = (await once(child.stdout, "data")) as [Buffer];
    const ready = JSON.parse(line.toString("utf8")) as { readonly token: string; readonly console: string };
    expect(ready.token).not.toBe("");
    expect((await fetch(ready.console)).status).toBe(403);
    expect(filesIn(state)).toEqual([]);
  });
});
