import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, test } from "vitest";
import { runCli } from "../../src/cli/program.js";
import { serveClock } from "../support/clock-server.js";
import { documentIn } from "../support/document.js";
import { startOktaWorld } from "../support/okta-sweep-world.js";
import { temporaryFolder, type CliResult } from "../support/run-cli.js";
import { ownDevice } from "../support/own-device.js";
import { runInProcess, testIo } from "../support/run-in-process.js";
import type { SweepWorld } from "../support/sweep-world.js";

const CHILD = fileURLToPath(new URL("../support/on-test-clock.mjs", import.meta.url));
const LAUNCHER = fileURLToPath(new URL("../../bin/total-setup.js", import.meta.url));

const FULL = ownDevice(temporaryFolder(), "full");

const opened: SweepWorld[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((one) => one.close()));
});

async function newWorld(): Promise<SweepWorld> {
  const world = await startOktaWorld();
  opened.push(world);
  world.breakWith(undefined);
  return world;
}

/** A command of a shell, which may limit what it starts or give it other streams. */
async function inShell(script: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<CliResult> {
  const child = spawn("bash", ["-c", script, "bash", ...args], { env: { PATH: process.env["PATH"], ...env } });
  const [stdout, stderr] = [[] as Buffer[], [] as Buffer[]];
  child.stdout.on("data", (chunk: Buffer) => stdout.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => stderr.push(chunk));
  const [code] = (await once(child, "close")) as [number | null];
  return { code, stdout: Buffer.concat(stdout).toString(), stderr: Buffer.concat(stderr).toString() };
}

/** The world's command as a process of its own, which may write files of so many kilobytes only (POSIX: ulimit -f, RLIMIT_FSIZE). */
async function limited(world: SweepWorld, kilobytes: number, more: readonly string[] = []): Promise<CliResult> {
  const time = await serveClock(world.clock);
  try {
    const args = [process.execPath, CHILD, ...world.args, ...more];
    const env = { ...world.env, TEST_CLOCK: time.url };
    return await inShell(`ulimit -f ${String(kilobytes)}; exec "$@"`, args, env);
  } finally {
    time.close();
  }
}

function writesIn({ requests }: SweepWorld): number {
  return requests.filter(({ method }) => method !== "GET").length;
}

function stateIn({ env }: SweepWorld, folder: string): string {
  return join(env["XDG_STATE_HOME"] ?? "", "total-setup", folder);
}

function noStack(text: string): void {
  expect(text).not.toMatch(/\n\s+at |defect|Uncaught|node:internal/);
}

describe("a disk that is full", () => {
  test("before the first entry of the journal: nothing is written to the tenant", async () => {
    const world = await newWorld();
    const { code, stdout, stderr } = await limited(world, 16);
    expect(code).toBe(1);
    expect(documentIn(stdout).errors[0]).toMatchObject({
      code: "state-unwritable",
      message: expect.stringContaining(stateIn(world, "journal")) as string,
    });
    expect(writesIn(world)).toBe(0);
    expect(readdirSync(stateIn(world, "lock"))).toEqual([]);
    noStack(stderr);
  });

  test("during a run: every write has its end in the journal, and the same command goes on with room", async () => {
    const world = await newWorld();
    const { code, stdout, stderr } = await limited(world, 34);
    expect([code, documentIn(stdout).errors[0]?.code]).toEqual([1, "state-unwritable"]);
    noStack(stderr);
    expect(writesIn(world)).toBeGreaterThan(0);
    const [file = ""] = readdirSync(stateIn(world, "journal"));
    const kinds = readFileSync(join(stateIn(world, "journal"), file), "utf8")
      .split("\n")
      .flatMap((line) => (line.trim() === "" ? [] : [(JSON.parse(line) as { readonly kind: string }).kind]));
    expect(kinds.filter((kind) => kind === "begin")).toHaveLength(kinds.filter((kind) => kind === "done").length);
    expect(readdirSync(stateIn(world, "lock"))).toEqual([]);
    expect((await world.run()).code).toBe(0);
  });

  test("for the lock: it leaves none, and says where it would be", async () => {
    const world = await newWorld();
    const { code, stdout, stderr } = await limited(world, 0);
    expect([code, documentIn(stdout).errors[0]?.code]).toEqual([1, "state-unwritable"]);
    expect(readdirSync(stateIn(world, "lock"))).toEqual([]);
    expect(writesIn(world)).toBe(0);
    noStack(stderr);
  });

  test("for the transcript: the write that is on its way is let through and journalled, and nothing follows", async () => {
    const world = await newWorld();
    const file = join(temporaryFolder(), "t.jsonl");
    const { code, stdout, stderr } = await limited(world, 48, ["--transcript", file]);
    expect(code).toBe(1);
    expect(documentIn(stdout).errors[0]).toMatchObject({
      code: "output-unwritable",
      message: expect.stringContaining(file) as string,
    });
    noStack(stderr);
    expect(readdirSync(stateIn(world, "lock"))).toEqual([]);
    expect((await world.run()).code).toBe(0);
  });

  test("for --out", async () => {
    const { code, stdout, stderr } = await runInProcess(["okta", "runbook", "--out", FULL]);
    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr).toMatch(/--out: .*full cannot be written: the disk is full.*output-unwritable/);
  });
});

test("a transcript that is full from the start ends a rehearsal with its name", async () => {
  const { code, stdout } = await runInProcess(["okta", "--dry-run", "--json", "--transcript", FULL]);
  expect([code, documentIn(stdout).errors[0]?.code]).toEqual([1, "output-unwritable"]);
});

test("/dev/null may be the transcript, and stays what it is", async () => {
  const device = ownDevice(temporaryFolder(), "null");
  const before = statSync(device).mode;
  const { code } = await runInProcess(["okta", "--dry-run", "--transcript", device]);
  expect([code, statSync(device).mode]).toEqual([0, before]);
});

describe("standard output", () => {
  const env = { XDG_STATE_HOME: temporaryFolder(), HOME: temporaryFolder() };
  const run = (redirect: string, ...args: readonly string[]): Promise<CliResult> =>
    inShell(`"$@" ${redirect}`, [process.execPath, LAUNCHER, ...args], env);

  test.each([
    ["on a full device", ">/dev/full", ["okta", "--dry-run", "--json"]],
    ["on a full device, as text", ">/dev/full", ["template", "list"]],
    ["open for reading only", "1</dev/null", ["okta", "--dry-run"]],
  ])("%s is named, and the exit code says so", async (_name, redirect, args) => {
    const { code, stderr } = await run(redirect, ...args);
    expect(code).toBe(1);
    expect(stderr).toMatch(/standard output cannot be written: .*\(output-unwritable\)/);
    noStack(stderr);
  });

  test("that is closed is no reason to fail, nor is a reader of text who has seen enough", async () => {
    expect((await run(">&-", "template", "list")).code).toBe(0);
    const { stdout, stderr } = await run("| head -c 1; echo ${PIPESTATUS[0]}", "okta", "--help");
    expect(stdout).toMatch(/0\n$/);
    noStack(stderr);
  });

  test("read by nobody any more: half a document is of no use", async () => {
    const { stdout, stderr } = await run("| true; echo ${PIPESTATUS[0]}", "okta", "--dry-run", "--json");
    expect(stdout).toBe("1\n");
    expect(stderr).toContain("output-unwritable");
  });

  test("standard error on a full device takes nothing from the document", async () => {
    const { code, stdout } = await run("2>/dev/full", "okta", "--dry-run", "--json");
    expect([code, documentIn(stdout).outcome]).toEqual([0, "applied"]);
  });
});

describe("a state folder", () => {
  async function runIn(world: SweepWorld, state: string): Promise<CliResult> {
    const { io, written } = testIo(world.args, { env: { ...world.env, XDG_STATE_HOME: state } });
    const code = await runCli({ ...io, clock: world.clock });
    return { code, ...written };
  }

  test.each([
    ["below a file", (folder: string) => (writeFileSync(join(folder, "file"), ""), join(folder, "file"))],
    ["below /proc", () => "/proc/nowhere"],
    ["with a file in its place", (folder: string) => (writeFileSync(join(folder, "total-setup"), ""), folder)],
    [
      "with a folder in the lock's place",
      (folder: string) => {
        mkdirSync(join(folder, "total-setup"), { recursive: true });
        writeFileSync(join(folder, "total-setup", "lock"), "");
        return folder;
      },
    ],
  ])("%s is named, and nothing is written", async (_name, make) => {
    const world = await newWorld();
    const { code, stdout, stderr } = await runIn(world, make(temporaryFolder()));
    expect([code, documentIn(stdout).errors[0]?.code]).toEqual([1, "state-unwritable"]);
    expect(writesIn(world)).toBe(0);
    noStack(stderr);
  });

  test.each([
    ["the folder", ""],
    ["its journals", "journal"],
    ["its locks", "lock"],
  ])("that others may write to (%s) is not used, with what to type", async (_name, below) => {
    const world = await newWorld();
    const state = temporaryFolder();
    const folder = join(state, "total-setup", below);
    mkdirSync(folder, { recursive: true });
    chmodSync(folder, 0o777);
    const { code, stdout } = await runIn(world, state);
    const [error] = documentIn(stdout).errors;
    expect([code, error?.code]).toEqual([1, "state-not-private"]);
    expect(error?.message).toContain("other users can write to it; undo would act on what another user wrote there");
    expect(error?.fix).toContain(`chmod go-w ${folder.replace(/\/$/, "")}`);
    expect(writesIn(world)).toBe(0);
  });

  test.runIf(process.geteuid?.() === 0)("with a journal of another user's is not used", async () => {
    const world = await newWorld();
    expect((await world.run()).code).toBe(0);
    const { chownSync } = await import("node:fs");
    const [file = ""] = readdirSync(stateIn(world, "journal"));
    chownSync(join(stateIn(world, "journal"), file), 65_534, 65_534);
    const { code, stdout } = await runIn(world, world.env["XDG_STATE_HOME"] ?? "");
    expect([code, documentIn(stdout).errors[0]?.code]).toEqual([1, "state-not-private"]);
  });
});
