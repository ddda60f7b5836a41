import { randomBytes } from "node:crypto";
import { Secret } from "../../src/base/secret.js";
import type { RunningTarget } from "../../src/scim-target/http.js";
import { startProxy } from "./proxy.js";

/** A vendor's endpoint whose token an administrator renews. */
export interface RenewableTarget {
  readonly baseUrl: string;
  /** A new token; those before stay valid until they are revoked. */
  renew(): Secret;
  revoke(token: Secret): void;
  close(): Promise<void>;
}

/** Stands in front of a target, and lets in who has one of its own tokens. */
export async function inFrontOf(target: RunningTarget): Promise<RenewableTarget> {
  const valid = new Set([target.token.reveal()]);
  const proxy = await startProxy(target.url, (request) => {
    const token = (request.headers.authorization ?? "").replace(/^Bearer /, "");
    request.headers.authorization = `Bearer ${valid.has(token) ? target.token.reveal() : "revoked"}`;
    return false;
  });
  return {
    baseUrl: target.baseUrl.replace(target.url, proxy.url),
    renew: () => {
      const token = randomBytes(24).toString("base64url");
      valid.add(token);
      return new Secret(token);
    },
    revoke: (token) => {
      valid.delete(token.reveal());
    },
    close: () => proxy.close(),
  };
}
