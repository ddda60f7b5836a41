import { listenOnLoopback } from "../../../http/listening.js";
import type { AccessTokens } from "../graph/access-tokens.js";
import type { Caller } from "../graph/rights.js";
import { createToken } from "./token.js";
import type { SignInApp } from "./apps.js";
import { createTokenService, type Grant } from "./token-service.js";

/** Between 60 and 90 minutes in reality. Source: Microsoft identity platform docs, configurable-token-lifetimes. */
const TOKEN_LIFETIME_MS = 3_600_000;

/** How users and applications sign in to the simulated tenant. */
export interface SignInOptions {
  /** A certificate for `localhost` that the one who signs in trusts, and its key, as PEM. */
  readonly tls: { readonly key: string; readonly cert: string };
  /** Beside the Azure CLI, which every tenant knows. */
  readonly apps: readonly SignInApp[];
  readonly tokenLifetimeMs?: number;
}

/** The sign-in service of a simulated tenant, which listens. */
export interface SandboxSignIn {
  /** What AZURE_AUTHORITY_HOST is to be: `https://localhost:PORT`. */
  readonly url: string;
  /** A user enters the code that a device showed, and agrees. */
  approve(userCode: string): void;
  /** A user enters the code and does not agree. */
  decline(userCode: string): void;
  /** Lets nobody sign in to an application any more. */
  disable(clientId: string): void;
  /** Ends what users were signed in with. */
  revoke(): void;
  close(): Promise<void>;
}

interface SignInPlace {
  readonly tenant: { readonly id: string; readonly domain: string };
  readonly userPrincipalName: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly graphRoot: () => string;
  readonly tokens: AccessTokens;
  /** Whether the user who signs in may administer applications. */
  readonly administers: boolean;
}

/**
 * Starts the sign-in service on 127.0.0.1.
 *
 * @throws SetupError `port-unavailable` (exit 1)
 */
export async function startSignIn(options: SignInOptions, place: SignInPlace): Promise<SandboxSignIn> {
  const { tenant, now, graphRoot, tokens } = place;
  const lifetimeMs = options.tokenLifetimeMs ?? TOKEN_LIFETIME_MS;
  /** What an application owns stays its own with the next token. */
  const owned = new Map<string, Set<string>>();

  function callerOf({ app, scopes, roles = [] }: Grant): Caller {
    const own = owned.get(app.clientId) ?? new Set();
    owned.set(app.clientId, own);
    return {
      delegated: scopes !== undefined,
      rights: new Set(scopes ?? roles),
      administers: place.administers,
      owned: own,
    };
  }

  const service = createTokenService({
    tls: options.tls,
    apps: options.apps,
    tenant,
    now,
    graphRoot,
    issue: (grant) => {
      const expiresAt = now() + lifetimeMs;
      const token = createToken({
        tenantId: tenant.id,
        issuedAt: now(),
        expiresAt,
        userPrincipalName: place.userPrincipalName,
        scopes: grant.scopes ?? [],
        roles: grant.roles,
        audience: graphRoot(),
        app: grant.app,
      });
      tokens.add(token, { caller: callerOf(grant), expiresAt });
      return { accessToken: token.reveal(), expiresInS: Math.floor(lifetimeMs / 1_000) };
    },
  });
  const url = await listenOnLoopback("The sandbox's sign-in service", 0, (at) => service.server.listen(at));
  return {
    // Certificates are made out to names.
    url: `https://localhost:${new URL(url).port}`,
    approve: (userCode) => {
      service.devices.decide(userCode, "approved");
    },
    decline: (userCode) => {
      service.devices.decide(userCode, "declined");
    },
    disable: (clientId) => {
      service.disable(clientId);
    },
    revoke: () => {
      service.revokeRefreshTokens();
    },
    close: () => service.server.close(),
  };
}
