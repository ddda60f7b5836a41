/**
 * The text of a file as people's tools write it: UTF-8, with or without a byte order mark, or UTF-16 with one, as Windows
 * PowerShell's `>` writes (Microsoft: about_Character_Encoding).
 *
 * @returns undefined when it is neither
 */
export function decodeText(bytes: Uint8Array): string | undefined {
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe ? "utf-16le" : bytes[0] === 0xfe && bytes[1] === 0xff ? "utf-16be" : "utf-8";
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
