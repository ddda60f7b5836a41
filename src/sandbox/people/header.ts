import type { CsvRow } from "./csv.js";
import { distance } from "fastest-levenshtein";
import { plainText } from "../../base/text.js";
import type { CsvPlaces } from "./csv-places.js";
import { csvProblem } from "./csv-problem.js";
import { bracketedName, COLUMN_NAMES, meaningsOf, PEOPLE_FIELDS, type PeopleField, type Reading } from "./columns.js";

/** The column that a field is read from. */
export interface PeopleColumn {
  readonly index: number;
  /** Its name in the file. */
  readonly name: string;
  readonly reading: Reading;
}

/** What the header of a file of users was understood to be. */
export interface PeopleHeader {
  readonly columns: ReadonlyMap<PeopleField, PeopleColumn>;
  /** Names of the columns that nothing is read from, those first that could have been meant otherwise. */
  readonly ignored: readonly string[];
  /** How many columns there are, and without empty ones at the end. */
  readonly cells: number;
  readonly width: number;
  /** True when a column holds passwords: a line whose values moved to another column must not show one. */
  readonly hasPasswords: boolean;
  /** True for a template of Entra, which has a line of examples under its header. */
  readonly template: boolean;
}

/**
 * Finds the column of each field.
 *
 * @throws SetupError (exit 64): `people-csv-no-user-name`, `people-csv-duplicate-column`
 */
export function readHeader(row: CsvRow, file: string, places: CsvPlaces): PeopleHeader {
  const names = row.fields.map((field) => field.trim());
  const known = names.map(meaningsOf);
  const columns = new Map<PeopleField, PeopleColumn>();
  for (const field of PEOPLE_FIELDS) {
    const candidates = known
      .flatMap((meanings, index) => meanings.filter((one) => one.field === field).map((one) => ({ ...one, index })))
      .sort((a, b) => a.rank - b.rank);
    const [first, second] = candidates;
    if (first === undefined) continue;
    if (second?.rank === first.rank) {
      const place = `${file}:${places.field(row.start, second.index)}`;
      const twice = `"${shownName(names[first.index] ?? "")}" and "${shownName(names[second.index] ?? "")}" are both ${field}`;
      throw csvProblem("people-csv-duplicate-column", place, twice, "Keep one of the two columns.");
    }
    columns.set(field, { index: first.index, name: names[first.index] ?? "", reading: first.reading });
  }
  if (!columns.has("userName")) throw noUserName(`${file}:${String(places.line(row.start))}`, names, columns);
  const used = new Set([...columns.values()].map(({ index }) => index));
  const unused = names.flatMap((name, index) =>
    used.has(index) || name === "" ? [] : [{ name, meant: known[index] }],
  );
  return {
    columns,
    ignored: [
      ...unused.filter(({ meant }) => meant?.length !== 0).map(({ name }) => shownName(name)),
      ...unused
        .filter(({ meant }) => meant?.length === 0)
        .map(({ name }) => hinted(name, columns))
        .sort(hintsFirst),
    ],
    cells: names.length,
    width: names.findLastIndex((name) => name !== "") + 1,
    hasPasswords: names.some((name) => /passw/i.test(name)),
    template: bracketedName(columns.get("userName")?.name ?? "") !== undefined,
  };
}

function noUserName(place: string, names: readonly string[], columns: PeopleHeader["columns"]) {
  const listed = names.filter((name) => name !== "").map((name) => `"${shownName(name)}"`);
  const more = listed.length > 8 ? ` and ${String(listed.length - 8)} more` : "";
  const seen =
    listed.length === 1
      ? `the only column is ${listed.join("")}`
      : `the columns are ${listed.slice(0, 8).join(", ")}${more}`;
  const near = names.find((name) => COLUMN_NAMES.userName.some((one) => isNear(name, one.name)));
  const email = columns.get("email");
  const only = listed.length === 1 ? names.join("") : "";
  const other = /[|^~:]/.exec(only)?.[0];
  const understood = COLUMN_NAMES.userName
    .map(({ name }) => name)
    .filter((name) => name !== "userName")
    .join(", ");
  return csvProblem(
    "people-csv-no-user-name",
    place,
    `no column has the sign-in names; ${seen}`,
    ...(/[,;\t]/.test(only)
      ? ["Each line is one value in quotes. Split it (in Excel: Data > Text to Columns) and save the file again."]
      : []),
    ...(other === undefined
      ? []
      : [`Separate the values with commas, semicolons or tabs, or make this the first line: sep=${other}`]),
    ...(near === undefined
      ? []
      : [`If "${shownName(near)}" is the column with the sign-in names, rename it to userName.`]),
    ...(email === undefined ? [] : [`If "${shownName(email.name)}" has the sign-in names, rename it to userName.`]),
    `Name the column with the sign-in names userName (also accepted: ${understood}).`,
  );
}

/** The name of a column that is not known, with the field that it is one slip away from. */
function hinted(name: string, columns: PeopleHeader["columns"]): string {
  const field = PEOPLE_FIELDS.find(
    (one) => !columns.has(one) && COLUMN_NAMES[one].some((known) => isNear(name, known.name)),
  );
  return field === undefined ? shownName(name) : `${shownName(name)} (did you mean ${field}?)`;
}

function hintsFirst(a: string, b: string): number {
  return Number(b.endsWith("?)")) - Number(a.endsWith("?)"));
}

/** One letter too many, too few or wrong, or two that changed places: `state` is not a slip for `status`. */
function isNear(name: string, known: string): boolean {
  const [a, b] = [name.toLowerCase(), known.toLowerCase()];
  if (a.length < 5) return false;
  const far = distance(a, b);
  return far === 1 || (far === 2 && a.length === b.length && sorted(a) === sorted(b));
}

function sorted(text: string): string {
  return Array.from(text).sort().join("");
}

/** A column's name as it can be printed: of one line, and not long. */
export function shownName(name: string): string {
  const plain = plainText(name);
  return plain.length <= 60 ? plain : `${plain.slice(0, 59)}…`;
}
