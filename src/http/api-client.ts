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

/** The rules of one API for its clients, as data. Each API has its own next to its calls, with the source. */
export interface ApiPolicy {
  /** Most tries of one request. */
  readonly tries: number;
  /** For one request and its whole answer, where neither the run nor the call sets a time. */
  readonly timeoutMs: number;
  /** Whether connections are kept. A request that must not be repeated still uses its own. */
  readonly keepsConnections: boolean;
  /** Whether an answer with this status, when it is not tried again, is a result. Absent: 200 to 299. */
  readonly accepts?: (status: number) => boolean;
  /** Whether a request is sent again after an answer with this status. */
  readonly sendsAgain: (status: number, repeatable: boolean) => boolean;
  /** How long an answer asks to wait, in milliseconds; undefined to back off. */
  readonly waitOf: (answer: HttpAnswer, now: number) => number | undefined;
}

/** One try of a call, as it is sent and recorded. */
export interface ApiRequest {
  readonly method: string;
  readonly url: string;
  /** Without the headers that sign it. */
  readonly headers: Headers;
  /** `recorded` is its form in the transcript; secrets are still removed from it. */
  readonly body?: { readonly text: string; readonly recorded?: JsonValue } | undefined;
  /** May be sent again although the first try may have been carried out (RFC 9110, 9.2.2). */
  readonly repeatable: boolean;
  /** Changes nothing on the server: it counts as a read, and the wait for its answer may be interrupted. */
  readonly reads: boolean;
  readonly timeoutMs?: number | undefined;
}

/** Turns an API's calls into requests, and their failures into errors. */
export interface ApiCalls<Call> {
  /** Called for each try: an assertion is valid once. */
  readonly request: (call: Call) => ApiRequest | Promise<ApiRequest>;
  /** The headers that sign one request; called only after the origin of its address was checked. */
  readonly sign?: (request: Pick<ApiRequest, "method" | "url">, call: Call) => Promise<Headers>;
  /** Waits until the API has room for a request; `over` gets the answer's headers, or undefined without an answer. */
  readonly turn?: (request: ApiRequest) => Promise<{ over(headers: Headers | undefined): void }>;
  /** Called with every answer before it is recorded. */
  readonly onAnswer?: (answer: HttpAnswer, call: Call) => void;
  /** @param answer - with secrets removed from its text */
  readonly refused: (answer: HttpAnswer, call: Call) => Error;
  readonly unreachable: (failure: NoAnswer, call: Call) => Error;
  /** After a refusal: whether to sign the request and send it once more, now. */
  readonly renew?: (answer: HttpAnswer, refused: Error) => Promise<boolean>;
}

/** The terms on which a run's requests are sent. */
export interface ApiTerms {
  readonly clock: Clock;
  /** From 0 up to 1, for the jitter of retries. */
  readonly random?: (() => number) | undefined;
  /** Called before each wait. */
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

/** One API, and the only origin that gets its credential. */
export interface ApiClientOptions<Call> extends ApiTerms {
  /** Scheme and host, without a final slash: the credential goes nowhere else. */
  readonly origin: string;
  readonly policy: ApiPolicy;
  readonly calls: ApiCalls<Call>;
  /** Removes secrets from records and refusals; one without secrets when absent. */
  readonly scrubber?: Scrubber | undefined;
  /** True to send only GET. */
  readonly readOnly?: boolean | undefined;
}

/** Sends calls to one API. */
export interface ApiClient<Call> {
  /**
   * The answer to a call, after as many tries as the policy allows. Redirects are not followed.
   *
   * @throws the errors of the API's `refused` and `unreachable`, and those of signing in; SetupError `read-only` or
   *   `credential-astray` (exit 1) before anything is sent
   */
  send(call: Call): Promise<HttpAnswer>;
  /** Requests sent so far, with repeated tries; writes are those that can change something. */
  requests(): { readonly reads: number; readonly writes: number };
}

/**
 * Opens one API. Every client of this product sends through it. Sends nothing yet.
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
      // If the server closes a kept connection at this moment, a POST may or may not have been carried out.
      agent: policy.keepsConnections && repeatable ? connections.kept : connections.single,
      timeoutMs: options.timeoutMs ?? request.timeoutMs ?? policy.timeoutMs,
      // An interrupted write may or may not have happened, so a write is completed; nothing follows it.
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
    // An abort before anything is sent is a rejection, too: who passes the promise on would miss what is thrown.
    send: async (call) => {
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

/** RFC 9110, 15: statuses go from 100 to 599, and those below 200 are not final. */
function requireStatus(answer: HttpAnswer): HttpAnswer {
  if (answer.status < 200 || answer.status > 599) throw new NoAnswer("NOT_HTTP");
  return answer;
}

function isSuccess(status: number): boolean {
  return status >= 200 && status < 300;
}
