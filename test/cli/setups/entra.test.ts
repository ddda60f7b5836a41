import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runCli } from "../../../src/cli/program.js";
import { documentIn } from "../../support/document.js";
import { startEntraTenant, type EntraTenantWorld } from "../../support/entra-tenant-world.js";
import { expectNowhere } from "../../support/secret-sweep.js";
import { onlySetUp, setUpFiles } from "../../support/set-up-files.js";
import { testIo } from "../../support/run-in-process.js";

let world: EntraTenantWorld;
let state: string;

beforeAll(async () => {
  world = await startEntraTenant();
  state = world.file("");
  expect(await world.run("--remember", "--wait", "3h")).toMatchObject({ code: 0 });
});
afterAll(() => world.close());

/** A run that gives nothing of the set-up but what is said here. */
async function run(...args: readonly string[]) {
  const before = world.sandbox.tenantRequests().writes;
  const { io, written } = testIo(["entra", ...args, "--json", "--no-input"], { env: { XDG_STATE_HOME: state } });
  const code = await runCli({ ...io, clock: world.clock });
  const writes = world.sandbox.tenantRequests().writes - before;
  return { code, document: documentIn(written.stdout), stderr: written.stderr, writes };
}

const token = (): string[] => ["--graph-token-file", world.file("graph.txt")];

describe("a set-up of an Entra tenant", () => {
  test("is remembered by the tenant's ID, its cloud and its application, without the token", () => {
    expect(onlySetUp(state)).toMatchObject({
      idp: "entra",
      tenant: { url: world.sandbox.url, id: world.sandbox.tenantId, cloud: "global" },
      template: { name: "total/entra" },
      app: { id: world.app().id, applicationId: world.app().appId, name: "TOTAL", chosen: false },
      inputs: { scimBaseUrl: world.scim.baseUrl, groups: ["TOTAL-Admin", "TOTAL-Analyst"] },
      signIn: "token-file",
    });
    const text = JSON.stringify(onlySetUp(state));
    expectNowhere([world.sandbox.token.reveal(), world.scim.token.reveal()], { text });
    expect(text).not.toContain("graph.txt");
  });

  test("serves verify with nothing but a sign-in, and proves its own groups", async () => {
    const scim = ["--scim-token-file", world.file("scim.txt")];
    const { code, document, stderr } = await run("verify", "--remember", ...token(), ...scim);
    expect(code, stderr).toBe(0);
    expect(document.proof?.groups).toMatchObject({ expected: 2, found: 2 });
    expect(stderr).toContain(`Using the remembered set-up ${world.sandbox.tenantId}/total/entra`);
  });

  test("is not used for another application, and its own is named by either ID", async () => {
    for (const id of [world.app().id, world.app().appId]) {
      const { code, stderr } = await run("plan", "--remember", ...token(), "--app-id", id);
      expect(code, stderr).toBe(0);
    }
    const other = await run("plan", "--remember", ...token(), "--app-id", "11111111-2222-3333-4444-555555555555");
    expect(other).toMatchObject({ code: 64, document: { errors: [{ code: "input-missing" }] } });
  });

  test("does not name the tenant of a run that writes", async () => {
    const { code, document, writes } = await run("apply", "--remember", "--yes");
    expect({ code, writes, errors: document.errors }).toMatchObject({
      code: 64,
      writes: 0,
      errors: [{ code: "tenant-not-named" }],
    });
    expect(document.errors[0]?.message).toContain(world.sandbox.tenantId);
  });

  test("is kept by an undo that leaves the application, and forgotten with it", async () => {
    const undo = ["--remember", "--yes", ...token(), "--graph-url", world.sandbox.url];
    await run("undo", ...undo);
    expect(setUpFiles(state)).toHaveLength(1);
    const { code, stderr } = await run("undo", ...undo, "--confirm", "TOTAL");
    expect(code, stderr).toBe(0);
    expect(setUpFiles(state)).toEqual([]);
  });
});
