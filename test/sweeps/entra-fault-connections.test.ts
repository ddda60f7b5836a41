import { expect, test } from "vitest";
import { ENTRA_FAULTS } from "../../src/sandbox/entra/faults.js";
import { startEntraWorld } from "../support/entra-sweep-world.js";
import { faultsOfKind, sweepFaults } from "../support/fault-sweep.js";

const HALF_DOCUMENT = "half-json";
/** Carried out all the same. */
const AFTER = ["reset-after", "silence-after"] as const;

test("a run on Entra survives an answer that never comes, or breaks off, at any of its requests", async () => {
  const others = new Set<string>([HALF_DOCUMENT, ...AFTER]);
  const names = faultsOfKind(ENTRA_FAULTS, "reset", "silence", "half").filter((name) => !others.has(name));
  const { requests, writes, tried, atOnce, wrong } = await sweepFaults(startEntraWorld, names, AFTER);
  process.stdout.write(
    `fault sweep, Entra: ${String(tried)} runs (${names.join(", ")} at each of ${String(requests)} requests, ${AFTER.join(", ")} at each of ${String(writes)} writes), ${String(atOnce)} ended well at once\n`,
  );
  expect(names.length).toBeGreaterThanOrEqual(3);
  expect(tried).toBe(requests * names.length + writes * AFTER.length);
  expect(wrong).toEqual([]);
  expect(atOnce).toBe(tried);
}, 600_000);

test("half an answer of Entra that claims to be whole ends a run with an error that has a name, and the next run heals", async () => {
  const { requests, tried, atOnce, wrong } = await sweepFaults(startEntraWorld, [HALF_DOCUMENT]);
  process.stdout.write(
    `fault sweep, Entra: ${String(tried)} runs (${HALF_DOCUMENT} at each of ${String(requests)} requests), ${String(atOnce)} ended well at once\n`,
  );
  expect(tried).toBe(requests);
  expect(wrong).toEqual([]);
}, 240_000);
