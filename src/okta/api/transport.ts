import type { ZodType } from "zod";
import type { JsonValue } from "../../base/json.js";
import { createScrubber } from "../../base/scrubber.js";
import type { Secret } from "../../base/secret.js";
import { openApiClient, type ApiPolicy, type ApiTerms } from "../../http/api-client.js";
import { readAnswer } from "../../http/api-errors.js";
import type { HttpAnswer } from "../../http/http.js";
import { TRIES } from "../../http/retry.js";
import type { Emit } from "../../setup/model/events.js";
import { notJsonError, refusedError, unexpectedShapeError, unreachableError, type CallWords } from "./errors.js";
import { endlessError, nextPage } from "./paging.js";
import { createPacer } from "./rate/pacer.js";
import { waitOfAnswer } from "./rate/rate-limit.js";
import type { OktaSignIn } from "./sign-in.js";

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
  /** The same page by page, without holding all of them in memory. */
  eachPage<T>(call: OktaCall, pageSchema: ZodType<T[]>, use: (items: T[]) => void, maxPages?: number): Promise<void>;
  /** Carries a call out whose answer says nothing. */
  run(call: OktaCall): Promise<void>;
  /** Requests sent so far, tries again included; writes are those that are not GET, but for those that sign in. */
  requests(): { readonly reads: number; readonly writes: number };
}

/** The way to an org, and on what terms requests are sent: for signing in, for the API, for a whole session. */
export interface OrgWay extends ApiTerms {
  readonly orgUrl: string;
  readonly emit?: Emit | undefined;
}

/** What a transport needs. */
export interface OktaTransportOptions extends OrgWay {
  readonly signIn: OktaSignIn;
  /** From above 0 to 1: the part of each of the org's rate limits that may be used in a minute; 1 when absent. */
  readonly rateShare?: number | undefined;
  /** Sends nothing but GET: anything else is refused before a socket is opened. */
  readonly readOnly?: boolean | undefined;
}

/** Enough for every org; a server that pages for ever is stopped. */
const MOST_PAGES = 5_000;
/** E0000239, "Policy priorities are being reconciled": Okta rejected the request, so even a POST may be sent again. */
const LOCKED = 423;
const SERVER_IS_BUSY = new Set([500, 502, 503, 504]);
/** Methods that may be sent twice without doing harm (RFC 9110, 9.2.2). */
const IDEMPOTENT = new Set(["GET", "PUT", "DELETE"]);

/**
 * How Okta's Management API expects requests (Okta: developer docs, "Rate limits" and "Error codes"). A request that met a rate
 * limit was not carried out, so even a POST may be sent again.
 */
export const OKTA_API: ApiPolicy = {
  tries: TRIES,
  timeoutMs: 30_000,
  keepsConnections: true,
  sendsAgain: (status, repeatable) => status === 429 || status === LOCKED || (repeatable && SERVER_IS_BUSY.has(status)),
  waitOf: waitOfAnswer,
};

const ERRORS = { notJson: notJsonError, unexpectedShape: unexpectedShapeError };

interface Asked {
  readonly call: OktaCall;
  readonly url: string;
}

/**
 * Opens the way to one org. Sends nothing yet.
 *
 * @throws SetupError `proxy-url-invalid` (exit 64)
 */
export function openTransport(options: OktaTransportOptions): OktaTransport {
  const { orgUrl, signIn, clock, emit, signal, rateShare, ...terms } = options;
  const scrubber = createScrubber();
  signIn.watchSecrets((secret) => {
    scrubber.register(secret);
  });
  // Whether Okta accepted the sign-in before: then a 401 means that it was revoked.
  let accepted = false;
  const pacer = createPacer({
    clock,
    signal,
    share: rateShare,
    onWait: ({ waitMs, bucket, limit }) => {
      const reason = `${bucket}: ${String(limit)} requests per minute`;
      emit?.({ code: "request.delayed", waitMs, reason, awaits: "Okta's rate limit" });
    },
  });
  const client = openApiClient<Asked>({
    ...terms,
    clock,
    emit,
    signal,
    origin: orgUrl,
    policy: OKTA_API,
    scrubber,
    calls: {
      request: ({ call: { method, body }, url }) => ({
        method,
        url,
        headers: { Accept: "application/json", ...(body === undefined ? {} : { "Content-Type": "application/json" }) },
        body: body === undefined ? undefined : { text: JSON.stringify(body), recorded: body },
        repeatable: IDEMPOTENT.has(method),
        reads: method === "GET",
      }),
      sign: (request) => signIn.headers(request),
      turn: ({ method, url }) => pacer.turn(method, url.slice(orgUrl.length)),
      onAnswer: ({ status }, { call }) => {
        accepted ||= status >= 200 && status < 300 && call.path.startsWith("/api/");
      },
      refused: (answer, { call }) => refusedError(answer, call, { way: signIn.way, scopes: signIn.scopes, accepted }),
      unreachable: (failure, { call }) => unreachableError(failure, orgUrl, call.purpose),
      // A request rejected for its signature was not carried out, so even a POST may be sent again.
      renew: async (answer) => answer.status === 401 && (await signIn.renew(answer)),
    },
  });

  function send(call: OktaCall, url = orgUrl + call.path): Promise<HttpAnswer> {
    for (const secret of call.secrets ?? []) scrubber.register(secret);
    return client.send({ call, url });
  }

  const eachPage: OktaTransport["eachPage"] = async (call, pageSchema, use, maxPages = MOST_PAGES) => {
    let url: string | undefined = orgUrl + call.path;
    const visited = new Set<string>();
    for (let page = 0; url !== undefined && page < maxPages; page += 1) {
      visited.add(url);
      const answer = await send(call, url);
      use(readAnswer(answer, pageSchema, call, ERRORS));
      url = nextPage(answer.headers["link"], { orgUrl, visited, purpose: call.purpose });
      if (url !== undefined && page + 1 === MOST_PAGES)
        throw endlessError(call.purpose, `got more than ${String(MOST_PAGES)} pages`);
    }
  };

  return {
    ask: async (call, schema) => readAnswer(await send(call), schema, call, ERRORS),
    askAll: async <T>(call: OktaCall, pageSchema: ZodType<T[]>, maxPages?: number) => {
      const items: T[] = [];
      await eachPage(call, pageSchema, (page) => void items.push(...page), maxPages);
      return items;
    },
    eachPage,
    run: async (call) => {
      await send(call);
    },
    requests: () => {
      const { reads, writes } = client.requests();
      return { reads: reads + signIn.requests(), writes };
    },
  };
}
