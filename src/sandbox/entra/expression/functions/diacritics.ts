import { notSimulated } from "../../../expression/evaluation.js";

/** Letters that are not a base letter and a mark. */
const LETTERS: Readonly<Record<string, string>> = {
  æ: "ae",
  Æ: "AE",
  ø: "oe",
  Ø: "OE",
  œ: "oe",
  Œ: "OE",
  ß: "ss",
  ł: "l",
  Ł: "L",
  ı: "i",
};

/**
 * The text with plain Latin letters for those with marks.
 * Source: Microsoft Learn, functions-for-customizing-application-data (NormalizeDiacritics and its table).
 */
export function normalizeDiacritics(text: string): string {
  const bare = text
    .normalize("NFD")
    .replace(/([A-Za-zÆæØøŒœ])\p{Mn}+/gu, "$1")
    .replace(/[æÆøØœŒßłŁı]/g, (letter) => LETTERS[letter] ?? letter);
  // Beyond Latin letters the table is silent: "й" is a letter of its own.
  if (/\p{Mn}|[đĐðÐþÞħĦŧŦẞ]/u.test(bare))
    return notSimulated("the function NormalizeDiacritics on letters outside its table");
  return bare.normalize("NFC");
}
