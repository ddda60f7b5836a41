import type { FastifyInstance, FastifyRequest } from "fastify";
import { denied, EmptyUnauthorized, GraphError } from "./errors.js";

/**
 * Least permissions of everything the set-up of provisioning needs, and of the tenant's description in full.
 * Source: Microsoft Graph permissions reference, August 2026.
 */
export const LEAST_SCOPES = [
  "Application.ReadWrite.All",
  "AppRoleAssignment.ReadWrite.All",
  "Group.Read.All",
  "Organization.Read.All",
  "ProvisioningLog.Read.All",
  "Synchronization.ReadWrite.All",
  "User.Read",
  "User.Read.All",
] as const;

/** Changes to users and groups need these too. */
export const DIRECTORY_WRITE_SCOPES = ["Group.ReadWrite.All", "User.ReadWrite.All"] as const;

/** A user who acts as whatever roles they hold. */
const AS_SIGNED_IN_USER = "Directory.AccessAsUser.All";

/** Whose token it is. */
export interface Caller {
  /** True for a user, false for an application of its own. */
  readonly delegated: boolean;
  /** The token's `scp` or `roles`. */
  readonly rights: ReadonlySet<string>;
  /** Whether the user may administer applications: a permission of the token lets them do no more than their own roles do. */
  readonly administers: boolean;
  /** Ids of the applications that the caller owns, of their objects and of themselves, for rights that hold for these only. */
  readonly owned: Set<string>;
}

/** True when the caller has one of these rights, or acts as a user whose roles give them. */
export function hasOneOf({ delegated, rights }: Caller, wanted: readonly string[]): boolean {
  return (delegated && rights.has(AS_SIGNED_IN_USER)) || wanted.some((right) => rights.has(right));
}

interface Rule {
  readonly path: RegExp;
  readonly read: readonly string[];
  readonly write: readonly string[];
  /** Rights that must be there as well as one of `write`. */
  readonly writeToo?: readonly string[];
  /** What a user needs a role for; without one the token's permission does not help. Source: Entra docs, users-default-permissions. */
  readonly roleFor: "everything" | "writes" | "nothing";
  readonly refusal: () => GraphError;
  /** How a user without a role is refused; as for want of the permission when absent. */
  readonly roleRefusal?: () => GraphError;
}

const OWNED_ONLY = "Application.ReadWrite.OwnedBy";
const DIRECTORY_READ = ["Directory.Read.All", "Directory.ReadWrite.All"];
const APPLICATION_READ = ["Application.Read.All", "Application.ReadWrite.All", ...DIRECTORY_READ, OWNED_ONLY];
const GROUP_READ = ["Group.Read.All", "Group.ReadWrite.All", ...DIRECTORY_READ];

/** The first that matches the path below `/v1.0` counts. */
const RULES: readonly Rule[] = [
  {
    path: /^\/servicePrincipals\/[^/]+\/synchronization(?:\/|$)/i,
    read: ["Synchronization.Read.All", "Synchronization.ReadWrite.All", OWNED_ONLY],
    write: ["Synchronization.ReadWrite.All", OWNED_ONLY],
    roleFor: "everything",
    refusal: () => new EmptyUnauthorized(),
  },
  {
    path: /^\/servicePrincipals\/[^/]+\/appRoleAssignedTo(?:\/|$)/i,
    read: APPLICATION_READ,
    write: ["AppRoleAssignment.ReadWrite.All"],
    writeToo: APPLICATION_READ,
    roleFor: "writes",
    refusal: denied,
  },
  {
    path: /^\/(?:users|groups)\/[^/]+\/appRoleAssignments(?:\/|$)/i,
    read: [
      "AppRoleAssignment.ReadWrite.All",
      "User.ReadBasic.All",
      "User.Read.All",
      "Group.Read.All",
      ...DIRECTORY_READ,
    ],
    write: ["AppRoleAssignment.ReadWrite.All"],
    writeToo: APPLICATION_READ,
    roleFor: "writes",
    refusal: denied,
  },
  {
    path: /^\/directory\/deletedItems\/microsoft\.graph\.group(?:\/|$)/i,
    read: GROUP_READ,
    write: ["Group.ReadWrite.All"],
    roleFor: "writes",
    refusal: denied,
  },
  {
    path: /^\/(?:servicePrincipals|applications|directory\/deletedItems\/microsoft\.graph\.servicePrincipal)(?:\/|$)/i,
    read: APPLICATION_READ,
    write: ["Application.ReadWrite.All", OWNED_ONLY],
    roleFor: "writes",
    refusal: denied,
  },
  {
    path: /^\/applicationTemplates(?:\/|$)/i,
    read: [],
    write: ["Application.ReadWrite.All", OWNED_ONLY],
    roleFor: "writes",
    refusal: denied,
  },
  {
    path: /^\/groups\/[^/]+\/(?:members|transitiveMembers)(?:\/|$)/i,
    read: [...GROUP_READ, "GroupMember.Read.All", "GroupMember.ReadWrite.All"],
    write: ["Group.ReadWrite.All", "GroupMember.ReadWrite.All", "Directory.ReadWrite.All"],
    roleFor: "writes",
    refusal: denied,
  },
  {
    path: /^\/groups(?:\/|$)/i,
    read: [...GROUP_READ, "Group.ReadBasic.All", "GroupMember.Read.All"],
    write: ["Group.ReadWrite.All", "Directory.ReadWrite.All"],
    roleFor: "writes",
    refusal: denied,
  },
  {
    path: /^\/(?:users|directory\/deletedItems)(?:\/|$)/i,
    read: ["User.Read.All", "User.ReadBasic.All", "User.ReadWrite.All", ...DIRECTORY_READ],
    write: ["User.ReadWrite.All", "Directory.ReadWrite.All"],
    roleFor: "writes",
    refusal: denied,
  },
  {
    path: /^\/auditLogs\//i,
    read: ["ProvisioningLog.Read.All", "AuditLog.Read.All"],
    write: [],
    roleFor: "everything",
    roleRefusal: () =>
      new GraphError(
        403,
        "Authentication_RequestFromUnsupportedUserRole",
        "User is not in the allowed roles for this report.",
      ),
    refusal: () =>
      new GraphError(
        403,
        "Authentication_MSGraphPermissionMissing",
        "The principal does not have required Microsoft Graph permission(s) to call this API: AuditLog.Read.All, ProvisioningLog.Read.All.",
      ),
  },
  {
    path: /^\/organization(?:\/|$)/i,
    read: ["User.Read", "Organization.Read.All", "Directory.Read.All"],
    write: [],
    roleFor: "nothing",
    refusal: denied,
  },
  {
    path: /^\/me$/i,
    read: ["User.Read", "User.Read.All", "User.ReadWrite.All"],
    write: [],
    roleFor: "nothing",
    refusal: denied,
  },
];

/** Refuses what the token's rights, or the user's roles, do not allow, before anything is looked up. */
export function refuseWithoutRight(server: FastifyInstance, callerOf: (request: FastifyRequest) => Caller): void {
  server.addHook("onRequest", (request, _reply, done) => {
    const [path = ""] = request.url.split("?", 1);
    const below = path.startsWith("/v1.0/") ? path.slice(5) : "";
    const rule = RULES.find((one) => one.path.test(below));
    const refusal = rule === undefined ? undefined : refusalOf(rule, request.method, below, callerOf(request));
    if (refusal === undefined) done();
    else done(refusal);
  });
}

function refusalOf(rule: Rule, method: string, path: string, caller: Caller): GraphError | undefined {
  const reads = method === "GET" || method === "HEAD";
  if (!isAllowed(rule, reads, path, caller)) return rule.refusal();
  const needsRole = rule.roleFor === "everything" || (rule.roleFor === "writes" && !reads);
  if (!needsRole || !caller.delegated || caller.administers) return undefined;
  return (rule.roleRefusal ?? rule.refusal)();
}

/** The application of a path that is allowed to its owner: by object id, or by application id. */
function ownedIn(path: string): string {
  const [, synchronized] = /^\/servicePrincipals\/([^/]+)\/synchronization/i.exec(path) ?? [];
  const [, key = ""] = /^\/(?:servicePrincipals|applications)\/([^/]+)$/i.exec(path) ?? [];
  const [, appId] = /^\(appId=(?:'|%27)([^'%]*)/i.exec(key) ?? [];
  return synchronized ?? appId ?? key;
}

function isAllowed(rule: Rule, reads: boolean, path: string, caller: Caller): boolean {
  const wanted = reads ? rule.read : rule.write;
  if (wanted.length === 0 && reads) return true;
  const appId = ownedIn(path);
  const usable =
    appId === "" || (reads && rule.read === APPLICATION_READ) || caller.owned.has(appId)
      ? wanted
      : wanted.filter((right) => right !== OWNED_ONLY);
  return hasOneOf(caller, usable) && (reads || rule.writeToo === undefined || hasOneOf(caller, rule.writeToo));
}
