/** A hint for a surplus word on Windows: PowerShell passes `groups=A,B` as two words (Microsoft: about_Parsing). */
export function powerShellHint(platform: string): string[] {
  return platform === "win32"
    ? ['In PowerShell, put a value with commas in quotes: --set "groups=TOTAL-Admin,TOTAL-Analyst".']
    : [];
}
