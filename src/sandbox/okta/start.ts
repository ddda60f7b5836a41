import { randomBytes } from "node:crypto";
import type { FastifyInstance } from "fastify";
import type { Scheduler } from "../../base/clock.js";
import { EXIT, SetupError } from "../../base/errors.js";
import type { ExchangeSink } from "../../base/exchange.js";
import { Secret } from "../../base/secret.js";
import type { ScimRequest } from "../../scim/request.js";
import type { Directory } from "../people/person.js";
import { seededRandom } from "../people/random.js";
import { appRoutes } from "./api/apps-routes.js";
import { assignmentRoutes } from "./api/assignments-routes.js";
import { groupRoutes } from "./api/groups-routes.js";
import { logRoutes } from "./api/log-routes.js";
import { provisioningRoutes } from "./api/provisioning-routes.js";
import { pushRoutes } from "./api/push-routes.js";
import { createServer } from "./api/server.js";
import { userRoutes } from "./api/users-routes.js";
import { consoleRoutes } from "./console/routes.js";
import type { ConsoleAnswer, FormValues, SaveContext } from "./console/save.js";
import { submitByLabel } from "./console/submit.js";
import type { Faults } from "./faults.js";
import { createOrg } from "./org/org.js";
import { createAssigner } from "./provisioning/assign.js";
import { CONCURRENCY, createConnectors } from "./provisioning/connector.js";
import { createGroupPusher } from "./provisioning/group-pusher.js";
import { createPump } from "./provisioning/pump.js";

/** Okta publishes no pace of provisioning; this one is the sandbox's own. */
const PEOPLE_PER_SECOND = 500;
const SEARCH_LAG_MS = 2_000;

export interface OktaSandboxOptions {
  readonly directory: Directory;
  /** The clock on which everything asynchronous happens; on a virtual clock it happens while somebody sleeps. */
  readonly scheduler: Scheduler;
  /** 0, the default, takes any free port. */
  readonly port?: number;
  /** The API token to accept; a random one when absent. */
  readonly token?: Secret;
  /** Gets the SCIM requests that the org sends. */
  readonly record?: ExchangeSink;
  /** Whether `connections/default` can be written: for a custom app in reality it cannot. */
  readonly connectionApi?: "unknown" | "token";
  /** Whether `features/USER_PROVISIONING` can be read and written once SCIM is on; unknown of real custom apps. */
  readonly featuresApi?: "unsupported" | "supported";
  /** `none`: the org's edition cannot provision, and its console shows no Provisioning choice. */
  readonly licence?: "lifecycle-management" | "none";
  /** `documented` answers 429 as Okta does; `off` only shows the headers. */
  readonly rateLimits?: "documented" | "off";
  /** How long searches miss what is new; 2000 when absent. */
  readonly searchLagMs?: number;
  /** What goes wrong on the way to the admin API and back; nothing when absent. */
  readonly faults?: Faults | undefined;
  /** From 0 up to 1; seeded when absent, so that runs are alike. */
  readonly random?: () => number;
  /** For a stand-in: called as soon as an app appears, before its creation is answered. */
  readonly onAppCreated?: (app: {
    readonly id: string;
    readonly name: string;
    readonly label: string;
  }) => Promise<void>;
}

/** A simulated Okta org that is being served on this machine. */
export interface OktaSandbox {
  /** The org's address, `http://127.0.0.1:PORT`. */
  readonly url: string;
  /** The API token: `Authorization: SSWS <token>`. */
  readonly token: Secret;
  readonly console: {
    /** The console's address with a key that works once. */
    readonly url: string;
    /**
     * Does what a person does at the console: fills in every form that has one of these labels, and saves it. SCIM has to
     * be chosen under `Provisioning` before the connection's fields exist.
     *
     * @param values - by the form's own labels; several check boxes as one text, separated by commas
     */
    submit(appId: string, values: FormValues): Promise<ConsoleAnswer>;
  };
  /** How many SCIM requests the org sent, by method. */
  scimRequests(): Record<ScimRequest["method"], number>;
  /** How many requests the admin API got. */
  tenantRequests(): { readonly reads: number; readonly writes: number };
  close(): Promise<void>;
}

/**
 * Starts a simulated Okta org on 127.0.0.1, as strange as the documentation and recordings say a real one is.
 *
 * @throws SetupError `port-unavailable` (exit 1)
 */
export async function startOktaSandbox(options: OktaSandboxOptions): Promise<OktaSandbox> {
  const { scheduler } = options;
  const token = options.token ?? new Secret(randomBytes(32).toString("base64url"));
  const org = createOrg(options.directory, scheduler, options.random ?? seededRandom(1));
  const connectors = createConnectors(() => scheduler.now(), options.record);
  const pump = createPump(scheduler, { perSecond: PEOPLE_PER_SECOND, concurrency: CONCURRENCY });
  const orgServer = createServer({ org, token, rateLimits: options.rateLimits ?? "off", faults: options.faults });
  const { server } = orgServer;
  const searchLagMs = options.searchLagMs ?? SEARCH_LAG_MS;
  const { onAppCreated } = options;

  userRoutes(server, org);
  groupRoutes(server, { org, searchLagMs });
  appRoutes(server, {
    org,
    searchLagMs,
    onCreated: async ({ id, name, written }) => {
      await onAppCreated?.({ id, name, label: written.label });
    },
  });
  assignmentRoutes(server, { org, assigner: createAssigner(org, pump) });
  pushRoutes(server, { org, pusher: createGroupPusher(org, pump) });
  logRoutes(server, org);
  provisioningRoutes(server, {
    org,
    connectors,
    connectionApi: options.connectionApi ?? "unknown",
    featuresApi: options.featuresApi ?? "unsupported",
  });
  const context: SaveContext = { org, connectors, licence: options.licence ?? "lifecycle-management" };
  const consolePath = consoleRoutes(server, context);

  const url = await listen(server, options.port ?? 0);
  org.setUrl(url);
  return {
    url,
    token,
    console: {
      url: url + consolePath,
      submit: async (appId, values) => {
        const app = org.apps.get(appId);
        return app === undefined
          ? { ok: false, reason: `there is no app ${appId}` }
          : submitByLabel(app, values, context);
      },
    },
    scimRequests: () => connectors.requests(),
    tenantRequests: () => orgServer.tenantRequests(),
    close: async () => {
      pump.stop();
      connectors.close();
      await server.close();
    },
  };
}

async function listen(server: FastifyInstance, port: number): Promise<string> {
  try {
    return await server.listen({ host: "127.0.0.1", port });
  } catch (error) {
    throw new SetupError({
      code: "port-unavailable",
      exitCode: EXIT.failed,
      what: `The sandbox cannot listen on port ${String(port)} of 127.0.0.1`,
      why: error instanceof Error ? error.message : "the port is not to be had",
      fix: ["Choose another port, or --port 0 for any free one."],
      cause: error,
    });
  }
}
