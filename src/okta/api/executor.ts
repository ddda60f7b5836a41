import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import { NoAnswer, sendHttp, type HttpAnswer } from "../../http/http.js";
import { proxyAgent, type Proxies } from "../../http/proxy.js";
import { readOnlyError } from "../../http/read-only.js";

/** What is thrown for an answer outside 200 to 299, before the SDK makes its own, poorer error of it. */
export class RefusedRequest extends Error {
  readonly status: number;

  constructor(readonly answer: HttpAnswer) {
    super(`HTTP ${String(answer.status)}`);
    this.status = answer.status;
  }
}

/** On what terms requests are sent. */
export interface ExecutorOptions {
  readonly orgUrl: string;
  /** For one request and its answer. */
  readonly timeoutMs: number;
  readonly proxies: Proxies;
  readonly signal: AbortSignal | undefined;
  /** Sends nothing but GET. */
  readonly readOnly?: boolean | undefined;
}

/** What the SDK hands to an executor: the sign-in is in the headers. Its agent for HTTPS_PROXY heeds no NO_PROXY, and is not used. */
interface SdkRequest {
  readonly url?: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Methods that may be sent twice without doing harm (RFC 9110, 9.2.2). */
const IDEMPOTENT = new Set(["GET", "PUT", "DELETE"]);

/** True when a request of this method may be tried again though nobody knows whether it was carried out. */
export function isIdempotent(method: string): boolean {
  return IDEMPOTENT.has(method);
}

/**
 * Sends the SDK's requests on our terms: no redirect is followed (it would carry the token elsewhere), every request has a
 * time limit, connections are kept, and the proxy of HTTPS_PROXY is used but for this machine and the hosts of NO_PROXY, which
 * the SDK ignores. The SDK's own executor is not used for it: node-fetch 2 has no time limit by itself,
 * and waits for ever for the rest of an answer whose connection broke off.
 */
export class OktaRequestExecutor {
  readonly #options: ExecutorOptions;
  readonly #kept: HttpAgent;
  /** For a connection of its own. */
  readonly #single: HttpAgent | false;
  readonly #viaProxy: boolean;

  constructor(options: ExecutorOptions) {
    const org = new URL(options.orgUrl);
    this.#options = options;
    const proxied = proxyAgent(org, options.proxies, true);
    this.#viaProxy = proxied !== undefined;
    this.#kept =
      proxied ?? (org.protocol === "https:" ? new HttpsAgent({ keepAlive: true }) : new HttpAgent({ keepAlive: true }));
    this.#single = proxyAgent(org, options.proxies, false) ?? false;
  }

  async fetch({ url = "", method = "GET", headers = {}, body }: SdkRequest): Promise<HttpAnswer> {
    const { timeoutMs, signal, readOnly = false } = this.#options;
    if (readOnly && method !== "GET") throw readOnlyError(method, new URL(url).pathname);
    const answer = await sendHttp({
      url: new URL(url),
      origin: this.#options.orgUrl,
      method,
      headers,
      body,
      // On a kept connection that the server just closed, nobody would know whether a POST was carried out.
      agent: isIdempotent(method) ? this.#kept : this.#single,
      timeoutMs,
      // An interrupted write would leave open whether it happened; it is let through, and nothing follows it.
      signal: method.toUpperCase() === "GET" ? signal : undefined,
    }).catch((error: unknown) => {
      throw this.#viaProxy && error instanceof NoAnswer ? new NoAnswer(error.code, error.cause, true) : error;
    });
    if (answer.status < 200 || answer.status > 299) throw new RefusedRequest(answer);
    return answer;
  }
}
