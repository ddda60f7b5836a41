import type { SetupError } from "../../base/errors.js";
import type { ExchangeSink } from "../../http/exchange.js";
import { openLineFile } from "../../base/private-file.js";
import type { Scrubber } from "../../base/scrubber.js";
import { placeUnwritable } from "../terminal/write-out.js";

/** A file that records every request and answer of a run. */
export interface Transcript {
  readonly record: ExchangeSink;
  /** Why it is incomplete; undefined while it is complete. */
  failure(): SetupError | undefined;
  close(): void;
}

/**
 * Opens a transcript: one JSON value a line, mode 0600, bodies parsed, secrets out.
 *
 * @param onFailure - called once, when a line cannot be written: throwing then would separate a write from its journal entry
 * @throws SetupError `file-unwritable` (exit 64) when the place cannot be written
 */
export function openTranscript(
  path: string,
  scrubber: Scrubber,
  onFailure: (failure: SetupError) => void = () => undefined,
): Transcript {
  const file = attempt(path, () => openLineFile(path, "replace"));
  let failure: SetupError | undefined;
  const guarded = (write: () => void): void => {
    if (failure !== undefined) return;
    try {
      write();
    } catch (cause) {
      failure = placeUnwritable("--transcript", path, cause);
      onFailure(failure);
    }
  };
  return {
    record: (exchange) => {
      guarded(() => {
        file.append(scrubber.scrub(JSON.stringify(exchange)));
      });
    },
    failure: () => failure,
    close: () => {
      guarded(() => {
        file.close();
      });
    },
  };
}

function attempt<T>(path: string, open: () => T): T {
  try {
    return open();
  } catch (cause) {
    throw placeUnwritable("--transcript", path, cause);
  }
}
