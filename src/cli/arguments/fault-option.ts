import { InvalidArgumentError } from "commander";
import { didYouMean } from "../../base/text.js";
import type { Fault, Faults } from "../../sandbox/http/faults.js";

/** One fault of a dry run, and which request to the tenant's API it affects. */
export interface FaultSpec {
  readonly name: string;
  /** Counted from 1. */
  readonly nth: number;
  /** Whether only writes are counted. */
  readonly writes: boolean;
}

/** How long a dry run with faults waits for an answer, in real time: with some faults no answer comes. */
export const FAULTY_TIMEOUT_MS = 2_000;

/**
 * A reader of one more `--fault`: `429@12`, `reset-after@write:2`.
 *
 * @param names - of the faults there are
 * @returns a reader that throws InvalidArgumentError naming them
 */
export function faultSpecOf(names: readonly string[]): (value: string, earlier: readonly FaultSpec[]) => FaultSpec[] {
  return (value, earlier) => {
    const match = /^([^@]+)@(write:)?([1-9]\d{0,6})$/.exec(value);
    if (match === null)
      throw new InvalidArgumentError("Write FAULT@N or FAULT@write:N, for example 429@12 or reset-after@write:2.");
    const [, name = "", write, nth] = match;
    if (!names.includes(name)) {
      throw new InvalidArgumentError(
        `There is no fault "${name}". ${didYouMean(name, names) ?? `Faults: ${names.join(", ")}.`}`,
      );
    }
    return [...earlier, { name, nth: Number(nth), writes: write !== undefined }];
  };
}

/** Makes the requests fail that the specs name; a request's first spec counts. */
export function faultsOf(specs: readonly FaultSpec[], table: Readonly<Record<string, Fault>>): Faults {
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
