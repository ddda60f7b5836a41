import { afterEach, expect } from "vitest";
import { isJsonObject, type JsonObject, type JsonValue } from "../../../src/base/json.js";
import { Secret } from "../../../src/base/secret.js";
import type { SandboxJob, SandboxServicePrincipal } from "../../../src/sandbox/entra/tenant/model.js";
import {
  startEntraTenant,
  type EntraRun,
  type EntraTenantWorld,
  type EntraWorldParts,
} from "../../support/entra-tenant-world.js";
import { objectsIn, text } from "../../support/tenant-world.js";

const opened: EntraTenantWorld[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((one) => one.close()));
});

/** A tenant in simulated time, closed after the test. */
export async function world(parts: EntraWorldParts = {}): Promise<EntraTenantWorld> {
  const started = await startEntraTenant({ times: { firstCycleMs: 60_000 }, ...parts });
  opened.push(started);
  return started;
}

/** Carries the guide out, until everybody has arrived and some cycles are over. */
export async function applied(one: EntraTenantWorld, ...args: string[]): Promise<EntraRun> {
  const run = await one.run("--wait", "3h", ...args);
  expect([run.code, run.document["outcome"]]).toEqual([0, "applied"]);
  await one.clock.sleep(2 * 3_600_000);
  return run;
}

interface UndoEntry {
  readonly name: string;
  readonly state: string;
  readonly what: string;
  readonly people: number;
}

/** What an undo came to. */
export interface Undone {
  readonly code: number;
  readonly outcome: unknown;
  readonly error: unknown;
  readonly items: readonly UndoEntry[];
  readonly states: readonly string[];
}

/** An undo by the command line, which needs neither the target nor its token. */
export async function undo(one: EntraTenantWorld, ...args: string[]): Promise<Undone> {
  const { code, document } = await one.runWithoutToken("undo", ...args);
  const shown = document as unknown;
  const undone = isJsonObject(shown) ? objectsIn(shown["undo"]) : [];
  const items = undone.map((item) => {
    const resource = isJsonObject(item["resource"]) ? item["resource"] : {};
    return {
      name: `${text(resource["type"])} "${text(resource["name"])}"`,
      state: text(item["state"]),
      what: text(item["what"]),
      people: Number(item["people"] ?? 0),
    };
  });
  const [error] = objectsIn(isJsonObject(shown) ? shown["errors"] : undefined).map((one) => one["code"]);
  const states = items.map(({ name, state }) => `${name}: ${state}`);
  return { code, outcome: isJsonObject(shown) ? shown["outcome"] : undefined, error, items, states };
}

/** The tenant's configuration: what a run may change, without versions and what the service does by itself. */
export function dump({ sandbox: { tenant } }: EntraTenantWorld): JsonValue {
  return [...tenant.servicePrincipals.values()].map((app) => ({
    id: app.id,
    displayName: app.displayName,
    accountEnabled: app.accountEnabled,
    settings: Object.fromEntries(
      [...app.settings].map(([key, value]) => [key, value instanceof Secret ? value.reveal() : value]),
    ),
    assignments: [...app.assignments.values()].map(({ appRoleId, principalId }) => ({ appRoleId, principalId })),
    jobs: [...app.jobs.values()].map(({ id, state, schema }) => ({
      id,
      on: state === "Active",
      schema: plain(schema),
    })),
  }));
}

function plain(schema: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(schema).filter(([key]) => key !== "version"));
}

/** The only job. */
export function jobIn(app: SandboxServicePrincipal): SandboxJob {
  const [job] = app.jobs.values();
  if (job === undefined) throw new Error("the application has no job");
  return job;
}
