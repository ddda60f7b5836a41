import type { FastifyRequest } from "fastify";
import type { Secret } from "../../../base/secret.js";
import { invalidToken } from "../api/errors.js";
import type { Caller, Right } from "../api/rights.js";
import { isSame } from "../../http/guard.js";
import { createAssertions } from "./assertion.js";
import type { OAuthClient } from "./client.js";
import { createDevices, type Devices } from "./devices.js";
import { OAuthError } from "./errors.js";
import { createProofs, type Proofs } from "./proof.js";
import { createTokens, ONE_HOUR_S, type Tokens } from "./tokens.js";

/** Who may sign in beside the API token. */
export interface OAuthOptions {
  readonly clients: readonly OAuthClient[];
  /** A simulated administrator confirms every device's code at once; false when absent. */
  readonly approveDevices?: boolean;
  /** Seconds; an hour when absent. */
  readonly tokenLifetimeS?: number;
}

interface ServerOptions extends OAuthOptions {
  readonly now: () => number;
  /** The org's address. */
  readonly url: () => string;
  /** The API token beside OAuth, and what its administrator may not do. */
  readonly apiToken: Secret;
  readonly apiTokenLacks: readonly Right[];
}

/** The org's own authorization server: who may get access tokens, and whose request one is. */
export interface AuthorizationServer {
  readonly clients: ReadonlyMap<string, OAuthClient>;
  readonly tokens: Tokens;
  readonly devices: Devices;
  readonly proofs: Proofs;
  readonly url: () => string;
  /** @throws OAuthError `invalid_client` */
  clientOfAssertion(assertion: string): Promise<OAuthClient>;
  /**
   * Finds out whose request of the admin API it is.
   *
   * @throws OktaApiError (401 E0000011) when it is signed by no user who is known
   */
  readonly authenticate: (request: FastifyRequest) => Promise<void>;
  /** Whose request it is, once that was found out. */
  readonly callerOf: (request: FastifyRequest) => Caller | undefined;
  /** Takes the API token back. */
  readonly revokeApiToken: () => void;
  /** Ends the access tokens of a client; it may get new ones. */
  readonly revoke: (clientId: string) => void;
  /** Ends all tokens of a client, and its right to get further ones. */
  readonly deactivate: (clientId: string) => void;
}

export function createAuthorizationServer(options: ServerOptions): AuthorizationServer {
  const { now, url, apiToken, apiTokenLacks } = options;
  const clients = new Map(options.clients.map((client) => [client.clientId, client]));
  const tokens = createTokens(now, options.tokenLifetimeS ?? ONE_HOUR_S);
  const proofs = createProofs(now);
  const callers = new WeakMap<FastifyRequest, Caller>();
  let apiTokenRevoked = false;

  async function identify(request: FastifyRequest): Promise<Caller> {
    const { authorization = "" } = request.headers;
    // Without the blank, too: as Okta's SDK for Python signs in, and works (recorded, January 2026).
    const [, given = ""] = /^SSWS ?(\S+)$/.exec(authorization) ?? [];
    if (isSame(given, apiToken.reveal()) && !apiTokenRevoked) return { lacks: apiTokenLacks };
    const [, scheme = "", token = ""] = /^(Bearer|DPoP) (\S+)$/.exec(authorization) ?? [];
    const grant = tokens.grantOf(token);
    if (grant === undefined || (scheme === "DPoP") !== (grant.boundTo !== undefined)) throw invalidToken();
    if (grant.boundTo !== undefined && grant.boundTo !== (await provenKey(request, token))) throw invalidToken();
    return { lacks: grant.client.lacks ?? [], scopes: new Set(grant.scopes) };
  }

  return {
    clients,
    tokens,
    proofs,
    url,
    devices: createDevices(now, options.approveDevices ?? false),
    clientOfAssertion: createAssertions({ clients, now, endpoint: () => `${url()}/oauth2/v1/token` }),
    authenticate: async (request) => {
      callers.set(request, await identify(request));
    },
    callerOf: (request) => callers.get(request),
    revokeApiToken: () => {
      apiTokenRevoked = true;
    },
    revoke: (clientId) => {
      tokens.revoke(clientId, { refreshTokens: false });
    },
    deactivate: (clientId) => {
      tokens.revoke(clientId, { refreshTokens: true });
      clients.delete(clientId);
    },
  };

  /** What Okta answers to a bad proof is not recorded: here it is as to any token it does not take. */
  async function provenKey({ headers, method, url: path }: FastifyRequest, token: string): Promise<string> {
    const { dpop } = headers;
    const target = url() + (path.split("?", 1)[0] ?? "");
    try {
      return await proofs.check(typeof dpop === "string" ? dpop : undefined, { method, url: target, token });
    } catch (error) {
      throw error instanceof OAuthError ? invalidToken() : error;
    }
  }
}
