import { EXIT, SetupError } from "../../base/errors.js";
import { isJsonObject, type JsonObject } from "../../base/json.js";
import type { Secret } from "../../base/secret.js";
import type { AccessNeed } from "../../setup/model/rights.js";

/** What an access token says about itself. Only Microsoft Graph can tell whether it is true. */
export interface TokenRights {
  /** Object id of the tenant. */
  readonly tenantId?: string;
  /** Who is signed in: a user's sign-in name, or an application's name or id. */
  readonly who?: string;
  /** Delegated permissions. */
  readonly scopes: ReadonlySet<string>;
  /** Application permissions. */
  readonly roles: ReadonlySet<string>;
  /** True for a user, false for an application of its own. */
  readonly delegated: boolean;
  /** True when the user's own roles decide, and the permissions named in the token do not. */
  readonly advisory: boolean;
  /** Milliseconds since 1970. */
  readonly expiresAt?: number;
  readonly audience?: string;
}

/** With it, Graph uses the roles of the user (Azure CLI's tokens; Microsoft Graph permissions reference). */
const AS_SIGNED_IN_USER = "Directory.AccessAsUser.All";

/**
 * Reads a token's claims without verifying them (Microsoft identity platform, access token claims reference).
 *
 * @returns undefined for a token that is no JWT
 */
export function readToken(token: Secret): TokenRights | undefined {
  const claims = claimsOf(token);
  if (claims === undefined) return undefined;
  const text = (...names: readonly string[]): string | undefined =>
    names.map((name) => claims[name]).find((value): value is string => typeof value === "string" && value !== "");
  const { scp, roles, exp, tid, aud } = claims;
  const scopes = new Set(typeof scp === "string" ? scp.split(" ").filter((one) => one !== "") : []);
  const who = text("upn", "preferred_username", "unique_name", "app_displayname", "appid", "azp");
  return {
    scopes,
    roles: new Set(Array.isArray(roles) ? roles.filter((role) => typeof role === "string") : []),
    delegated: typeof scp === "string",
    advisory: scopes.has(AS_SIGNED_IN_USER),
    ...(typeof tid === "string" ? { tenantId: tid } : {}),
    ...(who === undefined ? {} : { who }),
    ...(typeof exp === "number" ? { expiresAt: exp * 1000 } : {}),
    ...(typeof aud === "string" ? { audience: aud } : {}),
  };
}

/** The needs that a token's permissions do not meet. Wider permissions count. */
export function missingAccess(
  { delegated, scopes, roles }: Pick<TokenRights, "delegated" | "scopes" | "roles">,
  needs: readonly AccessNeed[],
): readonly AccessNeed[] {
  const granted = delegated ? scopes : roles;
  return needs.filter(({ anyOf }) => !anyOf.some((wanted) => holds(granted, wanted)));
}

/**
 * Checks that the token is for the tenant that was named. A tenant named by its domain cannot be compared with an id.
 *
 * @throws SetupError `tenant-mismatch` (exit 4)
 */
export function checkTenant(wanted: string | undefined, rights: TokenRights | undefined): void {
  const actual = rights?.tenantId;
  if (wanted === undefined || actual === undefined || !isTenantId(wanted)) return;
  if (wanted.toLowerCase() === actual.toLowerCase()) return;
  throw new SetupError({
    code: "tenant-mismatch",
    exitCode: EXIT.access,
    what: `The sign-in is for the tenant ${actual}, not for ${wanted}`,
    why: `--tenant or AZURE_TENANT_ID names one tenant, but the access token of ${rights?.who ?? "the signed-in identity"} belongs to another`,
    fix: [
      `Sign in to the right tenant, for example with az login --tenant ${wanted}.`,
      `Or, to set up the tenant you are signed in to, use --tenant ${actual}.`,
    ],
    refused: true,
  });
}

/** Whether this names a tenant by its id, and not by a domain. */
export function isTenantId(text: string): boolean {
  return GUID.test(text);
}

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** What reading the whole directory covers (Microsoft Graph permissions reference). */
const OF_THE_DIRECTORY = /^(Application|Group|GroupMember|User|Organization)\.Read(Basic)?(\.All)?$/;

function holds(granted: ReadonlySet<string>, wanted: string): boolean {
  return granted.has(wanted) || wider(wanted).some((one) => granted.has(one));
}

/** The permissions that include this one. */
function wider(wanted: string): string[] {
  const [resource = "", operation = ""] = wanted.split(".");
  if (!operation.startsWith("Read") || operation === "ReadWrite") return [];
  return [
    `${resource}.Read.All`,
    `${resource}.ReadWrite.All`,
    ...(resource === "GroupMember" ? ["Group.Read.All", "Group.ReadWrite.All"] : []),
    ...(OF_THE_DIRECTORY.test(wanted) ? ["Directory.Read.All", "Directory.ReadWrite.All"] : []),
  ];
}

function claimsOf(token: Secret): JsonObject | undefined {
  const parts = token.reveal().split(".");
  if (parts.length !== 3) return undefined;
  try {
    const claims: unknown = JSON.parse(Buffer.from(parts[1] ?? "", "base64url").toString("utf8"));
    return isJsonObject(claims) ? claims : undefined;
  } catch {
    return undefined;
  }
}
