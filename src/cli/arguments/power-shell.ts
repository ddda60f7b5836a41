/** What to say of a surplus word on Windows: PowerShell hands `groups=A,B` over as two words (Microsoft: about_Parsing). */
export function powerShellHint(platform: string): string[] {
  return platform === "win32"
    ? ['In PowerShell, a value with commas stands in quotes: --set "groups=TOTAL-Admin,TOTAL-Analyst".']
    : [];
}
