import { fc, test as property } from "@fast-check/vitest";
import { expect } from "vitest";
import { readPeopleFile } from "../../../src/sandbox/people/people-file.js";
import { encoded, type Encoding } from "../../support/encoded.js";

const ENCODINGS = [
  "UTF-8",
  "UTF-8 with BOM",
  "UTF-16 LE",
  "UTF-16 BE",
  "UTF-16 LE with BOM",
  "UTF-16 BE with BOM",
  "Windows-1252",
] as const satisfies readonly Encoding[];
const LATIN = "aZ09 ,;\t\"'\n|-äßœŒ€–’éÑ";
// Non-breaking blanks at the ends of a value are dropped: the table has them.
const anyText = fc
  .oneof(
    fc.string({ unit: fc.constantFrom(...Array.from(LATIN)), maxLength: 12 }),
    fc.string({ unit: "grapheme", maxLength: 12 }),
  )
  .filter((text) => !/[\u00a0\u2007\u202f\ufeff]/.test(text));
const person = fc.record({
  userName: anyText.filter((text) => text.trim() !== ""),
  title: anyText,
  active: fc.boolean(),
});

property.prop([
  fc.uniqueArray(person, { minLength: 1, maxLength: 8, selector: ({ userName }) => userName.trim().toLowerCase() }),
  fc.constantFrom(",", ";", "\t"),
  fc.constantFrom(...ENCODINGS),
  fc.constantFrom("\n", "\r\n", "\r"),
])(
  "people written with any separator, encoding and line end are read back the same",
  (people, separator, encoding, end) => {
    const latin =
      encoding !== "Windows-1252" ? people : people.filter(({ userName, title }) => isLatin(userName + title));
    fc.pre(latin.length > 0);
    const quoted = (value: string): string => `"${value.replaceAll('"', '""')}"`;
    const rows = latin.map(({ userName, title, active }) => [quoted(title), String(active), quoted(userName), ""]);
    // In Windows-1252 this header is no UTF-8, as Ñ€ alone would be.
    const text = [["title", "active", "userName", "Straße"], ...rows]
      .map((row) => `${row.join(separator)}${end}`)
      .join("");
    const { directory } = readPeopleFile(encoded(text, encoding), "p.csv");
    expect(directory.people.map(({ userName, title = "", active }) => ({ userName, title, active }))).toEqual(latin);
  },
);

function isLatin(text: string): boolean {
  return Array.from(text).every((character) => LATIN.includes(character));
}
