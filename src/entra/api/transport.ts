import { randomUUID } from "node:crypto";
import { z, type ZodType } from "zod";
import { SetupError } from "../../base/errors.js";
import { createScrubber } from "../../base/scrubber.js";
import type { Secret } from "../../base/secret.js";
import { openApiClient, type ApiPolicy, type ApiTerms } from "../../http/api-client.js";
import { readAnswer } from "../../http/api-errors.js";
import type { HttpAnswer } from "../../http/http.js";
import { waitAsTold } from "../../http/retry-after.js";
import { TRIES } from "../../http/retry.js";
import type { Emit } from "../../setup/model/events.js";
import { notJsonError, refusedError, unexpectedShapeError, unreachableError } from "./errors.js";
import type { GraphCall } from "./graph-call.js";
import { GRAPH_VERSION, openGraphClient, type BuiltCall } from "./graph-client.js";
import { endlessError, nextPage } from "./paging.js";
import type { EntraSignIn } from "./sign-in.js";
import { readToken } from "./token-rights.js";

/** Sends calls to one Microsoft Graph. Every method throws SetupError (codes `graph-*`) when it is refused or gets no answer. */
export interface GraphTransport {
  /** The answer's body, checked. */
  ask<T>(call: GraphCall, schema: ZodType<T>): Promise<T>;
  /** The items of all pages, each checked; at most so many pages when a bound is given. */
  askAll<T>(call: GraphCall, itemSchema: ZodType<T>, maxPages?: number): Promise<T[]>;
  /** The same, page by page as they come. */
  pages<T>(call: GraphCall, itemSchema: ZodType<T>, maxPages?: number): AsyncIterable<readonly T[]>;
  /** Carries a call out whose answer says nothing. */
  run(call: GraphCall): Promise<void>;
  /** Requests sent so far, tries again included; writes are those that can change the tenant. */
  requests(): { readonly reads: number; readonly writes: number };
}

/** What a transport stands on. */
export interface GraphTransportOptions extends ApiTerms {
  /** Root of Microsoft Graph, without a version or a slash at the end. */
  readonly graphUrl: string;
  readonly signIn: EntraSignIn;
  readonly emit?: Emit | undefined;
  /** True when nothing but a GET may be sent: every other call throws SetupError `read-only` (exit 1) before it is. */
  readonly readOnly?: boolean | undefined;
}

/** Refusals of the token itself: nothing was carried out, and another token may do. */
const TOKEN_REFUSED = new Set(["graph-unauthorized", "graph-token-expired", "graph-token-revoked"]);
/** Enough for every tenant; a server that pages for ever is stopped. */
const MOST_PAGES = 5_000;
const SERVER_IS_BUSY = new Set([500, 502, 503, 504]);
/** Microsoft's own advice: look again every 5 to 10 seconds (Microsoft Graph docs, application-saml-sso-configure-api). */
const FRESH_POLL_MS = 5_000;
const FRESH_PATIENCE_MS = 120_000;
const ERRORS = { notJson: notJsonError, unexpectedShape: unexpectedShapeError };

/**
 * How Microsoft Graph wants to be asked (Microsoft Graph docs, throttling: wait for `Retry-After`, else back off). A request that
 * met a rate limit was not carried out, so that even a POST may be sent again.
 */
const GRAPH: ApiPolicy = {
  tries: TRIES,
  timeoutMs: 30_000,
  keepsConnections: true,
  sendsAgain: (status, repeatable) => status === 429 || (repeatable && SERVER_IS_BUSY.has(status)),
  waitOf: ({ headers }, now) => waitAsTold(headers, now),
};

/**
 * Opens the way to one Microsoft Graph. Sends nothing yet.
 *
 * @throws SetupError `proxy-url-invalid` (exit 64)
 */
export function openTransport({ graphUrl, signIn, ...terms }: GraphTransportOptions): GraphTransport {
  const { clock, emit, signal } = terms;
  const scrubber = createScrubber();
  let lastToken: Secret | undefined;
  const api = openApiClient<BuiltCall>({
    ...terms,
    origin: graphUrl,
    policy: GRAPH,
    scrubber,
    calls: {
      request: ({ call, url, body }) => ({
        method: call.method,
        url,
        headers: {
          accept: "application/json",
          // Microsoft's support finds a request by it (Microsoft Graph docs, best practices).
          "client-request-id": randomUUID(),
          ...(body === undefined ? {} : { "content-type": "application/json" }),
          ...call.headers,
        },
        body: body === undefined || call.body === undefined ? undefined : { text: body, recorded: call.body },
        repeatable: call.method !== "POST" || changesNothing(call),
        reads: changesNothing(call),
        timeoutMs: call.timeoutMs,
      }),
      sign: async () => {
        const token = await signIn.token(signal);
        if (token !== lastToken) scrubber.register(token);
        lastToken = token;
        return { authorization: `Bearer ${token.reveal()}` };
      },
      refused: (answer, { call }) =>
        refusedError(answer, call, lastToken === undefined ? undefined : readToken(lastToken)),
      unreachable: (failure, { call }) => unreachableError(failure, graphUrl, call.purpose),
      renew: async (_answer, refused) => {
        if (!(refused instanceof SetupError) || !TOKEN_REFUSED.has(refused.code)) return false;
        if (lastToken === undefined || signIn.renewed === undefined) return false;
        await signIn.renewed(lastToken, signal);
        return true;
      },
    },
  });
  const sendBuilt = openGraphClient(graphUrl, (built) => api.send(built));

  /** A new application is asked for again until every part of Microsoft's service knows it. */
  async function send(call: GraphCall, path = call.path): Promise<HttpAnswer> {
    for (const secret of call.secrets ?? []) scrubber.register(secret);
    const until = clock.now() + FRESH_PATIENCE_MS;
    for (;;) {
      try {
        return await sendBuilt(call, path);
      } catch (error) {
        if (!isNotYet(error, call) || clock.now() >= until) throw error;
        const reason = `the application is new, and not every part of Microsoft's service knows it yet: ${error.what}`;
        emit?.({ code: "request.delayed", waitMs: FRESH_POLL_MS, reason });
        await clock.sleep(FRESH_POLL_MS, signal);
      }
    }
  }

  async function* pages<T>(call: GraphCall, itemSchema: ZodType<T>, maxPages = MOST_PAGES): AsyncGenerator<T[]> {
    const pageSchema = pageOf(itemSchema);
    let path: string | undefined = call.path;
    const visited = new Set<string>();
    for (let page = 1; path !== undefined && page <= maxPages; page += 1) {
      visited.add(path);
      const answer = await send(call, path);
      const { value, "@odata.nextLink": link } = readAnswer(answer, pageSchema, call, ERRORS);
      yield value;
      path = nextPage(link, { graphUrl, version: GRAPH_VERSION, visited, purpose: call.purpose });
      if (path !== undefined && page === MOST_PAGES)
        throw endlessError(call.purpose, `Microsoft Graph sends more than ${String(MOST_PAGES)} pages`);
    }
  }

  return {
    ask: async (call, schema) => readAnswer(await send(call), schema, call, ERRORS),
    askAll: async (call, itemSchema, maxPages) => {
      const items = [];
      for await (const page of pages(call, itemSchema, maxPages)) items.push(...page);
      return items;
    },
    pages: (call, itemSchema, maxPages) => pages(call, itemSchema, maxPages),
    run: async (call) => {
      await send(call);
    },
    requests: () => api.requests(),
  };
}

function changesNothing({ method, readOnly }: GraphCall): boolean {
  return method === "GET" || readOnly === true;
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
