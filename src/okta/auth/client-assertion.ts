import { randomUUID } from "node:crypto";
import { SignJWT } from "jose";
import { Secret } from "../../base/secret.js";
import type { ClientKey } from "./private-key.js";

/** An application that proves who it is with a private key. */
export interface KeyedClient {
  readonly clientId: string;
  readonly key: ClientKey;
  /** Named in the assertion, so that Okta knows which of the app's public keys to take. */
  readonly keyId: string | undefined;
}

const LIFETIME_S = 5 * 60;

/**
 * What a client sends in place of a secret: a JWT for one request (RFC 7523, 2.2; Okta: developer docs, "Build a JWT for client
 * authentication": `aud` is the endpoint, `exp` at most an hour away).
 */
export async function clientAssertion(client: KeyedClient, endpoint: string, now: number): Promise<Secret> {
  const { clientId, key, keyId } = client;
  const issuedAt = Math.floor(now / 1_000);
  const jwt = await new SignJWT()
    .setProtectedHeader({ alg: key.algorithm, ...(keyId === undefined ? {} : { kid: keyId }) })
    .setIssuer(clientId)
    .setSubject(clientId)
    .setAudience(endpoint)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + LIFETIME_S)
    .setJti(randomUUID())
    .sign(key.key);
  return new Secret(jwt);
}
