import { InvalidArgumentError } from "commander";
import { didYouMean } from "../../base/text.js";
import type { Fault, Faults } from "../../sandbox/http/faults.js";

/** A fault that lasts for the whole dry run, in the tenant or at the built-in SCIM server. */
export interface LastingFault {
  readonly lasting: string;
}

/** A fault of one request to the tenant's API. */
export interface RequestFault {
  readonly name: string;
  /** Counted from 1. */
  readonly nth: number;
  /** Whether only writes are counted. */
  readonly writes: boolean;
}

/** One fault of a dry run. */
export type FaultSpec = RequestFault | LastingFault;

/** How long a dry run with faults waits for an answer, in real time: with some faults no answer comes. */
export const FAULTY_TIMEOUT_MS = 2_000;

/** The faults that a dry run knows. */
export interface FaultNames {
  /** Of single requests. */
  readonly requests: readonly string[];
  /** For the whole run. */
  readonly lasting: readonly string[];
}

/**
 * A reader of one more `--fault`: `429@12`, `reset-after@write:2`, or a fault for the whole run by its name alone.
 *
 * @returns a reader that throws InvalidArgumentError naming the faults there are
 */
export function faultSpecOf({ requests, lasting }: FaultNames) {
  return (value: string, earlier: readonly FaultSpec[]): FaultSpec[] => {
    if (lasting.includes(value)) return [...earlier, { lasting: value }];
    const match = /^([^@]+)@(write:)?([1-9]\d{0,6})$/.exec(value);
    if (match === null)
      throw new InvalidArgumentError(
        [
          "Write FAULT@N or FAULT@write:N, for example 429@12 or reset-after@write:2.",
          ...(lasting.length === 0 ? [] : [`For the whole run: ${lasting.join(", ")}.`]),
        ].join(" "),
      );
    const [, name = "", write, nth] = match;
    if (!requests.includes(name)) {
      throw new InvalidArgumentError(
        `There is no fault "${name}". ${didYouMean(name, requests) ?? `Faults: ${requests.join(", ")}.`}`,
      );
    }
    return [...earlier, { name, nth: Number(nth), writes: write !== undefined }];
  };
}

/** Makes the requests fail that the specs name; a request's first spec counts. */
export function faultsOf(specs: readonly RequestFault[], table: Readonly<Record<string, Fault>>): Faults {
  let requests = 0;
  let writes = 0;
  return ({ method }) => {
    const isWrite = method !== "GET";
    requests += 1;
    if (isWrite) writes += 1;
    const spec = specs.find((one) => (one.writes ? isWrite && one.nth === writes : one.nth === requests));
    return spec === undefined ? undefined : table[spec.name];
  };
}

/** The faults of single requests among these. */
export function requestFaultsIn(specs: readonly FaultSpec[]): readonly RequestFault[] {
  return specs.flatMap((spec) => ("lasting" in spec ? [] : [spec]));
}

/** The names of those that last for the whole run. */
export function lastingFaultsIn(specs: readonly FaultSpec[]): readonly string[] {
  return specs.flatMap((spec) => ("lasting" in spec ? [spec.lasting] : []));
}

/** A reader of one more of these names; it throws InvalidArgumentError naming them. */
export function faultNameOf(names: readonly string[]) {
  return (value: string, earlier: readonly string[]): string[] => {
    if (names.includes(value)) return [...earlier, value];
    const meant = didYouMean(value, names) ?? `Faults: ${names.join(", ")}.`;
    throw new InvalidArgumentError(`There is no fault "${value}". ${meant}`);
  };
}
