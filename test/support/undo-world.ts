import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { virtualClock, type VirtualClock } from "../../src/base/clock.js";
import { isJsonObject, type JsonObject, type JsonValue } from "../../src/base/json.js";
import { SetupError } from "../../src/base/errors.js";
import type { Secret } from "../../src/base/secret.js";
import { oktaIdp } from "../../src/cli/tenants/okta-idp.js";
import { simulatedAdministrator } from "../../src/cli/rehearsal/simulated-administrator.js";
import { openOktaSession } from "../../src/okta/session.js";
import { oktaKinds } from "../../src/okta/steps/kinds.js";
import type { OktaTenant } from "../../src/okta/tenant/tenant.js";
import type { Faults, FaultyRequest } from "../../src/sandbox/http/faults.js";
import { startOktaSandbox, type OktaSandbox, type OktaSandboxOptions } from "../../src/sandbox/okta/start.js";
import { fileJournal } from "../../src/setup/journal/journal.js";
import { runApply } from "../../src/setup/run.js";
import type { Setup } from "../../src/setup/step/setup.js";
import { runUndo, type UndoOperator, type UndoResult } from "../../src/setup/undo/undo.js";
import { startTarget, type RunningTarget } from "../../src/scim-target/http.js";
import { operator } from "./toy-tenant.js";
import { bindTemplate } from "../../src/template/bind.js";
import { loadTemplate } from "../../src/template/load.js";
import { formValues } from "./console-values.js";
import { objectsIn, text } from "./tenant-world.js";
import type { UndoItem, RunResult } from "../../src/setup/model/run-result.js";

/** Everything Okta's own work on a small tenant takes. */
const SETTLED_MS = 10 * 60_000;
const GROUPS = ["TOTAL-Admin", "TOTAL-Analyst", "Sales"];

/** The guide that a world's runs carry out. */
export interface UndoGuide {
  readonly template: string;
  /** The app's label. */
  readonly label: string;
  /** Values of the inputs but the target's address and token. */
  readonly inputs?: Readonly<Record<string, string | readonly string[]>>;
  /** Names of the inputs for the address and the token. */
  readonly target?: readonly [address: string, token: string];
}

/** An org with people and a target, in which one guide is carried out and taken back, each time by a run of its own. */
export interface UndoWorld {
  readonly clock: VirtualClock;
  readonly sandbox: OktaSandbox;
  readonly scim: RunningTarget;
  /** The journal of all runs. */
  readonly journal: string;
  /** The org's API's writes so far, as `DELETE /api/v1/apps/...`. */
  readonly writes: string[];
  admin(method: string, path: string, body?: JsonObject): Promise<JsonValue>;
  appId(): Promise<string>;
  groupId(name: string): Promise<string>;
  /** Does the console part for an app. */
  connect(appId: string): Promise<void>;
  settle(): Promise<void>;
  /** Everything the admin API shows but logs, times and the order of features. */
  dump(): Promise<JsonObject>;
  /** People of the target who are active. */
  active(): Promise<readonly string[]>;
  targetGroups(): Promise<readonly string[]>;
  apply(more?: ApplyParts): Promise<RunResult>;
  undo(parts?: UndoParts): Promise<UndoResult & { readonly shown: readonly UndoItem[] }>;
  close(): Promise<void>;
}

export interface ApplyParts {
  readonly inputs?: Readonly<Record<string, string | readonly string[]>>;
  readonly createGroups?: boolean;
  /** The template's own text, changed. */
  readonly edit?: (template: string) => string;
}

export interface UndoParts {
  /** The app's label when absent; false for none. */
  readonly confirm?: string | false;
  readonly deleteGroups?: boolean;
  readonly decide?: UndoOperator["decide"];
  /** Interrupts before so many writes more. */
  readonly interruptAfter?: number;
}

export async function startUndoWorld(guide: UndoGuide, options: Partial<OktaSandboxOptions> = {}): Promise<UndoWorld> {
  const clock = virtualClock(Date.UTC(2026, 10, 2, 9, 0, 0));
  const scim = await startTarget({ now: () => clock.now(), unknownAttributes: "kept" });
  const writes: string[] = [];
  let watch: (request: FaultyRequest) => void = () => undefined;
  const faults: Faults = (request) => {
    if (request.method !== "GET") writes.push(`${request.method} ${request.path}`);
    watch(request);
    return undefined;
  };
  const directory = { groups: GROUPS, people: PEOPLE };
  const sandbox = await startOktaSandbox({ directory, scheduler: clock, faults, ...options });
  const journalPath = join(mkdtempSync(join(tmpdir(), "total-setup-")), "journal.jsonl");
  const doStop = simulatedAdministrator({ console: sandbox.console, clock, record: undefined });

  async function admin(method: string, path: string, body?: JsonObject): Promise<JsonValue> {
    const headers = { authorization: `SSWS ${sandbox.token.reveal()}`, "content-type": "application/json" };
    const response = await fetch(sandbox.url + path, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const answer = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${String(response.status)} ${answer}`);
    return answer === "" ? {} : (JSON.parse(answer) as JsonValue);
  }

  async function open(parts: ApplyParts, signal: AbortSignal): Promise<Setup<OktaTenant>> {
    const file = fileURLToPath(new URL(`../../templates/${guide.template}.yaml`, import.meta.url));
    const source = readFileSync(file, "utf8");
    const template = loadTemplate(parts.edit?.(source) ?? source, file, oktaKinds);
    const [address, token] = guide.target ?? ["scimBaseUrl", "scimToken"];
    const values = new Map<string, string | readonly string[] | Secret>([
      ...Object.entries({ groups: GROUPS.slice(0, 2), assign: GROUPS.slice(0, 2), ...guide.inputs, ...parts.inputs }),
      [address, scim.baseUrl],
      [token, scim.token],
    ]);
    const { baseUrl, token: secret } = scim;
    const emit = (): void => undefined;
    return {
      steps: bindTemplate(template, { values, from: new Map(), connection: { baseUrl, token: secret } }, oktaKinds),
      session: await openOktaSession({
        orgUrl: sandbox.url,
        credentials: { way: "api-token", token: sandbox.token },
        clock,
        emit,
        signal,
        options: { createGroups: parts.createGroups ?? false },
      }),
      target: oktaIdp.openTarget({ baseUrl, token: secret, clock, record: undefined }),
      clock,
      signal,
      journal: fileJournal(journalPath, () => new Date(clock.now()).toISOString(), template.name),
      emit,
      skipped: new Set(),
      wholeTarget: false,
    };
  }

  const onTarget = async (path: string): Promise<readonly JsonObject[]> => {
    const headers = { authorization: `Bearer ${scim.token.reveal()}` };
    const answer: unknown = await (await fetch(scim.baseUrl + path, { headers })).json();
    return objectsIn(isJsonObject(answer) ? answer["Resources"] : undefined);
  };
  const groupId = async (name: string): Promise<string> =>
    text(
      objectsIn(await admin("GET", `/api/v1/groups?q=${encodeURIComponent(name)}&limit=200`)).find(
        ({ type, profile }) => type !== "APP_GROUP" && isJsonObject(profile) && profile["name"] === name,
      )?.["id"],
    );

  return {
    clock,
    sandbox,
    scim,
    journal: journalPath,
    writes,
    admin,
    groupId,
    appId: async () =>
      text(objectsIn(await admin("GET", "/api/v1/apps?limit=200")).find(({ label }) => label === guide.label)?.["id"]),
    connect: async (appId) => {
      const answer = await sandbox.console.submit(appId, formValues(scim.baseUrl, scim.token));
      if (!answer.ok) throw new Error(answer.reason);
    },
    settle: () => clock.sleep(SETTLED_MS),
    dump: async () => {
      await clock.sleep(SETTLED_MS);
      return dumpOrg(admin);
    },
    active: async () =>
      (await onTarget("/Users?count=200"))
        .filter(({ active }) => active === true)
        .map(({ userName }) => text(userName)),
    targetGroups: async () => (await onTarget("/Groups?count=200")).map(({ displayName }) => text(displayName)),
    apply: async (parts = {}) => {
      return runApply(
        await open(parts, new AbortController().signal),
        operator({ beginStop: doStop, typeName: (name) => Promise.resolve(name) }),
        {
          waitMs: 2 * 3_600_000,
        },
      );
    },
    undo: async ({ confirm = guide.label, deleteGroups = false, decide, interruptAfter } = {}) => {
      const controller = new AbortController();
      let shown: readonly UndoItem[] = [];
      let left = interruptAfter ?? Infinity;
      watch = ({ method }) => {
        if (method === "GET") return;
        left -= 1;
        if (left === 0) controller.abort(interrupted());
      };
      const setup = await open({}, controller.signal);
      const operator = {
        begin: (items: readonly UndoItem[]) => {
          shown = [...items];
          return Promise.resolve();
        },
        decide: decide ?? (() => Promise.resolve("yes" as const)),
      };
      const terms = { confirm: confirm === false ? undefined : confirm, deleteGroups };
      const result = await runUndo(setup, operator, terms);
      watch = () => undefined;
      return { ...result, shown };
    },
    close: async () => {
      await sandbox.close();
      await scim.close();
    },
  };
}

const PEOPLE = [
  ["ada", ["TOTAL-Admin"]],
  ["ben", ["TOTAL-Admin", "TOTAL-Analyst"]],
  ["cem", ["TOTAL-Analyst"]],
  ["dag", ["Sales"]],
].map(([name, groups]) => ({
  userName: `${String(name)}@north.example`,
  givenName: "Given",
  familyName: String(name),
  email: `${String(name)}@north.example`,
  displayName: `Given ${String(name)}`,
  active: true,
  groups: groups as readonly string[],
}));

function interrupted(): SetupError {
  return new SetupError({ code: "interrupted", exitCode: 130, what: "Interrupted", fix: [] });
}

/** What changes by itself, or with every look. */
const VOLATILE = new Set(["lastUpdated", "lastMembershipUpdated", "_links", "lastPush"]);

/** The whole configuration of an org as its admin API shows it. */
async function dumpOrg(admin: UndoWorld["admin"]): Promise<JsonObject> {
  const all = async (path: string): Promise<readonly JsonObject[]> => objectsIn(await admin("GET", path));
  const apps: JsonObject[] = [];
  for (const app of await all("/api/v1/apps?limit=200")) {
    const id = text(app["id"]);
    const [toApp] = await all(`/api/v1/mappings?targetId=${id}`);
    const features = Array.isArray(app["features"]) ? [...(app["features"] as string[])].sort() : [];
    apps.push({
      app: { ...app, features },
      assigned: await all(`/api/v1/apps/${id}/groups?limit=200`),
      people: (await all(`/api/v1/apps/${id}/users?limit=500`)).map((one) => ({
        id: text(one["id"]),
        scope: text(one["scope"]),
      })),
      pushed: await all(`/api/v1/apps/${id}/group-push/mappings?limit=1000`),
      profile: await admin("GET", `/api/v1/meta/schemas/apps/${id}/default`),
      mapping: await admin("GET", `/api/v1/mappings/${text(toApp?.["id"])}`),
      connection: await admin("GET", `/api/v1/apps/${id}/connections/default`),
    });
  }
  const groups: JsonObject[] = [];
  for (const group of await all("/api/v1/groups?limit=200")) {
    const members = await all(`/api/v1/groups/${text(group["id"])}/users?limit=200`);
    groups.push({ group, members: members.map((one) => text(one["id"])) });
  }
  const plain = JSON.stringify({ apps, groups }, (key, value: unknown) => (VOLATILE.has(key) ? undefined : value));
  const copy: unknown = JSON.parse(plain);
  return isJsonObject(copy) ? copy : {};
}
