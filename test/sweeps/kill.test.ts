import { expect, test } from "vitest";
import { startEntraWorld } from "../support/entra-sweep-world.js";
import { sweepKills } from "../support/kill-sweep.js";
import { startOktaWorld } from "../support/okta-sweep-world.js";
import type { StartWorld } from "../support/sweep-world.js";

test.each<{ like: string; start: StartWorld }>([
  { like: "Okta", start: () => startOktaWorld({ searchLagMs: 2_000 }) },
  { like: "Okta, with searches lagging far behind", start: () => startOktaWorld({ searchLagMs: 9_000 }) },
  { like: "Entra", start: () => startEntraWorld() },
])(
  "a run killed at any write and started again ends as if it had not been: $like",
  async ({ start, like }) => {
    const { writes, kills, wrong } = await sweepKills(start);
    process.stdout.write(`kill sweep, ${like}: ${String(kills)} kills, 3 at each of ${String(writes)} writes\n`);
    expect(writes).toBeGreaterThanOrEqual(6);
    expect(kills).toBe(writes * 3);
    expect(wrong).toEqual([]);
  },
  240_000,
);
