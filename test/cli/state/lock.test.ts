import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { lockHolder, lockTenant } from "../../../src/cli/state/lock.js";
import { temporaryFolder } from "../../support/run-cli.js";

const newPath = (): string => join(temporaryFolder(), "lock", "tenant.lock");
const holder = (pid: number, host = hostname()): string =>
  JSON.stringify({ pid, host, since: "2026-01-01T00:00:00.000Z" });
/** A process that has ended and that nobody waits for: it keeps its number (Linux: proc(5), state Z). */
async function zombie(): Promise<{ readonly pid: number; readonly end: () => void }> {
  // It ends only when its parent is no shell any more: a shell would wait for it.
  const child = 'until read -r name < /proc/$$/comm && [ "$name" = sleep ]; do :; done';
  const parent = spawn("bash", ["-c", `(${child}) & echo $!; exec sleep 60`]);
  const [line] = (await once(parent.stdout, "data")) as [Buffer];
  const pid = Number(line.toString());
  await expect.poll(() => readFileSync(`/proc/${String(pid)}/stat`, "utf8")).toContain(") Z ");
  return { pid, end: () => void parent.kill() };
}

const locked = expect.objectContaining({ code: "tenant-locked", exitCode: 1 }) as Error;

async function endedProcess(): Promise<number> {
  const child = spawn(process.execPath, ["-e", ""]);
  await once(child, "close");
  return child.pid ?? 0;
}

test("the second run is refused, with who holds the tenant; given back, the lock is free", () => {
  const path = newPath();
  const unlock = lockTenant(path);
  expect(() => lockTenant(path)).toThrow(locked);
  expect(() => lockTenant(path)).toThrow(String(process.pid));
  unlock();
  expect(existsSync(path)).toBe(false);
  lockTenant(path)();
});

test("the lock of a process that is gone is taken over", async () => {
  const path = newPath();
  lockTenant(path)();
  writeFileSync(path, holder(await endedProcess()));
  const unlock = lockTenant(path);
  expect(readFileSync(path, "utf8")).toContain(`"pid":${String(process.pid)}`);
  expect(existsSync(`${path}.claim`)).toBe(false);
  unlock();
});

test("a run on another host that shares the folder may be alive", async () => {
  const path = newPath();
  lockTenant(path)();
  writeFileSync(path, holder(await endedProcess(), "another-host"));
  expect(() => lockTenant(path)).toThrow(locked);
});

test("only one of those who find an abandoned lock takes it over", async () => {
  const path = newPath();
  lockTenant(path)();
  writeFileSync(path, holder(await endedProcess()));
  writeFileSync(`${path}.claim`, "somebody is at it");
  expect(() => lockTenant(path)).toThrow(locked);
  const longAgo = new Date(Date.now() - 60_000);
  utimesSync(`${path}.claim`, longAgo, longAgo);
  lockTenant(path)();
});

test("a lock file that nobody finished writing counts as abandoned after a while", () => {
  const path = newPath();
  lockTenant(path)();
  writeFileSync(path, "");
  expect(() => lockTenant(path)).toThrow(locked);
  const longAgo = new Date(Date.now() - 60_000);
  utimesSync(path, longAgo, longAgo);
  lockTenant(path)();
});

test("a lock that somebody else took over meanwhile is not removed by its first holder", () => {
  const path = newPath();
  const unlock = lockTenant(path);
  writeFileSync(path, holder(process.pid + 1));
  unlock();
  expect(existsSync(path)).toBe(true);
});

describe.runIf(existsSync("/proc/self/stat"))("a lock is taken over at once when its process is gone", () => {
  const left = (more: object): string =>
    JSON.stringify({ pid: process.pid, host: hostname(), since: new Date().toISOString(), ...more });

  test.each([
    ["left from an earlier process of our own number", left({})],
    ["of our own number, begun at another time", left({ started: "1" })],
    ["of the first process, as in a container", left({ pid: 1 })],
    ["of the first process of another container", left({ pid: 1, started: "1" })],
    ["of a number that another process has by now", left({ pid: process.ppid, started: "1" })],
    ["of an older version and a number that has been given away", holder(process.ppid)],
    ["of no process at all", left({ pid: -1 })],
  ])("%s", (_name, text) => {
    const path = newPath();
    lockTenant(path)();
    writeFileSync(path, text);
    expect(lockHolder(path)).toBeUndefined();
    const unlock = lockTenant(path);
    expect(lockHolder(path)).toContain(`process ${String(process.pid)} `);
    unlock();
    expect(existsSync(path)).toBe(false);
  });

  test("of one that has ended and that nobody waits for", async () => {
    const path = newPath();
    lockTenant(path)();
    const { pid, end } = await zombie();
    writeFileSync(path, left({ pid }));
    lockTenant(path)();
    end();
  });

  test("and not when it lives, its name in brackets and blanks or not", async () => {
    const path = newPath();
    lockTenant(path)();
    const child = spawn("bash", ["-c", 'printf ") Z 1" > /proc/self/comm; echo ready; read line']);
    await once(child.stdout, "data");
    writeFileSync(path, left({ pid: child.pid }));
    expect(() => lockTenant(path)).toThrow(locked);
    child.stdin.end();
    await once(child, "close");
    lockTenant(path)();
  });
});

test("a lock that cannot be written leaves none behind, and says where it would be", () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "file"), "");
  const unwritable = expect.objectContaining({ code: "state-unwritable", exitCode: 1 }) as Error;
  for (const path of [join(folder, "file", "tenant.lock"), "/proc/nowhere/tenant.lock"]) {
    expect(() => lockTenant(path)).toThrow(unwritable);
    expect(() => lockTenant(path)).toThrow(path);
  }
});

test("of many that find an abandoned lock at once, one takes it over", async () => {
  const path = newPath();
  lockTenant(path)();
  writeFileSync(path, holder(await endedProcess()));
  const script = `
    import { lockHolder, lockTenant } from ${JSON.stringify(new URL("../../../dist/cli/state/lock.js", import.meta.url).href)};
    try { lockTenant(${JSON.stringify(path)}); console.log("mine"); } catch (error) { console.log(error.code); }
    setTimeout(() => undefined, 60_000);`;
  const starters = Array.from({ length: 5 }, () => spawn(process.execPath, ["--input-type=module", "-e", script]));
  const said = await Promise.all(
    starters.map(async ({ stdout }) => ((await once(stdout, "data")) as [Buffer])[0].toString().trim()),
  );
  for (const starter of starters) starter.kill();
  expect(said.sort()).toEqual(["mine", ...Array.from({ length: 4 }, () => "tenant-locked")]);
});
