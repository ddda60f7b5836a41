import type { Clock } from "../base/clock.js";
import type { JsonValue } from "../base/json.js";
import { createScrubber, type Scrubber } from "../base/scrubber.js";
import { openConnections } from "./connections.js";
import { tenantExchange, type ExchangeSink } from "./exchange.js";
import { requireRead } from "./guards.js";
import { HttpAnswer, NoAnswer, sendHttp } from "./http.js";
import { networkFailure } from "./network-failures.js";
import type { Proxies } from "./proxy.js";
import { withRetries, type Attempt } from "./retry.js";

type Headers = Readonly<Record<string, string>>;

/** What one API wants of those who ask it, as data. Each API has its own next to its calls, with the source. */
export interface ApiPolicy {
  /** How often a request is sent at most. */
  readonly tries: number;
  /** For one request and its whole answer, where neither the run nor the call says. */
  readonly timeoutMs: number;
  /** Whether connections are kept; a request that must not be repeated has one of its own all the same. */
  readonly keepsConnections: boolean;
  /** Whether an answer of this status, when it is not tried again, is a result. Absent: 200 to 299. */
  readonly accepts?: (status: number) => boolean;
  /** Whether a request is sent again after an answer of this status. */
  readonly sendsAgain: (status: number, repeatable: boolean) => boolean;
  /** How long an answer asks to wait, in milliseconds; undefined to back off. */
  readonly waitOf: (answer: HttpAnswer, now: number) => number | undefined;
}

/** One try of a call, as it is sent and recorded. */
export interface ApiRequest {
  readonly method: string;
  readonly url: string;
  /** Without those that sign it. */
  readonly headers: Headers;
  /** `recorded` is the transcript's form of it; secrets are still taken out of that. */
  readonly body?: { readonly text: string; readonly recorded?: JsonValue } | undefined;
  /** May be sent again though nobody knows whether it was carried out (RFC 9110, 9.2.2). */
  readonly repeatable: boolean;
  /** Changes nothing at the other side: it counts as a read, and the wait for its answer may be interrupted. */
  readonly reads: boolean;
  readonly timeoutMs?: number | undefined;
}

/** How an API's calls become requests, and their failures errors. */
export interface ApiCalls<Call> {
  /** Made for each try: an assertion is good for one. */
  readonly request: (call: Call) => ApiRequest | Promise<ApiRequest>;
  /** The headers that sign one request; asked for only once its address is known to be the credential's own. */
  readonly sign?: (request: Pick<ApiRequest, "method" | "url">, call: Call) => Promise<Headers>;
  /** Waits until the API has room for a request; told the answer's headers, or undefined when none came. */
  readonly turn?: (request: ApiRequest) => Promise<{ over(headers: Headers | undefined): void }>;
  /** Told of every answer before it is recorded. */
  readonly onAnswer?: (answer: HttpAnswer, call: Call) => void;
  /** @param answer - with secrets taken out of its text */
  readonly refused: (answer: HttpAnswer, call: Call) => Error;
  readonly unreachable: (failure: NoAnswer, call: Call) => Error;
  /** After a refusal: whether the request is to be signed and sent once more, now. */
  readonly renew?: (answer: HttpAnswer, refused: Error) => Promise<boolean>;
}

/** On what terms a run's requests are sent. */
export interface ApiTerms {
  readonly clock: Clock;
  /** From 0 up to 1, for the jitter of retries. */
  readonly random?: (() => number) | undefined;
  /** Told before each wait. */
  readonly emit?: ((event: RequestDelayed) => void) | undefined;
  readonly record?: ExchangeSink | undefined;
  readonly signal?: AbortSignal | undefined;
  /** For one request and its answer, in real time; the call's or the API's own when absent. */
  readonly timeoutMs?: number | undefined;
  /** None when absent. */
  readonly proxies?: Proxies | undefined;
}

interface RequestDelayed {
  readonly code: "request.delayed";
  readonly waitMs: number;
  readonly reason: string;
}

/** One API, and whose credential goes there. */
export interface ApiClientOptions<Call> extends ApiTerms {
  /** Scheme and host, without a slash at the end: the only place that the credential goes to. */
  readonly origin: string;
  readonly policy: ApiPolicy;
  readonly calls: ApiCalls<Call>;
  /** Takes secrets out of what is recorded and refused; one that knows none when absent. */
  readonly scrubber?: Scrubber | undefined;
  /** Sends nothing but GET. */
  readonly readOnly?: boolean | undefined;
}

/** Sends calls to one API. */
export interface ApiClient<Call> {
  /**
   * The answer of a call, after as many tries as the policy allows. No redirect is followed.
   *
   * @throws the errors that the API's `refused` and `unreachable` make, and what signing in throws; SetupError `read-only` or
   *   `credential-astray` (exit 1) before anything is sent
   */
  send(call: Call): Promise<HttpAnswer>;
  /** Requests sent so far, tries again included; writes are those that can change something. */
  requests(): { readonly reads: number; readonly writes: number };
}

/**
 * Opens the way to one API: the one sender of every client of this product. Sends nothing yet.
 *
 * @throws SetupError `proxy-url-invalid` (exit 64)
 */
export function openApiClient<Call>(options: ApiClientOptions<Call>): ApiClient<Call> {
  const { origin, policy, calls, clock, signal, scrubber = createScrubber(), readOnly = false } = options;
  const { accepts = isSuccess } = policy;
  const connections = openConnections(new URL(origin), options.proxies ?? {});
  const sent = { reads: 0, writes: 0 };

  async function sendOnce(call: Call, request: ApiRequest): Promise<HttpAnswer> {
    const { method, url, headers, body, repeatable, reads } = request;
    let at: string | undefined;
    const record = (answer?: HttpAnswer): void => {
      if (at === undefined) return;
      const noted = body?.recorded === undefined ? {} : { body: body.recorded };
      options.record?.(
        tenantExchange({ at, method, path: url.slice(origin.length), headers, ...noted }, answer, scrubber),
      );
    };
    const answer = await sendHttp({
      url: new URL(url),
      origin,
      method,
      headers: { ...headers, "accept-encoding": "gzip" },
      sign: async () => {
        const signed = await calls.sign?.({ method, url }, call);
        at = new Date(clock.now()).toISOString();
        sent[reads ? "reads" : "writes"] += 1;
        return signed ?? {};
      },
      body: body?.text,
      // On a kept connection that the server just closed, nobody would know whether a POST was carried out.
      agent: policy.keepsConnections && repeatable ? connections.kept : connections.single,
      timeoutMs: options.timeoutMs ?? request.timeoutMs ?? policy.timeoutMs,
      // An interrupted write would leave open whether it happened; it is let through, and nothing follows it.
      signal: reads ? signal : undefined,
    })
      .then(requireStatus)
      .catch((error: unknown) => {
        record();
        throw connections.viaProxy && error instanceof NoAnswer ? new NoAnswer(error.code, error.cause, true) : error;
      });
    calls.onAnswer?.(answer, call);
    record(answer);
    return answer;
  }

  /** Sends when the API has room for it. */
  async function sendInTurn(call: Call, request: ApiRequest): Promise<HttpAnswer> {
    const turn = await calls.turn?.(request);
    let answer: HttpAnswer | undefined;
    try {
      return (answer = await sendOnce(call, request));
    } finally {
      turn?.over(answer?.headers);
    }
  }

  async function attempt(call: Call, signedAgain = false): Promise<Attempt<HttpAnswer>> {
    const request = await calls.request(call);
    if (readOnly) requireRead(request.method, request.url);
    let answer: HttpAnswer;
    try {
      answer = await sendInTurn(call, request);
    } catch (error) {
      signal?.throwIfAborted();
      if (!(error instanceof NoAnswer)) throw error;
      const retry = request.repeatable && !networkFailure(error.code).lasting;
      return { done: false, error: calls.unreachable(error, call), retry };
    }
    const { status, headers, text } = answer;
    const retry = policy.sendsAgain(status, request.repeatable);
    if (!retry && accepts(status)) return { done: true, value: answer };
    const refused = calls.refused(new HttpAnswer(status, headers, scrubber.scrub(text)), call);
    if (!signedAgain && (await calls.renew?.(answer, refused)) === true) return attempt(call, true);
    const waitMs = policy.waitOf(answer, clock.now());
    return { done: false, error: refused, retry, ...(waitMs === undefined ? {} : { waitMs }) };
  }

  return {
    send: (call) => {
      signal?.throwIfAborted();
      return withRetries(() => attempt(call), {
        clock,
        signal,
        tries: policy.tries,
        random: options.random ?? Math.random,
        onWait: (waitMs, error) => {
          options.emit?.({ code: "request.delayed", waitMs, reason: error.message });
        },
      });
    },
    requests: () => ({ ...sent }),
  };
}

/** RFC 9110, 15: there are none but from 100 to 599, and those below 200 are no answers. */
function requireStatus(answer: HttpAnswer): HttpAnswer {
  if (answer.status < 200 || answer.status > 599) throw new NoAnswer("NOT_HTTP");
  return answer;
}

function isSuccess(status: number): boolean {
  return status >= 200 && status < 300;
}
