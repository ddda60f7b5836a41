import { invalid, notSimulated } from "../../../expression/evaluation.js";
import type { Call, MappingFunction } from "../values/call.js";
import { readDateTime, writeDateTime } from "../values/date-time.js";
import type { SourceValue } from "../values/value.js";

/**
 * Functions on points in time, which are texts between them. Source: Microsoft Learn,
 * functions-for-customizing-application-data. Its samples of DateDiff in weeks come out as those of Visual Basic's DateDiff on
 * .NET only, so that is how differences are counted.
 */
export const DATES: Readonly<Record<string, MappingFunction>> = {
  CDate: { takes: [1, 1], apply: (call) => written(dateIn(call, 0)) },
  DateAdd: { takes: [3, 3], apply: dateAdd },
  DateDiff: { takes: [3, 3], apply: dateDiff },
  DateFromNum: { takes: [1, 1], apply: dateFromNum },
  Now: { takes: [0, 0], apply: (call) => writeDateTime(call.surroundings().now()) },
  NumFromDate: { takes: [1, 1], apply: numFromDate },
};

const SECOND = 1_000;
const DAY = 86_400 * SECOND;
/** Intervals of one length, in milliseconds. */
const LENGTHS: Readonly<Record<string, number>> = { d: DAY, ww: 7 * DAY, h: 3_600 * SECOND, n: 60 * SECOND, s: SECOND };
/** Intervals of so many months. */
const MONTHS: Readonly<Record<string, number>> = { yyyy: 12, m: 1 };
/** Active Directory counts from the year 1601. */
const FROM_1601_TO_1970 = 11_644_473_600_000n;
/** The last millisecond that JavaScript's and .NET's dates both have. */
const LATEST = Date.UTC(9999, 11, 31, 23, 59, 59, 999);
const EARLIEST = Date.UTC(100, 0, 1);

function dateIn(call: Call, index: number): number | undefined {
  const text = call.text(index);
  if (text === undefined || text === "") return undefined;
  return readDateTime(text) ?? notSimulated(`the function ${call.name} on a date in this form`);
}

function written(time: number | undefined): SourceValue {
  if (time === undefined) return undefined;
  if (!(time >= EARLIEST && time <= LATEST)) return notSimulated("a date outside the years 100 to 9999");
  return writeDateTime(time);
}

function intervalIn(call: Call): string {
  const interval = call.setting(0);
  return interval in LENGTHS || interval in MONTHS
    ? interval
    : invalid(`${call.name} has no interval ${JSON.stringify(interval)}`);
}

function dateAdd(call: Call): SourceValue {
  const [interval, count] = [intervalIn(call), call.integer(1)];
  const time = dateIn(call, 2);
  if (time === undefined) return undefined;
  const months = MONTHS[interval];
  return written(months === undefined ? time + count * (LENGTHS[interval] ?? 0) : addMonths(time, count * months));
}

/** The last day of a shorter month stands for days that it does not have. */
function addMonths(time: number, months: number): number {
  const date = new Date(time);
  const first = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1);
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months + 1, 0)).getUTCDate();
  return first + (Math.min(date.getUTCDate(), last) - 1) * DAY + (((time % DAY) + DAY) % DAY);
}

function dateDiff(call: Call): SourceValue {
  const interval = intervalIn(call);
  const [from, to] = [dateIn(call, 1), dateIn(call, 2)];
  if (from === undefined || to === undefined) return undefined;
  const [a, b] = [new Date(from), new Date(to)];
  const years = b.getUTCFullYear() - a.getUTCFullYear();
  switch (interval) {
    case "yyyy":
      return years;
    case "m":
      return years * 12 + b.getUTCMonth() - a.getUTCMonth();
    case "ww":
      return whole((weekOf(to) - weekOf(from)) / (7 * DAY));
    default:
      return whole((to - from) / (LENGTHS[interval] ?? 1));
  }
}

/** The same time on the Sunday before. */
function weekOf(time: number): number {
  return time - new Date(time).getUTCDay() * DAY;
}

/** Without the fraction, and never -0. */
function whole(number: number): number {
  return Math.trunc(number) + 0;
}

/** Active Directory's form is a count of ten-millionths of a second. */
function dateFromNum(call: Call): SourceValue {
  const text = call.text(0);
  if (text === undefined) return undefined;
  if (!/^\d{1,19}$/.test(text)) return notSimulated("the function DateFromNum without a whole number");
  return written(Number(BigInt(text) / 10_000n - FROM_1601_TO_1970));
}

function numFromDate(call: Call): SourceValue {
  const time = dateIn(call, 0);
  if (time === undefined) return undefined;
  const ticks = (BigInt(time) + FROM_1601_TO_1970) * 10_000n;
  return ticks < 0n ? notSimulated("the function NumFromDate on a date before 1601") : String(ticks);
}
