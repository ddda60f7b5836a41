import type { Clock } from "../../base/clock.js";
import { isJsonObject, parseJson, type JsonObject } from "../../base/json.js";
import { Secret } from "../../base/secret.js";
import type { HttpAnswer } from "../../http/http.js";
import type { Possession } from "./dpop.js";
import type { OktaSignIn } from "../api/sign-in.js";

/** An access token, and what Okta said about it. */
export interface AccessToken {
  readonly value: Secret;
  /** It is bound to a key and sent with a proof of possession (RFC 9449). */
  readonly bound: boolean;
  readonly scopes: ReadonlySet<string>;
  /** Milliseconds since 1970. */
  readonly until: number;
  /** For getting the next one without the user. */
  readonly refresh: Secret | undefined;
}

interface OAuthSignInParts extends Pick<OktaSignIn, "way" | "who" | "watchSecrets" | "requests"> {
  readonly clock: Clock;
  readonly possession: Possession;
  readonly token: AccessToken;
  /** @throws SetupError with exit 4 when there is no further one */
  readonly issue: (before: AccessToken) => Promise<AccessToken>;
}

/** A token that is about to end may end before the request arrives. */
const MARGIN_MS = 60_000;
/** For an answer that does not say how long (Okta: developer docs, "API access tokens": an hour). */
const USUAL_LIFETIME_S = 3_600;

/** Signs with an access token, and gets a new one when it is about to end or when Okta no longer accepts it. */
export function oauthSignIn({ clock, possession, issue, ...parts }: OAuthSignInParts): OktaSignIn {
  let token = parts.token;
  let asked: Promise<void> | undefined;

  function renew(): Promise<void> {
    asked ??= issue(token)
      .then((next) => {
        token = next;
      })
      .finally(() => {
        asked = undefined;
      });
    return asked;
  }

  return {
    way: parts.way,
    who: parts.who,
    watchSecrets: parts.watchSecrets,
    requests: parts.requests,
    get scopes() {
      return token.scopes;
    },
    headers: async (request) => {
      if (clock.now() >= token.until - MARGIN_MS) await renew();
      const { value, bound } = token;
      if (!bound) return { Authorization: `Bearer ${value.reveal()}` };
      const DPoP = await possession.proof(request, clock.now(), value.reveal());
      return { Authorization: `DPoP ${value.reveal()}`, DPoP };
    },
    renew: async (answer) => {
      // The org does not have a feature: no token would change that.
      if (errorCodeOf(answer) === "E0000015") return false;
      const nonce = answer.headers["dpop-nonce"];
      if (token.bound && nonce !== undefined) possession.useNonce(nonce);
      else await renew();
      return true;
    },
  };
}

/** The token in the answer of a token endpoint (RFC 6749, 5.1); undefined when there is none. */
export function accessTokenIn(body: JsonObject, asked: readonly string[], now: number): AccessToken | undefined {
  const { access_token: value, token_type: type, scope, expires_in: lifetime, refresh_token: refresh } = body;
  if (typeof value !== "string" || value === "") return undefined;
  return {
    value: new Secret(value),
    bound: typeof type === "string" && type.toLowerCase() === "dpop",
    // An absent scope means the requested one.
    scopes: new Set(typeof scope === "string" ? scope.split(" ") : asked),
    until: now + (typeof lifetime === "number" ? lifetime : USUAL_LIFETIME_S) * 1_000,
    refresh: typeof refresh === "string" && refresh !== "" ? new Secret(refresh) : undefined,
  };
}

function errorCodeOf({ text }: HttpAnswer): unknown {
  const body = parseJson(text);
  return isJsonObject(body) ? body["errorCode"] : undefined;
}
