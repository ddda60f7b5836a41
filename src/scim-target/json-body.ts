import { isUtf8 } from "node:buffer";
import type { JsonValue } from "../base/json.js";
import { ScimError, invalidSyntax } from "../scim/message/errors.js";

/** SCIM needs about eight levels, for a PATCH of a complex multi-valued attribute. */
const DEEPEST = 32;
/** A group of a hundred thousand members has some 400,000 values. */
const MOST_VALUES = 1_000_000;

/** All attributes of all schemas of a person are fewer than a hundred. */
const MOST_NAMES = 1_000;

const QUOTE = 0x22;
const COLON = 0x3a;
const BRACE = 0x7b;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const OPENING: ReadonlySet<number> = new Set([0x5b, 0x7b]);
const CLOSING: ReadonlySet<number> = new Set([0x5d, 0x7d]);

/**
 * Parses a request's body, refusing what is nested too deep or holds too many values before any of it is built.
 *
 * @returns undefined for an empty body
 * @throws ScimError 400 `invalidSyntax` when it is not JSON in UTF-8 or too deep, 413 for too many values or fields
 */
export function parseJsonBody(bytes: Buffer): JsonValue | undefined {
  if (bytes.length === 0) return undefined;
  // RFC 8259 8.1; RFC 7644 3.8.
  if (!isUtf8(bytes)) throw invalidSyntax("The body is not UTF-8.");
  checkShape(bytes);
  try {
    return JSON.parse(bytes.toString("utf8")) as JsonValue;
  } catch {
    throw invalidSyntax("The body is not JSON.");
  }
}

function checkShape(bytes: Buffer): void {
  /** How many names each object that is open has; -1 for a list. */
  const open: number[] = [];
  let values = 1;
  let inString = false;
  for (let index = 0; index < bytes.length; index += 1) {
    const byte = bytes[index] ?? 0;
    if (inString) {
      if (byte === BACKSLASH) index += 1;
      else if (byte === QUOTE) inString = false;
    } else if (byte === QUOTE) inString = true;
    else if (byte === COMMA) values += 1;
    else if (byte === COLON) countName(open);
    else if (OPENING.has(byte)) {
      values += 1;
      open.push(byte === BRACE ? 0 : -1);
      if (open.length > DEEPEST) throw invalidSyntax(`The body is nested deeper than ${String(DEEPEST)} levels.`);
    } else if (CLOSING.has(byte)) open.pop();
  }
  if (values > MOST_VALUES) throw new ScimError(413, `The body holds more than ${String(MOST_VALUES)} values.`);
}

function countName(open: number[]): void {
  const last = open.length - 1;
  const names = (open[last] ?? 0) + 1;
  open[last < 0 ? 0 : last] = names;
  if (names > MOST_NAMES) throw new ScimError(413, `An object of the body has more than ${String(MOST_NAMES)} fields.`);
}
