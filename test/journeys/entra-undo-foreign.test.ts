import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { expressionFor } from "../../src/entra/mapping/schema-surgery.js";
import type { SandboxJob, SandboxServicePrincipal } from "../../src/sandbox/entra/tenant/model.js";
import { changeUserMappings } from "../support/entra-schemas.js";
import type { EntraTenantWorld } from "../support/entra-tenant-world.js";
import { applied, dump, jobIn, undo, world } from "../entra/support/undo.js";

const ELSEWHERE = "https://elsewhere.example/scim?key=secret";

/** Something that somebody does in the tenant after the run, what it keeps undo from, and how that is told. */
type Foreign = readonly [name: string, make: (one: EntraTenantWorld) => unknown, left: readonly string[], told: RegExp];

const FOREIGN: readonly Foreign[] = [
  [
    "another assigned group",
    (one) => {
      one.assign(one.app(), one.group("Sales").id);
    },
    ["enterprise-app"],
    /1 assigned group/,
  ],
  [
    "somebody assigned",
    (one) => {
      one.assign(one.app(), [...one.sandbox.tenant.users.keys()][3] ?? "");
    },
    ["enterprise-app"],
    /1 user assigned directly/,
  ],
  ["another job", (one) => one.makeJob(one.app(), "customappsso"), ["enterprise-app"], /provisioning job customappsso/],
  [
    "a mapping of the guide given another source",
    (one) => {
      changeSource(jobIn(one.app()), "externalId", "employeeId");
    },
    ["attribute-mappings", "provisioning-job", "enterprise-app"],
    /externalId comes from "\[employeeId\]"/,
  ],
  [
    "another mapping given another source",
    (one) => {
      changeSource(jobIn(one.app()), "displayName", "mailNickname");
    },
    ["provisioning-job", "enterprise-app"],
    /Someone changed other mappings/,
  ],
  [
    "another Tenant URL",
    (one) => one.app().settings.set("BaseAddress", ELSEWHERE),
    ["admin-credentials", "enterprise-app"],
    /Tenant URL of "TOTAL" is now "https:\/\/elsewhere.example\/scim\?\.\.\."/,
  ],
  ...[
    { preferredSingleSignOnMode: "saml" },
    { replyUrls: ["https://total.example/saml/acs"] },
    { keyCredentials: [{ keyId: "1", type: "AsymmetricX509Cert", usage: "Sign" }] },
    { passwordCredentials: [{ keyId: "2" }] },
  ].map((singleSignOn): Foreign => [
    `single sign-on: ${Object.keys(singleSignOn).join("")}`,
    (one) => (one.app().changed = { ...one.app().changed, ...singleSignOn }),
    ["enterprise-app"],
    /single sign-on settings/,
  ]),
  [
    "another name",
    (one) => (one.app().displayName = "TOTAL of the north"),
    ["enterprise-app"],
    /is now named "TOTAL of the north"/,
  ],
];

/** What others changed: nothing of it is this tool's to take back. */
function foreignIn(apps: readonly SandboxServicePrincipal[], ours: ReadonlySet<string>): unknown {
  return apps.map(({ displayName, assignments, jobs, settings }) => ({
    displayName,
    assigned: [...assignments.values()].filter(({ principalId }) => !ours.has(principalId)),
    others: [...jobs.values()]
      .filter(({ templateId }) => templateId !== "scim")
      .map(({ id, schema }) => ({ id, schema })),
    sources: [...jobs.values()].filter(({ templateId }) => templateId === "scim").flatMap(changedSources),
    address: settings.get("BaseAddress") === ELSEWHERE ? ELSEWHERE : undefined,
  }));
}

/** Of the two mappings that others change here, what fills them when it is theirs. */
function changedSources({ schema }: SandboxJob): string[] {
  const [externalId, displayName] = ["externalId", "displayName"].map((target) => expressionFor(schema, target));
  return [
    ...(externalId === "[employeeId]" ? [externalId] : []),
    ...(displayName === "[mailNickname]" ? [displayName] : []),
  ];
}

describe("what undo leaves alone", () => {
  test("the application, without its name repeated", async () => {
    const one = await world();
    await applied(one);
    const result = await undo(one);
    expect([result.code, result.error]).toEqual([1, "confirm-needed"]);
    expect(one.app().jobs.size).toBe(0);
    expect((await undo(one, "--confirm", "TOTAL")).code).toBe(0);
    expect(dump(one)).toEqual([]);
  });

  test.each(FOREIGN)("%s", async (_name, make, left, told) => {
    const one = await world();
    await applied(one);
    const app = one.app();
    make(one);
    const result = await undo(one, "--confirm", "TOTAL");
    expect([result.code, result.outcome]).toEqual([0, "applied"]);
    const changed = result.items.filter(({ state }) => state === "changed");
    expect(changed.map(({ name }) => name.split(" ", 1)[0])).toEqual(left);
    expect(changed.map(({ what }) => what).join("\n")).toMatch(told);
    expect(result.items.every(({ state }) => ["changed", "undone"].includes(state))).toBe(true);
    expect(one.sandbox.tenant.servicePrincipals.has(app.id)).toBe(true);
    expect(JSON.stringify(result)).not.toContain("secret");
  });

  test.prop([fc.subarray([...FOREIGN], { minLength: 2 })], { numRuns: 4, seed: 6, examples: [[[...FOREIGN]]] })(
    "whatever is changed by others stands after an undo as before it",
    async (foreign) => {
      const one = await world();
      await applied(one);
      for (const [, make] of foreign) make(one);
      const sandboxApp = [...one.sandbox.tenant.servicePrincipals.values()];
      const ours = new Set(["TOTAL-Admin", "TOTAL-Analyst"].map((name) => one.group(name).id));
      const seen = foreignIn(sandboxApp, ours);
      const result = await undo(one, "--confirm", "TOTAL");
      expect(result.code).toBe(0);
      const left = new Set(foreign.flatMap(([, , names]) => names));
      const changed = result.items
        .filter(({ state }) => state === "changed")
        .map(({ name }) => name.split(" ", 1)[0] ?? "");
      expect(new Set(changed)).toEqual(left);
      expect(foreignIn([...one.sandbox.tenant.servicePrincipals.values()], ours)).toEqual(seen);
      // Of the run's own, what nothing stands in the way of is gone.
      expect(
        sandboxApp.flatMap((app) => [...app.assignments.values()]).some(({ principalId }) => ours.has(principalId)),
      ).toBe(false);
    },
  );
});

function changeSource(job: SandboxJob, target: string, name: string): void {
  const source = { expression: `[${name}]`, name, type: "Attribute", parameters: [] };
  changeUserMappings(job, (mappings) =>
    mappings.map((one) => (one["targetAttributeName"] === target ? { ...one, source } : one)),
  );
}
