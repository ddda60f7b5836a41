import { describe, expect, test } from "vitest";
import { runCli } from "../../src/cli/program.js";
import { driftIn } from "../support/drift.js";
import { startEntraWorld } from "../support/entra-sweep-world.js";
import { startOktaWorld } from "../support/okta-sweep-world.js";
import { testIo } from "../support/run-in-process.js";
import { objectsIn, textAt, type StartWorld, type SweepWorld } from "../support/sweep-world.js";

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
      expect(driftIn(document)).toEqual([]);
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

test("verify says on the terminal what drifted, how it is mended and what comes next, without the secrets", async () => {
  await inWorld(startOktaWorld, async (world) => {
    const { env, args, clock } = world;
    const secrets = [env["OKTA_CLIENT_TOKEN"] ?? "", env["TOTAL_SETUP_SCIM_TOKEN"] ?? ""];
    const { document } = await world.run();
    const [app] = document.steps.flatMap(({ changes }) => changes).filter(({ resource }) => resource.type === "app");
    const mappings = `${env["OKTA_CLIENT_ORGURL"] ?? ""}/api/v1/apps/${app?.resource.id ?? ""}/group-push/mappings`;
    const headers = { authorization: `SSWS ${secrets[0] ?? ""}`, "content-type": "application/json" };
    const [, last] = objectsIn(await (await fetch(mappings, { headers })).json());
    const body = JSON.stringify({ status: "INACTIVE" });
    await fetch(`${mappings}/${textAt(last ?? {}, "id")}`, { method: "PATCH", headers, body });

    const words = [...args.filter((word) => word !== "--json"), "verify"];
    const { io, written } = testIo(words, { env });
    expect(await runCli({ ...io, clock })).toBe(2);
    expect(written.stdout).toContain("= 3.1  Create the SAML app");
    expect(written.stdout).toMatch(
      /✗ 3\.4 {2}Push groups\n +~ status of group push mapping "TOTAL-Analyst" is INACTIVE; the guide\s+says ACTIVE\.\n/,
    );
    expect(written.stdout).toContain("Drift: 1 difference in 1 step");
    expect(written.stdout).toMatch(/Nothing was changed\. To fix it:\n {2}total-setup okta/);
    for (const secret of secrets) expect(written.stdout + written.stderr).not.toContain(secret);
  });
});

async function pristine(start: StartWorld): Promise<unknown> {
  const world = await start();
  const dump = await world.dump();
  await world.close();
  return dump;
}
