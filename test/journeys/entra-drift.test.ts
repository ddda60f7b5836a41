import { afterEach, describe, expect, test } from "vitest";
import { Secret } from "../../src/base/secret.js";
import type { Fault } from "../../src/sandbox/http/faults.js";
import { defaultSchema } from "../../src/sandbox/entra/schema/default-schema.js";
import type { SandboxJob } from "../../src/sandbox/entra/tenant/model.js";
import { startTarget } from "../../src/scim-target/http.js";
import { driftIn, driftWords } from "../support/drift.js";
import { changeUserMappings } from "../support/entra-schemas.js";
import { startEntraTenant, type EntraTenantWorld, type EntraWorldParts } from "../support/entra-tenant-world.js";

const opened: { close(): Promise<void> }[] = [];

afterEach(async () => {
  await Promise.all(opened.splice(0).map((one) => one.close()));
});

/** A tenant in which the guide was carried out, and everybody has arrived. */
async function setUp(parts: EntraWorldParts = {}): Promise<EntraTenantWorld> {
  const world = await startEntraTenant({ times: { firstCycleMs: 60_000 }, ...parts });
  opened.push(world);
  const { document } = await world.run("--wait", "3h");
  expect([document.outcome, document.errors]).toEqual(["applied", []]);
  return world;
}

function jobOf(world: EntraTenantWorld): SandboxJob {
  const [job] = world.app().jobs.values();
  if (job === undefined) throw new Error("there is no job");
  return job;
}

function unassign(world: EntraTenantWorld, name: string): void {
  const { assignments } = world.app();
  for (const { id, principalId } of assignments.values())
    if (principalId === world.group(name).id) assignments.delete(id);
}

/** The target does not take the token any more that everybody has. */
async function revoke({ scim }: EntraTenantWorld): Promise<void> {
  await scim.close();
  opened.push(await startTarget({ port: Number(new URL(scim.url).port), token: new Secret("another-token") }));
}

const HALF_A_DAY_MS = 12 * 3_600_000;

describe("verify of TOTAL on Entra", () => {
  test("finds no drift in a fresh set-up, with and without the token, nor in what others added", async () => {
    const world = await setUp();
    world.assign(world.app(), world.group("Sales").id);
    await world.clock.sleep(HALF_A_DAY_MS);
    for (const { code, document, writes } of [await world.run("verify"), await world.runWithoutToken("verify")]) {
      expect(driftIn(document)).toEqual([]);
      expect([code, document.outcome, writes]).toEqual([0, "unchanged", 0]);
    }
  });

  test.each<readonly [string, (world: EntraTenantWorld) => unknown, readonly string[]]>([
    [
      "the job paused",
      (world) => (jobOf(world).state = "Paused"),
      ["start-provisioning: changed schedule.state (apply)"],
    ],
    [
      "the job deleted",
      (world) => {
        world.app().jobs.clear();
      },
      [
        "automatic-provisioning: missing provisioning-job scim (apply)",
        "fix-user-id: missing externalId (apply)",
        "fix-user-id: missing title (apply)",
        "fix-user-id: missing urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department (apply)",
        "start-provisioning: changed provisioning-job TOTAL (apply)",
      ],
    ],
    [
      "the application disabled",
      (world) => (world.app().accountEnabled = false),
      ["find-app: changed accountEnabled (by-hand)"],
    ],
    [
      "the mappings put back to Microsoft's",
      (world) => {
        const job = jobOf(world);
        job.schema = defaultSchema(job.id, "default");
      },
      ["fix-user-id: changed externalId (apply)"],
    ],
    [
      "a mapping removed",
      (world) => {
        const job = jobOf(world);
        changeUserMappings(job, (mappings) =>
          mappings.filter(({ targetAttributeName }) => targetAttributeName !== "title"),
        );
      },
      ["fix-user-id: missing title (apply)"],
    ],
    [
      "the mapping of people switched off",
      (world) => {
        const job = jobOf(world);
        job.schema = JSON.parse(
          JSON.stringify(job.schema).replaceAll('"enabled":true', '"enabled":false'),
        ) as SandboxJob["schema"];
      },
      ["fix-user-id: changed step Fix the user ID mapping (by-hand)"],
    ],
    [
      "a group unassigned",
      (world) => {
        unassign(world, "TOTAL-Analyst");
      },
      ["assign-groups: missing group-assignment TOTAL-Analyst (apply)"],
    ],
    [
      "the scope set to everybody",
      (world) => world.app().settings.set("SyncAll", "true"),
      ["admin-credentials: changed SyncAll (apply)"],
    ],
    [
      "another Tenant URL",
      (world) => world.app().settings.set("BaseAddress", `${world.scim.baseUrl}?aadOptscim062020`),
      ["admin-credentials: changed BaseAddress (apply)"],
    ],
    [
      "a Tenant URL where nothing is",
      (world) => world.app().settings.set("BaseAddress", `${world.scim.baseUrl}/elsewhere`),
      [
        "admin-credentials: changed admin-credentials TOTAL (by-hand)",
        "admin-credentials: changed BaseAddress (apply)",
      ],
    ],
    [
      "a group of the guide deleted",
      (world) => {
        world.sandbox.tenant.groups.delete(world.group("TOTAL-Analyst").id);
      },
      ["assign-groups: missing step Assign the TOTAL groups to the application (by-hand)"],
    ],
    [
      "the application deleted",
      (world) => {
        world.sandbox.tenant.servicePrincipals.clear();
      },
      [
        "find-app: missing enterprise-app TOTAL (apply)",
        "automatic-provisioning: missing provisioning-job scim (apply)",
        "admin-credentials: missing admin-credentials TOTAL (apply)",
        "fix-user-id: missing externalId (apply)",
        "fix-user-id: missing title (apply)",
        "fix-user-id: missing urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department (apply)",
        "assign-groups: missing group-assignment TOTAL-Admin (apply)",
        "assign-groups: missing group-assignment TOTAL-Analyst (apply)",
        "start-provisioning: changed provisioning-job TOTAL (apply)",
      ],
    ],
  ])("names %s", async (_what, drift, expected) => {
    const world = await setUp();
    drift(world);
    const { document, writes } = await world.run("verify");
    expect(document.errors).toEqual([]);
    expect(driftIn(document)).toEqual(expected);
    expect(document.outcome).not.toBe("unchanged");
    expect(writes).toBe(0);
  });

  test("names a token that the target refuses, and after a cycle the quarantine with its next try", async () => {
    const world = await setUp();
    unassign(world, "TOTAL-Analyst");
    await revoke(world);
    const { code, document } = await world.run("verify");
    expect(driftIn(document)).toEqual([
      "admin-credentials: changed SecretToken (by-hand)",
      "admin-credentials: changed token (by-hand)",
      "assign-groups: missing group-assignment TOTAL-Analyst (apply)",
    ]);
    expect(driftWords(document, "admin-credentials")).toMatch(/no longer work.*401.*rotate-token/s);
    expect([code, document.outcome, document.proof]).toEqual([5, "unproven", null]);
    expect(document.errors.map((one) => one.code)).toEqual(["target-unauthorized"]);

    await world.clock.sleep(2 * 3_600_000);
    const later = (await world.run("verify")).document;
    expect(driftIn(later)).toContain("start-provisioning: changed status.quarantine (apply)");
    expect(driftWords(later, "start-provisioning")).toMatch(/in quarantine.*Next automatic attempt: \d{4}-/s);
  });

  test("names a secret token that Microsoft's own test says is refused, without being given it", async () => {
    const world = await setUp();
    await revoke(world);
    const { document } = await world.runWithoutToken("verify");
    expect(driftIn(document)).toEqual(["admin-credentials: changed SecretToken (by-hand)"]);
  });

  test("says what it may not read instead of guessing, and still looks at everything else", async () => {
    const world = await setUp();
    unassign(world, "TOTAL-Analyst");
    const refused = (part: string): void => {
      world.breakWith(({ path }) => (path.includes(part) ? FORBIDDEN : undefined));
    };
    refused("/validateCredentials");
    const { document } = await world.runWithoutToken("verify");
    expect(document.errors).toEqual([]);
    expect(driftWords(document, "admin-credentials")).toMatch(
      /Test Connection needs the permission Synchronization\.ReadWrite\.All/,
    );

    refused("/synchronization/jobs");
    const denied = await world.runWithoutToken("verify");
    expect(denied.code).toBe(4);
    expect(driftIn(denied.document)).toContain("assign-groups: missing group-assignment TOTAL-Analyst (apply)");
  });
});

const FORBIDDEN: Fault = {
  kind: "answer",
  status: 403,
  headers: () => ({ "content-type": "application/json" }),
  body: JSON.stringify({ error: { code: "Authorization_RequestDenied", message: "Insufficient privileges" } }),
};
