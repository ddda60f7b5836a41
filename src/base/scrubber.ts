import type { Secret } from "./secret.js";

const REDACTED = "[redacted]";
/** Shorter values would redact ordinary words, and no token is that short. */
const SHORTEST = 6;

/** Removes registered secrets, and their parts, from any text: plain, url-encoded, JSON-escaped, base64 and hexadecimal. */
export interface Scrubber {
  /** From now on, this secret is removed from every text. */
  register(secret: Secret): void;
  /** The text without any registered secret. */
  scrub(text: string): string;
  /** The value with every string scrubbed, including field names; structure and other values are kept. */
  scrubValue<T>(value: T): T;
}

/** An empty scrubber. Each run of the command line has one, and all sinks share it. */
export function createScrubber(): Scrubber {
  const forms = new Set<string>();
  /** Longest first: a form may contain another one. */
  let ordered: readonly string[] | undefined;

  function scrub(text: string): string {
    ordered ??= [...forms].sort((a, b) => b.length - a.length);
    return ordered.reduce((clean, form) => (clean.includes(form) ? clean.replaceAll(form, REDACTED) : clean), text);
  }

  function scrubValue<T>(value: T): T {
    return walk(value, scrub) as T;
  }

  return {
    register(secret) {
      const value = secret.reveal();
      if (value.length < SHORTEST) return;
      for (const part of [value, ...partsOf(value)]) for (const form of formsOf(part)) forms.add(form);
      ordered = undefined;
    },
    scrub,
    scrubValue,
  };
}

/** Words around a credential that are not secret. */
const WORDS = /^(?:bearer|basic|digest|negotiate|export|authorization:?)$/i;

/** The parts of a credential that a server may repeat: the text between spaces, `=` and quotation marks. */
function partsOf(value: string): string[] {
  return value.split(/[\s="'`\u2018-\u201f]+/).filter((part) => part.length >= SHORTEST && !WORDS.test(part));
}

function formsOf(value: string): string[] {
  const bytes = Buffer.from(value, "utf8");
  const base64 = [0, 1, 2].map((offset) => base64Within(bytes, offset));
  const hex = bytes.toString("hex");
  const encoded = [
    urlEncoded(value),
    new URLSearchParams({ v: value }).toString().slice(2),
    hex.toUpperCase().replace(/../g, "%$&"),
  ];
  return [
    value,
    ...encoded,
    ...encoded.map((form) => form.replace(/%[0-9A-F]{2}/g, (byte) => byte.toLowerCase())),
    hex,
    hex.toUpperCase(),
    JSON.stringify(value).slice(1, -1),
    ...base64,
    ...base64.map((form) => form.replaceAll("+", "-").replaceAll("/", "_")),
    ...base64.map(encodeURIComponent),
  ].filter((form) => form.length >= SHORTEST);
}

/** A broken surrogate, half a character, has no form of its own. */
function urlEncoded(value: string): string {
  return encodeURIComponent(Buffer.from(value, "utf8").toString("utf8"));
}

/**
 * The base64 characters of this value after `offset` bytes (modulo 3), as in `user:token`, without the ends, which depend on
 * the neighbouring bytes.
 */
function base64Within(bytes: Buffer, offset: number): string {
  const padded = Buffer.concat([Buffer.alloc(offset), bytes])
    .toString("base64")
    .replace(/=+$/, "");
  const first = Math.ceil((offset * 8) / 6);
  const last = Math.floor(((offset + bytes.length) * 8) / 6);
  return padded.slice(first, last);
}

function walk(value: unknown, scrub: (text: string) => string): unknown {
  if (typeof value === "string") return scrub(value);
  if (Array.isArray(value)) return value.map((item) => walk(item, scrub));
  if (value !== null && typeof value === "object" && Object.getPrototypeOf(value) === Object.prototype) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [scrub(key), walk(item, scrub)]));
  }
  return value;
}
