import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { Secret } from "../../../src/base/secret.js";
import { ownMark } from "../../../src/cli/state/process-mark.js";
import { handOut, sweepHandouts } from "../../../src/cli/actions/secret-handout.js";
import { temporaryFolder } from "../../support/run-cli.js";
import { runInProcess, testIo } from "../../support/run-in-process.js";

const place = () => testIo([]).io;
const CHILD = fileURLToPath(new URL("../../support/hand-out.mjs", import.meta.url));

/** A process that has handed a secret out and waits, or throws. */
async function handedOut(way: "wait" | "throw"): Promise<{
  readonly folder: string;
  readonly pid: number;
  readonly end: (signal: NodeJS.Signals | undefined) => Promise<void>;
}> {
  const state = temporaryFolder();
  const child = spawn(process.execPath, [CHILD, way], { env: { PATH: process.env["PATH"], XDG_STATE_HOME: state } });
  const closed = once(child, "close");
  await once(child.stdout, "data");
  return {
    folder: join(state, "total-setup", "handout"),
    pid: child.pid ?? 0,
    end: async (signal) => {
      if (signal === undefined) child.stdin.end("go");
      else child.kill(signal);
      await closed;
    },
  };
}

test("a secret is handed out in a file that only its owner can read, and is gone afterwards", () => {
  const { path, remove } = handOut({ Authorization: new Secret("the-token") }, place());
  expect(readFileSync(path, "utf8")).toBe("the-token\n");
  expect(statSync(path).mode & 0o777).toBe(0o600);
  remove();
  expect(existsSync(path)).toBe(false);
});

test("several secrets are told apart by their labels", () => {
  const { path, remove } = handOut({ Key: new Secret("one"), Token: new Secret("two") }, place());
  expect(readFileSync(path, "utf8")).toBe("Key: one\nToken: two\n");
  remove();
});

test.each(["SIGHUP", "SIGINT", "SIGTERM", "SIGQUIT"] as const)("%s takes it along", async (signal) => {
  const { folder, end } = await handedOut("wait");
  expect(readdirSync(folder)).toHaveLength(1);
  await end(signal);
  expect(readdirSync(folder)).toEqual([]);
});

test("an exception that nobody catches takes it along", async () => {
  const { folder, end } = await handedOut("throw");
  expect(readdirSync(folder)).toHaveLength(1);
  await end(undefined);
  expect(readdirSync(folder)).toEqual([]);
});

test("what a killed process left goes at the start of the next run; what a living one handed out stays", async () => {
  const killed = await handedOut("wait");
  await killed.end("SIGKILL");
  const [left = ""] = readdirSync(killed.folder);
  const { pid, started = "0" } = ownMark();
  const living = `${String(pid)}-${started}-0123456789ab.txt`;
  const reused = `${String(pid)}-1-0123456789ab.txt`;
  const foreign = ["notes.txt", `${left}.bak`];
  for (const name of [living, reused, ...foreign]) writeFileSync(join(killed.folder, name), "");
  const env = { XDG_STATE_HOME: join(killed.folder, "..", "..") };
  await runInProcess(["okta", "--dry-run", "--users", "1"], { env });
  expect(readdirSync(killed.folder).sort()).toEqual([living, ...foreign].sort());
});

test("a link in the folder is not followed, and a folder that others can write is neither used nor swept", () => {
  const { io } = testIo([]);
  const folder = join(io.env["XDG_STATE_HOME"] ?? "", "total-setup", "handout");
  mkdirSync(folder, { recursive: true });
  const elsewhere = join(temporaryFolder(), "mine.txt");
  writeFileSync(elsewhere, "");
  symlinkSync(elsewhere, join(folder, "999999-1-0123456789ab.txt"));
  writeFileSync(join(folder, "999998-1-0123456789ab.txt"), "");
  chmodSync(folder, 0o777);
  sweepHandouts(io);
  expect(readdirSync(folder)).toHaveLength(2);
  expect(() => handOut({ Key: new Secret("one") }, io)).toThrow(
    expect.objectContaining({
      code: "state-not-private",
      why: "other users can write to it; other users could read or replace the token file",
    }),
  );
  expect(readdirSync(folder)).toHaveLength(2);
  chmodSync(folder, 0o700);
  sweepHandouts(io);
  expect(readdirSync(folder)).toEqual(["999999-1-0123456789ab.txt"]);
  expect(existsSync(elsewhere)).toBe(true);
});
