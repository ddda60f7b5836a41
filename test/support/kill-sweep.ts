import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { Fault, FaultyRequest } from "../../src/sandbox/http/faults.js";
import { serveClock } from "./clock-server.js";
import type { StartWorld, SweepWorld } from "./sweep-world.js";

const CHILD = fileURLToPath(new URL("on-test-clock.mjs", import.meta.url));
/** Before a write is carried out, before its answer arrives, and after the answer, when the next request is sent. */
const MOMENTS = ["before", "after", "answered"] as const;
type Moment = (typeof MOMENTS)[number];
const AT_ONCE = 2;

/** What a sweep of kills tried, and what did not end as if nobody had been killed. */
export interface KillSweepResult {
  readonly writes: number;
  readonly kills: number;
  /** Moment and end of each run that left another tenant, or did not end well. */
  readonly wrong: readonly (readonly [moment: string, end: string])[];
}

/** Kills the command at every write, in three moments each, runs it again, and compares the tenant with an undisturbed one. */
export async function sweepKills(start: StartWorld): Promise<KillSweepResult> {
  const { writes, tenant } = await undisturbed(start);
  const kills = Array.from({ length: writes }, (_, write) => MOMENTS.map((moment) => ({ write, moment }))).flat();
  const ends = new Map<string, string>();
  const queue = kills.values();
  const work = async (): Promise<void> => {
    for (const { write, moment } of queue)
      ends.set(`write ${String(write)}, ${moment}`, await killAndRunAgain(start, write, moment));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return { writes, kills: ends.size, wrong: [...ends].filter(([, end]) => end !== tenant) };
}

async function undisturbed(start: StartWorld): Promise<{ readonly writes: number; readonly tenant: string }> {
  const world = await start();
  try {
    const { document } = await world.run();
    if (document.outcome !== "applied") throw new Error(`undisturbed: ${JSON.stringify(document.errors)}`);
    return { writes: world.requests.filter(isWrite).length, tenant: await tenantOf(world) };
  } finally {
    await world.close();
  }
}

/** What the tenant is in the end, or how the second run ended when it did not end well. */
async function killAndRunAgain(start: StartWorld, write: number, moment: Moment): Promise<string> {
  const world = await start();
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
  const child = spawn(process.execPath, [CHILD, ...world.args], {
    env: { PATH: process.env["PATH"], TEST_CLOCK: time.url, ...world.env },
  });
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
