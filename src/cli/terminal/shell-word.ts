/**
 * A word of a command line for copying into a shell: POSIX shells, and PowerShell and cmd on Windows. PowerShell makes a list of
 * a word with a comma, so that is quoted, too (Microsoft: about_Parsing).
 */
export function shellWord(text: string, platform: string): string {
  if (/^[A-Za-z0-9_@%+=:./-]+$/.test(text)) return text;
  if (platform !== "win32") return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
  if (/^[A-Za-z0-9_@+=:./\\-]+$/.test(text)) return text;
  // Within double quotes PowerShell replaces these; cmd knows no single quotes, and gets those words only that need them.
  return /["$`]/.test(text) ? `'${text.replaceAll("'", "''")}'` : `"${text}"`;
}
