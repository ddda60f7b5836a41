import { EXIT, SetupError } from "../../base/errors.js";

const NEW_LINE = 0x0a;
const QUOTE = 0x22;
/** A user in ten thousand groups is half of this. */
const LONGEST_RECORD = 1024 * 1024;

/**
 * Refuses a record that no user has, before any of it is parsed: a file without line breaks, or a quotation mark that is never
 * closed, would else be held in memory many times over.
 *
 * @param file - the file's name, for the message
 * @param firstLine - the number of the line in the file where these bytes begin
 * @throws SetupError `people-csv-record-too-long` (exit 64) with the line where the record begins
 */
export function requireBoundedRecords(bytes: Uint8Array, file: string, firstLine: number): void {
  let line = firstLine;
  let start = { offset: 0, line };
  let quoted = false;
  for (let index = 0; index < bytes.length; index += 1) {
    const byte = bytes[index];
    if (byte === QUOTE) quoted = !quoted;
    else if (byte === NEW_LINE) {
      line += 1;
      if (!quoted) start = { offset: index + 1, line };
    }
    if (index - start.offset >= LONGEST_RECORD) throw tooLong(file, start.line);
  }
}

function tooLong(file: string, line: number): SetupError {
  return new SetupError({
    code: "people-csv-record-too-long",
    exitCode: EXIT.usage,
    what: `${file}:${String(line)}: the record that begins here is longer than ${String(LONGEST_RECORD / 1024 / 1024)} MB`,
    why: "a line break is missing, or a double quote is never closed",
    fix: ["Put each user on a separate line.", "Close every double quote."],
  });
}
