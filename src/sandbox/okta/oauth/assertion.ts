import { compactVerify, decodeJwt, decodeProtectedHeader, importJWK, type JWK, type JWTPayload } from "jose";
import type { OAuthClient } from "./client.js";
import { invalidClient, invalidRequest, unknownClient, type OAuthError } from "./errors.js";
import { usedOnce } from "./used-once.js";

/** Okta takes an assertion that ends within the hour (Okta: developer docs, "Build a JWT for client authentication"). */
const LONGEST_S = 3_600;
/** How far clocks may differ: a guess. */
const TOLERANCE_S = 300;

interface AssertionRules {
  readonly clients: ReadonlyMap<string, OAuthClient>;
  readonly now: () => number;
  /** Where it is sent. */
  readonly endpoint: () => string;
}

/** Checks the JWTs with which service apps prove who they are (RFC 7523, 3); each is good for once. */
export function createAssertions({ clients, now, endpoint }: AssertionRules) {
  const isNew = usedOnce(now, LONGEST_S * 1_000);

  /** @throws OAuthError `invalid_client` (401) */
  return async (assertion: string): Promise<OAuthClient> => {
    const { header, claims } = decode(assertion);
    const client = clients.get(claims.iss ?? "");
    if (client === undefined || claims.sub !== claims.iss) throw unknownClient();
    await verify(assertion, header, client.keys ?? []);
    const problem = problemOf(claims, Math.floor(now() / 1_000), endpoint());
    if (problem !== undefined) throw problem;
    if (claims.jti !== undefined && !isNew(`${client.clientId} ${claims.jti}`))
      throw invalidClient("The client_assertion was used before.");
    return client;
  };
}

interface Header {
  readonly alg?: string;
  readonly kid?: string;
}

function decode(assertion: string): { readonly header: Header; readonly claims: JWTPayload } {
  try {
    return { header: decodeProtectedHeader(assertion), claims: decodeJwt(assertion) };
  } catch {
    throw invalidRequest("The client_assertion is no JWT.");
  }
}

async function verify(assertion: string, { alg = "", kid }: Header, keys: readonly JWK[]): Promise<void> {
  if (!/^(RS|ES)(256|384|512)$/.test(alg))
    throw invalidClient("The client_assertion has an algorithm that is not taken.");
  const candidates = kid === undefined ? keys : keys.filter((key) => key.kid === kid);
  if (candidates.length === 0) throw invalidClient("The kid of the client_assertion is not one of the client's keys.");
  for (const jwk of candidates) if (await isSignedWith(assertion, jwk, alg)) return;
  // As quoted in public threads.
  throw invalidClient("The client_assertion signature is invalid.");
}

async function isSignedWith(jwt: string, jwk: JWK, alg: string): Promise<boolean> {
  try {
    await compactVerify(jwt, await importJWK(jwk, alg));
    return true;
  } catch {
    return false;
  }
}

/** The sentences on audience, end and length are quoted in public threads. */
function problemOf({ aud, exp, iat }: JWTPayload, now: number, endpoint: string): OAuthError | undefined {
  if (![aud].flat().includes(endpoint))
    return invalidClient("The audience claim for client_assertion must be the endpoint invoked for the request.");
  if (exp === undefined) return invalidClient("The client_assertion has no expiration.");
  if (exp <= now) return invalidClient("The client_assertion token is expired.");
  if (exp > now + LONGEST_S)
    return invalidClient("The client_assertion token has an expiration too far into the future.");
  if (iat !== undefined && iat > now + TOLERANCE_S)
    return invalidClient("The client_assertion token was issued in the future.");
  return undefined;
}
