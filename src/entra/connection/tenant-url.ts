import { isLoopback } from "../../base/loopback.js";
import type { Secret } from "../../base/secret.js";

/** Where a Tenant URL is going to be used. */
export interface TenantUrlPosition {
  /** True when Microsoft Graph is simulated on this machine, so that the SCIM server may be here too. */
  readonly localGraph: boolean;
  /** True in Microsoft's clouds for the US government. */
  readonly government?: boolean;
  readonly token?: Secret;
}

/** Entra docs, use-scim-to-provision-users-and-groups: "all credentials under 1 KB" in the government clouds. */
const GOVERNMENT_BYTES = 1024;

/** Names of query parameters that vendors put secrets into. `aadOptscim062020` and others of Microsoft's are none. */
const SECRET_PARAMETERS =
  /^(access[-_]?token|auth|authorization|bearer|token|api[-_]?key|key|code|secret|password|sig|signature)$/i;

/**
 * Why Microsoft's provisioning service could not use, or would give away, this Tenant URL; undefined when it can be used.
 * Never quotes the URL, which may hold a secret.
 */
export function tenantUrlProblem(url: string, place: TenantUrlPosition): string | undefined {
  const parsed = URL.canParse(url.trim()) ? new URL(url.trim()) : undefined;
  if (parsed === undefined) return "it is not a valid URL";
  return secretProblem(parsed) ?? hostProblem(parsed, place) ?? pathProblem(parsed) ?? sizeProblem(url, place);
}

/** Whether an address has a part that looks like a secret. */
export function holdsSecret(url: string): boolean {
  return URL.canParse(url) && secretProblem(new URL(url)) !== undefined;
}

function secretProblem({ username, password, searchParams }: URL): string | undefined {
  if (username !== "" || password !== "") return "it contains a user name or a password; provide the token separately";
  const name = [...searchParams.keys()].find((one) => SECRET_PARAMETERS.test(one));
  return name === undefined
    ? undefined
    : `its query parameter "${name}" looks like a secret, which Entra would show to every administrator; provide the token separately`;
}

function hostProblem({ protocol, hostname, hash }: URL, { localGraph }: TenantUrlPosition): string | undefined {
  const local = isLoopback(hostname);
  if (local && !localGraph) return "it points to this machine, which Microsoft's provisioning service cannot reach";
  if (protocol !== "https:" && !(protocol === "http:" && local))
    return "Microsoft's provisioning service requires https";
  return hash === "" ? undefined : "it has a fragment (the part after #), which is never sent to a server";
}

function pathProblem({ pathname }: URL): string | undefined {
  const parts = pathname.toLowerCase().split("/").filter(Boolean);
  if (parts.filter((part) => part === "scim").length > 1)
    return 'its path contains "/scim" twice; enter it as the vendor shows it, without adding anything';
  const last = parts.at(-1);
  return last === "users" || last === "groups"
    ? `it ends with /${last}, which Entra adds by itself; leave that part out`
    : undefined;
}

function sizeProblem(url: string, { government, token }: TenantUrlPosition): string | undefined {
  if (government !== true) return undefined;
  const bytes = Buffer.byteLength(url) + Buffer.byteLength(token?.reveal() ?? "");
  return bytes < GOVERNMENT_BYTES
    ? undefined
    : `the URL and the token have ${String(bytes)} bytes together, and Microsoft's government clouds allow less than 1 KB`;
}
