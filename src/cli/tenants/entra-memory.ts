import { readFileSync } from "node:fs";
import { fileKind } from "../../base/file-kind.js";
import { isLoopback } from "../../base/loopback.js";
import { Secret } from "../../base/secret.js";
import { isTenantId, readToken } from "../../entra/api/token-rights.js";
import { CLOUDS, graphRootOf, type CloudName } from "../../entra/auth/clouds.js";
import { SIGN_IN_WAYS } from "../../entra/auth/credentials.js";
import { readReadyToken } from "../../entra/auth/ready-token.js";
import type { EntraTenant } from "../../entra/tenant/tenant.js";
import type { GivenWords, TenantMemory } from "../run/remembered.js";
import type { Io } from "../terminal/io.js";

/** What signing in takes for "any tenant" (Microsoft identity platform, "Endpoints"). */
export const ANY_TENANT: ReadonlySet<string> = new Set(["common", "organizations", "consumers"]);

/** What names a tenant and says how to sign in there. */
interface EntraNaming {
  readonly tenant?: string;
  readonly cloud: CloudName;
  readonly signIn: string;
  readonly graphTokenFile?: string;
  readonly graphUrl?: string;
}

/** The variables that say how to sign in (@azure/identity, "EnvironmentCredential" and "WorkloadIdentityCredential"). */
const SIGN_IN_VARIABLES = [
  "AZURE_CLIENT_SECRET",
  "AZURE_CLIENT_CERTIFICATE_PATH",
  "AZURE_FEDERATED_TOKEN_FILE",
  "ACTIONS_ID_TOKEN_REQUEST_URL",
];

/** How set-ups of Entra tenants are remembered. A tenant is named by its ID, by a domain, or by a ready access token. */
export const entraMemory: TenantMemory<EntraTenant, EntraNaming> = {
  isNamed: ({ tenant, graphTokenFile, graphUrl }, env) =>
    tenantIn(tenant, env) !== undefined || graphTokenFile !== undefined || isSimulated(graphUrl),
  fits: (remembered, given, env) => {
    if ((given["cloud"] ?? given["graphUrl"]) !== undefined && rootIn(given) !== remembered.url) return false;
    const named = tenantIn(given["tenant"], env);
    if (named !== undefined && !isSame(named, remembered.id) && !isSame(named, remembered.domain)) return false;
    const file = given["graphTokenFile"];
    if (file === undefined) return true;
    const ofToken = tenantOfToken(file);
    return ofToken === undefined ? named !== undefined : isSame(ofToken, remembered.id);
  },
  isSimulated: (given) => typeof given["graphUrl"] === "string" && isSimulated(given["graphUrl"]),
  deciding: ["tenant", "cloud", "graphUrl", "graphTokenFile", "appId", "newApp"],
  signsInUnnamed: true,
  optionsOf: ({ url, id, cloud }) => ({
    tenant: id,
    ...(cloud === undefined ? {} : { cloud }),
    ...(isSimulated(url) ? { graphUrl: url } : {}),
  }),
  detailsOf: ({ tenant, cloud }, env) => {
    const named = tenantIn(tenant, env);
    return { cloud, ...(named === undefined || isTenantId(named) ? {} : { domain: named }) };
  },
  signInOf: (way, { signIn, graphTokenFile }, env) => {
    const isGiven = signIn !== "default" || graphTokenFile !== undefined;
    if (isGiven || way === "token-file") return undefined;
    if (SIGN_IN_VARIABLES.some((name) => (env[name] ?? "") !== "")) return undefined;
    return SIGN_IN_WAYS.find((one) => one === way);
  },
  appOf: ({ results: { app } }) =>
    app === undefined ? undefined : { id: app.id, name: app.displayName, applicationId: app.appId },
};

function tenantIn(tenant: string | true | undefined, env: Io["env"]): string | undefined {
  const named = (typeof tenant === "string" ? tenant : (env["AZURE_TENANT_ID"] ?? "")).trim();
  return named === "" || ANY_TENANT.has(named.toLowerCase()) ? undefined : named;
}

function rootIn({ cloud, graphUrl }: GivenWords): string | undefined {
  // A value that is none is refused when the options are read.
  if (typeof cloud === "string" && !Object.hasOwn(CLOUDS, cloud)) return undefined;
  return graphRootOf({
    cloud: typeof cloud === "string" ? (cloud as CloudName) : "global",
    ...(typeof graphUrl === "string" ? { graphUrl } : {}),
  });
}

function isSame(one: string | undefined, other: string | undefined): boolean {
  return one !== undefined && one.toLowerCase() === other?.toLowerCase();
}

function isSimulated(url: string | undefined): boolean {
  return url !== undefined && URL.canParse(url) && isLoopback(new URL(url).hostname);
}

/** The tenant that a ready access token names; undefined where that is known only during the run. */
function tenantOfToken(path: string | true): string | undefined {
  if (path === true || path === "-") return undefined;
  try {
    // What can be read only once is left to the run.
    if (fileKind(path) !== "file") return undefined;
    return readToken(readReadyToken(new Secret(readFileSync(path, "utf8"))).token)?.tenantId;
  } catch {
    // The run says what is wrong with it.
    return undefined;
  }
}
