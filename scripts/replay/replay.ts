import { orgFor, traitsShown } from "./kind.js";
import { playSequence, type Replayed } from "./play.js";
import { readRecording, type Sequence } from "./recording.js";
import { startReplayOrg } from "./org.js";
import { tallyOf, type Tally } from "./figures.js";

/** At least so much of what is compared, over the routes that the product uses, in percent; a shape that differs only by org is as good. */
export const GOALS = { status: 99, shape: 95 };

/** Orgs that are there at the same time. */
const SIDE_BY_SIDE = 4;

/**
 * Plays recorded exchanges with real Okta orgs against the sandbox, each sequence against an org of its own, and compares.
 *
 * @param only - a part of the names of the sequences to play
 */
export async function replay(file: string, only = ""): Promise<Tally> {
  const sequences = readRecording(file).filter(([first]) => first?.cassette.includes(only) === true);
  const results: (readonly Replayed[])[] = [];
  const waiting = sequences.entries();
  // Each takes the next that waits: an org spends much of its time on starting and on real requests.
  const worker = async (): Promise<void> => {
    for (const [index, sequence] of waiting) results[index] = await playAlone(sequence);
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, worker));
  return tallyOf(results.flat(), sequences.map(traitsShown));
}

async function playAlone(sequence: Sequence): Promise<readonly Replayed[]> {
  const org = await startReplayOrg(orgFor(sequence));
  try {
    return await playSequence(sequence, org);
  } finally {
    await org.close();
  }
}

/** True when the sandbox is as near to the recording as it is to be. */
export function reachesGoals({ used }: Tally): boolean {
  const reaches = (part: number, goal: number): boolean => part * 100 >= used.compared * goal;
  return reaches(used.status, GOALS.status) && reaches(used.shape + used.ofOrg, GOALS.shape);
}
