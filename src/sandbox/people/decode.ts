import { csvProblem } from "./csv-problem.js";

/** A file of users as text. */
export interface DecodedPeople {
  /** Without a byte order mark. */
  readonly text: string;
  readonly encoding: "UTF-8" | "UTF-16" | "Windows-1252";
  /** True where nothing in the file says so and other encodings would have given a text, too. */
  readonly guessed: boolean;
}

const SAVE_AS_CSV = 'In Excel, select File > Save As > "CSV UTF-8 (Comma delimited)", and use that file.';
const SAVE_AS_UTF8 = 'Save the file as UTF-8. In Excel, select File > Save As > "CSV UTF-8 (Comma delimited)".';

/** How Excel workbooks begin: a ZIP archive, and the old format's compound file ([MS-CFB] 2.2). */
const WORKBOOKS = [
  [0x50, 0x4b, 0x03, 0x04],
  [0xd0, 0xcf, 0x11, 0xe0],
] as const;

/** What Windows-1252 has in 0x80 to 0x9F; its five gaps are control characters (WHATWG Encoding, index windows-1252). */
const WINDOWS_1252 = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";
/** What Windows-1252 does not have: with one of them the file is in yet another encoding, or no text. */
const NOT_IN_WINDOWS_1252 = /[\0\u0081\u008d\u008f\u0090\u009d]/;

/**
 * The text of a file of users: UTF-8, with or without a byte order mark; UTF-16, also without one; anything else is taken for
 * Windows-1252, in which Excel saves "CSV" in western Europe and America.
 *
 * @param file - the file's name, for messages
 * @throws SetupError (exit 64): `people-csv-workbook`, `-web-page`, `-json`, `-not-text` for what is no CSV
 */
export function decodePeople(bytes: Uint8Array, file: string): DecodedPeople {
  if (WORKBOOKS.some((signature) => signature.every((byte, index) => bytes[index] === byte)))
    throw csvProblem("people-csv-workbook", file, "this is an Excel workbook (or a ZIP archive), not CSV", SAVE_AS_CSV);
  const decoded = decodeUnicode(bytes) ?? decodeWindows1252(bytes);
  refuseOtherText(decoded.text, file);
  const wrong = (decoded.guessed ? NOT_IN_WINDOWS_1252 : /\0/).exec(decoded.text);
  if (wrong !== null) {
    const name = `U+${wrong[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
    const place = `${file}:${placeOf(decoded.text, wrong.index)}`;
    throw csvProblem(
      "people-csv-not-text",
      place,
      `this is not a text file: it has the control character ${name}`,
      SAVE_AS_UTF8,
    );
  }
  return decoded;
}

function decodeUnicode(bytes: Uint8Array): DecodedPeople | undefined {
  const utf16 = utf16Order(bytes);
  try {
    const text = new TextDecoder(utf16 ?? "utf-8", { fatal: true }).decode(bytes);
    return { text, encoding: utf16 === undefined ? "UTF-8" : "UTF-16", guessed: false };
  } catch {
    return undefined;
  }
}

function decodeWindows1252(bytes: Uint8Array): DecodedPeople {
  // Some releases of Node decode the label windows-1252 as Latin-1 (nodejs/node issue 56542).
  const text = Buffer.from(bytes)
    .toString("latin1")
    .replace(/[\u0080-\u009f]/g, (character) => WINDOWS_1252.charAt(character.charCodeAt(0) - 0x80));
  return { text, encoding: "Windows-1252", guessed: true };
}

/** The byte order of UTF-16: by its mark, else by the zeros that a header of Latin letters is full of. */
function utf16Order(bytes: Uint8Array): "utf-16le" | "utf-16be" | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  const zeros = [0, 0];
  for (let index = 0; index < Math.min(bytes.length, 256); index += 1) {
    if (bytes[index] === 0x0a || bytes[index] === 0x0d) break;
    if (bytes[index] === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1;
  }
  const [even = 0, odd = 0] = zeros;
  if (odd >= 4 && odd > 4 * even) return "utf-16le";
  if (even >= 4 && even > 4 * odd) return "utf-16be";
  return undefined;
}

function refuseOtherText(text: string, file: string): void {
  const start = text.slice(0, 1000).trimStart();
  if (/^<(!doctype|html|\?xml|[a-z]+[\s>])/i.test(start)) {
    const fix = "Open the address in a browser, sign in, and download the file again; or export the users as CSV.";
    throw csvProblem("people-csv-web-page", file, "this is a web page (or XML), not CSV", fix);
  }
  if (/^(\{\s*("|\}|$)|\[\s*[[{\]])/.test(start)) {
    const fix = "Export the users as CSV, or convert the JSON to CSV with one line a user.";
    throw csvProblem("people-csv-json", file, "this is JSON, not CSV", fix);
  }
}

/** `line:column` of a character, from 1. */
function placeOf(text: string, index: number): string {
  const lines = text.slice(0, index).split(/\r\n|[\r\n]/);
  return `${String(lines.length)}:${String((lines.at(-1) ?? "").length + 1)}`;
}
