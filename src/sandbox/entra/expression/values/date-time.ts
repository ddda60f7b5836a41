/**
 * The date and time that a text stands for, in milliseconds since 1970: ISO 8601, with a blank or a `T` before the time, and
 * `M/d/yyyy h:mm:ss tt`. A text without a time zone is in UTC.
 * Source: Microsoft Learn, functions-for-customizing-application-data (samples of CDate, DateDiff and NumFromDate).
 *
 * @returns undefined for a text in another form, and for a date that does not exist
 */
export function readDateTime(text: string): number | undefined {
  const found = ISO.exec(text.trim())?.groups ?? AMERICAN.exec(text.trim())?.groups;
  if (found === undefined) return undefined;
  const part = (name: string): number => Number(found[name] ?? 0);
  const [y, mo, d, mi, s] = [part("y"), part("mo"), part("d"), part("mi"), part("s")];
  const half = found["half"]?.toUpperCase();
  if (half !== undefined && (part("h") < 1 || part("h") > 12)) return undefined;
  const h = half === undefined ? part("h") : (part("h") % 12) + (half === "PM" ? 12 : 0);
  const time = Date.UTC(y, mo - 1, d, h, mi, s, Number((found["f"] ?? "").padEnd(3, "0").slice(0, 3)));
  const exists = y >= 100 && mo <= 12 && h < 24 && mi < 60 && s < 60 && new Date(time).getUTCMonth() === mo - 1;
  return exists ? time - zoneMinutes(found["zone"]) * 60_000 : undefined;
}

const ISO =
  /^(?<y>\d{4})-(?<mo>\d{2})-(?<d>\d{2})(?:[T ](?<h>\d{2}):(?<mi>\d{2})(?::(?<s>\d{2})(?:\.(?<f>\d{1,7}))?)?)?(?<zone>Z|[+-]\d{2}:\d{2})?$/;
const AMERICAN =
  /^(?<mo>\d{1,2})\/(?<d>\d{1,2})\/(?<y>\d{4})(?: (?<h>\d{1,2}):(?<mi>\d{2})(?::(?<s>\d{2}))?(?: (?<half>AM|PM))?)?$/i;

function zoneMinutes(zone: string | undefined): number {
  if (zone === undefined || zone === "Z") return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4, 6));
  return zone.startsWith("-") ? -minutes : minutes;
}

/** A date and time in the form that the date functions return: `M/d/yyyy h:mm:ss tt`, in UTC, without fractions. */
export function writeDateTime(time: number): string {
  const date = new Date(time);
  const two = (number: number): string => String(number).padStart(2, "0");
  const hour = date.getUTCHours();
  const day = `${String(date.getUTCMonth() + 1)}/${String(date.getUTCDate())}/${String(date.getUTCFullYear())}`;
  const clock = `${String(hour % 12 === 0 ? 12 : hour % 12)}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())}`;
  return `${day} ${clock} ${hour < 12 ? "AM" : "PM"}`;
}
