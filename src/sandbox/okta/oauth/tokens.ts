import { randomBytes } from "node:crypto";
import { isJsonObject, type JsonObject } from "../../../base/json.js";
import type { OAuthClient } from "./client.js";

/** How long an access token of an org's own authorization server lives (Okta: developer docs, "API access tokens"). */
export const ONE_HOUR_S = 3_600;

/** What stands behind an access token. */
export interface Grant {
  readonly client: OAuthClient;
  readonly scopes: readonly string[];
  /** Thumbprint of the key it is bound to; undefined for a bearer token. */
  readonly boundTo: string | undefined;
}

/** The tokens that are good now. */
export interface Tokens {
  /** @returns the answer of the token endpoint */
  issue(grant: Grant): JsonObject;
  /** The grant of an access token that is neither revoked nor expired. */
  grantOf(accessToken: string): Grant | undefined;
  /** The grant of a refresh token, which is spent by that. */
  redeem(refreshToken: string): Grant | undefined;
  /** Ends the access tokens of a client; its refresh tokens too when asked for. */
  revoke(clientId: string, kinds: { readonly refreshTokens: boolean }): void;
}

export function createTokens(now: () => number, lifetimeS: number): Tokens {
  const access = new Map<string, Grant & { readonly until: number }>();
  const refresh = new Map<string, Grant>();

  return {
    issue: (grant) => {
      const { client, scopes, boundTo } = grant;
      const issued = now();
      const token = looksLikeJwt(grant, issued, lifetimeS);
      access.set(token, { ...grant, until: issued + lifetimeS * 1_000 });
      const answer = {
        token_type: boundTo === undefined ? "Bearer" : "DPoP",
        expires_in: lifetimeS,
        access_token: token,
        scope: scopes.join(" "),
      };
      if (client.kind === "service" || !scopes.includes("offline_access")) return answer;
      const further = randomBytes(32).toString("base64url");
      refresh.set(further, grant);
      return { ...answer, refresh_token: further };
    },
    grantOf: (token) => {
      const grant = access.get(token);
      return grant !== undefined && now() < grant.until ? grant : undefined;
    },
    redeem: (token) => {
      const grant = refresh.get(token);
      refresh.delete(token);
      return grant;
    },
    revoke: (clientId, { refreshTokens }) => {
      for (const [token, { client }] of access) if (client.clientId === clientId) access.delete(token);
      if (!refreshTokens) return;
      for (const [token, { client }] of refresh) if (client.clientId === clientId) refresh.delete(token);
    },
  };
}

/** Okta's are JWTs that nobody but Okta is meant to read; the signature of this one is random. */
function looksLikeJwt({ client, scopes, boundTo }: Grant, issued: number, lifetimeS: number): string {
  const part = (value: JsonObject): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  const iat = Math.floor(issued / 1_000);
  const confirmation: unknown = boundTo === undefined ? undefined : { cnf: { jkt: boundTo } };
  const claims: JsonObject = { ver: 1, iat, exp: iat + lifetimeS, cid: client.clientId, scp: [...scopes] };
  const all = isJsonObject(confirmation) ? { ...claims, ...confirmation } : claims;
  return `${part({ alg: "RS256", kid: "sandbox" })}.${part(all)}.${randomBytes(64).toString("base64url")}`;
}
