import type { JsonValue } from "../base/json.js";
import { ScimError, invalidSyntax } from "../scim/errors.js";

/** SCIM needs about eight levels, for a PATCH of a complex multi-valued attribute. */
const DEEPEST = 32;
/** A group of a hundred thousand members has some 400,000 values. */
const MOST_VALUES = 1_000_000;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const OPENING: ReadonlySet<number> = new Set([0x5b, 0x7b]);
const CLOSING: ReadonlySet<number> = new Set([0x5d, 0x7d]);

/**
 * Parses a request's body, refusing what is nested too deep or holds too many values before any of it is built.
 *
 * @returns undefined for an empty body
 * @throws ScimError 400 `invalidSyntax` when it is not JSON or too deep, 413 for too many values
 */
export function parseJsonBody(bytes: Buffer): JsonValue | undefined {
  if (bytes.length === 0) return undefined;
  checkShape(bytes);
  try {
    return JSON.parse(bytes.toString("utf8")) as JsonValue;
  } catch {
    throw invalidSyntax("The body is not JSON.");
  }
}

function checkShape(bytes: Buffer): void {
  let depth = 0;
  let values = 1;
  let inString = false;
  for (let index = 0; index < bytes.length; index += 1) {
    const byte = bytes[index] ?? 0;
    if (inString) {
      if (byte === BACKSLASH) index += 1;
      else if (byte === QUOTE) inString = false;
    } else if (byte === QUOTE) inString = true;
    else if (byte === COMMA) values += 1;
    else if (OPENING.has(byte)) {
      values += 1;
      depth += 1;
      if (depth > DEEPEST) throw invalidSyntax(`The body is nested deeper than ${String(DEEPEST)} levels.`);
    } else if (CLOSING.has(byte)) depth -= 1;
  }
  if (values > MOST_VALUES) throw new ScimError(413, `The body holds more than ${String(MOST_VALUES)} values.`);
}
