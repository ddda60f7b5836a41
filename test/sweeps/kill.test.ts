import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import type { Fault, FaultyRequest } from "../../src/sandbox/http/faults.js";
import { serveClock } from "../support/clock-server.js";
import { startSweepWorld, SWEEP_ARGUMENTS, type SweepWorld } from "../support/sweep-world.js";

const CHILD = fileURLToPath(new URL("../support/on-test-clock.mjs", import.meta.url));
/** Before a write is carried out, before its answer arrives, and after the answer, when the next request is sent. */
const MOMENTS = ["before", "after", "answered"] as const;
type Moment = (typeof MOMENTS)[number];
const AT_ONCE = 2;

test.each([
  { searchLagMs: 2_000, like: "as usual" },
  { searchLagMs: 9_000, like: "far behind" },
])(
  "a run killed at any write and started again ends as if it had not been, with searches lagging $like",
  async ({ searchLagMs }) => {
    const { writes, tenant } = await undisturbed(searchLagMs);
    const kills = Array.from({ length: writes }, (_, write) => MOMENTS.map((moment) => ({ write, moment }))).flat();
    const ends = new Map<string, string>();
    const queue = kills.values();
    const work = async (): Promise<void> => {
      for (const { write, moment } of queue)
        ends.set(`write ${String(write)}, ${moment}`, await killAndRunAgain(searchLagMs, write, moment));
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));

    process.stdout.write(`kill sweep: ${String(kills.length)} kills, 3 at each of ${String(writes)} writes\n`);
    expect(writes).toBeGreaterThanOrEqual(6);
    expect(ends.size).toBe(writes * MOMENTS.length);
    expect([...ends].filter(([, end]) => end !== tenant)).toEqual([]);
  },
  240_000,
);

async function undisturbed(searchLagMs: number): Promise<{ readonly writes: number; readonly tenant: string }> {
  const world = await startSweepWorld({ searchLagMs });
  try {
    const { document } = await world.run();
    expect(document).toMatchObject({ outcome: "applied", errors: [] });
    return { writes: world.requests.filter(isWrite).length, tenant: await tenantOf(world) };
  } finally {
    await world.close();
  }
}

/** What the tenant is in the end, or how the second run ended when it did not end well. */
async function killAndRunAgain(searchLagMs: number, write: number, moment: Moment): Promise<string> {
  const world = await startSweepWorld({ searchLagMs });
  try {
    await runUntilKilled(world, write, moment);
    world.breakWith(undefined);
    const { code, document } = await world.run();
    return code === 0 ? await tenantOf(world) : `${document.outcome}: ${JSON.stringify(document.errors)}`;
  } finally {
    await world.close();
  }
}

/** Starts the command line as a process of its own and kills it there. */
async function runUntilKilled(world: SweepWorld, write: number, moment: Moment): Promise<void> {
  const time = await serveClock(world.clock);
  const reached = new Promise<void>((resolve) => {
    let writes = 0;
    world.breakWith((request): Fault | undefined => {
      const mine = moment === "answered" ? writes === write + 1 : isWrite(request) && writes === write;
      if (isWrite(request)) writes += 1;
      if (!mine) return undefined;
      return { kind: "silence", when: moment === "after" ? "after" : "before", reached: resolve };
    });
  });
  const args = [CHILD, time.url, "okta", ...SWEEP_ARGUMENTS, "--create-groups"];
  const child = spawn(process.execPath, args, { env: { PATH: process.env["PATH"], ...world.env } });
  const said: Buffer[] = [];
  child.stderr.on("data", (chunk: Buffer) => said.push(chunk));
  const closed = once(child, "close");
  const early = closed.then(() => {
    throw new Error(`the run ended before it was killed: ${Buffer.concat(said).toString()}`);
  });
  await Promise.race([reached, early]);
  early.catch(() => undefined);
  child.kill("SIGKILL");
  await closed;
  time.close();
}

function isWrite({ method }: FaultyRequest): boolean {
  return method !== "GET";
}

async function tenantOf(world: SweepWorld): Promise<string> {
  return JSON.stringify(await world.dump(), null, 1);
}
