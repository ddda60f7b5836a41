import { expect, test } from "vitest";
import { FAULTS } from "../../src/sandbox/okta/faults.js";
import { faultsOfKind, sweepFaults } from "../support/fault-sweep.js";
import { startOktaWorld } from "../support/okta-sweep-world.js";

const HALF_DOCUMENT = "half-json";

test("a run survives an answer that never comes, or breaks off, at any of its requests", async () => {
  const names = faultsOfKind(FAULTS, "reset", "silence", "half").filter((name) => name !== HALF_DOCUMENT);
  const { requests, tried, atOnce, wrong } = await sweepFaults(startOktaWorld, names);
  process.stdout.write(
    `fault sweep: ${String(tried)} runs (${names.join(", ")} at each of ${String(requests)} requests), ${String(atOnce)} ended well at once\n`,
  );
  expect(names.length).toBeGreaterThanOrEqual(5);
  expect(tried).toBe(requests * names.length);
  expect(wrong).toEqual([]);
  expect(atOnce).toBe(tried);
}, 300_000);

test("half an answer that claims to be whole ends a run with an error that has a name, and the next run heals", async () => {
  const { requests, tried, atOnce, wrong } = await sweepFaults(startOktaWorld, [HALF_DOCUMENT]);
  process.stdout.write(
    `fault sweep: ${String(tried)} runs (${HALF_DOCUMENT} at each of ${String(requests)} requests), ${String(atOnce)} ended well at once\n`,
  );
  expect(tried).toBe(requests);
  expect(wrong).toEqual([]);
}, 120_000);
