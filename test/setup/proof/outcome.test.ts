import { expect, test } from "vitest";
import { exitCodeOf, verdictOf } from "../../../src/setup/proof/outcome.js";
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

test("a later change that did not arrive leaves the set-up unproven, whatever else was found", () => {
  const one = { expected: 1, found: 1, wrong: [] };
  const changes = { expected: 2, wrong: [], made: [], notMade: [] };
  const proof = {
    users: { ...one, notExpected: [] },
    groups: one,
    memberships: { ...one, unchecked: 0 },
    ...{ unchecked: [], warnings: [] },
  };
  expect(verdictOf(proof)).toBe("complete");
  expect(verdictOf({ ...proof, changes: { ...changes, found: 2 } })).toBe("complete");
  expect(verdictOf({ ...proof, changes: { ...changes, found: 1 } })).toBe("unproven");
});
