/** What a secret is used for, which decides how it may look. */
export type SecretUse = "bearer-token" | "okta-api-token" | "client-secret";

/** A secret ready to use, or why it cannot be used. Neither the notes nor the problem quotes any part of it. */
export type SecretReading =
  | {
      readonly value: string;
      /** What was left out, for messages: `the word Bearer in front of it`. */
      readonly leftOut: readonly string[];
    }
  /** With the line and, where possible, the character. */
  | { readonly problem: string };

/** Longer than any token: servers take 8 to 16 KB of headers in all. */
const LONGEST = 16_384;
const QUOTES: readonly (readonly [string, string])[] = [
  ['"', '"'],
  ["'", "'"],
  ["`", "`"],
  ["\u201c", "\u201d"],
  ["\u2018", "\u2019"],
];
/** Schemes of the Authorization header (IANA: HTTP Authentication Schemes), and Okta's own. */
const SCHEME = /^(bearer|ssws|basic|token|dpop|digest|negotiate)(?:\s+|$)/i;
const OWN_SCHEME: Readonly<Record<SecretUse, string | undefined>> = {
  "bearer-token": "Bearer",
  "okta-api-token": "SSWS",
  "client-secret": undefined,
};
/** A line of an environment file, a shell script or a header. Text that only ends in `=` is base64. */
const NAMED = [
  /^export\s+\w+\s*=/i,
  /^[A-Z][A-Z0-9_]*\s*=\s*[^=\s]/,
  /^[\w.-]*(?:token|secret|key|password|authorization)[\w.-]*\s*(?:=|:\s)\s*[^=\s]/i,
];

/**
 * Reads a secret as it is usually saved: leaves out surrounding whitespace, its own scheme in front and quotation marks around it,
 * and refuses what cannot be a secret or cannot be sent.
 */
export function readGivenSecret(text: string, use: SecretUse): SecretReading {
  const lines = text.split(/\r\n|[\r\n\u2028\u2029]/).map((line, index) => ({ line, number: index + 1 }));
  const [filled, second] = lines.filter(({ line }) => line.trim() !== "");
  if (filled === undefined) return { problem: "it is empty" };
  if (second !== undefined)
    return {
      problem: `lines ${String(filled.number)} and ${String(second.number)} both contain text, but it must be a single value`,
    };
  const where = `line ${String(filled.number)}`;
  const leftOut: string[] = [];
  let value = filled.line.trim();
  for (let before = ""; before !== value;) {
    before = value;
    value = withoutQuotes(value, leftOut);
    value = withoutScheme(value, OWN_SCHEME[use], leftOut);
  }
  const problem = problemOf(value, use);
  if (problem !== undefined) return { problem: `${where} ${problem}` };
  const stray = use === "client-secret" ? /\p{Cc}/u.exec(value) : /[^\x21-\x7e]/u.exec(value);
  if (stray === null) return { value, leftOut };
  const at = `character ${String(filled.line.lastIndexOf(value) + stray.index + 1)} of ${where}`;
  return { problem: /\s/.test(stray[0]) ? `${at} is a space` : `${at} is not allowed in an HTTP header` };
}

/** One sentence that says what was left out of a secret. */
export function leftOutOf(what: string, leftOut: readonly string[]): string {
  return `${what}: ignoring ${[...new Set(leftOut)].join(" and ")}.`;
}

function withoutQuotes(value: string, leftOut: string[]): string {
  const around = QUOTES.some(([open, close]) => value.length > 1 && value.startsWith(open) && value.endsWith(close));
  if (!around) return value;
  leftOut.push("the quotation marks around it");
  return value.slice(1, -1).trim();
}

function withoutScheme(value: string, own: string | undefined, leftOut: string[]): string {
  if (own === undefined || SCHEME.exec(value)?.[1]?.toLowerCase() !== own.toLowerCase()) return value;
  leftOut.push(`the word ${own} in front of it`);
  return value.replace(SCHEME, "").trim();
}

function problemOf(value: string, use: SecretUse): string | undefined {
  if (value === "") return "contains no token, only a word or quotation marks around one";
  if (value.length > LONGEST) return `is longer than ${String(LONGEST)} characters, which is too long for a token`;
  if (NAMED.some((pattern) => pattern.test(value))) return "looks like NAME=value, but only the value is expected";
  if (use === "client-secret") return undefined;
  if (/^["'`\u201c\u2018]|["'`\u201d\u2019]$/.test(value)) return "has a quotation mark at only one end";
  const scheme = SCHEME.exec(value)?.[1];
  if (scheme !== undefined) return `starts with ${scheme}, which is for a different kind of credential`;
  return undefined;
}
