import { InvalidArgumentError } from "commander";

/** What a run may leave unverified: that users are expected, or memberships that the SCIM server does not show. */
export const UNCHECKED = ["users", "memberships"] as const;
export type Unchecked = (typeof UNCHECKED)[number];

/** Adds one more value to a repeatable option. */
export function collect(value: string, earlier: readonly string[] = []): string[] {
  return [...earlier, value];
}

/** Adds the values of a list with commas. */
export function list(value: string, earlier: readonly string[]): string[] {
  return [...earlier, ...value.split(",").map((one) => one.trim())];
}

/** Adds what may stay unverified: `users` or `memberships`. */
export function unchecked(value: string, earlier: readonly Unchecked[]): Unchecked[] {
  const all = list(value, []).map((word) => {
    if (word !== "users" && word !== "memberships") throw new InvalidArgumentError("Write users or memberships.");
    return word;
  });
  return [...earlier, ...all];
}

/** A whole number above zero. */
export function wholeNumber(value: string): number {
  const number = Number(value);
  if (!/^\d+$/.test(value) || number < 1 || number > 1_000_000)
    throw new InvalidArgumentError("Write a whole number from 1 to 1000000.");
  return number;
}

/** A part of a whole, from `50%` or `50`, as a number from above 0 to 1. */
export function rateShare(value: string): number {
  const percent = Number(/^(\d{1,3})\s*%?$/.exec(value.trim())?.[1] ?? Number.NaN);
  if (!(percent >= 1 && percent <= 100)) throw new InvalidArgumentError("Write a percentage from 1% to 100%.");
  return percent / 100;
}

/** A TCP port; 0 stands for any that is free. */
export function portNumber(value: string): number {
  const number = Number(value);
  if (!/^\d+$/.test(value) || number > 65_535)
    throw new InvalidArgumentError("Write a port from 0 (any free port) to 65535.");
  return number;
}

const UNITS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000 };

/** A duration with its unit: `90s`, `10m`, `2h`; 0 needs none. */
export function milliseconds(value: string): number {
  const match = /^(\d+)([smh])$/.exec(value);
  const unit = UNITS[match?.[2] ?? ""];
  if (match !== null && unit !== undefined) return Number(match[1]) * unit;
  if (/^0+$/.test(value)) return 0;
  throw new InvalidArgumentError(
    /^\d+$/.test(value)
      ? `${value} has no unit: write ${value}s, ${value}m or ${value}h.`
      : "Write a duration with its unit, for example 90s, 10m or 2h.",
  );
}
