import { createHash } from "node:crypto";
import type { Secret } from "../../../base/secret.js";
import type { Caller } from "./rights.js";

/** An access token that Graph takes. */
export interface AccessToken {
  readonly caller: Caller;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
  /** True once its sign-in was revoked: it may be as fresh as it likes. */
  revoked: boolean;
}

/** Every token that was issued for the tenant's Graph. */
export interface AccessTokens {
  add(token: Secret, terms: Omit<AccessToken, "revoked">): void;
  /** By what stands behind `Bearer`. */
  find(bearer: string): AccessToken | undefined;
  /** Ends every sign-in there is: as after a change of password, or by an administrator. */
  revokeAll(): void;
}

export function createAccessTokens(): AccessTokens {
  // By digest, so that how long a look-up takes says nothing about the token.
  const tokens = new Map<string, AccessToken>();
  const digest = (text: string): string => createHash("sha256").update(text).digest("hex");
  return {
    add: (token, terms) => void tokens.set(digest(token.reveal()), { ...terms, revoked: false }),
    find: (bearer) => tokens.get(digest(bearer)),
    revokeAll: () => {
      for (const token of tokens.values()) token.revoked = true;
    },
  };
}
