import type { JsonObject } from "../../base/json.js";
import { Secret } from "../../base/secret.js";
import { duration, plainText } from "../../base/text.js";
import type { AccessNeed } from "../../setup/model/rights.js";
import type { DeviceApp } from "./credentials.js";
import { createPossession } from "./dpop.js";
import { accessTokenIn, oauthSignIn, type AccessToken } from "./oauth-sign-in.js";
import { scopesOf } from "../api/scopes.js";
import { secretKeeper } from "./secrets.js";
import type { OktaSignIn } from "../api/sign-in.js";
import { noTokenError, TOKEN_PATH } from "./token-answer.js";
import { openTokenEndpoint, type OAuthOutcome, type SignInPlace } from "./token-endpoint.js";
import { signInRefused } from "./token-errors.js";

const AUTHORIZE_PATH = "/oauth2/v1/device/authorize";
const DEVICE_GRANT = "urn:ietf:params:oauth:grant-type:device_code";
/** RFC 8628, 3.2 and 3.5: the interval when none is given, and what is added when it is too short. */
const USUAL_INTERVAL_S = 5;
const SLOWER_BY_S = 5;
const USUAL_LIFETIME_S = 600;
/** Refusals that ask for a proof of possession. */
const WANTS_PROOF = new Set(["invalid_dpop_proof", "use_dpop_nonce"]);

/**
 * Signs in a user who confirms a code in a browser, on any machine (RFC 8628; Okta: developer docs, "Configure device authorization").
 * The access token has the requested scopes, limited by the user's roles.
 *
 * @throws SetupError with exit 4 and its own code for each reason Okta has; the signal's reason when it is aborted
 */
export async function signInDevice(
  { clientId, onPrompt }: DeviceApp,
  needs: readonly AccessNeed[],
  place: SignInPlace,
): Promise<OktaSignIn> {
  const { clock, signal } = place;
  const secrets = secretKeeper([]);
  const endpoint = openTokenEndpoint(place, secrets);
  const possession = createPossession();
  const scopes = scopesOf(needs);
  const refused = (outcome: Extract<OAuthOutcome, { ok: false }>) =>
    signInRefused(outcome.refusal, { way: "device", clientId, needs });
  // Only an app that demands proofs gets them, and from then on always.
  let proves = false;

  async function authorize(): Promise<DeviceCode> {
    const ask = (wanted: readonly string[]): Promise<OAuthOutcome> =>
      endpoint.post({
        path: AUTHORIZE_PATH,
        purpose: "sign in",
        form: () => Promise.resolve({ client_id: clientId, scope: wanted.join(" ") }),
      });
    let outcome = await ask([...scopes, "offline_access"]);
    // Without the refresh token grant, the sign-in lasts an hour.
    if (!outcome.ok && outcome.refusal.error === "invalid_scope") outcome = await ask(scopes);
    if (!outcome.ok) throw refused(outcome);
    return deviceCodeIn(outcome.body);
  }

  async function request(form: Readonly<Record<string, string | Secret>>): Promise<OAuthOutcome> {
    const send = (): Promise<OAuthOutcome> =>
      endpoint.post({
        path: TOKEN_PATH,
        purpose: "sign in",
        form: () => Promise.resolve({ client_id: clientId, ...form }),
        possession: proves ? possession : undefined,
      });
    const outcome = await send();
    if (outcome.ok || proves || !WANTS_PROOF.has(outcome.refusal.error)) return outcome;
    proves = true;
    return send();
  }

  function tokenIn(body: JsonObject): AccessToken {
    const token = accessTokenIn(body, scopes, clock.now());
    if (token === undefined) throw noTokenError();
    return token;
  }

  async function wait({ code, intervalMs, lifetimeMs }: DeviceCode): Promise<AccessToken> {
    const until = clock.now() + lifetimeMs;
    for (let pause = intervalMs; ;) {
      await clock.sleep(pause, signal);
      const outcome = await request({ grant_type: DEVICE_GRANT, device_code: code });
      if (outcome.ok) return tokenIn(outcome.body);
      const { refusal } = outcome;
      if (refusal.error === "slow_down") pause += SLOWER_BY_S * 1_000;
      else if (refusal.error !== "authorization_pending") throw refused(outcome);
      if (clock.now() > until) throw refused({ ok: false, refusal: { ...refusal, error: "expired_token" } });
    }
  }

  async function issue({ refresh }: AccessToken): Promise<AccessToken> {
    if (refresh === undefined) throw refused({ ok: false, refusal: NO_REFRESH });
    const form = {
      grant_type: "refresh_token",
      refresh_token: refresh,
      scope: [...scopes, "offline_access"].join(" "),
    };
    const outcome = await request(form);
    if (!outcome.ok) throw refused(outcome);
    const token = tokenIn(outcome.body);
    return token.refresh === undefined ? { ...token, refresh } : token;
  }

  const device = await authorize();
  onPrompt(instruction(device));
  return oauthSignIn({
    way: "device",
    who: `the user who signed in through the app ${clientId}`,
    clock,
    possession,
    token: await wait(device),
    issue,
    watchSecrets: secrets.watch,
    requests: () => endpoint.requests(),
  });
}

/** The refusal when a token ends and there is no refresh token. */
const NO_REFRESH = {
  status: 401,
  error: "invalid_grant",
  description: "the app has no refresh token grant, so a sign-in lasts one hour",
  aheadMs: undefined,
  requestId: undefined,
};

/** A sign-in that waits for the user. */
interface DeviceCode {
  readonly code: Secret;
  readonly userCode: string;
  readonly address: string;
  /** With the code in it. */
  readonly completeAddress: string;
  readonly intervalMs: number;
  readonly lifetimeMs: number;
}

function deviceCodeIn(body: JsonObject): DeviceCode {
  const text = (name: string): string => {
    const value = body[name];
    return typeof value === "string" ? plainText(value) : "";
  };
  const number = (name: string, usual: number): number => {
    const value = body[name];
    return typeof value === "number" && value > 0 ? value : usual;
  };
  const address = text("verification_uri");
  if (text("device_code") === "" || text("user_code") === "" || address === "") throw noTokenError();
  const complete = text("verification_uri_complete");
  return {
    code: new Secret(text("device_code")),
    userCode: text("user_code"),
    address,
    completeAddress: complete === "" ? address : complete,
    intervalMs: number("interval", USUAL_INTERVAL_S) * 1_000,
    lifetimeMs: number("expires_in", USUAL_LIFETIME_S) * 1_000,
  };
}

function instruction({ userCode, address, completeAddress, lifetimeMs }: DeviceCode): string {
  const where = completeAddress === address ? address : `${completeAddress} (or ${address} and enter the code)`;
  return `To sign in to Okta, open ${where} in a browser. Check that the page shows the code ${userCode}, then sign in as an administrator. The code is valid for ${duration(lifetimeMs)}.`;
}
