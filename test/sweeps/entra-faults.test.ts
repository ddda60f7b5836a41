import { expect, test } from "vitest";
import { ENTRA_FAULTS } from "../../src/sandbox/entra/faults.js";
import { startEntraWorld } from "../support/entra-sweep-world.js";
import { faultsOfKind, sweepFaults } from "../support/fault-sweep.js";

/** Half a document may be a document; an empty 401 is how Microsoft says that a right is missing. */
const NAMED = new Set(["half-json", "401-empty"]);

test("a run on Entra survives anything going wrong once at any of its requests, and a second one finds nothing to mend", async () => {
  const names = faultsOfKind(ENTRA_FAULTS, "answer", "reset", "silence", "half").filter((name) => !NAMED.has(name));
  const { requests, tried, atOnce, wrong } = await sweepFaults(startEntraWorld, names);
  process.stdout.write(
    `fault sweep, Entra: ${String(tried)} runs (${names.join(", ")} at each of ${String(requests)} requests), ${String(atOnce)} ended well at once\n`,
  );
  expect(names.length).toBeGreaterThanOrEqual(10);
  expect(tried).toBe(requests * names.length);
  expect(wrong).toEqual([]);
  expect(atOnce).toBe(tried);
}, 400_000);

test("what Entra answers without sense ends a run with an error that has a name, and the next run heals", async () => {
  const { requests, tried, wrong } = await sweepFaults(startEntraWorld, [...NAMED]);
  process.stdout.write(`fault sweep, Entra: ${String(tried)} runs (${[...NAMED].join(", ")})\n`);
  expect(tried).toBe(requests * NAMED.size);
  expect(wrong).toEqual([]);
}, 240_000);
