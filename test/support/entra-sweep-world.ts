import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { virtualClock } from "../../src/base/clock.js";
import type { JsonObject } from "../../src/base/json.js";
import { entraIdp } from "../../src/cli/tenants/entra-idp.js";
import type { Secret } from "../../src/base/secret.js";
import type { Faults, FaultyRequest } from "../../src/sandbox/http/faults.js";
import { ENTRA_FAULTS } from "../../src/sandbox/entra/faults.js";
import { startEntraSandbox, type EntraSandbox } from "../../src/sandbox/entra/start.js";
import type { SandboxServicePrincipal } from "../../src/sandbox/entra/tenant/model.js";
import { startTarget } from "../../src/scim-target/http.js";
import { temporaryFolder } from "./run-cli.js";
import { dumpTarget, sorted, SWEEP_PEOPLE, SWEEP_START, sweepCommand, type SweepWorld } from "./sweep-world.js";

const FIRST_CYCLE_MS = 75_000;

/** Starts a tenant and its target on one clock that moves only when somebody sleeps. */
export async function startEntraWorld(): Promise<SweepWorld> {
  const clock = virtualClock(SWEEP_START);
  const target = await startTarget({ now: () => clock.now() });
  const requests: FaultyRequest[] = [];
  let faults: Faults | undefined;
  const sandbox = await startEntraSandbox({
    directory: { people: SWEEP_PEOPLE, groups: ["TOTAL-Admin", "TOTAL-Analyst"] },
    scheduler: clock,
    // Soon enough that the run asks for progress a few times only.
    times: { firstCycleMs: FIRST_CYCLE_MS },
    faults: ({ method, path }) => {
      const request = { index: requests.length, method, path };
      requests.push(request);
      return faults?.(request);
    },
  });
  const folder = temporaryFolder();
  const tokenFile = join(folder, "graph-token.txt");
  writeFileSync(tokenFile, sandbox.token.reveal());
  const env = {
    XDG_STATE_HOME: folder,
    TOTAL_SETUP_SCIM_BASE_URL: target.baseUrl,
    TOTAL_SETUP_SCIM_TOKEN: target.token.reveal(),
  };
  const args = [
    ...["--yes", "--no-input", "--json", "--wait", "3h"],
    ...["--graph-url", sandbox.url, "--graph-token-file", tokenFile],
    ...["--group", "TOTAL-Admin", "--group", "TOTAL-Analyst"],
  ];
  return {
    clock,
    env,
    args: ["entra", ...args],
    faults: ENTRA_FAULTS,
    requests,
    breakWith: (next) => {
      faults = next;
      requests.length = 0;
    },
    run: await sweepCommand({ idp: entraIdp, args, env, clock }),
    dump: async () => {
      // Replication and a further cycle are over by then.
      await clock.sleep(2 * 3_600_000);
      return { tenant: dumpTenant(sandbox, target.baseUrl), target: await dumpTarget(target) };
    },
    close: async () => {
      await sandbox.close();
      await target.close();
      rmSync(folder, { recursive: true });
    },
  };
}

function dumpTenant({ tenant }: EntraSandbox, baseUrl: string): JsonObject {
  // Every target has a port of its own.
  const shown = (value: string | Secret): string =>
    value === baseUrl ? "target" : typeof value === "string" ? value : "*";
  const groupName = (id: string): string => tenant.groups.get(id)?.displayName ?? "?";
  const app = ({ displayName, kind, assignments, jobs, settings }: SandboxServicePrincipal): JsonObject => ({
    displayName,
    kind,
    assigned: sorted([...assignments.values()].map(({ principalId }) => groupName(principalId))),
    settings: sorted([...settings].map(([key, value]) => `${key}=${shown(value)}`)),
    jobs: [...jobs.values()].map(({ templateId, state, quarantine, schema }) => ({
      templateId,
      state,
      quarantined: quarantine !== undefined,
      rules: schema["synchronizationRules"] ?? null,
    })),
  });
  return { apps: [...tenant.servicePrincipals.values()].map(app) };
}
