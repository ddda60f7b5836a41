import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { VirtualClock } from "../../src/base/clock.js";
import { isJsonObject, type JsonObject, type JsonValue } from "../../src/base/json.js";
import type { SetupOptions } from "../../src/cli/arguments/options.js";
import { runSetup } from "../../src/cli/actions/run-setup.js";
import type { RunAction } from "../../src/cli/arguments/run-action.js";
import type { Idp } from "../../src/cli/run/idp.js";
import type { Fault, Faults, FaultyRequest } from "../../src/sandbox/http/faults.js";
import type { DirectoryPerson } from "../../src/sandbox/people/person.js";
import type { RunningTarget } from "../../src/scim-target/http.js";
import { loadTemplate } from "../../src/template/load.js";
import { documentIn, type SetupDocument } from "./document.js";
import { testIo } from "./run-in-process.js";
import { parseOptions } from "./parse-options.js";

/** A small tenant with a target, and a journal that outlives a run. */
export interface SweepWorld {
  readonly clock: VirtualClock;
  readonly env: Readonly<Record<string, string>>;
  /** The command line's words, the command's own first. */
  readonly args: readonly string[];
  /** Everything that can go wrong with a request of this tenant's API. */
  readonly faults: Readonly<Record<string, Fault>>;
  /** The tenant's API's requests so far, those of `dump` left out. */
  readonly requests: readonly FaultyRequest[];
  /** Lets requests go wrong from now on; counts them from here. */
  breakWith(faults: Faults | undefined): void;
  /** Runs the command within this process. */
  run(timeoutMs?: number, action?: RunAction): Promise<SweepRun>;
  /** What tenant and target hold, without ids and times, in an order of its own. */
  dump(): Promise<JsonObject>;
  close(): Promise<void>;
}

export interface SweepRun {
  readonly code: number;
  readonly document: SetupDocument;
}

/** Starts a fresh tenant. */
export type StartWorld = () => Promise<SweepWorld>;

/** When every sweep begins. */
export const SWEEP_START = Date.UTC(2026, 10, 2, 9, 0, 0);

/** Two people of the admins' group. */
export const SWEEP_PEOPLE: readonly DirectoryPerson[] = [
  sweepPerson("ada@sweep.example", "Ada", "Berg"),
  sweepPerson("bo@sweep.example", "Bo", "Lund"),
];

function sweepPerson(userName: string, givenName: string, familyName: string): DirectoryPerson {
  return { userName, givenName, familyName, email: userName, active: true, groups: ["TOTAL-Admin"] };
}

/** One for all runs: each would make folders of its own. */
const { io: IO } = testIo(["--json"]);

interface SweepCommand<Tenant, Options extends SetupOptions> {
  readonly idp: Idp<Tenant, Options>;
  /** Without the command's name. */
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly clock: VirtualClock;
}

/** What runs the TOTAL template of an IdP within this process, as the command line would. */
export async function sweepCommand<Tenant, Options extends SetupOptions>({
  idp,
  args,
  env,
  clock,
}: SweepCommand<Tenant, Options>): Promise<SweepWorld["run"]> {
  const path = fileURLToPath(new URL(`../../templates/total/${idp.name}.yaml`, import.meta.url));
  const kinds = await idp.kinds();
  const template = loadTemplate(readFileSync(path, "utf8"), path, kinds);
  return async (timeoutMs, action = "apply") => {
    const stdout: string[] = [];
    const code = await runSetup({
      idp,
      io: { ...IO, env, clock, stdout: { ...IO.stdout, write: (text) => void stdout.push(text) } },
      template,
      kinds,
      action,
      ...parseOptions(idp, template, args),
      ...(timeoutMs === undefined ? {} : { timeoutMs }),
    });
    return { code, document: documentIn(stdout.join("")) };
  };
}

/** People and groups of a target, by names instead of ids. */
export async function dumpTarget(target: RunningTarget): Promise<JsonObject> {
  const read = async (path: string): Promise<readonly JsonObject[]> => {
    const headers = { authorization: `Bearer ${target.token.reveal()}` };
    const body: unknown = await (await fetch(target.baseUrl + path, { headers })).json();
    return objectsIn(isJsonObject(body) ? body["Resources"] : undefined);
  };
  const users = await read("/Users");
  const nameOf = new Map(users.map((user) => [user["id"], textAt(user, "userName")]));
  return {
    people: sorted(users.map((user) => JSON.stringify({ ...user, id: null, meta: null, groups: null }))),
    groups: sorted(
      (await read("/Groups")).map((group) => {
        const members = objectsIn(group["members"]).map(({ value }) => nameOf.get(value) ?? null);
        return `${textAt(group, "displayName")}: ${sorted(members).join(", ")}`;
      }),
    ),
  };
}

/** The JSON objects of an array; none for anything else. */
export function objectsIn(value: unknown): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}

/** The text at a path, empty when there is none. */
export function textAt(object: JsonObject, ...path: readonly string[]): string {
  const value = path.reduce<JsonValue | undefined>((one, key) => (isJsonObject(one) ? one[key] : undefined), object);
  return typeof value === "string" ? value : "";
}

/** In an order that does not depend on who came first. */
export function sorted(values: readonly (string | null)[]): string[] {
  return values.map(String).sort((a, b) => a.localeCompare(b));
}
