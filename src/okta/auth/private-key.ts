import { createPrivateKey, type KeyObject } from "node:crypto";
import { EXIT, SetupError } from "../../base/errors.js";
import { isJsonObject, type JsonObject } from "../../base/json.js";
import { Secret } from "../../base/secret.js";

/** The private key of a service app, ready to sign. */
export interface ClientKey {
  readonly key: KeyObject;
  /** For example `RS256`. */
  readonly algorithm: string;
  /** The key's own, when it is a JWK that has one. */
  readonly keyId: string | undefined;
  /** All parts of the key that must stay secret. */
  readonly secrets: readonly Secret[];
}

const SMALLEST_RSA_BITS = 2048;
/** By the curve's name in Node.js. Okta accepts these (Okta: developer docs, "Build a JWT for client authentication"). */
const EC_ALGORITHMS: Readonly<Record<string, string>> = { prime256v1: "ES256", secp384r1: "ES384", secp521r1: "ES512" };
/** The parts of a JWK that only its owner may know (RFC 7518, 6.2.2 and 6.3.2). */
const PRIVATE_PARTS = ["d", "p", "q", "dp", "dq", "qi"] as const;
/** A line of base64 in a PEM file has up to 64 characters; the last one may be too short to be a secret. */
const SHORTEST_LINE = 20;

/**
 * Reads a private key: PEM (PKCS#8, PKCS#1 or SEC1) or a JWK, also with line breaks written as `\n`, as in environment variables.
 *
 * @param place - where it comes from, for example `--private-key-file`
 * @throws SetupError `okta-key-unreadable` (exit 64) saying what is wrong; the key is never quoted
 */
export function readClientKey(given: Secret, place: string): ClientKey {
  const text = given.reveal().trim();
  const jwk = text.startsWith("{") ? parseJwk(text, place) : undefined;
  const pem = jwk === undefined ? pemOf(text, place) : undefined;
  const key = importKey(jwk, pem, place);
  return {
    key,
    algorithm: algorithmOf(key, jwk, place),
    keyId: typeof jwk?.["kid"] === "string" && jwk["kid"] !== "" ? jwk["kid"] : undefined,
    secrets: [given, ...(jwk === undefined ? linesOf(pem ?? "") : privatePartsOf(jwk))],
  };
}

function parseJwk(text: string, place: string): JsonObject {
  const jwk = parse(text);
  if (!isJsonObject(jwk)) throw unreadable(place, "it starts like JSON, but is not valid JSON");
  if (Array.isArray(jwk["keys"])) throw unreadable(place, "it is a set of keys (JWKS); provide one key of the set");
  if (jwk["d"] === undefined) throw unreadable(place, "it is a public key; the private key has the member d");
  return jwk;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function pemOf(text: string, place: string): string {
  const pem = text.replaceAll(/\\r\\n|\\n/g, "\n");
  if (pem === "") throw unreadable(place, "it is empty");
  if (/ENCRYPTED/.test(pem))
    throw unreadable(place, "it is protected by a passphrase, which total-setup does not support");
  if (/-----BEGIN (RSA |EC )?PUBLIC KEY-----|-----BEGIN CERTIFICATE-----/.test(pem))
    throw unreadable(place, "it is a public key or a certificate, not a private key");
  if (!/-----BEGIN (RSA |EC )?PRIVATE KEY-----/.test(pem))
    throw unreadable(place, "it is neither PEM (BEGIN PRIVATE KEY) nor a JWK (JSON)");
  return pem;
}

function importKey(jwk: JsonObject | undefined, pem: string | undefined, place: string): KeyObject {
  try {
    return jwk === undefined ? createPrivateKey(pem ?? "") : createPrivateKey({ key: { ...jwk }, format: "jwk" });
  } catch {
    // OpenSSL's message could quote the key, and does not help.
    throw unreadable(place, jwk === undefined ? "the PEM is damaged or cut off" : "the JWK is damaged or incomplete");
  }
}

function algorithmOf(key: KeyObject, jwk: JsonObject | undefined, place: string): string {
  const named = jwk?.["alg"];
  if (key.asymmetricKeyType === "rsa") {
    const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
    if (bits < SMALLEST_RSA_BITS)
      throw unreadable(place, `the RSA key has ${String(bits)} bits; at least 2048 are needed`);
    return typeof named === "string" && /^RS(256|384|512)$/.test(named) ? named : "RS256";
  }
  const algorithm = EC_ALGORITHMS[key.asymmetricKeyDetails?.namedCurve ?? ""];
  if (algorithm !== undefined) return algorithm;
  throw unreadable(place, "Okta accepts only RSA keys and EC keys with the curves P-256, P-384 and P-521");
}

function linesOf(pem: string): Secret[] {
  const lines = pem.split(/\s*\n\s*/).filter((line) => line.length >= SHORTEST_LINE && !line.startsWith("-----"));
  return [lines.join(""), ...lines].map((line) => new Secret(line));
}

function privatePartsOf(jwk: JsonObject): Secret[] {
  return PRIVATE_PARTS.flatMap((part) => {
    const value = jwk[part];
    return typeof value === "string" ? [new Secret(value)] : [];
  });
}

function unreadable(place: string, why: string): SetupError {
  return new SetupError({
    code: "okta-key-unreadable",
    exitCode: EXIT.usage,
    what: `The private key from ${place} cannot be used`,
    why,
    fix: [
      "Use the private key of the service app: PEM without a passphrase, or the JWK that Okta showed when the key was created.",
      "To create a new key, open the app in the Admin Console: General > Client Credentials > Public keys > Add key.",
    ],
    refused: true,
  });
}
