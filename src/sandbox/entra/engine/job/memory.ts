import type { SandboxJob } from "../../tenant/model.js";

/** What the engine knows of a job that nobody outside sees. */
export interface JobMemory {
  /** Raised when everything scheduled for the job so far is off. */
  generation: number;
  /** True from a cycle's start to its end. */
  running: boolean;
  /** True while a cycle is scheduled. */
  scheduled: boolean;
  /** When the scheduled cycle begins, in milliseconds since 1970. */
  nextAt: number;
  /** How often what failed was tried again, by object id: everything in it is tried again in the next cycle. */
  readonly failed: Map<string, number>;
  /** Object ids of users who were unassigned while they still existed. */
  readonly unassigned: Set<string>;
  /** Object id of the manager at the last look, by user. */
  readonly managers: Map<string, string | undefined>;
  /** What the mappings with Switch read of each user at the last look, by object id and target attribute. */
  readonly switched: Map<string, ReadonlyMap<string, string>>;
  /** The quarantine that an administrator has lifted for one try. */
  series: { readonly began: number; readonly count: number } | undefined;
  /** Work on the target goes one after the other: the last piece of it. */
  last: Promise<unknown>;
}

export type MemoryOf = (job: SandboxJob) => JobMemory;

export function createMemory(): MemoryOf {
  const memories = new WeakMap<SandboxJob, JobMemory>();
  return (job) => {
    const known = memories.get(job);
    if (known !== undefined) return known;
    const memory: JobMemory = {
      generation: 0,
      running: false,
      scheduled: false,
      nextAt: 0,
      failed: new Map(),
      unassigned: new Set(),
      managers: new Map(),
      switched: new Map(),
      series: undefined,
      last: Promise.resolve(),
    };
    memories.set(job, memory);
    return memory;
  };
}

/** Waits for the job's other work on the target, so that a cycle and an administrator do not both create the same user. */
export async function alone<T>(memory: JobMemory, work: () => Promise<T>): Promise<T> {
  const before = memory.last;
  const mine = before.then(work);
  memory.last = mine.catch(() => undefined);
  return mine;
}
