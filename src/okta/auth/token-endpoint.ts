import { HttpAnswer, NoAnswer, sendHttp } from "../../http/http.js";
import { isJsonObject, type JsonObject } from "../../base/json.js";
import { networkFailure } from "../../http/network-failures.js";
import { proxyAgent } from "../../http/proxy.js";
import { timeOf, waitAsTold } from "../../http/retry-after.js";
import { withRetries, type Attempt } from "../../http/retry.js";
import { createScrubber } from "../../base/scrubber.js";
import { Secret } from "../../base/secret.js";
import { exchangeOf, parseJson } from "../../http/tenant-exchange.js";
import { notJsonError, refusedError, unreachableError } from "../api/errors.js";
import { waitAfterRateLimit } from "../api/rate/rate-limit.js";
import type { Possession } from "./dpop.js";
import type { SecretKeeper } from "./secrets.js";
import type { OrgWay } from "../api/way.js";

/** Where to sign in, and on what terms requests are sent. */
export interface SignInPlace extends OrgWay {
  /** Told of every secret as soon as there is one: before it is sent, and before an answer that holds it is recorded. */
  readonly onSecret?: ((secret: Secret) => void) | undefined;
}

/** A refusal in OAuth's words (RFC 6749, 5.2). */
export interface OAuthRefusal {
  readonly status: number;
  /** As `invalid_client`. */
  readonly error: string;
  /** Okta's own sentence, without secrets; empty when there is none. */
  readonly description: string;
  /** How far this machine's clock is ahead of Okta's, in milliseconds; undefined when the answer has no date. */
  readonly aheadMs: number | undefined;
  readonly requestId: string | undefined;
}

/** What an endpoint of OAuth answered: a refusal is data, since waiting for a person consists of them. */
export type OAuthOutcome =
  { readonly ok: true; readonly body: JsonObject } | { readonly ok: false; readonly refusal: OAuthRefusal };

/** One request to an endpoint of OAuth. */
export interface OAuthRequest {
  /** From the org's root. */
  readonly path: string;
  /** As in `sign in`. */
  readonly purpose: string;
  /** Made for each try: an assertion is good for one. */
  readonly form: () => Promise<Readonly<Record<string, string | Secret>>>;
  /** When given, the request carries a proof of possession. */
  readonly possession?: Possession | undefined;
}

/** Speaks with the org's own authorization server. */
export interface TokenEndpoint {
  /** @throws SetupError when Okta cannot be reached, or answers with something else than OAuth */
  post(request: OAuthRequest): Promise<OAuthOutcome>;
  /** Requests sent so far, tries again included. */
  requests(): number;
}

const TIMEOUT_MS = 30_000;
/** What an answer may hold that nobody else may know. */
const SECRET_FIELDS = ["access_token", "refresh_token", "id_token", "device_code"] as const;

/** Opens the endpoints. Sends nothing yet; every secret that comes and goes is told to the keeper. */
export function openTokenEndpoint(place: SignInPlace, secrets: SecretKeeper): TokenEndpoint {
  const { orgUrl, clock, emit, record, signal, random = Math.random, timeoutMs = TIMEOUT_MS, proxies = {} } = place;
  if (place.onSecret !== undefined) secrets.watch(place.onSecret);
  const scrubber = createScrubber();
  secrets.watch((secret) => {
    scrubber.register(secret);
  });
  const agent = proxyAgent(new URL(orgUrl), proxies, false);
  let sent = 0;

  async function sendOnce({ path, form, possession }: OAuthRequest): Promise<HttpAnswer> {
    const url = orgUrl + path;
    const fields = await form();
    for (const value of Object.values(fields)) if (value instanceof Secret) secrets.keep(value);
    const proof = await possession?.proof({ method: "POST", url }, clock.now());
    const headers = { Accept: "application/json", "Content-Type": "application/x-www-form-urlencoded" };
    const at = new Date(clock.now()).toISOString();
    sent += 1;
    const note = (answer?: HttpAnswer): void => {
      const body = Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, String(value)]));
      record?.(exchangeOf({ at, method: "POST", path, headers, body }, answer, scrubber));
    };
    try {
      const answer = await sendHttp({
        url: new URL(url),
        origin: orgUrl,
        method: "POST",
        headers: { ...headers, ...(proof === undefined ? {} : { DPoP: proof }) },
        body: encode(fields),
        agent: agent ?? false,
        timeoutMs,
        signal,
      });
      keepSecretsOf(answer, secrets);
      note(answer);
      return answer;
    } catch (error) {
      note();
      throw error instanceof NoAnswer && agent !== undefined ? new NoAnswer(error.code, error.cause, true) : error;
    }
  }

  async function attempt(request: OAuthRequest): Promise<Attempt<HttpAnswer>> {
    try {
      const answer = await sendOnce(request);
      const { status, headers } = answer;
      if (status !== 429 && status < 500) return { done: true, value: answer };
      const waitMs = status === 429 ? waitAfterRateLimit(headers, clock.now()) : waitAsTold(headers, clock.now());
      const error = refusedError(withoutSecrets(answer), request);
      return { done: false, error, retry: true, ...(waitMs === undefined ? {} : { waitMs }) };
    } catch (error) {
      signal?.throwIfAborted();
      if (!(error instanceof NoAnswer)) throw error;
      const retry = !networkFailure(error.code).lasting;
      return { done: false, error: unreachableError(error, orgUrl, request.purpose), retry };
    }
  }

  function send(request: OAuthRequest): Promise<HttpAnswer> {
    signal?.throwIfAborted();
    return withRetries(() => attempt(request), {
      clock,
      random,
      signal,
      onWait: (waitMs, error) => {
        emit?.({ code: "request.delayed", waitMs, reason: error.message });
      },
    });
  }

  function withoutSecrets({ status, headers, text }: HttpAnswer): HttpAnswer {
    return new HttpAnswer(status, headers, scrubber.scrub(text));
  }

  function read(answer: HttpAnswer, request: OAuthRequest): OAuthOutcome {
    const body = parseJson(answer.text);
    if (answer.status >= 200 && answer.status < 300) {
      if (!isJsonObject(body)) throw notJsonError(answer, request);
      return { ok: true, body };
    }
    const error = isJsonObject(body) ? body["error"] : undefined;
    if (!isJsonObject(body) || typeof error !== "string") throw refusedError(withoutSecrets(answer), request);
    const description = body["error_description"];
    const { headers } = answer;
    return {
      ok: false,
      refusal: {
        status: answer.status,
        error,
        description: typeof description === "string" ? scrubber.scrub(description) : "",
        aheadMs: headers["date"] === undefined ? undefined : clock.now() - timeOf(headers, clock.now()),
        requestId: headers["x-okta-request-id"],
      },
    };
  }

  return {
    post: async (request) => {
      const answer = await send(request);
      const outcome = read(answer, request);
      const nonce = answer.headers["dpop-nonce"];
      if (nonce === undefined || request.possession === undefined) return outcome;
      request.possession.useNonce(nonce);
      if (outcome.ok || outcome.refusal.error !== "use_dpop_nonce") return outcome;
      return read(await send(request), request);
    },
    requests: () => sent,
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
