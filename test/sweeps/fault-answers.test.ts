import { expect, test } from "vitest";
import { FAULTS } from "../../src/sandbox/okta/faults.js";
import { faultsOfKind, sweepFaults } from "../support/fault-sweep.js";
import { startOktaWorld } from "../support/okta-sweep-world.js";

test("a run survives being turned down once at any of its requests, and a second one finds nothing to mend", async () => {
  const names = faultsOfKind(FAULTS, "answer");
  const { requests, tried, atOnce, wrong } = await sweepFaults(startOktaWorld, names);
  process.stdout.write(
    `fault sweep: ${String(tried)} runs (${names.join(", ")} at each of ${String(requests)} requests), ${String(atOnce)} ended well at once\n`,
  );
  expect(names.length).toBeGreaterThanOrEqual(7);
  expect(tried).toBe(requests * names.length);
  expect(wrong).toEqual([]);
  expect(atOnce).toBe(tried);
}, 300_000);
