import { rmSync } from "node:fs";
import { virtualClock } from "../../src/base/clock.js";
import { isJsonObject, type JsonObject } from "../../src/base/json.js";
import { oktaIdp } from "../../src/cli/tenants/okta-idp.js";
import type { Faults, FaultyRequest } from "../../src/sandbox/http/faults.js";
import { FAULTS } from "../../src/sandbox/okta/faults.js";
import { startOktaSandbox, type OktaSandbox } from "../../src/sandbox/okta/start.js";
import { startTarget, type RunningTarget } from "../../src/scim-target/http.js";
import type { FrontDoor } from "./front-door.js";
import { temporaryFolder } from "./run-cli.js";
import {
  dumpTarget,
  objectsIn,
  sorted,
  SWEEP_PEOPLE,
  SWEEP_START,
  sweepCommand,
  textAt,
  type SweepWorld,
} from "./sweep-world.js";

/** Long enough that the run polls at the console stop a few times. */
const AT_CONSOLE_MS = 12_000;

/** One group is there, the other has to be made. */
const ARGUMENTS = [
  ...["--yes", "--no-input", "--json", "--wait", "2h", "--create-groups"],
  ...["--group", "TOTAL-Admin", "--group", "TOTAL-Analyst"],
] as const;

/** Starts an org, its target and an administrator who does the console part, on one clock that moves only when somebody sleeps. */
export async function startOktaWorld({
  door,
  ...options
}: {
  readonly searchLagMs?: number;
  /** Stands in front of the target. */
  readonly door?: FrontDoor;
} = {}): Promise<SweepWorld> {
  const clock = virtualClock(SWEEP_START);
  const target = await startTarget({ now: () => clock.now() });
  door?.set(undefined, target.url);
  const baseUrl = target.baseUrl.replace(target.url, door?.url ?? target.url);
  const requests: FaultyRequest[] = [];
  let faults: Faults | undefined;
  let dumping = false;
  const sandbox: OktaSandbox = await startOktaSandbox({
    directory: { people: SWEEP_PEOPLE, groups: ["TOTAL-Admin"] },
    scheduler: clock,
    ...options,
    faults: ({ method, path }) => {
      if (dumping) return undefined;
      const request = { index: requests.length, method, path };
      requests.push(request);
      return faults?.(request);
    },
    onAppCreated: ({ id }) => {
      clock.schedule(AT_CONSOLE_MS, () => doConsolePart(sandbox, { baseUrl, token: target.token }, id));
      return Promise.resolve();
    },
  });
  const env = {
    XDG_STATE_HOME: temporaryFolder(),
    OKTA_CLIENT_ORGURL: sandbox.url,
    OKTA_CLIENT_TOKEN: sandbox.token.reveal(),
    TOTAL_SETUP_SCIM_BASE_URL: baseUrl,
    TOTAL_SETUP_SCIM_TOKEN: target.token.reveal(),
  };
  return {
    clock,
    env,
    args: ["okta", ...ARGUMENTS],
    faults: FAULTS,
    requests,
    breakWith: (next) => {
      faults = next;
      requests.length = 0;
    },
    run: await sweepCommand({ idp: oktaIdp, args: ARGUMENTS, env, clock }),
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

async function doConsolePart(
  sandbox: OktaSandbox,
  target: Pick<RunningTarget, "baseUrl" | "token">,
  appId: string,
): Promise<void> {
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
