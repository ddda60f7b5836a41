import { randomUUID } from "node:crypto";
import { z, type ZodType } from "zod";
import type { Clock } from "../../base/clock.js";
import { SetupError } from "../../base/errors.js";
import type { ExchangeSink } from "../../http/exchange.js";
import { HttpAnswer, NoAnswer } from "../../http/http.js";
import { networkFailure } from "../../http/network-failures.js";
import { waitAsTold } from "../../http/retry-after.js";
import { withRetries, type Attempt } from "../../http/retry.js";
import { createScrubber } from "../../base/scrubber.js";
import type { Secret } from "../../base/secret.js";
import { exchangeOf, parseJson } from "../../http/tenant-exchange.js";
import type { Emit } from "../../setup/model/events.js";
import type { EntraSignIn } from "./sign-in.js";
import { createSender, GRAPH_VERSION } from "./client.js";
import { notJsonError, refusedError, unexpectedShapeError, unreachableError } from "./errors.js";
import type { GraphCall } from "./graph-call.js";
import { Terms } from "./middleware.js";
import { endlessError, nextPage } from "./paging.js";
import { readToken } from "./token-rights.js";
import type { Proxies } from "../../http/proxy.js";

/** Sends calls to one Microsoft Graph. Every method throws SetupError (codes `graph-*`) when it is refused or gets no answer. */
export interface GraphTransport {
  /** The answer's body, checked. */
  ask<T>(call: GraphCall, schema: ZodType<T>): Promise<T>;
  /** The items of all pages, each checked; at most so many pages when a bound is given. */
  askAll<T>(call: GraphCall, itemSchema: ZodType<T>, maxPages?: number): Promise<T[]>;
  /** The same, page by page as they come. */
  pages<T>(call: GraphCall, itemSchema: ZodType<T>): AsyncIterable<readonly T[]>;
  /** Carries a call out whose answer says nothing. */
  run(call: GraphCall): Promise<void>;
  /** Requests sent so far, tries again included; writes are those that can change the tenant. */
  requests(): { readonly reads: number; readonly writes: number };
}

/** What a transport stands on. */
export interface GraphTransportOptions {
  /** Root of Microsoft Graph, without a version or a slash at the end. */
  readonly graphUrl: string;
  readonly signIn: EntraSignIn;
  readonly clock: Clock;
  /** From 0 up to 1, for the jitter of retries. */
  readonly random?: (() => number) | undefined;
  readonly emit?: Emit | undefined;
  readonly record?: ExchangeSink | undefined;
  readonly signal?: AbortSignal | undefined;
  /** For one request and its answer. Default: what the call says, or 30 s. */
  readonly timeoutMs?: number | undefined;
  readonly proxies: Proxies;
  /** True when nothing but a GET may be sent: every other call throws SetupError `read-only` (exit 1) before it is. */
  readonly readOnly?: boolean | undefined;
}

const TIMEOUT_MS = 30_000;
/** Refusals of the token itself: nothing was carried out, and another token may do. */
const TOKEN_REFUSED = new Set(["graph-unauthorized", "graph-token-expired", "graph-token-revoked"]);
/** Enough for every tenant; a server that pages for ever is stopped. */
const MOST_PAGES = 5_000;
const SERVER_IS_BUSY = new Set([500, 502, 503, 504]);
/** Microsoft's own advice: look again every 5 to 10 seconds (Microsoft Graph docs, application-saml-sso-configure-api). */
const FRESH_POLL_MS = 5_000;
const FRESH_PATIENCE_MS = 120_000;

/**
 * Opens the way to one Microsoft Graph. Sends nothing yet.
 *
 * @throws SetupError `proxy-url-invalid` (exit 64)
 */
export function openTransport(options: GraphTransportOptions): GraphTransport {
  const { graphUrl, signIn, clock, emit, record, signal, proxies, timeoutMs, readOnly, random = Math.random } = options;
  const scrubber = createScrubber();
  const sent = { reads: 0, writes: 0 };
  let lastToken: Secret | undefined;
  const sender = createSender({
    graphUrl,
    signIn,
    proxies,
    signal,
    readOnly,
    onToken: (token) => {
      if (token !== lastToken) scrubber.register(token);
      lastToken = token;
    },
  });

  async function sendOnce(call: GraphCall, path: string): Promise<HttpAnswer> {
    const { method, body } = call;
    const at = new Date(clock.now()).toISOString();
    const headers = {
      accept: "application/json",
      // Microsoft's support finds a request by it (Microsoft Graph docs, best practices).
      "client-request-id": randomUUID(),
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...call.headers,
    };
    const note = (answer?: HttpAnswer): void => {
      sent[changesNothing(call) ? "reads" : "writes"] += 1;
      const request = {
        at,
        method,
        path: `/${GRAPH_VERSION}${path}`,
        headers,
        ...(body === undefined ? {} : { body }),
      };
      record?.(exchangeOf(request, answer, scrubber));
    };
    const terms = new Terms(
      timeoutMs ?? call.timeoutMs ?? TIMEOUT_MS,
      isRepeatable(call),
      // An interrupted write would leave open whether it happened; it is let through, and nothing follows it.
      changesNothing(call) ? signal : undefined,
    );
    const json = body === undefined ? undefined : JSON.stringify(body);
    const answer = await sender({ method, path, headers, body: json, terms }).catch((error: unknown) => {
      if (error instanceof NoAnswer) note();
      throw error;
    });
    note(answer);
    return answer;
  }

  async function attempt(call: GraphCall, path: string, signedAgain = false): Promise<Attempt<HttpAnswer>> {
    let answer: HttpAnswer;
    try {
      answer = await sendOnce(call, path);
    } catch (error) {
      signal?.throwIfAborted();
      if (!(error instanceof NoAnswer)) throw error;
      const retry = isRepeatable(call) && !networkFailure(error.code).lasting;
      return { done: false, error: unreachableError(error, graphUrl, call.purpose), retry };
    }
    const { status, headers, text } = answer;
    if (status >= 200 && status < 300) return { done: true, value: answer };
    const rights = lastToken === undefined ? undefined : readToken(lastToken);
    const refused = refusedError(new HttpAnswer(status, headers, scrubber.scrub(text)), call, rights);
    if (TOKEN_REFUSED.has(refused.code) && lastToken !== undefined && signIn.renewed !== undefined && !signedAgain) {
      await signIn.renewed(lastToken, signal);
      return attempt(call, path, true);
    }
    const waitMs = waitAsTold(headers, clock.now());
    // A request that met a rate limit was not carried out, so that even a POST may be sent again.
    const retry = status === 429 || (isRepeatable(call) && SERVER_IS_BUSY.has(status));
    return { done: false, error: refused, retry, ...(waitMs === undefined ? {} : { waitMs }) };
  }

  function sendWithRetries(call: GraphCall, path: string): Promise<HttpAnswer> {
    signal?.throwIfAborted();
    return withRetries(() => attempt(call, path), {
      clock,
      random,
      signal,
      onWait: (waitMs, error) => {
        emit?.({ code: "request.delayed", waitMs, reason: error.message });
      },
    });
  }

  async function send(call: GraphCall, path: string): Promise<HttpAnswer> {
    for (const secret of call.secrets ?? []) scrubber.register(secret);
    const until = clock.now() + FRESH_PATIENCE_MS;
    for (;;) {
      try {
        return await sendWithRetries(call, path);
      } catch (error) {
        if (!isNotYet(error, call) || clock.now() >= until) throw error;
        const reason = `the application is new, and not every part of Microsoft's service knows it yet: ${error.what}`;
        emit?.({ code: "request.delayed", waitMs: FRESH_POLL_MS, reason });
        await clock.sleep(FRESH_POLL_MS, signal);
      }
    }
  }

  function check<T>(answer: HttpAnswer, call: GraphCall, schema: ZodType<T>): T {
    const body = parseJson(answer.text);
    if (body === undefined) throw notJsonError(answer, call);
    const result = schema.safeParse(body);
    if (!result.success) throw unexpectedShapeError(result.error, answer, call);
    return result.data;
  }

  async function* pages<T>(call: GraphCall, itemSchema: ZodType<T>, maxPages = MOST_PAGES): AsyncGenerator<T[]> {
    const pageSchema = pageOf(itemSchema);
    let path: string | undefined = call.path;
    const visited = new Set<string>();
    for (let page = 1; path !== undefined && page <= maxPages; page += 1) {
      visited.add(path);
      const { value, "@odata.nextLink": link } = check(await send(call, path), call, pageSchema);
      yield value;
      path = nextPage(link, { graphUrl, version: GRAPH_VERSION, visited, purpose: call.purpose });
      if (path !== undefined && page === MOST_PAGES)
        throw endlessError(call.purpose, `got more than ${String(MOST_PAGES)} pages`);
    }
  }

  return {
    ask: async (call, schema) => check(await send(call, call.path), call, schema),
    askAll: async (call, itemSchema, maxPages) => {
      const items = [];
      for await (const page of pages(call, itemSchema, maxPages)) items.push(...page);
      return items;
    },
    pages: (call, itemSchema) => pages(call, itemSchema),
    run: async (call) => {
      await send(call, call.path);
    },
    requests: () => ({ ...sent }),
  };
}

function changesNothing({ method, readOnly }: GraphCall): boolean {
  return method === "GET" || readOnly === true;
}

/** May be sent again though nobody knows whether it was carried out (RFC 9110, 9.2.2). */
function isRepeatable(call: GraphCall): boolean {
  return call.method !== "POST" || changesNothing(call);
}

function isNotYet(error: unknown, { notYet = [] }: GraphCall): error is SetupError {
  return error instanceof SetupError && notYet.some((code) => code === error.code);
}

/** Making a schema takes longer than using it: each is made once. */
const PAGES = new WeakMap<ZodType, ZodType>();

/** The shape of a list's page. */
function pageOf<T>(itemSchema: ZodType<T>): ZodType<Page<T>> {
  const known = PAGES.get(itemSchema) as ZodType<Page<T>> | undefined;
  if (known !== undefined) return known;
  const made = z.looseObject({ value: z.array(itemSchema), "@odata.nextLink": z.string().nullish() });
  PAGES.set(itemSchema, made);
  return made;
}

interface Page<T> {
  readonly value: T[];
  readonly "@odata.nextLink"?: string | null | undefined;
}
