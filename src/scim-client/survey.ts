import { SetupError } from "../base/errors.js";
import { probeFilter, USERS } from "./filter-probe.js";
import type { Reader } from "./reader.js";

/** What a target contains before the first write. */
export interface Survey {
  /** True when it shows neither users nor groups. */
  readonly empty: boolean;
  /** True when it answers a look-up of an unknown user with another user: an IdP would then overwrite that user. */
  readonly ignoresFilter: boolean;
}

/**
 * Looks over a target that is somebody else's. What it cannot be asked counts as not empty.
 *
 * @throws SetupError when it does not list people at all
 */
export async function survey(reader: Reader): Promise<Survey> {
  const people = (await reader.list("/Users?startIndex=1&count=1")).totalResults;
  return {
    empty: people === 0 && (await groupsOf(reader)) === 0,
    ignoresFilter: people > 0 && (await probeFilter(reader, USERS)) === "ignores",
  };
}

async function groupsOf(reader: Reader): Promise<number | undefined> {
  try {
    return (await reader.list("/Groups?startIndex=1&count=1")).totalResults;
  } catch (error) {
    if (error instanceof SetupError) return undefined;
    throw error;
  }
}
