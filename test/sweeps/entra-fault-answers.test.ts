import { expect, test } from "vitest";
import { ENTRA_FAULTS } from "../../src/sandbox/entra/faults.js";
import { startEntraWorld } from "../support/entra-sweep-world.js";
import { faultsOfKind, sweepFaults } from "../support/fault-sweep.js";

/** This is how Microsoft says that a right is missing: nobody asks again. */
const FINAL = "401-empty";
/** Carried out all the same. */
const AFTER = "504-after";

test("a run on Entra survives being turned down once at any of its requests, and a second one finds nothing to mend", async () => {
  const names = faultsOfKind(ENTRA_FAULTS, "answer").filter((name) => name !== FINAL && name !== AFTER);
  const { requests, writes, tried, atOnce, wrong } = await sweepFaults(startEntraWorld, names, [AFTER]);
  process.stdout.write(
    `fault sweep, Entra: ${String(tried)} runs (${names.join(", ")} at each of ${String(requests)} requests, ${AFTER} at each of ${String(writes)} writes), ${String(atOnce)} ended well at once\n`,
  );
  expect(names.length).toBeGreaterThanOrEqual(6);
  expect(tried).toBe(requests * names.length + writes);
  expect(wrong).toEqual([]);
  expect(atOnce).toBe(tried);
}, 600_000);

test("an empty 401 at any request ends a run with an error that has a name, or is waited out, and the next run heals", async () => {
  const { requests, tried, atOnce, wrong } = await sweepFaults(startEntraWorld, [FINAL]);
  process.stdout.write(
    `fault sweep, Entra: ${String(tried)} runs (${FINAL} at each of ${String(requests)} requests), ${String(atOnce)} ended well at once\n`,
  );
  expect(tried).toBe(requests);
  expect(wrong).toEqual([]);
}, 240_000);
