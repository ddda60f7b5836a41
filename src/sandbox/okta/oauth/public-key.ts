import { createPublicKey } from "node:crypto";
import { calculateJwkThumbprint, exportJWK, type JWK } from "jose";
import { EXIT, SetupError } from "../../../base/errors.js";

/**
 * The public key of a service app out of a file: a JWK, or PEM. One without an id gets its thumbprint for one.
 *
 * @param place - for messages, as `--service-app-key key.json`
 * @throws SetupError `service-app-key-unreadable` (exit 64)
 */
export async function publicKeyOf(text: string, place: string): Promise<JWK> {
  const jwk = await read(text.trim());
  if (jwk === undefined) {
    throw new SetupError({
      code: "service-app-key-unreadable",
      exitCode: EXIT.usage,
      what: `${place} is no public key`,
      why: "it has to be the public half of an RSA or EC key, as a JWK or as PEM",
      fix: ["Make one: openssl genrsa -out key.pem 2048, then openssl rsa -in key.pem -pubout -out public.pem."],
    });
  }
  return { ...jwk, kid: jwk.kid ?? (await calculateJwkThumbprint(jwk)) };
}

async function read(text: string): Promise<JWK | undefined> {
  try {
    if (text.startsWith("{")) {
      const { kid, ...given } = JSON.parse(text) as JWK;
      // Whoever gives the private key gets its public half registered.
      const jwk = await exportJWK(createPublicKey({ key: { ...given }, format: "jwk" }));
      return kid === undefined ? jwk : { ...jwk, kid };
    }
    return await exportJWK(createPublicKey(text));
  } catch {
    return undefined;
  }
}
