import { ENTRA_FAULTS } from "../../src/sandbox/entra/faults.js";
import { LEAST_SCOPES } from "../../src/sandbox/entra/graph/rights.js";
import type { SandboxJob } from "../../src/sandbox/entra/tenant/model.js";
import { changeUserMappings } from "../support/entra-schemas.js";
import { WORLD, worldPerson, type EntraTenantWorld, type EntraWorldParts } from "../support/entra-tenant-world.js";

/** A tenant in which the run must stop before it writes. */
export interface BadTenant {
  readonly what: string;
  readonly parts?: EntraWorldParts;
  readonly prepare?: (world: EntraTenantWorld) => void | Promise<void>;
  readonly args?: readonly string[];
  readonly exit: number;
  readonly code: string;
  /** Words that message and mending must hold. */
  readonly words: readonly string[];
}

const without = (...scopes: readonly string[]): EntraWorldParts => ({
  scopes: LEAST_SCOPES.filter((scope) => !scopes.includes(scope)),
});
const AS_PERSON = "Directory.AccessAsUser.All";
const ELSEWHERE = "https://other.vendor.example/scim/v2";

/** Everything set up by an earlier run, with this many people on the target. */
async function setUp(world: EntraTenantWorld): Promise<void> {
  const { code } = await world.run("--wait", "3h");
  if (code !== 0) throw new Error("the tenant could not be set up");
  await world.clock.sleep(2 * 3_600_000);
}

function withJob(change: (job: SandboxJob, world: EntraTenantWorld) => void) {
  return (world: EntraTenantWorld): void => {
    const app = world.makeApp("TOTAL");
    change(world.makeJob(app), world);
  };
}

/** All requests whose path holds this are answered so. */
const answering =
  (part: string, fault: (typeof ENTRA_FAULTS)["500"] | (typeof ENTRA_FAULTS)["401-empty"]) =>
  (world: EntraTenantWorld): void => {
    world.breakWith(({ path }) => (path.includes(part) ? fault : undefined));
  };

const DENIED = {
  kind: "answer",
  status: 403,
  body: JSON.stringify({
    error: {
      code: "Authorization_RequestDenied",
      message: "Insufficient privileges to complete the operation.",
      innerError: { "request-id": "11111111-2222-4333-8444-555555555555" },
    },
  }),
  headers: () => ({ "content-type": "application/json" }),
} as const;

export const REFUSED: readonly BadTenant[] = [
  {
    what: "a token that has expired",
    prepare: (world) => world.clock.sleep(29 * 3_600_000),
    exit: 4,
    code: "graph-token-expired",
    words: ["expired", "az account get-access-token"],
  },
  {
    what: "a scope that only the assignment needs",
    parts: without("AppRoleAssignment.ReadWrite.All"),
    exit: 4,
    code: "access-missing",
    words: ["AppRoleAssignment.ReadWrite.All", "assign groups", "Cloud Application Administrator", "--skip"],
  },
  {
    what: "a scope that only the provisioning needs",
    parts: without("Synchronization.ReadWrite.All"),
    exit: 4,
    code: "access-missing",
    words: ["Synchronization.ReadWrite.All", "set up provisioning", "Cloud Application Administrator", "admin consent"],
  },
  {
    what: "an application's own token without the right to read people",
    parts: {
      roles: [
        "Application.ReadWrite.OwnedBy",
        "AppRoleAssignment.ReadWrite.All",
        "Application.Read.All",
        "Group.Read.All",
        "ProvisioningLog.Read.All",
      ],
    },
    exit: 4,
    code: "access-missing",
    words: ["User.Read.All", "application permission", "Directory Readers"],
  },
  {
    what: "a role that is not activated, where the roles of the person decide",
    parts: { scopes: [AS_PERSON] },
    prepare: (world) => {
      world.breakWith(({ path }) => (path.includes("/servicePrincipals") ? DENIED : undefined));
    },
    exit: 4,
    code: "graph-role-missing",
    words: [
      "find the enterprise application",
      "role Directory Readers",
      "Privileged Identity Management",
      "Sign in again",
    ],
  },
  {
    what: "an empty 401 of the synchronization service on an application that exists",
    parts: { scopes: [AS_PERSON], startState: "provisioning-app" },
    prepare: answering("/synchronization/", ENTRA_FAULTS["401-empty"]),
    exit: 4,
    code: "graph-empty-401",
    words: ["ownership of the application", "Synchronization.Read.All", "Cloud Application Administrator"],
  },
  {
    what: "a Graph that keeps failing",
    prepare: answering("/groups", ENTRA_FAULTS[500]),
    exit: 1,
    code: "graph-unavailable",
    words: ["find the group", "azure.status.microsoft"],
  },
  {
    what: "an application that was from an app registration",
    parts: { startState: "oidc-app" },
    exit: 1,
    code: "app-cannot-provision",
    words: ["app registration", "OIDC", "--new-app", "TOTAL (Provisioning)"],
  },
  {
    what: "two applications of the guide's names",
    prepare: (world) => {
      world.makeApp("TOTAL");
      world.makeApp("TruU TOTAL Security");
    },
    exit: 1,
    code: "app-ambiguous",
    words: ["TOTAL", "TruU TOTAL Security", "--app-id"],
  },
  {
    what: "an application id that is nobody's",
    args: ["--app-id", "0f1e2d3c-4b5a-4968-8778-69a5b4c3d2e1"],
    exit: 1,
    code: "app-not-found",
    words: ["--app-id", "0f1e2d3c-4b5a-4968-8778-69a5b4c3d2e1", "Properties"],
  },
  {
    what: "somebody else's job on the application",
    prepare: (world) => void world.makeJob(world.makeApp("TOTAL"), "gsuite"),
    exit: 1,
    code: "job-foreign",
    words: ["gsuite", "--app-id", "--new-app"],
  },
  {
    what: "a legacy job",
    prepare: (world) => void world.makeJob(world.makeApp("TOTAL"), "customappsso"),
    exit: 1,
    code: "job-legacy",
    words: ["customappssoOutDelta", "appends /scim", "delete the job", "--new-app"],
  },
  {
    what: "two SCIM jobs on the application",
    prepare: (world) => {
      const app = world.makeApp("TOTAL");
      world.makeJob(app);
      world.makeJob(app);
    },
    exit: 1,
    code: "job-ambiguous",
    words: ["2 SCIM provisioning jobs", "Delete"],
  },
  {
    what: "a schema in which externalId is mapped twice",
    prepare: withJob((job) => {
      changeUserMappings(job, (all) => [
        ...all,
        ...all.filter(({ targetAttributeName: target }) => target === "externalId"),
      ]);
    }),
    exit: 1,
    code: "schema-unexpected",
    words: ["synchronizationRules[0].objectMappings[1].attributeMappings", "externalId is mapped 2 times", "Mappings"],
  },
  {
    what: "a schema in which nobody can be matched",
    prepare: withJob((job) => {
      changeUserMappings(job, (all) => all.map((one) => ({ ...one, matchingPriority: 0 })));
    }),
    exit: 1,
    code: "schema-unexpected",
    words: ["matching", "Mappings"],
  },
  {
    what: "a schema in which people are matched by externalId",
    prepare: withJob((job) => {
      changeUserMappings(job, (all) =>
        all.map((one) => ({ ...one, matchingPriority: one["targetAttributeName"] === "externalId" ? 1 : 0 })),
      );
    }),
    exit: 1,
    code: "schema-unexpected",
    words: ["externalId is the matching attribute", "wrong accounts"],
  },
  {
    what: "an application that is connected by OAuth",
    prepare: (world) => {
      const app = world.makeApp("TOTAL");
      world.makeJob(app);
      world.connect(app);
      app.settings.set("AuthenticationType", "OAuth2ClientCredentialsGrant");
    },
    exit: 1,
    code: "credentials-foreign",
    words: ["OAuth2ClientCredentialsGrant", "bearer token", "--app-id"],
  },
  {
    what: "another Tenant URL on an application that has provisioned people",
    prepare: async (world) => {
      await setUp(world);
      world.app().settings.set("BaseAddress", `${ELSEWHERE}?secretish=abc`);
    },
    exit: 1,
    code: "confirm-needed",
    words: ['"TOTAL"', "3 users", ELSEWHERE, '--confirm "TOTAL"'],
  },
  {
    what: "the scope of all people on an application that has provisioned people",
    prepare: async (world) => {
      await setUp(world);
      world.app().settings.set("SyncAll", "true");
    },
    exit: 1,
    code: "confirm-needed",
    words: ["3 users", "Sync all users and groups", "disabled", '--confirm "TOTAL"'],
  },
  {
    what: "a confirmation by another name",
    prepare: (world) => {
      const app = world.makeApp("TOTAL");
      world.makeJob(app);
      world.connect(app, ELSEWHERE);
    },
    args: ["--confirm", "Total"],
    exit: 1,
    code: "confirm-needed",
    words: ['--confirm "Total" is not this application', '--confirm "TOTAL"'],
  },
  {
    what: "somebody to provision on demand who is in no assigned group",
    args: ["--on-demand", "dag@northwind.example"],
    exit: 1,
    code: "on-demand-not-assigned",
    words: ["--on-demand", "dag@northwind.example", "not a direct member of an assigned group", "User principal name"],
  },
  {
    what: "somebody to provision on demand who is disabled",
    parts: {
      directory: { ...WORLD, people: [...WORLD.people, worldPerson("eve", ["TOTAL-Admin"], { active: false })] },
    },
    args: ["--on-demand", "eve@northwind.example"],
    exit: 1,
    code: "on-demand-not-assigned",
    words: ["eve@northwind.example", "disabled in Entra"],
  },
  {
    what: "a group that does not exist",
    parts: { assign: ["TOTAL-Admin", "TOTAL-Analists"] },
    exit: 1,
    code: "group-not-found",
    words: ['"TOTAL-Analists"', 'did you mean "TOTAL-Analyst"', "exact name"],
  },
  {
    what: "a group name in other letters",
    parts: { assign: ["TOTAL-Admin", "total-analyst"] },
    exit: 1,
    code: "group-not-found",
    words: ['"total-analyst"', '"TOTAL-Analyst"', "capital letters"],
  },
  {
    what: "two groups of the same name",
    parts: { directory: { ...WORLD, groups: [...WORLD.groups, "Twin"] }, assign: ["TOTAL-Admin", "Sales"] },
    prepare: (world) => {
      world.group("Twin").displayName = "Sales";
    },
    exit: 1,
    code: "group-ambiguous",
    words: ['2 groups named "Sales"', "Object IDs", "Rename"],
  },
  {
    what: "a Microsoft 365 group",
    parts: { awkward: { microsoft365: ["TOTAL-Analyst"] } },
    exit: 1,
    code: "group-not-security",
    words: ['"TOTAL-Analyst"', "Microsoft 365 group", "securityEnabled", "security group"],
  },
  {
    what: "a distribution list",
    parts: { awkward: { mailEnabled: ["TOTAL-Analyst"] } },
    exit: 1,
    code: "group-not-security",
    words: ['"TOTAL-Analyst"', "distribution list", "security group"],
  },
];
