import type { ExchangeSink } from "../base/exchange.js";
import { openLineFile } from "../base/private-file.js";
import type { Scrubber } from "../base/scrubber.js";
import { EXIT, SetupError } from "../base/errors.js";

/** A file that every request and answer of a run goes to. */
export interface Transcript {
  readonly record: ExchangeSink;
  close(): void;
}

/**
 * Opens a transcript: one JSON value a line, mode 0600, bodies parsed, secrets out.
 *
 * @throws SetupError `file-unwritable` (exit 64) when the place cannot be written
 */
export function openTranscript(path: string, scrubber: Scrubber): Transcript {
  try {
    const file = openLineFile(path, "replace");
    return {
      record: (exchange) => {
        file.append(scrubber.scrub(JSON.stringify(exchange)));
      },
      close: () => {
        file.close();
      },
    };
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    const fix = ["Give a place that you may write to."];
    throw new SetupError({
      code: "file-unwritable",
      exitCode: EXIT.usage,
      what: `--transcript: ${path} cannot be written`,
      why,
      fix,
      cause,
    });
  }
}
