import type { ZodType } from "zod";
import type { JsonValue } from "../../base/json.js";
import { waitAsTold } from "../../http/retry-after.js";
import { withRetries, type Attempt } from "../../http/retry.js";
import { createScrubber } from "../../base/scrubber.js";
import type { Secret } from "../../base/secret.js";
import type { OktaSignIn } from "./sign-in.js";
import { createClient } from "./client.js";
import { notJsonError, refusedError, unexpectedShapeError, unreachableError, type CallWords } from "./errors.js";
import { exchangeOf, parseJson } from "../../http/tenant-exchange.js";
import { isIdempotent, RefusedRequest } from "./executor.js";
import { HttpAnswer, NoAnswer } from "../../http/http.js";
import { networkFailure } from "../../http/network-failures.js";
import { createPacer } from "./rate/pacer.js";
import { endlessError, nextPage } from "./paging.js";
import { waitAfterRateLimit } from "./rate/rate-limit.js";
import type { OrgWay } from "./way.js";

/** One call of the API as data. */
export interface OktaCall extends CallWords {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** From the org's root, with query, encoded: `/api/v1/apps?limit=200`. */
  readonly path: string;
  readonly body?: JsonValue;
  /** Secrets within the body, to be kept out of transcripts and errors. */
  readonly secrets?: readonly Secret[];
}

/** Sends calls to one org. Every method throws SetupError (codes `okta-*`) when it is refused or gets no answer. */
export interface OktaTransport {
  /** The answer's body, checked. */
  ask<T>(call: OktaCall, schema: ZodType<T>): Promise<T>;
  /** The items of all pages, each checked; at most so many pages when a bound is given. */
  askAll<T>(call: OktaCall, pageSchema: ZodType<T[]>, maxPages?: number): Promise<T[]>;
  /** The same page by page, so that nobody has to hold them all. */
  eachPage<T>(call: OktaCall, pageSchema: ZodType<T[]>, use: (items: T[]) => void, maxPages?: number): Promise<void>;
  /** Carries a call out whose answer says nothing. */
  run(call: OktaCall): Promise<void>;
  /** Requests sent so far, tries again included; writes are those that are not GET, but for those that sign in. */
  requests(): { readonly reads: number; readonly writes: number };
}

/** What a transport stands on. */
export interface OktaTransportOptions extends OrgWay {
  readonly signIn: OktaSignIn;
  /** From above 0 to 1: the part of each of the org's rate limits that may be used in a minute; 1 when absent. */
  readonly rateShare?: number | undefined;
  /** Sends nothing but GET: anything else is refused before a socket is opened. */
  readonly readOnly?: boolean | undefined;
}

const TIMEOUT_MS = 30_000;
/** Enough for every org; a server that pages for ever is stopped. */
const MOST_PAGES = 5_000;
/** E0000239, "Policy priorities are being reconciled": Okta turned the request down, so that even a POST may be sent again. */
const LOCKED = 423;
const SERVER_IS_BUSY = new Set([500, 502, 503, 504]);

/** Opens the way to one org over the SDK's transport, with the SDK's cache, retries and configuration files out of play. */
export function openTransport(options: OktaTransportOptions): OktaTransport {
  const {
    orgUrl,
    signIn,
    clock,
    emit,
    record,
    signal,
    random = Math.random,
    timeoutMs = TIMEOUT_MS,
    proxies = {},
  } = options;
  const client = createClient({ orgUrl, timeoutMs, proxies, signal, readOnly: options.readOnly });
  const scrubber = createScrubber();
  signIn.watchSecrets((secret) => {
    scrubber.register(secret);
  });
  // Whether the sign-in was taken before: then a 401 means that it was taken away.
  let accepted = false;
  const sent = { reads: 0, writes: 0 };
  const pacer = createPacer({
    clock,
    signal,
    share: options.rateShare,
    onWait: ({ waitMs, bucket, limit }) => {
      const reason = `${bucket}: ${String(limit)} requests a minute`;
      emit?.({ code: "request.delayed", waitMs, reason, awaits: "Okta's limit" });
    },
  });

  async function sendOnce(call: OktaCall, url: string): Promise<HttpAnswer> {
    const { method, body } = call;
    const signed = await signIn.headers({ method, url });
    sent[method === "GET" ? "reads" : "writes"] += 1;
    const at = new Date(clock.now()).toISOString();
    const headers = {
      Accept: "application/json",
      ...(body === undefined ? {} : { "Content-Type": "application/json" }),
    };
    const note = (answer?: HttpAnswer): void => {
      const request = { at, method, path: url.slice(orgUrl.length), headers, ...(body === undefined ? {} : { body }) };
      record?.(exchangeOf(request, answer, scrubber));
    };
    const request = {
      url,
      method,
      headers: { ...headers, ...signed },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    };
    const answer: unknown = await client.http(url, request).catch((error: unknown) => {
      note(error instanceof RefusedRequest ? error.answer : undefined);
      throw error;
    });
    if (!(answer instanceof HttpAnswer)) throw new Error("the SDK did not use the executor it was given");
    note(answer);
    accepted ||= call.path.startsWith("/api/");
    return answer;
  }

  /** Sends when the org's rate limit has room for it. */
  async function sendInTurn(call: OktaCall, url: string): Promise<HttpAnswer> {
    const turn = await pacer.turn(call.method, url.slice(orgUrl.length));
    let answer: HttpAnswer | undefined;
    try {
      return (answer = await sendOnce(call, url));
    } catch (error) {
      if (error instanceof RefusedRequest) answer = error.answer;
      throw error;
    } finally {
      turn.over(answer?.headers);
    }
  }

  async function attempt(call: OktaCall, url: string, renewed = false): Promise<Attempt<HttpAnswer>> {
    try {
      return { done: true, value: await sendInTurn(call, url) };
    } catch (error) {
      signal?.throwIfAborted();
      const idempotent = isIdempotent(call.method);
      if (error instanceof NoAnswer) {
        const retry = idempotent && !networkFailure(error.code).lasting;
        return { done: false, error: unreachableError(error, orgUrl, call.purpose), retry };
      }
      if (!(error instanceof RefusedRequest)) throw error;
      const { status, headers, text } = error.answer;
      // What is turned away for its signature was not carried out, so that even a POST may be sent again.
      if (status === 401 && !renewed && (await signIn.renew(error.answer))) return attempt(call, url, true);
      const { way, scopes } = signIn;
      const refused = refusedError(new HttpAnswer(status, headers, scrubber.scrub(text)), call, {
        way,
        scopes,
        accepted,
      });
      const waitMs = status === 429 ? waitAfterRateLimit(headers, clock.now()) : waitAsTold(headers, clock.now());
      // A request that met a rate limit was not carried out, so that even a POST may be sent again.
      const retry = status === 429 || status === LOCKED || (idempotent && SERVER_IS_BUSY.has(status));
      return { done: false, error: refused, retry, ...(waitMs === undefined ? {} : { waitMs }) };
    }
  }

  function send(call: OktaCall, url: string): Promise<HttpAnswer> {
    for (const secret of call.secrets ?? []) scrubber.register(secret);
    signal?.throwIfAborted();
    return withRetries(() => attempt(call, url), {
      clock,
      random,
      signal,
      onWait: (waitMs, error) => {
        emit?.({ code: "request.delayed", waitMs, reason: error.message });
      },
    });
  }

  function check<T>(answer: HttpAnswer, call: OktaCall, schema: ZodType<T>): T {
    const body = parseJson(answer.text);
    if (body === undefined) throw notJsonError(answer, call);
    const result = schema.safeParse(body);
    if (!result.success) throw unexpectedShapeError(result.error, answer, call);
    return result.data;
  }

  const eachPage: OktaTransport["eachPage"] = async (call, pageSchema, use, maxPages = MOST_PAGES) => {
    let url: string | undefined = orgUrl + call.path;
    const visited = new Set<string>();
    for (let page = 0; url !== undefined && page < maxPages; page += 1) {
      visited.add(url);
      const answer: HttpAnswer = await send(call, url);
      use(check(answer, call, pageSchema));
      url = nextPage(answer.headers["link"], { orgUrl, visited, purpose: call.purpose });
      if (url !== undefined && page + 1 === MOST_PAGES)
        throw endlessError(call.purpose, `got more than ${String(MOST_PAGES)} pages`);
    }
  };

  return {
    ask: async (call, schema) => check(await send(call, orgUrl + call.path), call, schema),
    askAll: async <T>(call: OktaCall, pageSchema: ZodType<T[]>, maxPages?: number) => {
      const items: T[] = [];
      await eachPage(call, pageSchema, (page) => void items.push(...page), maxPages);
      return items;
    },
    eachPage,
    run: async (call) => {
      await send(call, orgUrl + call.path);
    },
    requests: () => ({ reads: sent.reads + signIn.requests(), writes: sent.writes }),
  };
}
