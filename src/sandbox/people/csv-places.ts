const NEW_LINE = 0x0a;
const QUOTE = 0x22;
const CARRIAGE_RETURN = 0x0d;

/** Finds lines and columns in the bytes of a CSV file. Columns count as editors do, from 1. */
export interface CsvPlaces {
  /** `line:column` of a field (from 0) of the record that begins at or after this byte. */
  field(recordStart: number, field: number): string;
  /** The line of the record that begins at or after this byte. */
  line(recordStart: number): number;
}

interface PlacesOptions {
  /** One ASCII character. */
  readonly separator: string;
  /** The line on which the bytes begin, from 1. */
  readonly firstLine: number;
}

/** Places within one file, in UTF-8 without a byte order mark. The lines of ever later records are found without starting anew. */
export function csvPlaces(bytes: Buffer, { separator, firstLine }: PlacesOptions): CsvPlaces {
  const separatorByte = separator.charCodeAt(0);
  let counted = { offset: 0, line: firstLine };

  /** Passes over empty lines, which belong to no record. */
  function skipEmptyLines(offset: number): number {
    let start = offset;
    while (bytes[start] === NEW_LINE || bytes[start] === CARRIAGE_RETURN) start += 1;
    return start;
  }

  /** True for the last byte of a line's end: LF, CR LF or CR. */
  function endsLine(index: number): boolean {
    return bytes[index] === NEW_LINE || (bytes[index] === CARRIAGE_RETURN && bytes[index + 1] !== NEW_LINE);
  }

  function lineAt(offset: number): number {
    const from = offset >= counted.offset ? counted : { offset: 0, line: firstLine };
    let { line } = from;
    for (let index = from.offset; index < offset; index += 1) if (endsLine(index)) line += 1;
    counted = { offset, line };
    return line;
  }

  function fieldOffset(start: number, field: number): number {
    let quoted = false;
    let separators = 0;
    for (let index = start; index < bytes.length && separators < field; index += 1) {
      if (bytes[index] === QUOTE) quoted = !quoted;
      else if (bytes[index] === separatorByte && !quoted) separators += 1;
      if (separators === field) return index + 1;
    }
    return start;
  }

  function lineStart(at: number): number {
    let start = at;
    while (start > 0 && !endsLine(start - 1)) start -= 1;
    return start;
  }

  return {
    line: (recordStart) => lineAt(skipEmptyLines(recordStart)),
    field(recordStart, field) {
      const at = fieldOffset(skipEmptyLines(recordStart), field);
      return `${String(lineAt(at))}:${String(bytes.subarray(lineStart(at), at).toString("utf8").length + 1)}`;
    },
  };
}
