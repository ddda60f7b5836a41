import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { lockTenant } from "../../src/cli/lock.js";
import { temporaryFolder } from "../support/run-cli.js";

const newPath = (): string => join(temporaryFolder(), "lock", "tenant.lock");
const holder = (pid: number, host = hostname()): string =>
  JSON.stringify({ pid, host, since: "2026-01-01T00:00:00.000Z" });
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
