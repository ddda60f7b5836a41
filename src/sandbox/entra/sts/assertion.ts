import { X509Certificate, type KeyObject } from "node:crypto";
import { compactVerify, decodeJwt, decodeProtectedHeader, errors, type JWTPayload } from "jose";
import type { FederatedCredential, SignInApp } from "./apps.js";
import { invalidClient, type SignInRefusal } from "./errors.js";

/** A guess: Microsoft names none. An assertion may be a little ahead of the service's clock, and never too late. */
const AHEAD_MS = 5 * 60_000;

interface Place {
  /** Addresses an application may name as the audience of an assertion of its own. */
  readonly audiences: readonly string[];
  /** Milliseconds since 1970. */
  readonly now: number;
}

/**
 * Checks the assertion an application signs in with: its own, signed with a certificate, or one of a user it trusts.
 * Source: Microsoft identity platform docs, certificate-credentials and workload-identity-federation.
 *
 * @throws SignInRefusal
 */
export async function checkAssertion(app: SignInApp, assertion: string, place: Place): Promise<void> {
  const read = readAssertion(assertion);
  if (read === undefined) throw invalidClient(50_027, "JWT token is invalid or malformed.");
  const { claims, header } = read;
  const own = claims.iss === app.clientId;
  const key = own ? certificateKey(app, header) : federatedKey(app, claims);
  if (!(await isSignedWith(assertion, key))) {
    throw own
      ? invalidClient(
          700_027,
          "Client assertion failed signature validation. [Reason - The provided signature value did not match the expected signature value.]",
        )
      : invalidClient(
          50_013,
          "Assertion failed signature validation. [Reason - The provided signature value did not match the expected signature value.]",
        );
  }
  checkTimes(claims, place.now);
  if (own && !place.audiences.includes(String(claims.aud)))
    throw invalidClient(700_023, "Client assertion audience claim does not match Realm issuer.");
}

interface Read {
  readonly claims: JWTPayload;
  readonly header: Readonly<Record<string, unknown>>;
}

function readAssertion(assertion: string): Read | undefined {
  try {
    return { claims: decodeJwt(assertion), header: { ...decodeProtectedHeader(assertion) } };
  } catch (error) {
    if (error instanceof errors.JOSEError || error instanceof TypeError) return undefined;
    throw error;
  }
}

function certificateKey(app: SignInApp, header: Read["header"]): KeyObject {
  for (const pem of app.certificates ?? []) {
    const certificate = new X509Certificate(pem);
    const prints = { x5t: certificate.fingerprint, "x5t#S256": certificate.fingerprint256 };
    const names = Object.entries(prints).some(
      ([name, print]) => header[name] === Buffer.from(print.replaceAll(":", ""), "hex").toString("base64url"),
    );
    if (names) return certificate.publicKey;
  }
  const given = header["x5t#S256"] ?? header["x5t"];
  const print = typeof given === "string" ? Buffer.from(given, "base64url").toString("hex").toUpperCase() : "";
  throw invalidClient(
    700_027,
    `The certificate with identifier used to sign the client assertion is not registered on application. [Reason - The key was not found., Thumbprint of key used by client: '${print}']`,
  );
}

function federatedKey(app: SignInApp, { iss, sub, aud }: JWTPayload): KeyObject {
  const trusted = (app.federated ?? []).filter(({ issuer }) => issuer === iss);
  if (trusted.length === 0) throw noRecord(700_211, "issuer", iss);
  const subjects = trusted.filter(({ subject }) => subject === sub);
  if (subjects.length === 0) throw noRecord(700_213, "subject", sub);
  const [record] = subjects.filter(({ audience }: FederatedCredential) => audience === aud);
  if (record === undefined) throw noRecord(700_212, "audience", String(aud));
  return record.key;
}

function noRecord(aadsts: number, what: string, given = ""): SignInRefusal {
  return invalidClient(
    aadsts,
    `No matching federated identity record found for presented assertion ${what} '${given}'. Check your federated identity credential Subject, Audience and Issuer against the presented assertion.`,
  );
}

async function isSignedWith(assertion: string, key: KeyObject): Promise<boolean> {
  try {
    await compactVerify(assertion, key, { algorithms: ["RS256", "PS256"] });
    return true;
  } catch (error) {
    if (error instanceof errors.JOSEError) return false;
    throw error;
  }
}

function checkTimes({ nbf, iat, exp = 0 }: JWTPayload, now: number): void {
  const from = (nbf ?? iat ?? 0) * 1_000;
  if (now < exp * 1_000 && from <= now + AHEAD_MS) return;
  const shown = (milliseconds: number): string => new Date(milliseconds).toISOString();
  throw invalidClient(
    700_024,
    `Client assertion is not within its valid time range. Current time: ${shown(now)}, assertion valid from ${shown(from)}, expiry time of assertion ${shown(exp * 1_000)}.`,
  );
}
