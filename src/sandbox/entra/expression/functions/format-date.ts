import { notSimulated } from "../../../expression/evaluation.js";
import type { Call, MappingFunction } from "../values/call.js";
import type { SourceValue } from "../values/value.js";

/**
 * FormatDateTime(source, dateTimeStyles, inputFormat, outputFormat), and without the styles as Microsoft Graph's list of
 * functions has it. Source: Microsoft Learn, functions-for-customizing-application-data; .NET custom date and time formats.
 */
export const FORMAT_DATE: Readonly<Record<string, MappingFunction>> = {
  FormatDateTime: { takes: [3, 4], apply: formatDateTime },
};

/** Parts of a date by the letter of their specifier; `zone` in minutes. */
interface DateParts {
  readonly y: number;
  readonly M: number;
  readonly d: number;
  readonly H: number;
  readonly m: number;
  readonly s: number;
  /** Ten-millionths of a second. */
  readonly f: number;
}

/** What each specifier reads. */
const READS: Readonly<Record<string, string>> = {
  yyyy: "\\d{4}",
  MM: "\\d{2}",
  M: "\\d{1,2}",
  dd: "\\d{2}",
  d: "\\d{1,2}",
  HH: "\\d{2}",
  H: "\\d{1,2}",
  hh: "\\d{2}",
  h: "\\d{1,2}",
  mm: "\\d{2}",
  m: "\\d{1,2}",
  ss: "\\d{2}",
  s: "\\d{1,2}",
  tt: "AM|PM",
  zzz: "[+-]\\d{2}:\\d{2}",
};

function formatDateTime(call: Call): SourceValue {
  const styled = call.count === 4;
  if (styled && call.given(1)) return notSimulated("the function FormatDateTime with styles");
  const from = specifiers(call.setting(styled ? 2 : 1));
  const to = specifiers(call.setting(styled ? 3 : 2));
  const source = call.text(0);
  if (source === undefined) return undefined;
  const { local, universal } = readDate(source.trim(), from);
  const written = writeDate(local, to);
  // Whether a date with a zone is turned to UTC first does not matter as long as both give the same.
  return written === writeDate(universal, to) ? written : notSimulated("the function FormatDateTime across time zones");
}

/** A format's specifiers and literals, as `["yyyy", "-", "MM"]`. */
function specifiers(format: string): readonly string[] {
  const parts = format.match(/([yMdHhmsfFtzKg])\1*|[^yMdHhmsfFtzKg]/g) ?? [];
  const strange = parts.some((part) => /^[yMdHhmsfFtzKg]/.test(part) && !(part in READS) && !/^f{1,7}$/.test(part));
  if (strange || format.length < 2 || /['"\\%]/.test(format)) {
    return notSimulated("the function FormatDateTime with this format");
  }
  return parts;
}

function readDate(text: string, format: readonly string[]): { local: DateParts; universal: DateParts } {
  const pattern = format.map((part) => {
    const reads = part.startsWith("f") ? `\\d{${String(part.length)}}` : READS[part];
    return reads === undefined ? part.replace(/[.*+?^${}()|[\]]/g, "\\$&") : `(${reads})`;
  });
  const match = new RegExp(`^${pattern.join("")}$`, "i").exec(text);
  if (match === null) return notSimulated("the function FormatDateTime on a value that is not in its input format");

  const read = format.filter((part) => part in READS || part.startsWith("f"));
  const found = new Map(read.map((part, index) => [part.charAt(0), { part, text: match[index + 1] ?? "" }] as const));
  const number = (letter: string, otherwise?: number): number => {
    const digits = found.get(letter)?.text;
    if (digits !== undefined) return Number(digits);
    return otherwise ?? notSimulated("the function FormatDateTime with an input format without a whole date");
  };
  const half = found.get("t")?.text.toUpperCase();
  const hour = found.has("h") ? (number("h") % 12) + (half === "PM" ? 12 : 0) : number("H", 0);
  if (found.has("h") !== (half !== undefined)) return notSimulated("the function FormatDateTime with this format");
  const fraction = Number((found.get("f")?.text ?? "").padEnd(7, "0"));
  const local = {
    y: number("y"),
    M: number("M"),
    d: number("d"),
    H: hour,
    m: number("m", 0),
    s: number("s", 0),
    f: fraction,
  };
  const time = Date.UTC(local.y, local.M - 1, local.d, local.H, local.m, local.s);
  if (
    new Date(time).getUTCDate() !== local.d ||
    local.M > 12 ||
    local.m > 59 ||
    local.s > 59 ||
    local.H > 23 ||
    local.y < 100
  ) {
    return notSimulated("the function FormatDateTime on a date that does not exist");
  }
  return { local, universal: partsOf(time - zoneOf(found.get("z")?.text) * 60_000, fraction) };
}

function zoneOf(text: string | undefined): number {
  if (text === undefined) return 0;
  const minutes = Number(text.slice(1, 3)) * 60 + Number(text.slice(4, 6));
  return text.startsWith("-") ? -minutes : minutes;
}

function partsOf(time: number, f: number): DateParts {
  const date = new Date(time);
  const [H, m, s] = [date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()];
  return { y: date.getUTCFullYear(), M: date.getUTCMonth() + 1, d: date.getUTCDate(), H, m, s, f };
}

function writeDate(date: DateParts, format: readonly string[]): string {
  return format.map((part) => writePart(date, part)).join("");
}

function writePart(date: DateParts, part: string): string {
  const padded = (number: number): string => String(number).padStart(part.length, "0");
  switch (part.charAt(0)) {
    case "y":
      return padded(date.y);
    case "M":
      return padded(date.M);
    case "d":
      return padded(date.d);
    case "H":
      return padded(date.H);
    case "h":
      return padded(date.H % 12 === 0 ? 12 : date.H % 12);
    case "m":
      return padded(date.m);
    case "s":
      return padded(date.s);
    case "f":
      return String(date.f).padStart(7, "0").slice(0, part.length);
    case "t":
      return date.H < 12 ? "AM" : "PM";
    case "z":
      return notSimulated("the function FormatDateTime with a time zone in its output");
    default:
      return part;
  }
}
