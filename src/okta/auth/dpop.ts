import { createHash, generateKeyPair, randomUUID, type KeyObject } from "node:crypto";
import { promisify } from "node:util";
import { exportJWK, SignJWT, type JWK } from "jose";
import type { SignedRequest } from "../api/sign-in.js";

/** Proves possession of one key, created for this process, to the servers that issue and accept access tokens (RFC 9449). */
export interface Possession {
  /** A proof for one request: value of its `DPoP` header. */
  proof(request: SignedRequest, now: number, accessToken?: string): Promise<string>;
  /** The number the server wants in the proofs from now on: its header `DPoP-Nonce`. */
  useNonce(nonce: string): void;
}

interface ProvenKey {
  readonly key: KeyObject;
  readonly jwk: JWK;
}

const RSA_BITS = 2048;
/** One for the process, created when first needed: that takes up to a second. */
let processKey: Promise<ProvenKey> | undefined;

/** Proofs are signed with RS256, like those of the Okta SDK. */
export function createPossession(): Possession {
  let nonce: string | undefined;
  return {
    useNonce: (given) => {
      nonce = given;
    },
    proof: async ({ method, url }, now, accessToken) => {
      const { key, jwk } = await (processKey ??= makeKey());
      const claims = {
        htm: method,
        // RFC 9449, 4.2: without query and fragment.
        htu: url.split(/[?#]/, 1)[0],
        ...(nonce === undefined ? {} : { nonce }),
        ...(accessToken === undefined ? {} : { ath: createHash("sha256").update(accessToken).digest("base64url") }),
      };
      return new SignJWT(claims)
        .setProtectedHeader({ typ: "dpop+jwt", alg: "RS256", jwk })
        .setIssuedAt(Math.floor(now / 1_000))
        .setJti(randomUUID())
        .sign(key);
    },
  };
}

async function makeKey(): Promise<ProvenKey> {
  const { privateKey, publicKey } = await promisify(generateKeyPair)("rsa", { modulusLength: RSA_BITS });
  return { key: privateKey, jwk: await exportJWK(publicKey) };
}
