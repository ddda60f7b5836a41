import { createHash, randomBytes } from "node:crypto";
import { calculateJwkThumbprint, EmbeddedJWK, jwtVerify, type JWTPayload } from "jose";
import { isJsonObject } from "../../../base/json.js";
import { invalidProof, OAuthError } from "./errors.js";
import { usedOnce } from "./used-once.js";

/** How far clocks may differ: a guess. */
const TOLERANCE_S = 300;

/** A request that brings a proof. */
export interface ProvenRequest {
  readonly method: string;
  /** Without its query. */
  readonly url: string;
  /** The access token it is used with; absent where one is asked for. */
  readonly token?: string;
}

/** Checks proofs of possession (RFC 9449, 4.3); each is good for once. */
export interface Proofs {
  /**
   * @returns the thumbprint of the key
   * @throws OAuthError `invalid_dpop_proof`, or `use_dpop_nonce` with the nonce to use
   */
  check(proof: string | undefined, request: ProvenRequest): Promise<string>;
}

export function createProofs(now: () => number): Proofs {
  const isNew = usedOnce(now, 2 * TOLERANCE_S * 1_000);
  const nonce = randomBytes(16).toString("base64url");

  return {
    check: async (proof, request) => {
      if (proof === undefined) throw invalidProof("The DPoP proof JWT header is missing.");
      const { claims, thumbprint } = await verify(proof, now());
      const problem = problemOf(claims, request, Math.floor(now() / 1_000));
      if (problem !== undefined) throw invalidProof(problem);
      // Only who asks for a token has to bring the nonce; a token is bound to its key by then.
      if (request.token === undefined && claims["nonce"] !== nonce)
        throw new OAuthError(400, "use_dpop_nonce", "Authorization server requires nonce in DPoP proof.", nonce);
      if (!isNew(`${thumbprint} ${claims.jti ?? ""}`)) throw invalidProof("The DPoP proof was used before.");
      return thumbprint;
    },
  };
}

async function verify(proof: string, now: number) {
  try {
    const { payload, protectedHeader } = await jwtVerify(proof, EmbeddedJWK, {
      typ: "dpop+jwt",
      algorithms: ["RS256", "ES256"],
      currentDate: new Date(now),
      // Checked by itself, with a tolerance both ways.
      clockTolerance: Number.MAX_SAFE_INTEGER,
    });
    const { jwk } = protectedHeader;
    if (jwk === undefined || (isJsonObject(jwk) && "d" in jwk)) throw new Error("no public key");
    return { claims: payload, thumbprint: await calculateJwkThumbprint(jwk) };
  } catch {
    throw invalidProof("The DPoP proof JWT cannot be verified.");
  }
}

function problemOf(
  { htm, htu, iat, jti, ath }: JWTPayload & { htm?: unknown; htu?: unknown; ath?: unknown },
  { method, url, token }: ProvenRequest,
  now: number,
): string | undefined {
  if (htm !== method) return "The htm of the DPoP proof is not the method of the request.";
  if (htu !== url) return "The htu of the DPoP proof is not the address of the request.";
  if (iat === undefined || Math.abs(iat - now) > TOLERANCE_S) return "The DPoP proof was not issued just now.";
  if (jti === undefined || jti === "") return "The DPoP proof has no jti.";
  if (token !== undefined && ath !== createHash("sha256").update(token).digest("base64url"))
    return "The ath of the DPoP proof is not the hash of the access token.";
  return undefined;
}
