import { z } from "zod";
import { virtualClock, type VirtualClock } from "../../src/base/clock.js";
import { OKTA_WORDING } from "../../src/okta/wording.js";
import type { SetupEvent } from "../../src/setup/model/events.js";
import { memoryJournal, type Journal } from "../../src/setup/journal/journal.js";
import type { Person } from "../../src/setup/model/expectation.js";
import type { Operator, Target } from "../../src/setup/model/ports.js";
import type { Setup } from "../../src/setup/step/setup.js";
import { defineStepKind } from "../../src/setup/step/step-kind.js";
import type { Step } from "../../src/setup/step/step.js";

/** A tenant for testing the engine alone: it holds named things, some of which only a person can switch on. */
export interface ToyTenant {
  readonly things: Map<string, string>;
  readonly switches: Set<string>;
  /** How many looks miss a thing after it was written. */
  lag: number;
  /** Writes in the order they came. */
  readonly writes: string[];
  /** Thrown by the next write. */
  failure: Error | undefined;
}

/** Wants a thing to have a value. */
export const thing = defineStepKind<{ name: string; value: string; waits?: string | undefined }, ToyTenant>({
  uses: "toy/thing",
  title: "Set a thing",
  schema: z.strictObject({ name: z.string(), value: z.string(), waits: z.string().optional() }),
  create: ({ name, value, waits }) => {
    let hidden = 0;
    return {
      look: ({ tenant }) => {
        const before = hidden > 0 ? undefined : tenant.things.get(name);
        hidden = Math.max(0, hidden - 1);
        if (before === value)
          return Promise.resolve({ changes: [], ...(waits === undefined ? {} : { pending: [waits] }) });
        const action = before === undefined ? ("create" as const) : ("update" as const);
        return Promise.resolve({
          changes: [
            {
              action,
              resource: { type: "thing", name },
              fields: [{ path: "value", before: before ?? null, after: value }],
            },
          ],
        });
      },
      apply: ({ tenant }) => {
        if (tenant.failure !== undefined) return Promise.reject(tenant.failure);
        tenant.things.set(name, value);
        tenant.writes.push(name);
        hidden = tenant.lag;
        return Promise.resolve({ id: `id-${name}` });
      },
      expects: () => ({
        assignedGroups: ["staff"],
        values: [{ path: "externalId", attribute: "id", match: "exact", reason: "the mapping" }],
      }),
    };
  },
});

/** Wants a person to switch something on. */
export const switchedOn = defineStepKind<{ name: string }, ToyTenant>({
  uses: "toy/switch",
  title: "Switch on",
  schema: z.strictObject({ name: z.string() }),
  create: ({ name }) => ({
    look: ({ tenant }) =>
      Promise.resolve(
        tenant.switches.has(name)
          ? { changes: [] }
          : {
              changes: [],
              console: {
                url: "https://console.example/",
                clicks: [`Switch ${name} on.`],
                fields: [],
                notes: [],
                minutes: 1,
              },
            },
      ),
    apply: () => Promise.resolve({}),
    console: { missing: ({ tenant }) => Promise.resolve(tenant.switches.has(name) ? [] : [`${name} is off`]) },
    expects: () => ({}),
  }),
});

/** Everything a run on the toy tenant needs, with what it left behind. */
export interface ToyRun {
  readonly setup: Setup<ToyTenant>;
  readonly tenant: ToyTenant;
  readonly clock: VirtualClock;
  readonly events: SetupEvent[];
  readonly controller: AbortController;
}

const staff: readonly Person[] = ["ada", "bo"].map((name) => ({
  id: `id-${name}`,
  name,
  attributes: { id: `id-${name}` },
}));

/** A target on which these people are, each under the id of the tenant. */
export function toyTarget(names: readonly string[] = ["ada", "bo"]): Target {
  const users = names.map((userName) => ({
    id: `t-${userName}`,
    userName,
    value: (path: string) => (path === "externalId" ? `id-${userName}` : undefined),
  }));
  return {
    check: () => Promise.resolve(),
    hasGroup: () => Promise.resolve(false),
    users: () => Promise.resolve(users),
    newUsers: () => Promise.resolve(users),
    groups: () => Promise.resolve([]),
    memberships: () => Promise.resolve(undefined),
    unanswered: () => [],
    requests: () => ({ reads: 0, writes: 0 }),
  };
}

/** A set-up of these steps on a fresh toy tenant. */
export function toyRun(
  steps: readonly Step<ToyTenant>[],
  options: {
    readonly target?: Target;
    readonly journal?: Journal;
    readonly skipped?: readonly string[];
    readonly things?: readonly (readonly [string, string])[];
  } = {},
): ToyRun {
  const tenant: ToyTenant = {
    things: new Map(options.things ?? []),
    switches: new Set(),
    lag: 0,
    writes: [],
    failure: undefined,
  };
  const clock = virtualClock(0);
  const events: SetupEvent[] = [];
  const controller = new AbortController();
  const setup: Setup<ToyTenant> = {
    steps,
    session: {
      identity: { idp: "okta", url: "https://toy.example" },
      tenant,
      directory: {
        members: (group) => Promise.resolve(group === "staff" ? staff : undefined),
        progress: () => Promise.resolve({ people: new Map(), groups: new Map() }),
      },
      wording: OKTA_WORDING,
      rights: () => [],
      requests: () => ({ reads: 0, writes: tenant.writes.length }),
    },
    target: options.target ?? toyTarget(),
    clock,
    signal: controller.signal,
    journal: options.journal ?? memoryJournal(() => new Date(clock.now()).toISOString()),
    emit: (event) => void events.push(event),
    skipped: new Set(options.skipped ?? []),
    wholeTarget: true,
  };
  return { setup, tenant, clock, events, controller };
}

/** Says yes, and does nothing at a console stop unless told to. */
export function operator(more: Partial<Operator> = {}): Operator {
  return {
    approve: () => Promise.resolve(true),
    typeName: () => Promise.resolve(undefined),
    approveRest: () => Promise.resolve(true),
    beginStop: () => Promise.resolve(),
    wantsToGoOn: () => false,
    endStop: () => undefined,
    ...more,
  };
}
