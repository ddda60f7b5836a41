import type { Clock } from "../../base/clock.js";
import { EXIT, SetupError } from "../../base/errors.js";
import type { Emit } from "../../setup/model/events.js";
import type { Freshness } from "./graph-api.js";
import type { SynchronizationJob } from "./schemas.js";

/** How to wait, and how to report it. */
export interface Waiting {
  readonly clock: Clock;
  readonly emit?: Emit | undefined;
  readonly signal?: AbortSignal | undefined;
}

interface JobMaking {
  readonly templateId: string;
  readonly freshness: Freshness;
  readonly waiting: Waiting;
  readonly post: () => Promise<SynchronizationJob>;
  readonly list: () => Promise<readonly SynchronizationJob[]>;
}

const POLL_MS = 5_000;
/** How long a job that may have been made is looked for: it is not listed at once. */
const LOOK_MS = 30_000;
/** How long a new application may not be ready for a job. */
const FRESH_MS = 120_000;

/**
 * Makes a job, and no second one: after an answer that leaves open whether it was made, and after a conflict, the jobs are
 * listed. What Microsoft does with a second request for the same template is not documented.
 *
 * @throws SetupError when it was refused, or is not listed after half a minute; then the error is not marked as refused
 */
export async function makeJob({ templateId, freshness, waiting, post, list }: JobMaking): Promise<SynchronizationJob> {
  const { clock, emit, signal } = waiting;
  const find = async (): Promise<SynchronizationJob | undefined> =>
    (await list()).find((job) => templateOf(job) === templateId);
  const pause = async (reason: string): Promise<void> => {
    emit?.({ code: "request.delayed", waitMs: POLL_MS, reason });
    await clock.sleep(POLL_MS, signal);
  };
  const begun = clock.now();

  for (;;) {
    try {
      return await post();
    } catch (error) {
      if (!(error instanceof SetupError)) throw error;
      if (isConflict(error)) {
        const there = await find();
        if (there !== undefined) return there;
        if (!freshness.fresh || clock.now() - begun >= FRESH_MS) throw error;
        await pause(error.message);
      } else {
        const made = isUnclear(error) ? await lookFor(find, pause, clock) : undefined;
        if (made === undefined) throw error;
        return made;
      }
    }
  }
}

async function lookFor(
  find: () => Promise<SynchronizationJob | undefined>,
  pause: (reason: string) => Promise<void>,
  clock: Clock,
): Promise<SynchronizationJob | undefined> {
  const until = clock.now() + LOOK_MS;
  for (;;) {
    const made = await find();
    if (made !== undefined || clock.now() >= until) return made;
    await pause("checking whether the provisioning job was created");
  }
}

/** With the very job that is wanted, or because a new application is not ready. */
function isConflict({ code }: SetupError): boolean {
  return code === "graph-conflict";
}

/** It is not known whether the job was made. */
function isUnclear({ refused, exitCode }: SetupError): boolean {
  return !refused && exitCode === EXIT.failed;
}

/** A job's id begins with its template, in answers that leave the template out. */
function templateOf({ id, templateId }: SynchronizationJob): string {
  return templateId ?? id.split(".", 1)[0] ?? "";
}
