import { playSequence, type Replayed } from "./play.js";
import { readRecording } from "./recording.js";
import { startReplayOrg } from "./org.js";
import { tallyOf, type Tally } from "./figures.js";

/** At least so much of what is compared, over the routes that the product uses, in percent. */
export const GOALS = { status: 99, shape: 90 };

/**
 * Plays recorded exchanges with real Okta orgs against the sandbox, each sequence against an org of its own, and compares.
 *
 * @param only - a part of the names of the sequences to play
 */
export async function replay(file: string, only = ""): Promise<Tally> {
  const results: Replayed[] = [];
  for (const sequence of readRecording(file)) {
    if (sequence[0]?.cassette.includes(only) !== true) continue;
    const org = await startReplayOrg();
    try {
      results.push(...(await playSequence(sequence, org)));
    } finally {
      await org.close();
    }
  }
  return tallyOf(results);
}

/** True when the sandbox is as near to the recording as it is to be. */
export function reachesGoals({ used }: Tally): boolean {
  const reaches = (part: number, goal: number): boolean => part * 100 >= used.compared * goal;
  return reaches(used.status, GOALS.status) && reaches(used.shape + used.excepted, GOALS.shape);
}
