import { parse } from "csv-parse/sync";
import { meaningsOf } from "./columns.js";

/** How a CSV file is laid out. */
export interface CsvLayout {
  readonly separator: string;
  /** The file from its header on. */
  readonly body: string;
  /** The line of the file on which the body begins, from 1. */
  readonly firstLine: number;
}

const SEPARATORS = [",", ";", "\t"] as const;

/**
 * Lines that tools write above the header: Excel's own `sep=;` (it takes the character after it as the separator), the version line of
 * Entra's bulk templates (Microsoft Learn, "Bulk create users": "Version number: The first row"), and the type line of Windows
 * PowerShell's Export-Csv (Microsoft Learn, Export-Csv, -NoTypeInformation).
 */
const ABOVE_HEADER =
  /^(?:"?sep=(?<separator>[^"\r\n])"?|"?version:v[0-9.]+"?|#TYPE [^\r\n]*?)[,;\t ]*(?:\r\n|\n|\r|$)/i;

/** Finds out what separates the values of a CSV file, and where its header is: the separator under which most of its columns are known. */
export function layoutOf(text: string): CsvLayout {
  let body = text;
  let firstLine = 1;
  let told: string | undefined;
  for (let above = ABOVE_HEADER.exec(body); above !== null && above[0] !== ""; above = ABOVE_HEADER.exec(body)) {
    told = above.groups?.["separator"] ?? told;
    body = body.slice(above[0].length);
    firstLine += 1;
  }
  if (told !== undefined && /[\u0021-\u007e\t]/.test(told)) return { separator: told, body, firstLine };
  const header = headerText(body);
  const best = SEPARATORS.map((separator) => ({ separator, ...score(header, separator) })).reduce((first, second) =>
    second.known > first.known || (second.known === first.known && second.cells > first.cells) ? second : first,
  );
  return { separator: best.separator, body, firstLine };
}

/** No header is longer than this; a quote that is never closed must not make it one. */
const HEADER_CHARACTERS = 100_000;

/** The first record that has something in it: up to the first line break outside quotes. */
function headerText(text: string): string {
  const body = text.slice(0, HEADER_CHARACTERS);
  const start = body.search(/[^\s,;"]/);
  const from = Math.max(0, start - (body[start - 1] === '"' ? 1 : 0));
  let quoted = false;
  for (let index = from; index < body.length; index += 1) {
    const character = body[index];
    if (character === '"') quoted = !quoted;
    else if (!quoted && (character === "\n" || character === "\r")) return body.slice(from, index);
  }
  return body.slice(from);
}

function score(header: string, separator: string): { readonly known: number; readonly cells: number } {
  const options = { delimiter: separator, relax_quotes: true, relax_column_count: true, trim: true, to: 1 };
  try {
    const [cells = []] = parse(header, options);
    return { known: cells.filter((cell) => meaningsOf(cell).length > 0).length, cells: cells.length };
  } catch {
    return { known: 0, cells: 0 };
  }
}
