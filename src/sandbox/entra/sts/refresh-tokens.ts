import { randomUUID } from "node:crypto";
import { refused } from "./errors.js";

/** What a user signed in with and to, as a refresh token brings it back. */
interface SignedIn {
  readonly clientId: string;
  readonly scopes: readonly string[];
}

/** The sign-ins of users, which last longer than their access tokens. */
export interface RefreshTokens {
  issue(signedIn: SignedIn): string;
  /** @throws SignInRefusal for a token of nobody, of another application, or revoked */
  redeem(token: string, clientId: string): readonly string[];
  revokeAll(): void;
}

export function createRefreshTokens(): RefreshTokens {
  const tokens = new Map<string, SignedIn & { revoked: boolean }>();
  return {
    issue: (signedIn) => {
      const token = `0.${randomUUID()}${randomUUID()}`;
      tokens.set(token, { ...signedIn, revoked: false });
      return token;
    },
    redeem: (token, clientId) => {
      const found = tokens.get(token);
      if (found?.clientId !== clientId)
        throw refused("invalid_grant", 9_002_313, "Invalid request. Request is malformed or invalid.");
      if (!found.revoked) return found.scopes;
      throw refused(
        "invalid_grant",
        50_173,
        "The provided grant has expired due to it being revoked, a fresh auth token is needed. The user might have changed or reset their password.",
      );
    },
    revokeAll: () => {
      for (const token of tokens.values()) token.revoked = true;
    },
  };
}
