import { afterEach } from "vitest";
import { virtualClock, type VirtualClock } from "../../../src/base/clock.js";
import type { Exchange } from "../../../src/http/exchange.js";
import { isJsonObject, type JsonObject } from "../../../src/base/json.js";
import type { Secret } from "../../../src/base/secret.js";
import { openOktaSession } from "../../../src/okta/session.js";
import type { OktaOptions, OktaTenant } from "../../../src/okta/tenant/tenant.js";
import type { DirectoryPerson } from "../../../src/sandbox/people/person.js";
import { startOktaSandbox, type OktaSandbox, type OktaSandboxOptions } from "../../../src/sandbox/okta/start.js";
import type { SetupEvent } from "../../../src/setup/model/events.js";
import { memoryJournal } from "../../../src/setup/journal/journal.js";
import type { Change, ConsoleStop, Look } from "../../../src/setup/model/plan.js";
import type { Target, TenantSession } from "../../../src/setup/model/ports.js";
import type { StepContext } from "../../../src/setup/step/step-context.js";
import type { Step } from "../../../src/setup/step/step.js";
import { startTarget, type RunningTarget } from "../../../src/scim-target/http.js";

/** A simulated org with a target, a session on it, and what a step is given. */
export interface OpenedOrg {
  readonly sandbox: OktaSandbox;
  readonly scim: RunningTarget;
  readonly session: TenantSession<OktaTenant>;
  readonly context: StepContext<OktaTenant>;
  readonly clock: VirtualClock;
  readonly exchanges: readonly Exchange[];
  readonly events: readonly SetupEvent[];
  /** Another session on the same org, as the next run of the command has. */
  again(options?: Partial<OktaOptions>): Promise<StepContext<OktaTenant>>;
  /** A request of an administrator beside the run. */
  admin(method: string, path: string, body?: JsonObject): Promise<JsonObject>;
}

interface OrgParts {
  readonly people?: readonly DirectoryPerson[];
  readonly groups?: readonly string[];
  readonly options?: Partial<OktaOptions>;
  readonly sandbox?: Partial<OktaSandboxOptions>;
  readonly target?: Target;
}

const opened: { close(): Promise<void> }[] = [];

afterEach(async () => {
  await Promise.all(opened.splice(0).map((one) => one.close()));
});

export function person(
  userName: string,
  groups: readonly string[],
  more: Partial<DirectoryPerson> = {},
): DirectoryPerson {
  return { ...withoutFamilyName(userName, groups), familyName: userName, ...more };
}

/** Somebody whom Okta cannot create on a target. */
export function withoutFamilyName(userName: string, groups: readonly string[]): DirectoryPerson {
  const email = `${userName}@northwind.example`;
  return { userName: email, givenName: "Given", email, active: true, groups };
}

/** Four people: two administrators, one analyst, one in neither group. */
const PEOPLE = [
  person("ada", ["TOTAL-Admin"]),
  person("ben", ["TOTAL-Admin", "TOTAL-Analyst"]),
  person("cem", ["TOTAL-Analyst"]),
  person("dag", ["Sales"]),
];

export async function openOrg(parts: OrgParts = {}): Promise<OpenedOrg> {
  const clock = virtualClock(Date.UTC(2026, 2, 25, 13, 45, 47));
  const exchanges: Exchange[] = [];
  const events: SetupEvent[] = [];
  const people = parts.people ?? PEOPLE;
  const directory = { people, groups: parts.groups ?? ["TOTAL-Admin", "TOTAL-Analyst", "Sales"] };
  const sandbox = await startOktaSandbox({ directory, scheduler: clock, ...parts.sandbox });
  const scim = await startTarget({ now: () => clock.now() });
  opened.push(sandbox, scim);

  const { signal } = new AbortController();
  const journal = memoryJournal(() => new Date(clock.now()).toISOString());
  const emit = (event: SetupEvent): void => {
    events.push(event);
  };
  const open = (options: Partial<OktaOptions> = {}): Promise<TenantSession<OktaTenant>> =>
    openOktaSession({
      orgUrl: sandbox.url,
      credentials: { way: "api-token", token: sandbox.token },
      clock,
      emit,
      record: (exchange) => exchanges.push(exchange),
      signal,
      options: { createGroups: false, ...parts.options, ...options },
    });
  const contextOf = ({ tenant }: TenantSession<OktaTenant>): StepContext<OktaTenant> => ({
    tenant,
    target: parts.target,
    clock,
    signal,
    journal,
    emit,
  });
  const session = await open();

  return {
    sandbox,
    scim,
    session,
    context: contextOf(session),
    clock,
    exchanges,
    events,
    again: async (options) => contextOf(await open(options)),
    admin: async (method, path, body) => {
      const headers = { authorization: `SSWS ${sandbox.token.reveal()}`, "content-type": "application/json" };
      const response = await fetch(sandbox.url + path, {
        method,
        headers,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      if (!response.ok) throw new Error(`${method} ${path}: ${String(response.status)} ${text}`);
      const answer: unknown = text === "" ? {} : JSON.parse(text);
      return isJsonObject(answer) ? answer : {};
    },
  };
}

/** Applies everything a step's look asks for, and looks again. */
export async function applyAll(step: Step<OktaTenant>, context: StepContext<OktaTenant>): Promise<Look> {
  const { changes } = await step.look(context);
  if (changes.length > 0) await step.prepare?.(context);
  for (const change of changes) await step.apply(context, change);
  return step.look(context);
}

/** Does at the sandbox's console what a stop asks for: types its fields, the secrets included. */
export async function doStop(
  sandbox: OktaSandbox,
  appId: string,
  stop: ConsoleStop,
  secrets: Readonly<Record<string, Secret>> = {},
): Promise<void> {
  const values = stop.fields.map(({ label, value }) => [label, secrets[label] ?? value ?? ""] as const);
  const answer = await sandbox.console.submit(appId, Object.fromEntries(values));
  if (!answer.ok) throw new Error(answer.reason);
}

/** A target of which only a few things matter to a step. */
export function targetWith(parts: { readonly groups?: readonly string[]; readonly refusal?: Error }): Target {
  return {
    check: () => (parts.refusal === undefined ? Promise.resolve() : Promise.reject(parts.refusal)),
    hasGroup: (name) => Promise.resolve(parts.groups?.includes(name)),
    users: () => Promise.resolve([]),
    newUsers: () => Promise.resolve([]),
    groups: () => Promise.resolve([]),
    memberships: () => Promise.resolve(undefined),
    unanswered: () => [],
    requests: () => ({ reads: 0, writes: 0 }),
  };
}

/** `create app "TOTAL"`, for short assertions. */
export function told(changes: readonly Change[]): string[] {
  return changes.map(({ action, resource }) => `${action} ${resource.type} "${resource.name}"`);
}
