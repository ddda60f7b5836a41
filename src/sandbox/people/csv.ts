import { CsvError, parse } from "csv-parse/sync";
import { EXIT, SetupError } from "../../base/errors.js";
import { count, didYouMean } from "../../base/text.js";
import { requireBoundedRecords } from "./csv-bounds.js";
import { csvPlaces, type CsvPlaces } from "./csv-places.js";
import type { Directory, DirectoryPerson } from "./person.js";

const TEXT_COLUMNS = ["givenName", "familyName", "email", "displayName", "title", "department"] as const;
const COLUMNS: readonly string[] = ["userName", ...TEXT_COLUMNS, "active", "groups"];

/** One record of the file. */
interface Row {
  readonly fields: readonly string[];
  /** Byte offset where the record before this one ended. */
  readonly start: number;
}

/**
 * Reads a directory from CSV text: the header names the columns, in any order; only `userName` is required; groups are
 * separated by `;`. People come out as they stand, nothing is invented or mended.
 *
 * @param file - the file's name, for messages
 * @throws SetupError (exit 64, codes `people-csv-*`) with file, line and where possible column of the first problem
 */
export function readPeopleCsv(text: string, file: string): Directory {
  const bytes = Buffer.from(text, "utf8");
  requireBoundedRecords(bytes, file);
  const places = csvPlaces(bytes);
  const [header, ...rows] = readRows(bytes, file, places);
  if (header === undefined)
    throw problem("empty", file, "the file is empty", `Begin with the header ${COLUMNS.join(",")}.`);
  const columns = readHeader(header, file, places);
  if (rows.length === 0)
    throw problem("no-people", file, "the file has a header and no people", "Add one line a person.");

  const seen = new Map<string, Row>();
  const groups = new Set<string>();
  const people = rows.map((row) => {
    const person = readPerson(row, columns, file, places);
    const key = person.userName.trim().toLowerCase();
    const twin = seen.get(key);
    if (twin !== undefined) {
      throw problem(
        "duplicate-user",
        `${file}:${places.field(row.start, columns.get("userName") ?? 0)}`,
        `userName "${person.userName}" was already used in line ${String(places.line(twin.start))} (upper and lower case count as the same)`,
        "Keep one of the two lines.",
      );
    }
    seen.set(key, row);
    for (const group of person.groups) groups.add(group);
    return person;
  });
  return { people, groups: [...groups] };
}

function readRows(bytes: Buffer, file: string, places: CsvPlaces): Row[] {
  const rows: Row[] = [];
  let start = 0;
  try {
    parse(bytes, {
      bom: true,
      skip_empty_lines: true,
      on_record: (fields: string[], context) => {
        rows.push({ fields, start });
        start = context.bytes;
        return null;
      },
    });
  } catch (error) {
    if (error instanceof CsvError) throw brokenCsv(error, start, rows[0], file, places);
    throw error;
  }
  return rows;
}

function brokenCsv(
  error: CsvError,
  start: number,
  header: Row | undefined,
  file: string,
  places: CsvPlaces,
): SetupError {
  if (error.code === "CSV_RECORD_INCONSISTENT_FIELDS_LENGTH") {
    const found = Array.isArray(error["record"]) ? error["record"].length : 0;
    const wanted = header?.fields.length ?? 0;
    return problem(
      "wrong-field-count",
      `${file}:${String(places.line(start))}`,
      `this line has ${count(found, "field")}, the header has ${String(wanted)}`,
      "Give each line as many fields as the header; put a value that holds a comma in double quotes.",
    );
  }
  const field = typeof error["column"] === "number" ? error["column"] : 0;
  const what =
    error.code === "CSV_QUOTE_NOT_CLOSED"
      ? "a double quote is opened here and never closed"
      : "a double quote stands inside a value here";
  return problem(
    "broken-quote",
    `${file}:${places.field(start, field)}`,
    what,
    'Put the whole value in double quotes and write a quote inside it twice: "".',
  );
}

function readHeader(header: Row, file: string, places: CsvPlaces): ReadonlyMap<string, number> {
  const columns = new Map<string, number>();
  header.fields.forEach((field, index) => {
    const name = field.trim();
    const place = `${file}:${places.field(header.start, index)}`;
    if (columns.has(name))
      throw problem("duplicate-column", place, `the column "${name}" is there twice`, "Keep one of the two.");
    columns.set(name, index);
  });
  const known = `The columns are ${COLUMNS.join(", ")}; only userName is required.`;
  if (!columns.has("userName")) {
    const line = `${file}:${String(places.line(header.start))}`;
    const near = [...columns.keys()].find((name) => didYouMean("userName", [name]) !== undefined);
    const hint = near === undefined ? undefined : `"${near}" looks like it: name it userName.`;
    const separator = [...columns.keys()].some((name) => name.includes(";"))
      ? "Separate the columns with commas."
      : undefined;
    throw problem("no-user-name", line, "the header has no column userName", separator ?? hint ?? known);
  }
  for (const [name, index] of columns) {
    if (COLUMNS.includes(name)) continue;
    const place = `${file}:${places.field(header.start, index)}`;
    throw problem("unknown-column", place, `unknown column "${name}"`, didYouMean(name, COLUMNS) ?? known);
  }
  return columns;
}

function readPerson(row: Row, columns: ReadonlyMap<string, number>, file: string, places: CsvPlaces): DirectoryPerson {
  const cell = (column: string): string => row.fields[columns.get(column) ?? -1] ?? "";
  const place = (column: string): string => `${file}:${places.field(row.start, columns.get(column) ?? 0)}`;

  const userName = cell("userName");
  if (userName.trim() === "")
    throw problem("empty-user-name", place("userName"), "userName is empty", "Give everybody a userName.");
  const active = cell("active").trim().toLowerCase();
  if (active !== "" && active !== "true" && active !== "false") {
    throw problem(
      "bad-active",
      place("active"),
      `active is "${cell("active")}"`,
      "Write true or false; empty means true.",
    );
  }
  const groups = cell("groups")
    .split(";")
    .map((name) => name.trim());
  const texts = TEXT_COLUMNS.flatMap((column) => (cell(column) === "" ? [] : [[column, cell(column)] as const]));
  return {
    userName,
    ...Object.fromEntries(texts),
    active: active !== "false",
    groups: [...new Set(groups.filter((name) => name !== ""))],
  };
}

function problem(code: string, place: string, what: string, fix: string): SetupError {
  return new SetupError({ code: `people-csv-${code}`, exitCode: EXIT.usage, what: `${place}: ${what}`, fix: [fix] });
}
