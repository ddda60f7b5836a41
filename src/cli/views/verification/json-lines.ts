import stringWidth from "string-width";
import { isJsonObject, type JsonValue } from "../../../base/json.js";
import { plainText } from "../../../base/text.js";

/** Levels of a body that are shown on lines of their own: the values of a PATCH operation are on the third. */
const DEEPEST = 3;
const LEAST_COLUMNS = 8;

/**
 * JSON for reading, in lines of at most so many columns: what fits stays on one line, and what is too long for a line ends with the
 * ellipsis. Pure.
 */
export function jsonLines(value: JsonValue, columns: number, ellipsis: string): readonly string[] {
  return linesOf(value, { lead: "", tail: "", depth: 0 }, { columns: Math.max(LEAST_COLUMNS, columns), ellipsis });
}

interface Place {
  /** What is before the value on its first line, and after it on its last one. */
  readonly lead: string;
  readonly tail: string;
  readonly depth: number;
}

interface Room {
  readonly columns: number;
  readonly ellipsis: string;
}

function linesOf(value: JsonValue, { lead, tail, depth }: Place, room: Room): readonly string[] {
  const line = lead + onOneLine(value) + tail;
  const parts = partsOf(value);
  if (stringWidth(line) <= room.columns) return [line];
  if (parts.length === 0 || depth >= DEEPEST) return [clipped(line, room)];
  const indent = "  ".repeat(depth);
  const inner = parts.flatMap(([name, one], index) =>
    linesOf(one, { lead: `${indent}  ${name}`, tail: index === parts.length - 1 ? "" : ",", depth: depth + 1 }, room),
  );
  const [first, last] = Array.isArray(value) ? ["[", "]"] : ["{", "}"];
  return [clipped(lead + first, room), ...inner, `${indent}${last}${tail}`];
}

/** The items of a list; the members of an object, each with its name as it stands before the value. */
function partsOf(value: JsonValue): readonly (readonly [string, JsonValue])[] {
  if (Array.isArray(value)) return (value as readonly JsonValue[]).map((one) => ["", one]);
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([name, one]) => (one === undefined ? [] : [[`${quoted(name)}: `, one]]));
}

function onOneLine(value: JsonValue): string {
  if (typeof value === "string") return quoted(value);
  const parts = partsOf(value).map(([name, one]) => name + onOneLine(one));
  if (Array.isArray(value)) return `[${parts.join(", ")}]`;
  return isJsonObject(value) ? `{${parts.join(", ")}}` : JSON.stringify(value);
}

function quoted(text: string): string {
  return plainText(JSON.stringify(text));
}

function clipped(line: string, { columns, ellipsis }: Room): string {
  if (stringWidth(line) <= columns) return line;
  const room = columns - stringWidth(ellipsis);
  let kept = "";
  let width = 0;
  for (const character of line) {
    width += stringWidth(character);
    if (width > room) break;
    kept += character;
  }
  return kept + ellipsis;
}
