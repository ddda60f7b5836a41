import type { SetupError } from "../../base/errors.js";
import { probePrivateFile, writePrivateFile } from "../../base/private-file.js";
import { renderReport, type ReportableDocument } from "../report/page.js";
import type { Screen } from "../terminal/screen.js";
import { placeUnwritable } from "../terminal/write-out.js";

/** A file that the report of a run goes to. */
export interface ReportFile {
  /**
   * Writes the report of this document, mode 0600, whole or not at all, and says so.
   *
   * @returns why it cannot be written; undefined when it is written
   */
  write(document: ReportableDocument): SetupError | undefined;
}

/**
 * Prepares a report's file. Nothing is written before its document is there, but a place that cannot be written is refused at once.
 *
 * @throws SetupError `file-unwritable` (exit 64) for anything but a regular file or a free place that may be written
 */
export function openReportFile(path: string, { aside, scrubber }: Screen): ReportFile {
  try {
    probePrivateFile(path);
  } catch (cause) {
    throw placeUnwritable("--report", path, cause);
  }
  return {
    write: (document) => {
      // A secret is found in JSON; between the tags of HTML it could be written in another way.
      const scrubbed = JSON.parse(scrubber.scrub(JSON.stringify(document))) as ReportableDocument;
      try {
        writePrivateFile(path, scrubber.scrub(renderReport(scrubbed)));
        aside.line(`Report saved: ${path} (contains users' names)`);
        return undefined;
      } catch (cause) {
        return placeUnwritable("--report", path, cause);
      }
    },
  };
}
