import { isJsonObject, parseJson, type JsonObject } from "../../base/json.js";
import { createScrubber } from "../../base/scrubber.js";
import { Secret } from "../../base/secret.js";
import { openApiClient, type ApiPolicy } from "../../http/api-client.js";
import { HttpAnswer } from "../../http/http.js";
import { timeOf } from "../../http/retry-after.js";
import { TRIES } from "../../http/retry.js";
import { notJsonError, refusedError, unreachableError } from "../api/errors.js";
import { waitOfAnswer } from "../api/rate/rate-limit.js";
import type { OrgWay } from "../api/transport.js";
import type { Possession } from "./dpop.js";
import type { SecretKeeper } from "./secrets.js";

/** Where to sign in, and how requests are sent. */
export interface SignInPlace extends OrgWay {
  /** Called with every secret as soon as it exists: before it is sent, and before an answer that contains it is recorded. */
  readonly onSecret?: ((secret: Secret) => void) | undefined;
}

/** A refusal in OAuth's terms (RFC 6749, 5.2). */
export interface OAuthRefusal {
  readonly status: number;
  /** For example `invalid_client`. */
  readonly error: string;
  /** Okta's own sentence, without secrets; empty when there is none. */
  readonly description: string;
  /** How far this machine's clock is ahead of Okta's, in milliseconds; undefined when the answer has no date. */
  readonly aheadMs: number | undefined;
  readonly requestId: string | undefined;
}

/** What an endpoint of OAuth answered: a refusal is data, since waiting for the user consists of them. */
export type OAuthOutcome =
  { readonly ok: true; readonly body: JsonObject } | { readonly ok: false; readonly refusal: OAuthRefusal };

/** One request to an endpoint of OAuth. */
export interface OAuthRequest {
  /** From the org's root. */
  readonly path: string;
  /** For example `sign in`. */
  readonly purpose: string;
  /** Made for each try: an assertion is valid once. */
  readonly form: () => Promise<Readonly<Record<string, string | Secret>>>;
  /** When given, the request carries a proof of possession. */
  readonly possession?: Possession | undefined;
}

/** Sends requests to the org's own authorization server. */
export interface TokenEndpoint {
  /** @throws SetupError when Okta cannot be reached, or does not answer as OAuth says */
  post(request: OAuthRequest): Promise<OAuthOutcome>;
  /** Requests sent so far, repeated ones included. */
  requests(): number;
}

/** Members of an answer that are secret. */
const SECRET_FIELDS = ["access_token", "refresh_token", "id_token", "device_code"] as const;
const HEADERS = { Accept: "application/json", "Content-Type": "application/x-www-form-urlencoded" };

/**
 * How the org's authorization server expects requests (Okta: developer docs, "Rate limits"). A refusal below 500 is a result, and
 * requesting a token again is safe, whatever happened to the earlier request.
 */
const OKTA_SIGN_IN: ApiPolicy = {
  tries: TRIES,
  timeoutMs: 30_000,
  keepsConnections: false,
  accepts: () => true,
  sendsAgain: (status) => status === 429 || status >= 500,
  waitOf: waitOfAnswer,
};

/** Opens the endpoints. Sends nothing yet; the keeper learns of every secret that is sent or received. */
export function openTokenEndpoint({ orgUrl, onSecret, ...terms }: SignInPlace, secrets: SecretKeeper): TokenEndpoint {
  const { clock } = terms;
  if (onSecret !== undefined) secrets.watch(onSecret);
  const scrubber = createScrubber();
  secrets.watch((secret) => {
    scrubber.register(secret);
  });
  const client = openApiClient<OAuthRequest>({
    ...terms,
    origin: orgUrl,
    policy: OKTA_SIGN_IN,
    // Signing in changes nothing, also where the org may only be read.
    readOnly: false,
    scrubber,
    calls: {
      request: async ({ path, form }) => {
        const fields = await form();
        for (const value of Object.values(fields)) if (value instanceof Secret) secrets.keep(value);
        const recorded = Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, String(value)]));
        const body = { text: encode(fields), recorded };
        return { method: "POST", url: orgUrl + path, headers: HEADERS, body, repeatable: true, reads: true };
      },
      sign: async (request, { possession }) =>
        possession === undefined ? {} : { DPoP: await possession.proof(request, clock.now()) },
      onAnswer: (answer) => {
        keepSecretsOf(answer, secrets);
      },
      refused: (answer, request) => refusedError(answer, request),
      unreachable: (failure, { purpose }) => unreachableError(failure, orgUrl, purpose),
    },
  });

  function read(answer: HttpAnswer, request: OAuthRequest): OAuthOutcome {
    const { status, headers, text } = answer;
    const body = parseJson(text);
    if (status >= 200 && status < 300) {
      if (!isJsonObject(body)) throw notJsonError(answer, request);
      return { ok: true, body };
    }
    const error = isJsonObject(body) ? body["error"] : undefined;
    if (!isJsonObject(body) || typeof error !== "string")
      throw refusedError(new HttpAnswer(status, headers, scrubber.scrub(text)), request);
    const description = body["error_description"];
    return {
      ok: false,
      refusal: {
        status,
        error,
        description: typeof description === "string" ? scrubber.scrub(description) : "",
        aheadMs: headers["date"] === undefined ? undefined : clock.now() - timeOf(headers, clock.now()),
        requestId: headers["x-okta-request-id"],
      },
    };
  }

  return {
    post: async (request) => {
      const answer = await client.send(request);
      const outcome = read(answer, request);
      const nonce = answer.headers["dpop-nonce"];
      if (nonce === undefined || request.possession === undefined) return outcome;
      request.possession.useNonce(nonce);
      if (outcome.ok || outcome.refusal.error !== "use_dpop_nonce") return outcome;
      return read(await client.send(request), request);
    },
    requests: () => client.requests().reads,
  };
}

function encode(fields: Readonly<Record<string, string | Secret>>): string {
  const plain = Object.entries(fields).map(([name, value]): [string, string] => [
    name,
    value instanceof Secret ? value.reveal() : value,
  ]);
  return new URLSearchParams(plain).toString();
}

function keepSecretsOf({ text }: HttpAnswer, secrets: SecretKeeper): void {
  const body = parseJson(text);
  if (!isJsonObject(body)) return;
  for (const name of SECRET_FIELDS) {
    const value = body[name];
    if (typeof value === "string") secrets.keep(new Secret(value));
  }
}
