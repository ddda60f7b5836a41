/** Ways in which people's tools write text. */
export type Encoding =
  "UTF-8" | "UTF-8 with BOM" | "UTF-16 LE" | "UTF-16 BE" | "UTF-16 LE with BOM" | "UTF-16 BE with BOM" | "Windows-1252";

/** Some of the characters of Windows-1252 that are elsewhere in Unicode, by their bytes (Microsoft, code page 1252). */
const IN_1252: Readonly<Record<string, number>> = {
  "€": 0x80,
  Œ: 0x8c,
  "‘": 0x91,
  "’": 0x92,
  "“": 0x93,
  "”": 0x94,
  "–": 0x96,
  "—": 0x97,
  œ: 0x9c,
};

/** The bytes of a text; of Windows-1252 only Latin-1 and the characters above are known. */
export function encoded(text: string, encoding: Encoding): Buffer {
  if (encoding === "Windows-1252") return Buffer.from(Array.from(text, byteIn1252));
  const marked = encoding.endsWith("with BOM") ? `\uFEFF${text}` : text;
  if (encoding.startsWith("UTF-8")) return Buffer.from(marked, "utf8");
  const bytes = Buffer.from(marked, "utf16le");
  return encoding.startsWith("UTF-16 BE") ? bytes.swap16() : bytes;
}

function byteIn1252(character: string): number {
  const byte = IN_1252[character] ?? character.charCodeAt(0);
  if (byte > 0xff) throw new Error(`${character} is not in Windows-1252`);
  return byte;
}
