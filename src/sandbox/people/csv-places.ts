const NEW_LINE = 0x0a;
const QUOTE = 0x22;
const COMMA = 0x2c;
const CARRIAGE_RETURN = 0x0d;

/** Finds lines and columns in the bytes of a CSV file. Columns count as editors do, from 1. */
export interface CsvPlaces {
  /** `line:column` of a field (from 0) of the record that begins at or after this byte. */
  field(recordStart: number, field: number): string;
  /** The line of the record that begins at or after this byte. */
  line(recordStart: number): number;
}

/** Places within one file. The lines of ever later records are found without starting anew. */
export function csvPlaces(bytes: Buffer): CsvPlaces {
  let counted = { offset: 0, line: 1 };

  /** Passes over the byte order mark and empty lines, which belong to no record. */
  function skipEmptyLines(offset: number): number {
    let start = offset === 0 && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : offset;
    while (bytes[start] === NEW_LINE || bytes[start] === CARRIAGE_RETURN) start += 1;
    return start;
  }

  function lineAt(offset: number): number {
    let { line } = offset >= counted.offset ? counted : { line: 1 };
    for (let index = offset >= counted.offset ? counted.offset : 0; index < offset; index += 1) {
      if (bytes[index] === NEW_LINE) line += 1;
    }
    counted = { offset, line };
    return line;
  }

  function fieldOffset(start: number, field: number): number {
    let quoted = false;
    let commas = 0;
    for (let index = start; index < bytes.length && commas < field; index += 1) {
      if (bytes[index] === QUOTE) quoted = !quoted;
      else if (bytes[index] === COMMA && !quoted) commas += 1;
      if (commas === field) return index + 1;
    }
    return start;
  }

  return {
    line: (recordStart) => lineAt(skipEmptyLines(recordStart)),
    field(recordStart, field) {
      const at = fieldOffset(skipEmptyLines(recordStart), field);
      const lineStart = bytes.lastIndexOf(NEW_LINE, at - 1) + 1;
      const from = lineStart === 0 ? skipEmptyLines(0) : lineStart;
      return `${String(lineAt(at))}:${String(bytes.subarray(from, at).toString("utf8").length + 1)}`;
    },
  };
}
