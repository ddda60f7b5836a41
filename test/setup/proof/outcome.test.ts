import { expect, test } from "vitest";
import { exitCodeOf } from "../../../src/setup/proof/outcome.js";
import type { Outcome } from "../../../src/setup/model/outcome.js";

const codes: readonly (readonly [Outcome, number, number])[] = [
  ["applied", 0, 0],
  ["unchanged", 0, 0],
  ["changes-pending", 0, 2],
  ["console-pending", 3, 3],
  ["unproven", 5, 5],
  ["arriving", 6, 6],
  ["failed", 1, 1],
  ["interrupted", 130, 130],
];

test.each(codes)("%s ends with %i, and with --detailed-exitcode with %i", (outcome, usual, detailed) => {
  expect([exitCodeOf(outcome, false), exitCodeOf(outcome, true)]).toEqual([usual, detailed]);
});
