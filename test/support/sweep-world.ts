import { readFileSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Command } from "commander";
import { virtualClock, type VirtualClock } from "../../src/base/clock.js";
import { isJsonObject, type JsonObject, type JsonValue } from "../../src/base/json.js";
import { addInputOptions } from "../../src/cli/inputs.js";
import { oktaStepKinds } from "../../src/cli/kinds.js";
import { oktaIdp, type OktaCommandOptions } from "../../src/cli/okta-idp.js";
import { addSetupOptions } from "../../src/cli/options.js";
import { runSetup } from "../../src/cli/run-setup.js";
import type { Faults, FaultyRequest } from "../../src/sandbox/http/faults.js";
import { startOktaSandbox, type OktaSandbox } from "../../src/sandbox/okta/start.js";
import type { DirectoryPerson } from "../../src/sandbox/people/person.js";
import { startTarget, type RunningTarget } from "../../src/target/http.js";
import { loadTemplate } from "../../src/template/load.js";
import { documentIn, type SetupDocument } from "./document.js";
import { temporaryFolder } from "./run-cli.js";
import { testIo } from "./run-in-process.js";

const START = Date.UTC(2026, 10, 2, 9, 0, 0);
/** Long enough that the run polls at the console stop a few times. */
const AT_CONSOLE_MS = 12_000;

/** What a run is given, apart from who it runs against: one group is there, the other has to be made. */
export const SWEEP_ARGUMENTS = [
  ...["--yes", "--no-input", "--json", "--wait", "2h"],
  ...["--group", "TOTAL-Admin", "--group", "TOTAL-Analyst"],
] as const;

/** A small tenant with a target, an administrator who does the console part, and a journal that outlives a run. */
export interface SweepWorld {
  readonly clock: VirtualClock;
  readonly env: Readonly<Record<string, string>>;
  /** The admin API's requests so far, those of `dump` left out. */
  readonly requests: readonly FaultyRequest[];
  /** Lets requests go wrong from now on; counts them from here. */
  breakWith(faults: Faults | undefined): void;
  /** Runs the command within this process. */
  run(timeoutMs?: number): Promise<{ readonly code: number; readonly document: SetupDocument }>;
  /** What tenant and target hold, without ids and times, in an order of its own. */
  dump(): Promise<JsonObject>;
  close(): Promise<void>;
}

function person(userName: string, givenName: string, familyName: string): DirectoryPerson {
  return { userName, givenName, familyName, email: userName, active: true, groups: ["TOTAL-Admin"] };
}

/** Starts the tenant and its target on one clock, which moves only when somebody sleeps. */
export async function startSweepWorld(options: { readonly searchLagMs?: number } = {}): Promise<SweepWorld> {
  const clock = virtualClock(START);
  const target = await startTarget({ now: () => clock.now() });
  const requests: FaultyRequest[] = [];
  let faults: Faults | undefined;
  let dumping = false;
  const sandbox: OktaSandbox = await startOktaSandbox({
    directory: {
      people: [person("ada@sweep.example", "Ada", "Berg"), person("bo@sweep.example", "Bo", "Lund")],
      groups: ["TOTAL-Admin"],
    },
    scheduler: clock,
    ...options,
    faults: ({ method, path }) => {
      if (dumping) return undefined;
      const request = { index: requests.length, method, path };
      requests.push(request);
      return faults?.(request);
    },
    onAppCreated: ({ id }) => {
      clock.schedule(AT_CONSOLE_MS, () => doConsolePart(sandbox, target, id));
      return Promise.resolve();
    },
  });
  const env = {
    XDG_STATE_HOME: temporaryFolder(),
    OKTA_CLIENT_ORGURL: sandbox.url,
    OKTA_CLIENT_TOKEN: sandbox.token.reveal(),
    TOTAL_SETUP_SCIM_BASE_URL: target.baseUrl,
    TOTAL_SETUP_SCIM_TOKEN: target.token.reveal(),
  };

  return {
    clock,
    env,
    requests,
    breakWith: (next) => {
      faults = next;
      requests.length = 0;
    },
    run: async (timeoutMs) => {
      const { template, kinds } = await loaded;
      const command = addSetupOptions(new Command(), oktaIdp.faults);
      addInputOptions(command, template);
      command.parse(SWEEP_ARGUMENTS, { from: "user" });
      const raw = command.opts();
      const stdout: string[] = [];
      const code = await runSetup({
        idp: oktaIdp,
        io: { ...IO, env, clock, stdout: { ...IO.stdout, write: (text) => void stdout.push(text) } },
        template,
        kinds,
        action: "apply",
        options: { ...command.opts<OktaCommandOptions>(), createGroups: true },
        raw,
        ...(timeoutMs === undefined ? {} : { timeoutMs }),
      });
      return { code, document: documentIn(stdout.join("")) };
    },
    dump: async () => {
      // Searches and the org's own work have caught up by then.
      await clock.sleep(600_000);
      dumping = true;
      try {
        return { org: await dumpOrg(sandbox), target: await dumpTarget(target) };
      } finally {
        dumping = false;
      }
    },
    close: async () => {
      await sandbox.close();
      await target.close();
      rmSync(env.XDG_STATE_HOME, { recursive: true });
    },
  };
}

/** One for all runs: each would make folders of its own. */
const { io: IO } = testIo(["--json"]);

const loaded = loadTotal();

async function loadTotal() {
  const path = fileURLToPath(new URL("../../templates/total/okta.yaml", import.meta.url));
  const kinds = await oktaStepKinds();
  return { kinds, template: loadTemplate(readFileSync(path, "utf8"), path, kinds) };
}

async function doConsolePart(sandbox: OktaSandbox, target: RunningTarget, appId: string): Promise<void> {
  const answer = await sandbox.console.submit(appId, {
    Provisioning: "SCIM",
    "SCIM connector base URL": target.baseUrl,
    "Unique identifier field for users": "userName",
    "Supported provisioning actions": "Push New Users, Push Profile Updates, Push Groups",
    "Authentication Mode": "HTTP Header",
    Authorization: target.token,
    "Create Users": true,
    "Update User Attributes": true,
    "Deactivate Users": "Enable",
  });
  if (!answer.ok) throw new Error(answer.reason);
}

async function dumpOrg(sandbox: OktaSandbox): Promise<JsonObject> {
  const read = async (path: string): Promise<readonly JsonObject[]> => {
    const headers = { authorization: `SSWS ${sandbox.token.reveal()}` };
    return objectsIn(await (await fetch(sandbox.url + path, { headers })).json());
  };
  const groups = await read("/api/v1/groups?limit=200");
  const nameOf = new Map(groups.map((group) => [group["id"], textAt(group, "profile", "name")]));
  const apps = [];
  for (const app of await read("/api/v1/apps?limit=200")) {
    const under = `/api/v1/apps/${textAt(app, "id")}`;
    apps.push({
      settings: timeless(app),
      assigned: sorted((await read(`${under}/groups?limit=200`)).map(({ id }) => nameOf.get(id) ?? null)),
      people: sorted((await read(`${under}/users?limit=500`)).map((one) => textAt(one, "credentials", "userName"))),
      pushed: sorted(
        (await read(`${under}/group-push/mappings?limit=100`)).map(
          ({ sourceGroupId, status }) => `${nameOf.get(sourceGroupId) ?? "?"} ${JSON.stringify(status)}`,
        ),
      ),
    });
  }
  return {
    apps,
    groups: sorted(groups.map((group) => `${textAt(group, "type")} ${textAt(group, "profile", "name")}`)),
  };
}

/** An app's values without what differs from org to org: ids, times, addresses, and what is made of them. */
function timeless(app: JsonObject): JsonObject {
  const own = new Set(["id", "name", "created", "lastUpdated", "orn", "_links", "kid", "idpIssuer", "appLinks"]);
  const text = JSON.stringify(app, (key, value: unknown) => (own.has(key) ? undefined : value));
  const copy: unknown = JSON.parse(text);
  const features = Array.isArray(app["features"]) ? sorted(app["features"].map(String)) : [];
  return isJsonObject(copy) ? { ...copy, features } : {};
}

async function dumpTarget(target: RunningTarget): Promise<JsonObject> {
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

function objectsIn(value: unknown): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}

function textAt(object: JsonObject, ...path: readonly string[]): string {
  const value = path.reduce<JsonValue | undefined>((one, key) => (isJsonObject(one) ? one[key] : undefined), object);
  return typeof value === "string" ? value : "";
}

function sorted(values: readonly (string | null)[]): string[] {
  return values.map(String).sort((a, b) => a.localeCompare(b));
}
