import { count, plainText } from "../../base/text.js";
import { activeWord, STATUS_WORDS } from "./words.js";
import type { PeopleField } from "./columns.js";
import type { CsvRow } from "./csv.js";
import type { CsvPlaces } from "./csv-places.js";
import { csvProblem } from "./csv-problem.js";
import type { PeopleHeader } from "./header.js";
import type { DirectoryPerson } from "./person.js";

const TEXT_FIELDS = ["givenName", "familyName", "displayName", "title", "department"] as const;

interface RowsOptions {
  readonly header: PeopleHeader;
  /** The file's name, for messages. */
  readonly file: string;
  readonly places: CsvPlaces;
}

/**
 * The users of the lines under the header, as they stand: nothing is invented or corrected.
 *
 * @throws SetupError (exit 64): `people-csv-wrong-field-count`, `-empty-user-name`, `-duplicate-user`, `-bad-active`
 */
export function readPeople(rows: readonly CsvRow[], options: RowsOptions): DirectoryPerson[] {
  const { header, file, places } = options;
  const seen = new Map<string, CsvRow>();
  return rows.map((row, index) => {
    if (isBroken(rows, index, header.cells)) throw wrongCount(row, header, options);
    const person = readPerson(row, options);
    const key = person.userName.trim().toLowerCase();
    const twin = seen.get(key);
    if (twin !== undefined) {
      throw csvProblem(
        "people-csv-duplicate-user",
        `${file}:${places.field(row.start, header.columns.get("userName")?.index ?? 0)}`,
        `userName "${plainText(person.userName)}" is already used in line ${String(places.line(twin.start))} (upper and lower case are treated as the same)`,
        "Keep one of the two lines.",
      );
    }
    seen.set(key, row);
    return person;
  });
}

/** True for the line of examples in a template of Entra: a sign-in name has no colon. */
export function isExample({ fields }: CsvRow, { template, columns }: PeopleHeader): boolean {
  return template && /^\p{L}+\s?:/u.test(fields[columns.get("userName")?.index ?? -1] ?? "");
}

function readPerson(row: CsvRow, options: RowsOptions): DirectoryPerson {
  const { header, file, places } = options;
  if (!hasRightWidth(row, header)) throw wrongCount(row, header, options);
  const cell = (field: PeopleField): string => row.fields[header.columns.get(field)?.index ?? -1] ?? "";
  const place = (field: PeopleField): string =>
    `${file}:${places.field(row.start, header.columns.get(field)?.index ?? 0)}`;

  const userName = cell("userName");
  if (userName.trim() === "")
    throw csvProblem(
      "people-csv-empty-user-name",
      place("userName"),
      "userName is empty",
      "Give every user a userName.",
    );
  const column = header.columns.get("active");
  const word = activeWord(cell("active"), column?.reading === "yes means blocked");
  if (word === undefined) {
    const name = column?.name === "active" ? "active" : `"${plainText(column?.name ?? "")}" (active)`;
    throw csvProblem(
      "people-csv-bad-active",
      place("active"),
      `${name} is "${plainText(cell("active")).slice(0, 60)}"`,
      `Write true or false, yes or no, 1 or 0${column?.reading === "yes means blocked" ? "" : `, or one of ${Object.keys(STATUS_WORDS).join(", ")}`}. Empty means ${column?.reading === "yes means blocked" ? "not blocked" : "active"}.`,
      "If this column does not say who can sign in, rename it.",
    );
  }
  const email =
    header.columns.get("email")?.reading === "proxy addresses" ? primaryAddress(cell("email")) : cell("email");
  const texts = TEXT_FIELDS.flatMap((field) => (cell(field) === "" ? [] : [[field, cell(field)] as const]));
  const groups = cell("groups")
    .split(";")
    .map((name) => name.trim());
  return {
    userName,
    ...Object.fromEntries(texts),
    ...(email === "" ? {} : { email }),
    ...word,
    groups: [...new Set(groups.filter((name) => name !== ""))],
  };
}

/**
 * A line may be longer than the header by empty values, and shorter where only columns are missing that nothing is read from: Excel leaves
 * out empty values at the end of some lines (Microsoft Support, "Column delimiters are missing"). Beside passwords nothing is taken that could have moved.
 */
function hasRightWidth({ fields }: CsvRow, { columns, width, cells, hasPasswords }: PeopleHeader): boolean {
  if (hasPasswords) return fields.length === cells;
  const filled = fields.findLastIndex((field) => field.trim() !== "") + 1;
  const needed = Math.max(...[...columns.values()].map(({ index }) => index + 1));
  return filled <= width && fields.length >= needed;
}

/** True where this line and the next ones, each too short, make up one of the header's length: a line break outside quotes. */
function isBroken(rows: readonly CsvRow[], index: number, cells: number): boolean {
  let sum = 0;
  for (let pieces = 1; pieces <= 4; pieces += 1) {
    const length = rows[index + pieces - 1]?.fields.length ?? cells;
    if (length >= cells) return false;
    sum += length;
    if (sum === cells + pieces - 1) return true;
  }
  return false;
}

function wrongCount({ fields, start }: CsvRow, header: PeopleHeader, { file, places }: RowsOptions) {
  const filled = fields.findLastIndex((field) => field.trim() !== "") + 1;
  const found = !header.hasPasswords && filled > header.width ? filled : fields.length;
  const expected = header.hasPasswords ? header.cells : header.width;
  return csvProblem(
    "people-csv-wrong-field-count",
    `${file}:${String(places.line(start))}`,
    `this line has ${count(found, "value")}, the header has ${String(expected)}`,
    "Give each line as many values as the header.",
    "Put a value that has the separator or a line break in double quotes.",
  );
}

/** The primary address of `SMTP:ada@x.example+smtp:ada.byron@x.example` (Microsoft Learn, proxyAddresses: SMTP in capitals is the primary one). */
function primaryAddress(addresses: string): string {
  return /(?:^|[+;,\s])SMTP:(.+?)(?=[+;,\s]\s*[A-Za-z0-9]+:|$)/.exec(addresses)?.[1]?.trim() ?? "";
}
