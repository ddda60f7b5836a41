import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readSecretFile } from "../../../src/cli/terminal/input-files.js";
import { readBytesOf } from "../../../src/cli/terminal/read-input.js";
import { spawnCli, temporaryFolder } from "../../support/run-cli.js";
import { documentIn } from "../../support/document.js";
import { makePipe } from "../../support/named-pipe.js";
import { runInProcess, testIo } from "../../support/run-in-process.js";

const LAUNCHER = new URL("../../../bin/total-setup.js", import.meta.url).pathname;

function newPipe(): string {
  const path = join(temporaryFolder(), "pipe");
  makePipe(path);
  return path;
}

test("a secret is read from a pipe, whoever comes first", async () => {
  const path = newPipe();
  const reading = readSecretFile(testIo([]).io, path, "--scim-token-file");
  spawn("bash", ["-c", 'echo the-token > "$0"', path]);
  expect((await reading).reveal()).toBe("the-token");
});

test("a pipe that nobody writes to is given up after a while, and at once when the process is asked to end", async () => {
  const { io } = testIo([]);
  await expect(readBytesOf(io, newPipe(), 20)).rejects.toThrow("nothing was written to this pipe");
  const onInterrupt = (handler: () => void) => {
    setImmediate(handler);
    return () => undefined;
  };
  await expect(readBytesOf({ ...io, onInterrupt }, newPipe())).rejects.toMatchObject({ code: "interrupted" });
});

test("what has no end is refused", async () => {
  await expect(readBytesOf(testIo([]).io, "/dev/zero")).rejects.toThrow("larger than 256 MB");
});

describe("a pipe that nobody uses", () => {
  test.each(["--transcript", "--plan"])("as %s is refused by name", async (flag) => {
    const pipe = newPipe();
    const { code, stderr } = await runInProcess(["okta", "--dry-run", flag, pipe]);
    expect([code, stderr]).toEqual([64, expect.stringContaining(`${flag}: cannot `)]);
  });

  test.each(["--people", "--inputs"])("as %s keeps no signal out", async (flag) => {
    const run = spawnCli(["okta", "--dry-run", "--json", flag, newPipe()]);
    await run.said("nothing is sent");
    run.signal("SIGTERM");
    const { code, stdout } = await run.ended;
    expect([code, documentIn(stdout).errors[0]?.code]).toEqual([130, "interrupted"]);
  });
});

test("a shell's <(command) gives people, inputs and a token", async () => {
  const folder = temporaryFolder();
  const people = join(folder, "people.csv");
  writeFileSync(people, "userName,groups\nada@north.example,TOTAL-Admin\n");
  const command = `"$0" "$1" okta --dry-run --json --people <(cat "$2") --inputs <(echo 'groups: [TOTAL-Admin]') --scim-token-file <(echo the-token)`;
  const child = spawn("bash", ["-c", command, process.execPath, LAUNCHER, people], {
    env: { PATH: process.env["PATH"], HOME: folder, XDG_STATE_HOME: folder },
  });
  const [stdout, stderr] = [[] as Buffer[], [] as Buffer[]];
  child.stdout.on("data", (chunk: Buffer) => stdout.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => stderr.push(chunk));
  await once(child, "close");
  expect(Buffer.concat(stderr).toString()).not.toContain("Error:");
  expect(Buffer.concat(stdout).toString()).toContain('"ada@north.example"');
});
