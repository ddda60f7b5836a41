import { afterEach } from "vitest";
import { virtualClock, type VirtualClock } from "../../../../src/base/clock.js";
import type { Exchange } from "../../../../src/http/exchange.js";
import { isJsonObject, type JsonObject, type JsonValue } from "../../../../src/base/json.js";
import {
  createSyncEngine,
  DEFAULT_TIMES,
  type EngineTimes,
} from "../../../../src/sandbox/entra/engine/create-engine.js";
import type { OnDemandShape, SyncEngine } from "../../../../src/sandbox/entra/engine/sync-engine.js";
import type { Variants } from "../../../../src/sandbox/entra/engine/variants.js";
import { createTenant, type TenantOptions } from "../../../../src/sandbox/entra/tenant/create-tenant.js";
import { addJob } from "../../../../src/sandbox/entra/tenant/job.js";
import type {
  SandboxGroup,
  SandboxJob,
  SandboxServicePrincipal,
  SandboxTenant,
  SandboxUser,
} from "../../../../src/sandbox/entra/tenant/model.js";
import { addServicePrincipal } from "../../../../src/sandbox/entra/tenant/service-principal.js";
import type { DirectoryPerson } from "../../../../src/sandbox/people/person.js";
import { startTarget } from "../../../../src/scim-target/http.js";

export const START = Date.UTC(2026, 10, 20, 10, 0, 0);
export const HOUR = 3_600_000;
export const ADMINS = "TOTAL-Admin";

/** A tenant with one application whose job is connected and off, and a target beside it. */
export interface World {
  readonly tenant: SandboxTenant;
  readonly app: SandboxServicePrincipal;
  readonly job: SandboxJob;
  readonly engine: SyncEngine;
  readonly clock: VirtualClock;
  /** What the service sent since this was emptied last. */
  readonly sent: Exchange[];
  user(name: string): SandboxUser;
  group(name: string): SandboxGroup;
  assign(name: string): void;
  unassign(name: string): void;
  /** Switches the job on and waits for the end of its cycle. */
  firstCycle(): Promise<void>;
  /** Waits for one more cycle to end. */
  nextCycle(): Promise<void>;
  onDemand(name: string, members?: readonly string[]): Promise<{ readonly key: JsonObject; readonly value: JsonValue }>;
  /** Everybody on the target, by userName. */
  people(): Promise<ReadonlyMap<string, JsonObject>>;
  /** The groups of the target with the userNames of their members. */
  groups(): Promise<Readonly<Record<string, readonly string[]>>>;
  target(method: string, path: string, body?: JsonValue): Promise<JsonObject>;
}

export interface WorldOptions extends Partial<Omit<TenantOptions, "random">> {
  readonly shape?: OnDemandShape;
  readonly variants?: Partial<Variants>;
  /** Appended to the target's address. */
  readonly flag?: string;
  /** Another target than the product's. */
  readonly baseAddress?: string;
  readonly templateId?: string;
  readonly groups?: readonly string[];
  /** Assignments are in effect at once unless this says otherwise. */
  readonly times?: Partial<EngineTimes>;
}

const open: { close(): Promise<void> }[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

export type Person = Partial<DirectoryPerson> & { readonly userName: string };

export async function startWorld(people: readonly Person[], options: WorldOptions = {}): Promise<World> {
  const clock = virtualClock(START);
  const sent: Exchange[] = [];
  const target = await startTarget({ now: () => clock.now() });
  const tenant = createTenant(
    {
      people: people.map((one) => ({ active: true, groups: [ADMINS], email: one.userName, ...one })),
      groups: [ADMINS, ...(options.groups ?? [])],
    },
    { random: seeded(), awkward: options.awkward, managers: options.managers },
  );
  const app = addServicePrincipal(tenant, { displayName: "TOTAL", kind: "template", createdAt: START });
  const job = addJob(tenant, app, { templateId: options.templateId ?? "scim", variant: "default", now: START });
  app.settings.set("BaseAddress", options.baseAddress ?? target.baseUrl + (options.flag ?? ""));
  app.settings.set("SecretToken", target.token);
  app.settings.set("SyncAll", "false");
  const engine = createSyncEngine({
    tenant,
    scheduler: clock,
    record: (one) => void sent.push(one),
    shape: options.shape ?? "result",
    variants: options.variants,
    times: { ...DEFAULT_TIMES, firstCycleMs: 30_000, inEffectMs: 0, ...options.times },
  });
  open.push({
    close: async () => {
      engine.close();
      await target.close();
    },
  });

  const user = (name: string): SandboxUser =>
    found([...tenant.users.values()].find(({ userPrincipalName }) => userPrincipalName === name));
  const group = (name: string): SandboxGroup =>
    found([...tenant.groups.values()].find(({ displayName }) => displayName === name));

  function principal(name: string): { principalId: string; principalType: "User" | "Group" } {
    return name.includes("@")
      ? { principalId: user(name).id, principalType: "User" }
      : { principalId: group(name).id, principalType: "Group" };
  }

  function assign(name: string): void {
    const id = tenant.newId();
    const appRoleId = "00000000-0000-0000-0000-000000000000";
    app.assignments.set(id, { id, appRoleId, ...principal(name), createdAt: clock.now() });
  }
  assign(ADMINS);

  async function call(method: string, path: string, body?: JsonValue): Promise<JsonObject> {
    const response = await fetch(target.baseUrl + path, {
      method,
      headers: {
        authorization: `Bearer ${target.token.reveal()}`,
        ...(body === undefined ? {} : { "content-type": "application/scim+json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const parsed: unknown = text === "" ? {} : JSON.parse(text);
    if (!response.ok || !isJsonObject(parsed)) throw new Error(`${method} ${path}: ${text}`);
    return parsed;
  }

  async function everybody(): Promise<readonly JsonObject[]> {
    const all: JsonObject[] = [];
    for (;;) {
      const page = await call("GET", `/Users?startIndex=${String(all.length + 1)}&count=1000`);
      all.push(...objects(page["Resources"]));
      if (all.length >= Number(page["totalResults"])) return all;
    }
  }

  async function cycle(): Promise<void> {
    const before = job.lastExecution;
    for (let minutes = 0; job.lastExecution === before; minutes += 1) {
      if (minutes > 60) throw new Error("no cycle ended within an hour");
      await clock.sleep(60_000);
    }
  }

  return {
    tenant,
    app,
    job,
    engine,
    clock,
    sent,
    user,
    group,
    assign,
    unassign: (name) => {
      const { principalId } = principal(name);
      for (const one of app.assignments.values()) if (one.principalId === principalId) app.assignments.delete(one.id);
    },
    firstCycle: async () => {
      engine.start(app, job);
      await cycle();
    },
    nextCycle: cycle,
    onDemand: async (name, members = []) => {
      const { principalId, principalType } = principal(name);
      const { key, value } = await engine.provisionOnDemand(app, job, {
        ruleId: ruleIdOf(job),
        objectId: principalId,
        objectType: principalType,
        members: members.map((member) => user(member).id),
      });
      const parsed: unknown = key.startsWith("{") ? JSON.parse(key) : { name: key };
      return { key: isJsonObject(parsed) ? parsed : {}, value: JSON.parse(value) as JsonValue };
    },
    people: async () => new Map((await everybody()).map((one) => [textOf(one["userName"]), one])),
    groups: async () => {
      const names = new Map((await everybody()).map(({ id, userName }) => [id, textOf(userName)]));
      const list = objects((await call("GET", "/Groups?count=100"))["Resources"]);
      return Object.fromEntries(
        list.map(({ displayName, members }) => [
          textOf(displayName),
          objects(members)
            .map(({ value }) => names.get(value) ?? "?")
            .sort(),
        ]),
      );
    },
    target: call,
  };
}

/** Method and path of requests, without the probe that every cycle begins with. */
export function requests(sent: readonly Exchange[]): string[] {
  return sent
    .map(({ method, path }) => `${method} ${decodeURIComponent(path.replaceAll("+", " ")).replace("/scim/v2", "")}`)
    .filter((line) => !/[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"$/.test(line));
}

/** The requests that write. */
export function writes(sent: readonly Exchange[]): Exchange[] {
  return sent.filter(({ method }) => method !== "GET");
}

export function operations(exchange: Exchange | undefined): readonly JsonObject[] {
  return isJsonObject(exchange?.body) ? objects(exchange.body["Operations"]) : [];
}

/** Records of the provisioning log, short: action, status and error code of each object, by name. */
export function logged({ tenant }: World): Readonly<Record<string, readonly string[]>> {
  const result: Record<string, string[]> = {};
  for (const { record } of tenant.log) {
    const status = object(record["provisioningStatusInfo"]);
    const error = status["errorInformation"];
    const code = isJsonObject(error) ? ` ${textOf(error["errorCode"])}` : "";
    const name = textOf(object(record["sourceIdentity"])["displayName"]);
    (result[name] ??= []).push(`${textOf(record["provisioningAction"])} ${textOf(status["status"])}${code}`);
  }
  return result;
}

/** A text; empty when it is none. */
export function textOf(value: JsonValue | undefined): string {
  return typeof value === "string" ? value : "";
}

export function object(value: JsonValue | undefined): JsonObject {
  return isJsonObject(value) ? value : {};
}

export function objects(value: JsonValue | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? (value as readonly unknown[]).filter(isJsonObject) : [];
}

/** Changes attribute mappings of the job's schema by target attribute; undefined removes one. */
export function remap(
  job: SandboxJob,
  kind: "User" | "Group",
  change: (mapping: JsonObject) => JsonObject | undefined,
): void {
  editMappings(job, (mapping): JsonObject =>
    mapping["sourceObjectName"] === kind
      ? {
          ...mapping,
          attributeMappings: objects(mapping["attributeMappings"])
            .map(change)
            .filter((one) => one !== undefined),
        }
      : mapping,
  );
}

/** Gives one target attribute another source. */
export function mapTo(job: SandboxJob, target: string, source: JsonObject | null, more: JsonObject = {}): void {
  remap(job, "User", (one) => (one["targetAttributeName"] === target ? { ...one, ...more, source } : one));
}

export function attribute(name: string): JsonObject {
  return { expression: `[${name}]`, name, parameters: [], type: "Attribute" };
}

export function editMappings(job: SandboxJob, change: (mapping: JsonObject) => JsonObject): void {
  job.schema = {
    ...job.schema,
    synchronizationRules: objects(job.schema["synchronizationRules"]).map((rule) => ({
      ...rule,
      objectMappings: objects(rule["objectMappings"]).map(change),
    })),
  };
  job.fullCycleDue = true;
}

function ruleIdOf(job: SandboxJob): string {
  return textOf(objects(job.schema["synchronizationRules"])[0]?.["id"]);
}

function found<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("no such object in the test's tenant");
  return value;
}

function seeded(): () => number {
  let state = 42;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return state / 2 ** 31;
  };
}
