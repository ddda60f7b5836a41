import { afterEach } from "vitest";
import { virtualClock, type VirtualClock } from "../../../src/base/clock.js";
import { planMappings } from "../../../src/entra/mapping/schema-surgery.js";
import { openEntraSession, type EntraSessionOptions } from "../../../src/entra/session.js";
import type { EntraOptions, EntraTenant } from "../../../src/entra/tenant/tenant.js";
import { startEntraSandbox, type EntraSandbox, type EntraSandboxOptions } from "../../../src/sandbox/entra/start.js";
import type { DirectoryPerson } from "../../../src/sandbox/people/person.js";
import type { SetupEvent } from "../../../src/setup/model/events.js";
import { memoryJournal } from "../../../src/setup/journal/journal.js";
import type { Change, Look } from "../../../src/setup/model/plan.js";
import type { Target, TenantSession } from "../../../src/setup/model/ports.js";
import type { StepContext } from "../../../src/setup/step/step-context.js";
import type { StepKind } from "../../../src/setup/step/step-kind.js";
import type { Step } from "../../../src/setup/step/step.js";
import { startTarget, type RunningTarget } from "../../../src/scim-target/http.js";
import { entraResults } from "../../../src/entra/tenant/results.js";

/** A simulated tenant with a target, a session on it, and what a step is given. */
export interface OpenedTenant {
  readonly sandbox: EntraSandbox;
  readonly scim: RunningTarget;
  readonly session: TenantSession<EntraTenant>;
  readonly tenant: EntraTenant;
  readonly context: StepContext<EntraTenant>;
  readonly clock: VirtualClock;
  readonly events: readonly SetupEvent[];
  /** Another session on the same tenant, as the next run of the command has. */
  again(parts?: { readonly options?: Partial<EntraOptions>; readonly target?: Target }): Promise<OpenedTenant>;
}

export interface TenantParts {
  readonly people?: readonly DirectoryPerson[];
  readonly groups?: readonly string[];
  readonly options?: Partial<EntraOptions>;
  readonly sandbox?: Partial<EntraSandboxOptions>;
  readonly session?: Partial<EntraSessionOptions>;
  readonly target?: Target;
}

const opened: { close(): Promise<void> }[] = [];

afterEach(async () => {
  await Promise.all(opened.splice(0).map((one) => one.close()));
});

export function person(
  name: string,
  groups: readonly string[] = ["TOTAL-Admin"],
  more: Partial<DirectoryPerson> = {},
): DirectoryPerson {
  const userName = `${name}@northwind.example`;
  const names = { givenName: "Given", familyName: name, displayName: `Given ${name}`, email: userName };
  return { userName, ...names, active: true, groups, ...more };
}

/** Four people: two administrators, one analyst, one in neither group. */
const PEOPLE = [
  person("ada"),
  person("ben", ["TOTAL-Admin", "TOTAL-Analyst"]),
  person("cem", ["TOTAL-Analyst"]),
  person("dag", ["Sales"]),
];

/** A tenant that holds an application which can provision and has nothing set up. */
export async function openTenant(parts: TenantParts = {}): Promise<OpenedTenant> {
  const clock = virtualClock(Date.UTC(2026, 10, 20, 10));
  const events: SetupEvent[] = [];
  const directory = {
    people: parts.people ?? PEOPLE,
    groups: parts.groups ?? ["TOTAL-Admin", "TOTAL-Analyst", "Sales"],
  };
  const sandbox = await startEntraSandbox({
    directory,
    scheduler: clock,
    startState: "provisioning-app",
    ...parts.sandbox,
  });
  const scim = await startTarget({ now: () => clock.now() });
  opened.push(sandbox, scim);
  const journal = memoryJournal(() => new Date(clock.now()).toISOString());
  const { signal } = new AbortController();
  const emit = (event: SetupEvent): void => {
    events.push(event);
  };

  const open = async (options: Partial<EntraOptions>, target: Target | undefined): Promise<OpenedTenant> => {
    const session = await openEntraSession({
      graphUrl: sandbox.url,
      adminUrl: "https://entra.microsoft.com",
      signIn: { name: "ready token", token: () => Promise.resolve(sandbox.token) },
      clock,
      emit,
      signal,
      options: { skipTest: false, ...options },
      backUp: () => undefined,
      access: [],
      random: () => 0,
      proxies: {},
      ...parts.session,
    });
    const { tenant } = session;
    return {
      sandbox,
      scim,
      session,
      tenant,
      context: { tenant, target, clock, signal, journal, emit },
      clock,
      events,
      again: (next = {}) => open({ ...options, ...next.options }, next.target ?? target),
    };
  };
  return open(parts.options ?? {}, parts.target);
}

/** Gives what the steps before would: the application. */
export async function findApp({ tenant }: OpenedTenant): Promise<string> {
  const [app] = await tenant.api.servicePrincipals.named(["TOTAL"]);
  if (app === undefined) throw new Error("the sandbox has no application TOTAL");
  entraResults("app", "appName").give(tenant, { app, appName: app.displayName });
  return app.id;
}

/** Makes the job, saves the connection to the target and fixes the mapping; gives them to later steps. */
export async function connect(opened: OpenedTenant): Promise<void> {
  const { tenant, scim, clock } = opened;
  const { api } = tenant;
  const servicePrincipalId = await findApp(opened);
  const job = await api.jobs.create(servicePrincipalId, "scim", { fresh: true });
  await clock.sleep(30_000);
  const place = { servicePrincipalId, jobId: job.id, fresh: false };
  await api.connection.write(
    servicePrincipalId,
    [
      { key: "BaseAddress", value: scim.baseUrl },
      { key: "SecretToken", value: scim.token },
      { key: "SyncAll", value: "false" },
      { key: "SyncNotificationSettings", value: '{"Enabled":false,"DeleteThresholdEnabled":false}' },
    ],
    place,
  );
  const schema = await api.jobs.schema(place);
  await api.jobs.replaceSchema(place, planMappings(schema, [{ target: "externalId", source: "objectId" }]).after);
  await readResults(opened);
  entraResults("baseUrl").give(tenant, { baseUrl: scim.baseUrl });
}

/** Reads what there is and gives it to later steps, as the looks of the steps before do. */
export async function readResults(opened: OpenedTenant): Promise<void> {
  const { tenant } = opened;
  const { jobs } = tenant.api;
  const given = entraResults("job", "mappings");
  const servicePrincipalId = await findApp(opened);
  const [job] = await jobs.list(servicePrincipalId, { fresh: false });
  given.give(tenant, { job });
  if (job === undefined) return;
  const schema = await jobs.schema({ servicePrincipalId, jobId: job.id, fresh: false });
  given.give(tenant, { mappings: { ...tenant.results.mappings, schema } });
}

/** A tenant in which everything up to the mapping is set up. */
export async function openConnected(parts: TenantParts = {}): Promise<OpenedTenant> {
  const tenant = await openTenant(parts);
  await connect(tenant);
  return tenant;
}

/** A step as a template would bind it. */
export function bind(kind: StepKind<EntraTenant>, input: unknown = {}): Step<EntraTenant> {
  return kind.bind({ id: kind.uses.replace("entra/", ""), guide: "3.3" }, input);
}

/** Applies everything a step's look asks for, and looks again. */
export async function applyAll(step: Step<EntraTenant>, context: StepContext<EntraTenant>): Promise<Look> {
  const { changes } = await step.look(context);
  if (changes.length > 0) await step.prepare?.(context);
  for (const change of changes) await step.apply(context, change);
  return step.look(context);
}

/** `create group-assignment "TOTAL-Admin"`, for short assertions. */
export function told(changes: readonly Change[]): string[] {
  return changes.map(({ action, resource }) => `${action} ${resource.type} "${resource.name}"`);
}

/** Codes of a look's warnings. */
export function codes({ warnings = [] }: Pick<Look, "warnings">): string[] {
  return warnings.map(({ code }) => code);
}
