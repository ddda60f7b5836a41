import type { Scheduler } from "../../base/clock.js";
import type { ExchangeSink } from "../../http/exchange.js";
import { listenOnLoopback } from "../../http/listening.js";
import type { Proxies } from "../../http/proxy.js";
import type { Secret } from "../../base/secret.js";
import type { ScimRequest } from "../../scim/message/messages.js";
import type { Faults } from "../http/faults.js";
import type { Explanation } from "../people/explanation.js";
import type { Directory } from "../people/person.js";
import { seededRandom } from "../people/random.js";
import { createSyncEngine, DEFAULT_TIMES, type EngineTimes } from "./engine/create-engine.js";
import { createExplainer } from "./engine/objects/explain-user.js";
import type { OnDemandShape } from "./engine/sync-engine.js";
import type { Variants } from "./engine/variants.js";
import { batchRoutes } from "./graph/routes/batch-routes.js";
import { applicationRoutes } from "./graph/routes/application-routes.js";
import { assignmentRoutes } from "./graph/routes/assignment-routes.js";
import { connectionRoutes } from "./graph/routes/connection-routes.js";
import { createAccessTokens } from "./graph/access-tokens.js";
import type { GraphContext } from "./graph/context.js";
import { deletedRoutes } from "./graph/routes/directory/deleted-routes.js";
import { groupRoutes } from "./graph/routes/directory/group-routes.js";
import { managerRoutes } from "./graph/routes/directory/manager-routes.js";
import { memberRoutes } from "./graph/routes/directory/member-routes.js";
import { jobTemplateRoutes } from "./graph/routes/job-template-routes.js";
import { jobRoutes } from "./graph/routes/job-routes.js";
import { logRoutes } from "./graph/routes/log-routes.js";
import { membershipRoutes } from "./graph/routes/directory/membership-routes.js";
import { onDemandRoutes } from "./graph/routes/on-demand-routes.js";
import { createReplication, DEFAULT_LAGS, type Lags } from "./graph/replication.js";
import { DIRECTORY_WRITE_SCOPES, LEAST_SCOPES, refuseWithoutRight, type Caller } from "./graph/rights.js";
import { templateRoutes } from "./graph/routes/template-routes.js";
import { schemaRoutes } from "./graph/routes/schema-routes.js";
import { createGraphServer } from "./graph/server.js";
import { servicePrincipalRoutes } from "./graph/routes/service-principal-routes.js";
import { administratorName, tenantRoutes } from "./graph/routes/tenant-routes.js";
import { userRoutes } from "./graph/routes/directory/user-routes.js";
import type { SchemaVariant } from "./schema/default-schema.js";
import { portalRoutes } from "./portal/routes.js";
import { startSignIn, type SandboxSignIn, type SignInOptions } from "./sts/start-sign-in.js";
import { createTenant, type AwkwardGroups } from "./tenant/create-tenant.js";
import { guidMaker } from "./tenant/ids.js";
import type { SandboxTenant } from "./tenant/model.js";
import { addServicePrincipal } from "./tenant/service-principal.js";
import { createToken } from "./sts/token.js";

/** As long as tokens with continuous access evaluation live at most. */
const TOKEN_LIFETIME_MS = 28 * 3_600_000;
const MONTH_MS = 30 * 86_400_000;
/** The name both guides and start states use. */
const APP_NAME = "TOTAL";
const ROOMY_SETTINGS_BYTES = 64 * 1024;

export interface EntraSandboxOptions {
  readonly directory: Directory;
  /** The clock on which everything asynchronous happens; on a virtual clock it happens while the caller sleeps. */
  readonly scheduler: Scheduler;
  /** 0, the default, takes any free port. */
  readonly port?: number;
  /** The access token to accept; one with readable claims when absent. */
  readonly token?: Secret;
  /** Gets the SCIM requests that the provisioning service sends. */
  readonly record?: ExchangeSink;
  /** On the way to a target that is off this machine; none when absent. */
  readonly proxies?: Proxies | undefined;
  /** What goes wrong on the way to Graph and back; nothing when absent. */
  readonly faults?: Faults | undefined;
  /** From 0 up to 1; seeded when absent, so that runs are alike. */
  readonly random?: () => number;
  /**
   * `empty`: no application. `oidc-app`: an app registration named TOTAL, which users sign in with and which cannot
   * provision. `provisioning-app`: an application named TOTAL that was made from the template a month ago.
   */
  readonly startState?: "empty" | "oidc-app" | "provisioning-app";
  /** Rights of the signed-in user's token; the least that the set-up needs when absent. */
  readonly scopes?: readonly string[];
  /** Rights of an application's own token; no user is signed in then. */
  readonly roles?: readonly string[];
  /** False for a user who holds none of the roles that administer applications. */
  readonly administers?: boolean;
  /** Serves the sign-in service, too; without, there is the one token only. */
  readonly signIn?: SignInOptions;
  /** `free` has neither P1 nor P2. */
  readonly licence?: "premium" | "free";
  readonly secretsMode?: GraphContext["secretsMode"];
  /** How many bytes the connection's settings may have together; 1024 in the US government's cloud. */
  readonly settingsLimitBytes?: number;
  readonly schemaVariant?: SchemaVariant;
  /** In which of its two shapes provisioning on demand answers. */
  readonly shape?: OnDemandShape;
  /** How provisioning behaves where Microsoft's pages disagree; what is left out is as documented. */
  readonly variants?: Partial<Variants>;
  readonly times?: Partial<EngineTimes>;
  readonly lags?: Partial<Lags>;
  readonly awkward?: AwkwardGroups;
  /** Who is whose manager, by sign-in names. */
  readonly managers?: Readonly<Record<string, string>>;
}

/** A simulated Entra tenant whose Microsoft Graph is served on this machine. */
export interface EntraSandbox {
  /** The Graph root, `http://127.0.0.1:PORT`. */
  readonly url: string;
  /** The access token: `Authorization: Bearer <token>`. */
  readonly token: Secret;
  /** The pages that show the tenant in the portal's words; their address has its key, which works as long as the process lives. */
  readonly console: { readonly url: string };
  readonly tenantId: string;
  /** Only where the options name it. */
  readonly signIn?: Omit<SandboxSignIn, "revoke" | "close">;
  /** Signs in another administrator, who may also change users and groups. The token counts until all sign-ins end. */
  addAdministrator(): Secret;
  /** Ends every sign-in there is, as an administrator can: tokens count no more, however fresh. */
  revokeSignIns(): void;
  /** Everything the tenant holds; a test may change it as other administrators would. */
  readonly tenant: SandboxTenant;
  /** How many SCIM requests the provisioning service sent, by method. */
  scimRequests(): Record<ScimRequest["method"], number>;
  /** How many requests Graph got; tests of a connection or an expression count as reads. */
  tenantRequests(): { readonly reads: number; readonly writes: number };
  /** What provisioning makes of a user, by sign-in name; undefined when nobody has that name. */
  explain(userPrincipalName: string): Explanation | undefined;
  /** What the provisioning service could not simulate, one sentence each. */
  notSimulated(): readonly string[];
  close(): Promise<void>;
}

/**
 * Starts a simulated Entra tenant on 127.0.0.1, as strange as the documentation and recordings say a real one is.
 *
 * @throws SetupError `port-unavailable` (exit 1)
 */
export async function startEntraSandbox(options: EntraSandboxOptions): Promise<EntraSandbox> {
  const { scheduler, awkward, managers } = options;
  const now = (): number => scheduler.now();
  const random = options.random ?? seededRandom(1);
  const tenant = createTenant(options.directory, { random, awkward, managers });
  addFirstApp(tenant, options.startState ?? "empty", now());

  const scopes = options.scopes ?? LEAST_SCOPES;
  const administers = options.administers ?? true;
  const caller: Caller = {
    delegated: options.roles === undefined,
    rights: new Set(options.roles ?? scopes),
    administers,
    owned: new Set(),
  };
  const expiresAt = options.token === undefined ? now() + TOKEN_LIFETIME_MS : Infinity;
  const token =
    options.token ??
    createToken({
      tenantId: tenant.id,
      issuedAt: now(),
      expiresAt,
      userPrincipalName: administratorName(tenant.domain),
      scopes,
      roles: options.roles,
    });
  const tokens = createAccessTokens();
  tokens.add(token, { caller, expiresAt });

  const engine = createSyncEngine({
    tenant,
    scheduler,
    record: options.record,
    proxies: options.proxies,
    shape: options.shape ?? "result",
    variants: options.variants,
    times: { ...DEFAULT_TIMES, ...options.times },
  });
  const graph = createGraphServer({
    tokens,
    now,
    newRequestId: guidMaker(seededRandom(2)),
    faults: options.faults,
  });
  const { server } = graph;
  let url = "";
  const context: GraphContext = {
    tenant,
    engine,
    scheduler,
    replication: createReplication(now, { ...DEFAULT_LAGS, ...options.lags }),
    callerOf: (request) => graph.callerOf(request),
    hasPremium: options.licence !== "free",
    schemaVariant: options.schemaVariant ?? "default",
    secretsMode: options.secretsMode ?? "normal",
    settingsLimitBytes: options.settingsLimitBytes ?? ROOMY_SETTINGS_BYTES,
    root: () => url,
  };
  refuseWithoutRight(server, (request) => graph.callerOf(request));
  const portalPath = portalRoutes(server, context);
  for (const routes of [
    tenantRoutes,
    servicePrincipalRoutes,
    templateRoutes,
    applicationRoutes,
    groupRoutes,
    memberRoutes,
    membershipRoutes,
    userRoutes,
    managerRoutes,
    deletedRoutes,
    assignmentRoutes,
    jobTemplateRoutes,
    jobRoutes,
    connectionRoutes,
    schemaRoutes,
    onDemandRoutes,
    logRoutes,
    batchRoutes,
  ]) {
    routes(server, context);
  }

  url = await listenOnLoopback("The sandbox", options.port ?? 0, (place) => server.listen(place));
  const signIn =
    options.signIn === undefined
      ? undefined
      : await startSignIn(options.signIn, {
          tenant,
          userPrincipalName: administratorName(tenant.domain),
          now,
          graphRoot: () => url,
          tokens,
          administers,
        });
  return {
    url,
    token,
    console: { url: url + portalPath },
    tenantId: tenant.id,
    ...(signIn === undefined ? {} : { signIn }),
    addAdministrator: () => {
      const rights = [...LEAST_SCOPES, ...DIRECTORY_WRITE_SCOPES];
      const userPrincipalName = administratorName(tenant.domain);
      const another = createToken({
        ...{ tenantId: tenant.id, issuedAt: now(), expiresAt: now() + TOKEN_LIFETIME_MS, userPrincipalName },
        scopes: rights,
        roles: undefined,
      });
      tokens.add(another, {
        caller: { delegated: true, rights: new Set(rights), administers: true, owned: new Set() },
        expiresAt: Infinity,
      });
      return another;
    },
    revokeSignIns: () => {
      tokens.revokeAll();
      signIn?.revoke();
    },
    tenant,
    scimRequests: () => engine.scimRequests(),
    tenantRequests: () => graph.tenantRequests(),
    explain: createExplainer(tenant, options.variants),
    notSimulated: () => engine.notSimulated(),
    close: async () => {
      engine.close();
      await server.close();
      await signIn?.close();
    },
  };
}

function addFirstApp(tenant: SandboxTenant, state: NonNullable<EntraSandboxOptions["startState"]>, now: number): void {
  if (state === "empty") return;
  const kind = state === "oidc-app" ? "registration" : "template";
  addServicePrincipal(tenant, { displayName: APP_NAME, kind, createdAt: now - MONTH_MS });
}
