import { CsvError, parse } from "csv-parse/sync";
import type { SetupError } from "../../base/errors.js";
import type { CsvPlaces } from "./csv-places.js";
import { csvProblem } from "./csv-problem.js";

/** One record of a CSV file that has something in it. */
export interface CsvRow {
  readonly fields: readonly string[];
  /** Byte offset where the record before this one ended. */
  readonly start: number;
}

interface CsvOptions {
  readonly separator: string;
  /** The file's name, for messages. */
  readonly file: string;
  readonly places: CsvPlaces;
}

/**
 * The records of a CSV file, also of unequal length; empty ones are passed over. Blanks around a value are dropped, within its quotes
 * only those that hold a non-breaking one: nobody types that on purpose.
 *
 * @throws SetupError (exit 64) `people-csv-broken-quote` with file, line and column
 */
export function readRows(bytes: Buffer, { separator, file, places }: CsvOptions): CsvRow[] {
  const rows: CsvRow[] = [];
  let start = 0;
  try {
    parse(bytes, {
      delimiter: separator,
      record_delimiter: ["\r\n", "\n", "\r"],
      trim: true,
      skip_empty_lines: true,
      relax_column_count: true,
      on_record: (record: string[], context) => {
        const fields = record.map(withoutNonBreakingEdges);
        if (fields.some((field) => field.trim() !== "")) rows.push({ fields, start });
        start = context.bytes;
        return null;
      },
    });
  } catch (error) {
    if (error instanceof CsvError) throw brokenQuote(error, start, file, places);
    throw error;
  }
  return rows;
}

function brokenQuote(error: CsvError, start: number, file: string, places: CsvPlaces): SetupError {
  const field = typeof error["column"] === "number" ? error["column"] : 0;
  const what =
    error.code === "CSV_QUOTE_NOT_CLOSED"
      ? "a double quote is opened here and never closed"
      : "a double quote stands inside a value here";
  return csvProblem(
    "people-csv-broken-quote",
    `${file}:${places.field(start, field)}`,
    what,
    'Put the whole value in double quotes and write a quote inside it twice: "".',
  );
}

const NON_BREAKING = /[\u00a0\u2007\u202f\ufeff]/;

function withoutNonBreakingEdges(value: string): string {
  const start = value.length - value.trimStart().length;
  const end = value.trimEnd().length;
  const from = NON_BREAKING.test(value.slice(0, start)) ? start : 0;
  const to = NON_BREAKING.test(value.slice(end)) ? end : value.length;
  return from >= to ? "" : value.slice(from, to);
}
