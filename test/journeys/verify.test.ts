import { describe, expect, test } from "vitest";
import { startEntraWorld } from "../support/entra-sweep-world.js";
import { startOktaWorld } from "../support/okta-sweep-world.js";
import type { StartWorld, SweepWorld } from "../support/sweep-world.js";

const WORLDS: readonly { readonly idp: string; readonly start: StartWorld }[] = [
  { idp: "Okta", start: startOktaWorld },
  { idp: "Entra", start: startEntraWorld },
];

async function inWorld(start: StartWorld, use: (world: SweepWorld) => Promise<void>): Promise<void> {
  const world = await start();
  try {
    await use(world);
  } finally {
    await world.close();
  }
}

describe.each(WORLDS)("verify on $idp", ({ start }) => {
  test("finds nothing after a run, and writes nothing", async () => {
    await inWorld(start, async (world) => {
      expect((await world.run()).document.outcome).toBe("applied");
      world.breakWith(undefined);
      const { code, document } = await world.run(undefined, "verify");
      expect({ code, document }).toMatchObject({
        code: 0,
        document: { mode: "verify", outcome: "unchanged", errors: [], requests: { tenant: { writes: 0 } } },
      });
      expect(document.proof?.users).toMatchObject({ expected: 2, found: 2, wrong: [] });
    });
  });

  test("says what a run would still do, before anything is set up, and that nobody is there", async () => {
    await inWorld(start, async (world) => {
      const { code, document } = await world.run(undefined, "verify");
      expect({ code, outcome: document.outcome }).toEqual({ code: 5, outcome: "unproven" });
      expect(document.steps.flatMap(({ changes }) => changes).length).toBeGreaterThan(3);
      expect(document.requests.tenant.writes).toBe(0);
      expect(await world.dump()).toEqual(await pristine(start));
    });
  });
});

async function pristine(start: StartWorld): Promise<unknown> {
  const world = await start();
  const dump = await world.dump();
  await world.close();
  return dump;
}
