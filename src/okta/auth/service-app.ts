import type { AccessNeed } from "../../setup/model/rights.js";
import type { ServiceApp } from "./credentials.js";
import { createPossession } from "./dpop.js";
import { accessTokenIn, oauthSignIn, type AccessToken } from "./oauth-sign-in.js";
import { secretKeeper } from "./secrets.js";
import type { OktaSignIn } from "../api/sign-in.js";
import { noTokenError, TOKEN_PATH } from "./token-answer.js";
import { openTokenEndpoint, type SignInPlace } from "./token-endpoint.js";
import { signInRefused } from "./token-errors.js";
import { scopesOf } from "../api/scopes.js";
import type { ClientKey } from "./private-key.js";
import { Secret } from "../../base/secret.js";
import { SignJWT } from "jose";
import { randomUUID } from "node:crypto";

/**
 * Signs in as a service app: an assertion signed with its private key for an access token of the org's own authorization server
 * (Okta: developer docs, "Implement OAuth for Okta with a service app"). Every request for a token carries a proof of possession,
 * like the Okta SDK's: an app may demand it.
 *
 * @throws SetupError with exit 4 and its own code for each reason Okta has (docs/errors.md)
 */
export async function signInServiceApp(
  app: ServiceApp,
  needs: readonly AccessNeed[],
  place: SignInPlace,
): Promise<OktaSignIn> {
  const { clientId, key } = app;
  const { orgUrl, clock } = place;
  const keyId = app.keyId ?? key.keyId;
  const secrets = secretKeeper(key.secrets);
  const endpoint = openTokenEndpoint(place, secrets);
  const possession = createPossession();
  const scopes = scopesOf(needs);

  async function issue(): Promise<AccessToken> {
    const outcome = await endpoint.post({
      path: TOKEN_PATH,
      purpose: "sign in",
      possession,
      form: async () => ({
        grant_type: "client_credentials",
        scope: scopes.join(" "),
        client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
        client_assertion: await clientAssertion({ clientId, key, keyId }, orgUrl + TOKEN_PATH, clock.now()),
      }),
    });
    if (!outcome.ok) throw signInRefused(outcome.refusal, { way: "private-key", clientId, keyId, needs });
    const token = accessTokenIn(outcome.body, scopes, clock.now());
    if (token === undefined) throw noTokenError();
    return token;
  }

  return oauthSignIn({
    way: "private-key",
    who: `the service app ${clientId}`,
    clock,
    possession,
    token: await issue(),
    issue,
    watchSecrets: secrets.watch,
    requests: () => endpoint.requests(),
  });
}

/** An application that proves its identity with a private key. */
interface KeyedClient {
  readonly clientId: string;
  readonly key: ClientKey;
  /** Named in the assertion: it tells Okta which of the app's public keys to use. */
  readonly keyId: string | undefined;
}

const LIFETIME_S = 5 * 60;

/**
 * What a client sends instead of a secret: a JWT for one request (RFC 7523, 2.2; Okta: developer docs, "Build a JWT for client
 * authentication": `aud` is the endpoint, `exp` at most an hour away).
 */
async function clientAssertion(client: KeyedClient, endpoint: string, now: number): Promise<Secret> {
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
