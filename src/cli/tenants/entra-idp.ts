import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { z } from "zod";
import { isLoopback } from "../../base/loopback.js";
import { proxiesOf } from "../../http/proxy.js";
import { writePrivateFile } from "../../base/private-file.js";
import { stateUnwritable } from "../../base/unwritable.js";
import type { Secret } from "../../base/secret.js";
import { splitTenantUrl } from "../../dialect/entra/tenant-url.js";
import { testConnection } from "../../dialect/entra/users.js";
import { authorityOf, openSignIn, type SignInWay } from "../../entra/auth/open-sign-in.js";
import { readReadyToken } from "../../entra/auth/ready-token.js";
import { isTenantId } from "../../entra/api/token-rights.js";
import { CLOUDS, graphRootOf, type CloudName } from "../../entra/auth/clouds.js";
import { openEntraSession } from "../../entra/session.js";
import type { EntraOptions, EntraTenant } from "../../entra/tenant/tenant.js";
import { tenantUrlProblem } from "../../entra/connection/tenant-url.js";
import { ENTRA_FAULTS } from "../../sandbox/entra/faults.js";
import { openTarget } from "../../scim-client/target.js";
import { readSecretFile } from "../terminal/input-files.js";
import type { Io } from "../terminal/io.js";
import { tellOn } from "../terminal/tell.js";
import type { SetupOptions } from "../arguments/options.js";
import { rehearseEntra } from "../rehearsal/rehearse.js";
import { ANY_TENANT, entraMemory } from "./entra-memory.js";
import type { Idp } from "../run/idp.js";
import type { NamedTenant, SignedIn } from "../run/signed-in.js";
import { fileName, stateFolder } from "../state/state.js";

/** The options of Microsoft Entra ID in addition to those of every IdP. */
export interface EntraCommandOptions extends SetupOptions {
  readonly tenant?: string;
  readonly cloud: CloudName;
  readonly signIn: SignInWay;
  readonly clientId?: string;
  readonly graphTokenFile?: string;
  readonly graphUrl?: string;
  readonly appId?: string;
  readonly newApp?: string | true;
  readonly onDemand: readonly string[];
  readonly skipTest: boolean;
}

/** Microsoft Entra ID for the command line. */
export const entraIdp: Idp<EntraTenant, EntraCommandOptions> = {
  name: "entra",
  brand: "Entra",
  product: "Microsoft Entra ID",
  console: "Microsoft Entra admin center",
  tenantWord: "tenant",
  // The first cycle (Microsoft Learn: 20 to 40 minutes).
  firstSyncMs: 40 * 60_000,
  faults: ENTRA_FAULTS,
  memory: entraMemory,
  planning: {
    // The application that it creates is a change of the plan.
    newApp: z
      .union([z.string(), z.literal(true)])
      .exactOptional()
      .describe("Name of the application to create, or true for the name in the template"),
    // Provisioning these users is a change of the plan.
    onDemand: z.array(z.string()).describe("Sign-in names of users for Provision on demand"),
    // Shown at the change that it concerns; the credentials go to the same address with it and without it.
    skipTest: z.boolean().describe("Whether the connection is saved without Test Connection"),
  },
  kinds: async () => (await import("../../entra/steps/kinds.js")).entraKinds,
  consoleUrl: ({ cloud }) => CLOUDS[cloud].portal,
  places: (options, env) => {
    const graphUrl = graphRootOf(options);
    const graph = { name: "Microsoft Graph", url: new URL("/v1.0/", graphUrl) };
    if (options.graphTokenFile !== undefined) return [graph];
    const { host } = authorityOf({ cloud: options.cloud, graphUrl, env });
    const tenant = options.tenant ?? env["AZURE_TENANT_ID"] ?? "organizations";
    const path = `/${encodeURIComponent(tenant)}/v2.0/.well-known/openid-configuration`;
    return [graph, { name: "Microsoft's sign-in service", url: new URL(path, host) }];
  },
  tenantNaming: "--tenant ID or AZURE_TENANT_ID, and --cloud for a cloud other than global",
  namedTenant,
  tenantFlags: ({ tenant, cloud, graphUrl }) => [
    ...(tenant === undefined ? [] : ["--tenant", tenant]),
    ...(cloud === "global" ? [] : ["--cloud", cloud]),
    ...(graphUrl === undefined ? [] : ["--graph-url", graphUrl]),
  ],
  baseUrlProblem: (url, options) => tenantUrlProblem(url, { localGraph: isLocal(options) }),
  openTarget: ({ record, ...place }) =>
    openTarget({
      ...place,
      // Flags for Entra's own service are not sent to a SCIM server, as Entra does not send them either.
      baseUrl: splitTenantUrl(place.baseUrl).baseUrl,
      testRequests: ({ uniqueIdentifier }) => [testConnection(uniqueIdentifier, randomUUID())],
      ...(record === undefined ? {} : { record }),
    }),
  signIn: async (io, options) => {
    const given = options.graphTokenFile;
    const graphUrl = graphRootOf(options);
    if (given === undefined)
      return signedIn(io, options, {
        graphUrl,
        authority: authorityOf({ cloud: options.cloud, graphUrl, env: io.env }),
      });
    const { token, notices } = readReadyToken(await readSecretFile(io, given, "--graph-token-file"));
    return signedIn(io, options, { graphUrl, readyToken: token, notices });
  },
  sliceAccess: async () => {
    const { readGroups, readUsers } = await import("../../entra/api/access.js");
    return [readGroups, readUsers];
  },
  readSlice: async (tenant, request) => (await import("../../entra/slice.js")).readSlice(tenant, request),
  rehearse: (io, options, stage) =>
    rehearseEntra(stage, ({ url, token }) => signedIn(io, options, { graphUrl: url, readyToken: token, dryRun: true })),
};

/** A ready access token belongs to one tenant, and names it. */
function namedTenant(options: EntraCommandOptions, env: Io["env"]): NamedTenant | undefined {
  const named = (options.tenant ?? env["AZURE_TENANT_ID"] ?? "").trim();
  const isNamed = named !== "" && !ANY_TENANT.has(named.toLowerCase());
  if (!isNamed && options.graphTokenFile === undefined) return undefined;
  return { url: graphRootOf(options), ...(isTenantId(named) ? { id: named } : {}) };
}

/** Whether Microsoft Graph is simulated on this machine: then the SCIM server may be here too. */
function isLocal({ dryRun, graphUrl }: EntraCommandOptions): boolean {
  return dryRun || (graphUrl !== undefined && URL.canParse(graphUrl) && isLoopback(new URL(graphUrl).hostname));
}

function signedIn(
  io: Io,
  options: EntraCommandOptions,
  place: {
    readonly graphUrl: string;
    /** Either a token, or where to sign in for one. */
    readonly readyToken?: Secret;
    readonly authority?: ReturnType<typeof authorityOf>;
    readonly dryRun?: true;
    readonly notices?: readonly string[];
  },
): SignedIn<EntraTenant> {
  const { graphUrl, readyToken, authority, dryRun, notices = [] } = place;
  const tenant = dryRun === true ? undefined : (options.tenant ?? io.env["AZURE_TENANT_ID"]);
  const clientId = options.clientId ?? io.env["AZURE_CLIENT_ID"];
  return {
    way: readyToken === undefined ? options.signIn : "token-file",
    secrets: readyToken === undefined ? [] : [readyToken],
    notices: dryRun === true && options.appId !== undefined ? [APP_ID_UNUSED] : notices,
    open: async (parts) =>
      openEntraSession({
        ...parts,
        graphUrl,
        adminUrl: CLOUDS[options.cloud].portal,
        signIn: await openSignIn({
          way: readyToken === undefined ? options.signIn : "token-file",
          readyToken,
          tenantId: tenant,
          clientId,
          authority,
          graphUrl,
          needs: parts.access,
          env: io.env,
          onSecret: parts.onSecret,
          onPrompt: tellOn(io),
        }),
        wantedTenant: tenant,
        options: entraOptions(options, dryRun === true),
        backUp: dryRun === true ? () => undefined : (name, content) => keepCopy(io, name, JSON.stringify(content)),
        proxies: proxiesOf(io.env),
      }),
  };
}

const APP_ID_UNUSED = "--app-id is ignored: the simulated tenant starts without your application.";

function entraOptions(options: EntraCommandOptions, dryRun: boolean): EntraOptions {
  const { onDemand, appId, ...others } = planned(options);
  const nobody = onDemand.some((name) => name === "none");
  return {
    ...others,
    ...(appId === undefined || dryRun ? {} : { appId }),
    ...(onDemand.length === 0 ? {} : { onDemand: nobody ? "none" : onDemand }),
  };
}

/** The options that decide the plan. */
function planned({ appId, newApp, confirm, onDemand, skipTest }: EntraCommandOptions) {
  return {
    skipTest,
    onDemand,
    ...(appId === undefined ? {} : { appId }),
    ...(newApp === undefined ? {} : { newApp }),
    ...(confirm === undefined ? {} : { confirm }),
  };
}

/** Keeps a copy in a file of its own; the copies of all runs are kept. */
function keepCopy(io: Io, name: string, content: string): string {
  const file = `${fileName(name)}-${new Date().toISOString().replace(/[:.]/g, "-")}.json`;
  const path = join(stateFolder(io), "backup", file);
  try {
    writePrivateFile(path, `${content}\n`);
  } catch (error) {
    // Without the copy the mappings are not written.
    throw stateUnwritable(path, error, { refused: true });
  }
  return path;
}
