import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { virtualClock, type VirtualClock } from "../../src/base/clock.js";
import { Secret } from "../../src/base/secret.js";
import { runCli } from "../../src/cli/program.js";
import type { Faults } from "../../src/sandbox/http/faults.js";
import { startEntraSandbox, type EntraSandbox, type EntraSandboxOptions } from "../../src/sandbox/entra/start.js";
import { addJob } from "../../src/sandbox/entra/tenant/job.js";
import type { SandboxGroup, SandboxJob, SandboxServicePrincipal } from "../../src/sandbox/entra/tenant/model.js";
import { addServicePrincipal } from "../../src/sandbox/entra/tenant/service-principal.js";
import type { Directory, DirectoryPerson } from "../../src/sandbox/people/person.js";
import { startTarget, type RunningTarget } from "../../src/scim-target/http.js";
import { documentIn, type SetupDocument } from "./document.js";
import { temporaryFolder } from "./run-cli.js";
import { testIo } from "./run-in-process.js";

/** How a run of the command line ended, and how many requests of it could have changed the tenant. */
export interface EntraRun {
  readonly code: number;
  readonly document: SetupDocument;
  readonly stderr: string;
  readonly writes: number;
}

/** A simulated Entra tenant with a target, in which others have worked, in one process and simulated time. */
export interface EntraTenantWorld {
  readonly clock: VirtualClock;
  readonly sandbox: EntraSandbox;
  readonly scim: RunningTarget;
  /** The application of this name. */
  app(name?: string): SandboxServicePrincipal;
  group(name: string): SandboxGroup;
  /** Makes an application that can provision, or a registration that cannot, a month old. */
  makeApp(name: string, kind?: SandboxServicePrincipal["kind"]): SandboxServicePrincipal;
  /** Makes a job, connected to nothing. */
  makeJob(app: SandboxServicePrincipal, templateId?: string): SandboxJob;
  /** What is saved of a connection to the target. */
  connect(app: SandboxServicePrincipal, baseUrl?: string): void;
  assign(app: SandboxServicePrincipal, principalId: string): void;
  breakWith(faults: Faults | undefined): void;
  /** Goes on with an empty state folder, as on another machine. */
  forget(): void;
  /** A place beside the journal. */
  file(name: string): string;
  /** Runs `total-setup entra` with everything it needs; what is said here comes behind that. */
  run(...args: readonly string[]): Promise<EntraRun>;
  /** The same with these variables, and without the file of the target's token. */
  runWith(env: Readonly<Record<string, string>>, ...args: readonly string[]): Promise<EntraRun>;
  /** The same without the target's token, as in a look without secrets. */
  runWithoutToken(...args: readonly string[]): Promise<EntraRun>;
  close(): Promise<void>;
}

/** Parts of a world; all that is left out is as a dry run has it. */
export interface EntraWorldParts extends Partial<Omit<EntraSandboxOptions, "scheduler" | "faults">> {
  /** The groups to assign. */
  readonly assign?: readonly string[];
  /** The flags of the target's address and of its token's file; those of TOTAL's guide when absent. */
  readonly targetFlags?: readonly [address: string, tokenFile: string];
  readonly schemaVariant?: NonNullable<EntraSandboxOptions["schemaVariant"]>;
}

const TARGET_FLAGS = ["--scim-base-url", "--scim-token-file"] as const;
const MONTH_MS = 30 * 86_400_000;

/** Somebody with everything that is mapped. */
export function worldPerson(
  name: string,
  groups: readonly string[],
  more: Partial<DirectoryPerson> = {},
): DirectoryPerson {
  const userName = `${name}@northwind.example`;
  const profile = {
    givenName: "Given",
    familyName: name,
    displayName: `Given ${name}`,
    title: "Lead",
    department: "IT",
  };
  return { userName, ...profile, email: userName, active: true, groups, ...more };
}

/** Two administrators, an analyst, and somebody who is neither. */
export const WORLD: Directory = {
  people: [
    worldPerson("ada", ["TOTAL-Admin"]),
    worldPerson("ben", ["TOTAL-Admin", "TOTAL-Analyst"]),
    worldPerson("cem", ["TOTAL-Analyst"]),
    worldPerson("dag", ["Sales"]),
  ],
  groups: ["TOTAL-Admin", "TOTAL-Analyst", "Sales"],
};

export async function startEntraTenant(parts: EntraWorldParts = {}): Promise<EntraTenantWorld> {
  const {
    assign = ["TOTAL-Admin", "TOTAL-Analyst"],
    directory = WORLD,
    targetFlags = TARGET_FLAGS,
    ...options
  } = parts;
  const clock = virtualClock(Date.now());
  const scim = await startTarget({ now: () => clock.now() });
  let faults: Faults | undefined;
  const sandbox = await startEntraSandbox({
    ...options,
    directory,
    scheduler: clock,
    faults: (request) => faults?.(request),
  });
  const { tenant } = sandbox;
  const folder = temporaryFolder();
  const [graphToken, scimToken] = [join(folder, "graph.txt"), join(folder, "scim.txt")];
  writeFileSync(graphToken, sandbox.token.reveal());
  writeFileSync(scimToken, scim.token.reveal());
  const given = [
    ...["entra", "--yes", "--no-input", "--json", "--graph-url", sandbox.url, "--graph-token-file", graphToken],
    ...[targetFlags[0], scim.baseUrl],
    ...assign.flatMap((name) => ["--group", name]),
  ];
  let state = folder;
  const run = async (args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<EntraRun> => {
    const before = sandbox.tenantRequests().writes;
    const { io, written } = testIo([...given, ...args], { env: { XDG_STATE_HOME: state, ...env } });
    const code = await runCli({ ...io, clock });
    const writes = sandbox.tenantRequests().writes - before;
    return { code, document: documentIn(written.stdout), stderr: written.stderr, writes };
  };
  return {
    clock,
    sandbox,
    scim,
    app: (name = "TOTAL") => only([...tenant.servicePrincipals.values()].filter((one) => one.displayName === name)),
    group: (name) => only([...tenant.groups.values()].filter((one) => one.displayName === name)),
    makeApp: (displayName, kind = "template") =>
      addServicePrincipal(tenant, { displayName, kind, createdAt: clock.now() - MONTH_MS }),
    makeJob: (app, templateId = "scim") =>
      addJob(tenant, app, { templateId, variant: parts.schemaVariant ?? "default", now: clock.now() - MONTH_MS }),
    connect: (app, baseUrl = scim.baseUrl) => {
      app.settings.set("BaseAddress", baseUrl);
      app.settings.set("SecretToken", new Secret(scim.token.reveal()));
      app.settings.set("SyncAll", "false");
      app.settings.set("SyncNotificationSettings", '{"Enabled":true,"Recipients":"it@northwind.example"}');
    },
    assign: (app, principalId) => {
      const id = tenant.newId();
      const principalType = tenant.groups.has(principalId) ? "Group" : "User";
      const [role] = app.appRoles;
      const appRoleId = typeof role?.["id"] === "string" ? role["id"] : "00000000-0000-0000-0000-000000000000";
      app.assignments.set(id, { id, appRoleId, principalId, principalType, createdAt: clock.now() - MONTH_MS });
    },
    breakWith: (next) => {
      faults = next;
    },
    forget: () => {
      state = mkdtempSync(join(folder, "state-"));
    },
    file: (name) => join(folder, name),
    run: (...args) => run([targetFlags[1], scimToken, ...args]),
    runWith: (env, ...args) => run(args, env),
    runWithoutToken: (...args) => run(args),
    close: async () => {
      await sandbox.close();
      await scim.close();
      rmSync(folder, { recursive: true });
    },
  };
}

function only<One>(hits: readonly One[]): One {
  const [hit, ...more] = hits;
  if (hit === undefined || more.length > 0) throw new Error(`not exactly one: ${String(hits.length)}`);
  return hit;
}
