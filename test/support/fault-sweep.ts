import type { Fault } from "../../src/sandbox/http/faults.js";
import type { StartWorld, SweepWorld } from "./sweep-world.js";

/** What a sweep tried, and whatever did not end as it must, one line each. */
export interface SweepResult {
  readonly requests: number;
  readonly writes: number;
  readonly tried: number;
  /** How many of them ended well without a second run. */
  readonly atOnce: number;
  readonly wrong: readonly string[];
}

/** For answers that never come: much longer than a simulated tenant on a busy machine needs for any that does. */
const TIMEOUT_MS = 2_000;
const HANGS_MS = 30_000;
/** Runs that wait for an answer that never comes leave the processor to others. */
const AT_ONCE = 12;

/** All faults of these kinds in a table. */
export function faultsOfKind(table: Readonly<Record<string, Fault>>, ...kinds: Fault["kind"][]): string[] {
  return Object.entries(table).flatMap(([name, { kind }]) => (kinds.includes(kind) ? [name] : []));
}

/**
 * Runs the whole command once for each of its requests and each of these faults, then again without: the first run must
 * end well or with an error that has a name, the second in the same tenant as if nothing had happened.
 *
 * @param atWrites - faults for writes only: to a read it is the same whether it was carried out before its answer got lost
 */
export async function sweepFaults(
  start: StartWorld,
  names: readonly string[],
  atWrites: readonly string[] = [],
): Promise<SweepResult> {
  const { methods, tenant } = await undisturbed(start);
  const writes = methods.flatMap((method, index) => (method === "GET" ? [] : [index]));
  const pairs = [
    ...names.flatMap((name) => methods.map((_, index) => ({ name, index }))),
    ...atWrites.flatMap((name) => writes.map((index) => ({ name, index }))),
  ];
  const queue = pairs.values();
  const wrong: string[] = [];
  let atOnce = 0;
  const work = async (): Promise<void> => {
    for (const { name, index } of queue) {
      const end = await within(tryFault(start, name, index, tenant)).catch(String);
      if (end === "at once") atOnce += 1;
      else if (end !== "on the next run") wrong.push(`${name} at request ${String(index)}: ${end}`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return { requests: methods.length, writes: writes.length, tried: pairs.length, atOnce, wrong };
}

/** The requests of a run that nothing disturbs, and what it leaves behind. */
async function undisturbed(
  start: StartWorld,
): Promise<{ readonly methods: readonly string[]; readonly tenant: string }> {
  return inWorld(start, async (world) => {
    const { code, document } = await world.run();
    if (code !== 0 || document.outcome !== "applied")
      throw new Error(`undisturbed: ${JSON.stringify(document.errors)}`);
    return { methods: world.requests.map(({ method }) => method), tenant: await tenantOf(world) };
  });
}

async function tryFault(start: StartWorld, name: string, index: number, tenant: string): Promise<string> {
  return inWorld(start, async (world) => {
    let where: string | undefined;
    world.breakWith((request) => {
      if (request.index !== index) return undefined;
      where = `${request.method} ${request.path}`;
      return world.faults[name];
    });
    // Elsewhere a busy machine's slow answer must not be taken for none.
    const first = await world.run(world.faults[name]?.kind === "silence" ? TIMEOUT_MS : undefined);
    if (where === undefined) return "the run never made that request";
    const [error] = first.document.errors;
    const named = (first.code === 1 || first.code === 4) && error !== undefined && error.code !== "internal";
    if (first.code !== 0 && !named)
      return `${where}: ended with ${String(first.code)}, ${first.document.outcome}, ${JSON.stringify(error)}`;

    world.breakWith(undefined);
    const second = await world.run();
    if (second.code !== 0) {
      const { outcome, errors, proof } = second.document;
      return `${where}: running again ended with ${outcome}, ${JSON.stringify(errors)} ${JSON.stringify(proof)}`;
    }
    const after = await tenantOf(world);
    if (after === tenant) return first.code === 0 ? "at once" : "on the next run";
    return `${where}: left another tenant: ${firstDifference(tenant, after)}`;
  });
}

function firstDifference(expected: string, actual: string): string {
  const lines = expected.split("\n");
  const at = actual.split("\n").findIndex((line, index) => line !== lines[index]);
  return `expected ${lines[at] ?? "nothing"}, found ${actual.split("\n")[at] ?? "nothing"}`;
}

async function tenantOf(world: SweepWorld): Promise<string> {
  return JSON.stringify(await world.dump(), null, 1);
}

async function inWorld<T>(start: StartWorld, use: (world: SweepWorld) => Promise<T>): Promise<T> {
  const world = await start();
  try {
    return await use(world);
  } finally {
    await world.close();
  }
}

async function within<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const hangs = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new Error("it hangs"));
    }, HANGS_MS);
  });
  return Promise.race([work, hangs]).finally(() => {
    clearTimeout(timer);
  });
}
