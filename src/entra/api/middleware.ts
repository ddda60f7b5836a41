import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import {
  GraphClientError,
  type Context,
  type Middleware,
  type MiddlewareOptions,
} from "@microsoft/microsoft-graph-client";
import { NoAnswer, sendHttp, type HttpAnswer } from "../../http/http.js";
import { requireOrigin } from "../../http/origin-guard.js";
import { readOnlyError } from "../../http/read-only.js";
import type { Secret } from "../../base/secret.js";
import type { EntraSignIn } from "./sign-in.js";
import { proxyAgent, type Proxies } from "../../http/proxy.js";

/** On what terms one request is sent; read by {@link SendMiddleware}. */
export class Terms implements MiddlewareOptions {
  constructor(
    /** For the request and its whole answer. */
    readonly timeoutMs: number,
    /** True when the request may be sent twice without doing harm, so that it may use a kept connection. */
    readonly repeatable: boolean,
    /** Ends the wait for the answer. */
    readonly signal: AbortSignal | undefined,
  ) {}
}

interface BearerOptions {
  readonly graphUrl: string;
  readonly signIn: EntraSignIn;
  readonly signal: AbortSignal | undefined;
  /** Told of each token before it is used. */
  readonly onToken: (token: Secret) => void;
}

/**
 * Signs each request. The client's own handler signs nothing that is not https to a host it knows, and a simulated tenant
 * is neither; this one signs requests to the root of Microsoft Graph it was made for, and refuses all others before they leave.
 */
export class BearerMiddleware implements Middleware {
  readonly #options: BearerOptions;
  #next: Middleware | undefined;

  constructor(options: BearerOptions) {
    this.#options = options;
  }

  setNext(next: Middleware): void {
    this.#next = next;
  }

  async execute(context: Context): Promise<void> {
    const { graphUrl, signIn, signal, onToken } = this.#options;
    try {
      requireOrigin(urlOf(context), graphUrl);
    } catch (error) {
      carry(error);
    }
    const token = await signIn.token(signal).catch(carry);
    onToken(token);
    const headers = new Headers(context.options?.headers);
    headers.set("authorization", `Bearer ${token.reveal()}`);
    context.options = { ...context.options, headers };
    await this.#next?.execute(context);
  }
}

interface SendOptions {
  readonly graphUrl: string;
  readonly proxies: Proxies;
  /** True when the tenant may only be read: then also a POST that would change nothing is refused. */
  readonly readOnly?: boolean | undefined;
}

/**
 * Sends a request on our terms, as the last of the chain: no redirect is followed, every request has a time limit, the proxy
 * of HTTPS_PROXY is used, and nothing is sent again. The client's own handlers repeat a POST after 504, which makes a second
 * application (microsoft-graph-client 3.0.7, RetryHandler). Where the tenant may only be read, nothing but a GET gets past it.
 */
export class SendMiddleware implements Middleware {
  readonly #kept: HttpAgent;
  readonly #single: HttpAgent | false;
  readonly #viaProxy: boolean;
  readonly #readOnly: boolean;
  readonly #graphUrl: string;

  constructor({ graphUrl, proxies, readOnly = false }: SendOptions) {
    this.#graphUrl = graphUrl;
    this.#readOnly = readOnly;
    const root = new URL(graphUrl);
    const kept = proxyAgent(root, proxies, true);
    this.#viaProxy = kept !== undefined;
    this.#kept =
      kept ?? (root.protocol === "https:" ? new HttpsAgent({ keepAlive: true }) : new HttpAgent({ keepAlive: true }));
    // On a kept connection that the server just closed, nobody would know whether a POST was carried out.
    this.#single = proxyAgent(root, proxies, false) ?? false;
  }

  async execute(context: Context): Promise<void> {
    const { timeoutMs, repeatable, signal } = termsOf(context);
    const { method = "GET", body } = context.options ?? {};
    const url = urlOf(context);
    if (this.#readOnly && method !== "GET") return carry(readOnlyError(method, url.pathname));
    const text = typeof body === "string" ? body : undefined;
    const headers = new Headers(context.options?.headers);
    if (text === undefined) headers.delete("content-type");
    const answer = await sendHttp({
      url,
      origin: this.#graphUrl,
      method,
      headers: Object.fromEntries(headers),
      body: text,
      agent: repeatable ? this.#kept : this.#single,
      timeoutMs,
      signal,
    }).catch((error: unknown) =>
      carry(this.#viaProxy && error instanceof NoAnswer ? new NoAnswer(error.code, error.cause, true) : error),
    );
    context.response = responseOf(answer);
  }
}

/** What went wrong within the chain, out of what the client threw: it hands its own kind of error on as it is, and makes a poorer one of every other. */
export function carriedBy(error: unknown): unknown {
  return error instanceof GraphClientError && error.customError !== undefined ? error.customError : error;
}

function carry(reason: unknown): never {
  const carrier = new GraphClientError("carries what went wrong");
  carrier.customError = reason;
  throw carrier;
}

function termsOf({ middlewareControl }: Context): Terms {
  const terms = middlewareControl?.getMiddlewareOptions(Terms);
  if (!(terms instanceof Terms)) throw new Error("a request was sent without terms");
  return terms;
}

/** The client hands the address on as text; its type also allows what browsers have. */
function urlOf(context: Context): URL {
  const request: unknown = context.request;
  if (typeof request !== "string") throw new Error("a request was sent without an address");
  return new URL(request);
}

const WITHOUT_BODY = new Set([204, 205, 304]);

function responseOf({ status, headers, text }: HttpAnswer): Response {
  if (status < 200 || status > 599) return carry(new NoAnswer("NOT_HTTP"));
  return new Response(WITHOUT_BODY.has(status) ? null : text, { status, headers });
}
