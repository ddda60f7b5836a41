import { count } from "../../base/text.js";
import { PEOPLE_FIELDS } from "./columns.js";
import { readRows } from "./csv.js";
import { requireBoundedRecords } from "./csv-bounds.js";
import { csvPlaces } from "./csv-places.js";
import { csvProblem } from "./csv-problem.js";
import { decodePeople, type DecodedPeople } from "./decode.js";
import { readHeader, shownName, type PeopleHeader } from "./header.js";
import { layoutOf } from "./layout.js";
import type { Directory } from "./person.js";
import { isExample, readPeople } from "./rows.js";

/** What a file of users holds. */
export interface PeopleFile {
  readonly directory: Directory;
  /** False when the file has no column of groups. */
  readonly hasGroups: boolean;
  /** How the file was understood, in one line without a full stop. */
  readonly understood: string;
}

/**
 * Reads a directory from a CSV file as administrators have it: of one's own, or exported from Okta, Entra, Microsoft 365 or Google. The header
 * names the columns, in any order; only the sign-in name is required; groups are separated by `;`. Users come out as they stand.
 *
 * @param file - the file's name, for messages
 * @throws SetupError (exit 64, codes `people-csv-*`) with file, line and where possible column of the first problem
 */
export function readPeopleFile(bytes: Uint8Array, file: string): PeopleFile {
  const decoded = decodePeople(bytes, file);
  const { body, separator, firstLine } = layoutOf(decoded.text);
  const buffer = Buffer.from(body, "utf8");
  requireBoundedRecords(buffer, file, firstLine);
  const places = csvPlaces(buffer, { separator, firstLine });
  const [first, ...rows] = readRows(buffer, { separator, file, places });
  if (first === undefined)
    throw csvProblem(
      "people-csv-empty",
      file,
      "the file is empty",
      `Begin with the header ${PEOPLE_FIELDS.join(",")}.`,
    );
  const header = readHeader(first, file, places);
  const examples = rows.filter((row) => isExample(row, header)).length;
  const own = examples === 0 ? rows : rows.filter((row) => !isExample(row, header));
  if (own.length === 0)
    throw csvProblem("people-csv-no-people", file, "the file has a header but no users", "Add one line for each user.");
  const people = readPeople(own, { header, file, places });
  const groups = new Set(people.flatMap((person) => person.groups));
  return {
    directory: { people, groups: [...groups] },
    hasGroups: header.columns.has("groups"),
    understood: understood({ file, people: people.length, separator, decoded, header, examples }),
  };
}

interface Understood {
  readonly file: string;
  readonly people: number;
  readonly separator: string;
  readonly decoded: DecodedPeople;
  readonly header: PeopleHeader;
  readonly examples: number;
}

const SEPARATOR_WORDS: Readonly<Record<string, string>> = { ",": "commas", ";": "semicolons", "\t": "tabs" };
const NAMES_SHOWN = 3;

function understood({ file, people, separator, decoded, header, examples }: Understood): string {
  const { encoding, guessed } = decoded;
  const from = readFrom(header);
  const { ignored } = header;
  const more = ignored.length - NAMES_SHOWN;
  const parts = [
    `${file}: ${count(people, "user")}`,
    `${SEPARATOR_WORDS[separator] ?? `separator ${separator}`}, ${encoding}${guessed ? " (guessed; if names look wrong, save the file as UTF-8)" : ""}`,
    ...(from.length === 0 ? [] : [from.join(", ")]),
    ...(ignored.length === 0
      ? []
      : [`ignored: ${[...ignored.slice(0, NAMES_SHOWN), ...(more > 0 ? [`${String(more)} more`] : [])].join(", ")}`]),
    ...(examples === 0 ? [] : [`${count(examples, "line")} of examples skipped`]),
  ];
  return parts.join("; ");
}

/** `userName and email from "Email Address"`, but for columns that have the field's own name. */
function readFrom({ columns }: PeopleHeader): string[] {
  const fields = new Map<string, string[]>();
  for (const [field, { name }] of columns) fields.set(name, [...(fields.get(name) ?? []), field]);
  return [...fields].flatMap(([name, read]) =>
    read.every((field) => field.toLowerCase() === name.toLowerCase())
      ? []
      : [`${read.join(" and ")} from "${shownName(name)}"`],
  );
}
