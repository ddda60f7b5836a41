import { randomBytes } from "node:crypto";
import type { Scheduler } from "../../base/clock.js";
import type { ExchangeSink } from "../../http/exchange.js";
import { listenOnLoopback } from "../../http/listening.js";
import type { Proxies } from "../../http/proxy.js";
import { Secret } from "../../base/secret.js";
import type { ScimRequest } from "../../scim/message/messages.js";
import type { Explanation } from "../people/explanation.js";
import type { Directory } from "../people/person.js";
import { seededRandom } from "../people/random.js";
import { appUserRoutes } from "./api/routes/app-users-routes.js";
import { connectionRoutes } from "./api/routes/connection-routes.js";
import { featureRoutes } from "./api/routes/feature-routes.js";
import { appRoutes } from "./api/routes/apps-routes.js";
import { assignmentRoutes } from "./api/routes/assignments-routes.js";
import { groupRoutes } from "./api/routes/groups-routes.js";
import { logRoutes } from "./api/routes/log-routes.js";
import { mappingRoutes } from "./api/routes/mapping-routes.js";
import { joinGroup, membershipRoutes } from "./api/routes/memberships-routes.js";
import { orgRoutes } from "./api/routes/org-routes.js";
import { pushRoutes } from "./api/routes/push-routes.js";
import { refuseWithoutRight, type Right } from "./api/rights.js";
import type { RateProfileName } from "./api/rate-profiles.js";
import { appSchemaRoutes } from "./api/routes/schemas/app-schema-routes.js";
import { userSchemaRoutes } from "./api/routes/schemas/user-schema-routes.js";
import { userTypeRoutes } from "./api/routes/schemas/user-type-routes.js";
import type { BucketUse } from "./api/rate-limits.js";
import { createServer } from "./api/server.js";
import { signOnRoutes } from "./api/routes/sign-on-routes.js";
import { credentialRoutes } from "./api/routes/users/credentials-routes.js";
import { userListRoutes } from "./api/routes/users/user-list-routes.js";
import { userLifecycleRoutes } from "./api/routes/users/lifecycle-routes.js";
import { userRoutes } from "./api/routes/users/users-routes.js";
import { createAuthorizationServer, type OAuthOptions } from "./oauth/authorization-server.js";
import { oauthRoutes } from "./oauth/routes.js";
import { press, type ActionLabel } from "./console/actions.js";
import { consoleRoutes } from "./console/routes.js";
import type { ConsoleAnswer, FormValues, SaveContext } from "./console/answer.js";
import { submitByLabel } from "./console/submit.js";
import type { Faults } from "../http/faults.js";
import type { OrgHabits } from "./org/habits.js";
import { addOldApp } from "./org/make-app.js";
import { createOrg } from "./org/org.js";
import { createAssigner } from "./provisioning/assign.js";
import { CONCURRENCY, createConnectors } from "./provisioning/connector.js";
import { createGroupPusher } from "./provisioning/group-pusher.js";
import { createImporter } from "./provisioning/importer.js";
import { explainerOf } from "./provisioning/explain.js";
import { createPump } from "./provisioning/pump.js";
import { createUserProvisioner } from "./provisioning/user-provisioner.js";

/** Okta publishes no pace of provisioning; this one is the sandbox's own. */
const PEOPLE_PER_SECOND = 500;
const SEARCH_LAG_MS = 2_000;
const SCHEMA_WRITE_MS = 20;

export interface OktaSandboxOptions extends OrgHabits {
  readonly directory: Directory;
  /** The clock on which everything asynchronous happens; on a virtual clock it happens while the caller sleeps. */
  readonly scheduler: Scheduler;
  /** 0, the default, takes any free port. */
  readonly port?: number;
  /** The API token to accept; a random one when absent. */
  readonly token?: Secret;
  /** Gets the SCIM requests that the org sends. */
  readonly record?: ExchangeSink;
  /** On the way to a target that is off this machine; none when absent. */
  readonly proxies?: Proxies | undefined;
  /** Whether `connections/default` can be written: for a custom app in reality it cannot. */
  readonly connectionApi?: "unknown" | "token";
  /** Whether `features/USER_PROVISIONING` can be read and written once SCIM is on; unknown of real custom apps. */
  readonly featuresApi?: "unsupported" | "supported";
  /**
   * `none`: the org's edition cannot provision: its console shows no Provisioning choice, and connections, group push and
   * profile mappings answer 401 E0000015.
   */
  readonly licence?: "lifecycle-management" | "none";
  /** Answers 429 as an org with this profile does; `off`, the default, only shows the headers. */
  readonly rateLimits?: RateProfileName | "off";
  /** What the administrator of the API token may not do; every call that needs it answers 403 E0000006. */
  readonly adminLacks?: readonly Right[];
  /** Apps that access tokens are issued to; none when absent. */
  readonly oauth?: OAuthOptions;
  /** A domain of the customer's own, as `login.acme.example`, which the org's description names. */
  readonly customDomain?: string;
  /** How long searches miss what is new, and an app's schema a new attribute; 2000 when absent. */
  readonly searchLagMs?: number;
  /** How long a write to a schema takes in real time: of writes that come meanwhile only one stays. 20 when absent. */
  readonly schemaWriteMs?: number;
  /** What goes wrong on the way to the admin API and back; nothing when absent. */
  readonly faults?: Faults | undefined;
  /**
   * Whether an attribute keeps the `externalNamespace` with which the Schemas API made it. It is in Okta's specification and in
   * no recording; kept when absent.
   */
  readonly namespaces?: "kept" | "dropped";
  /** From 0 up to 1; seeded when absent, so that runs are alike. */
  readonly random?: () => number;
  /** For a simulated administrator: called as soon as an app appears, before its creation is answered. */
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
    /** The console's address with its key, which works as long as the process lives. */
    readonly url: string;
    /**
     * Does what a user does at the console: fills in every form that has one of these labels, and saves it. SCIM has to
     * be chosen under `Provisioning` before the connection's fields exist.
     *
     * @param values - by the form's own labels; several check boxes as one text, separated by commas
     */
    submit(appId: string, values: FormValues): Promise<ConsoleAnswer>;
    /** Presses one of the app's buttons, as "Import Now". What it starts happens on the clock. */
    press(appId: string, button: ActionLabel): ConsoleAnswer;
  };
  /** What an administrator does beside a run about who may use the API. */
  readonly access: {
    /**
     * Answers a sign-in that waits for a user, as the page at `/activate` does.
     *
     * @returns false when no such code waits
     */
    decideDevice(userCode: string, approved: boolean): boolean;
    revokeApiToken(): void;
    /** Ends the access tokens that an app has; it may get new ones. */
    revokeTokens(clientId: string): void;
    deactivateClient(clientId: string): void;
  };
  /** Puts an app for single sign-on into the org, as if it had been made a month ago. */
  addApp(label: string): void;
  /** How many SCIM requests the org sent, by method. */
  scimRequests(): Record<ScimRequest["method"], number>;
  /** What the org was asked to do and could not simulate, as noun phrases: as far as anybody has been provisioned. */
  notSimulated(): readonly string[];
  /** What the org sends for a user when it creates them, and from where; undefined when nobody signs in with that name. */
  explain(login: string): Explanation | undefined;
  /** How many requests the admin API got. */
  tenantRequests(): { readonly reads: number; readonly writes: number };
  /** The same by rate limit, with what was answered 429. */
  rateLimitUse(): readonly BucketUse[];
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
  const org = createOrg(options.directory, scheduler, options.random ?? seededRandom(1), options);
  const connectors = createConnectors(() => scheduler.now(), options.record, options.proxies);
  const pump = createPump(scheduler, { perSecond: PEOPLE_PER_SECOND, concurrency: CONCURRENCY });
  const auth = createAuthorizationServer({
    clients: [],
    ...options.oauth,
    now: () => scheduler.now(),
    url: () => org.url(),
    apiToken: token,
    apiTokenLacks: options.adminLacks ?? [],
  });
  const orgServer = createServer({
    org,
    authenticate: auth.authenticate,
    rateLimits: options.rateLimits ?? "off",
    faults: options.faults,
  });
  const { server } = orgServer;
  const searchLagMs = options.searchLagMs ?? SEARCH_LAG_MS;
  const schemaWriteMs = options.schemaWriteMs ?? SCHEMA_WRITE_MS;
  const { onAppCreated } = options;

  const licence = options.licence ?? "lifecycle-management";
  refuseWithoutRight(server, { callerOf: auth.callerOf, hasLicence: licence === "lifecycle-management" });
  const provisioner = createUserProvisioner(org, pump);
  const assigner = createAssigner(org, provisioner);
  const pusher = createGroupPusher(org, pump);
  const consequences = { org, assigner, pusher };

  oauthRoutes(server, auth);
  orgRoutes(server, { org, customDomain: options.customDomain });
  userRoutes(server, {
    org,
    assigner,
    join: (user, group) => {
      joinGroup(user, group, consequences);
    },
  });
  userListRoutes(server, org);
  userLifecycleRoutes(server, { org, assigner });
  credentialRoutes(server, org);
  userTypeRoutes(server, org);
  userSchemaRoutes(server, org, schemaWriteMs);
  membershipRoutes(server, consequences);
  groupRoutes(server, { org, searchLagMs });
  appRoutes(server, {
    org,
    searchLagMs,
    onCreated: async ({ id, name, written }) => {
      await onAppCreated?.({ id, name, label: written.label });
    },
  });
  signOnRoutes(server, org);
  assignmentRoutes(server, { org, assigner });
  appUserRoutes(server, { org, assigner });
  pushRoutes(server, { org, pusher });
  appSchemaRoutes(server, {
    org,
    lagMs: searchLagMs,
    writeMs: schemaWriteMs,
    namespaces: options.namespaces ?? "kept",
  });
  mappingRoutes(server, org);
  logRoutes(server, org);
  connectionRoutes(server, { org, connectors, connectionApi: options.connectionApi ?? "unknown" });
  featureRoutes(server, { org, featuresApi: options.featuresApi ?? "unsupported" });
  const importer = createImporter(org, pump);
  const context: SaveContext = { org, connectors, licence, provisioner, importer };
  const consolePath = consoleRoutes(server, context, auth.devices);

  const url = await listenOnLoopback("The sandbox", options.port ?? 0, (place) => server.listen(place));
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
      press: (appId, button) => {
        const app = org.apps.get(appId);
        return app === undefined ? { ok: false, reason: `there is no app ${appId}` } : press(app, button, context);
      },
    },
    access: {
      decideDevice: (userCode, approved) => auth.devices.decide(userCode, approved),
      revokeApiToken: auth.revokeApiToken,
      revokeTokens: auth.revoke,
      deactivateClient: auth.deactivate,
    },
    addApp: (label) => {
      addOldApp(org, label);
    },
    scimRequests: () => connectors.requests(),
    notSimulated: () => [...org.notSimulated],
    explain: explainerOf(org),
    tenantRequests: () => orgServer.tenantRequests(),
    rateLimitUse: () => orgServer.rateLimitUse(),
    close: async () => {
      pump.stop();
      connectors.close();
      await server.close();
    },
  };
}
