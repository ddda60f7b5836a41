import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import { RequestExecutor } from "@okta/okta-sdk-nodejs";
import { isLoopback } from "../../base/loopback.js";
import { isListed } from "../../base/no-proxy.js";
import { NoAnswer, sendHttp, type HttpAnswer } from "../../base/http.js";

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
  /** Hosts that are reached without the proxy, as NO_PROXY lists them. */
  readonly noProxy: string;
  readonly signal: AbortSignal | undefined;
}

/** What the SDK hands to an executor: the sign-in is in the headers, the proxy of HTTPS_PROXY is the agent. */
interface SdkRequest {
  readonly url?: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly agent?: unknown;
}

/** Methods that may be sent twice without doing harm (RFC 9110, 9.2.2). */
const IDEMPOTENT = new Set(["GET", "PUT", "DELETE"]);

/** True when a request of this method may be tried again though nobody knows whether it was carried out. */
export function isIdempotent(method: string): boolean {
  return IDEMPOTENT.has(method);
}

/**
 * Sends the SDK's requests on our terms: no redirect is followed (it would carry the token elsewhere), every request has a
 * time limit, connections are kept, and the proxy of HTTPS_PROXY, which the SDK puts on every request, is taken off again for
 * this machine and for the hosts of NO_PROXY. The SDK's own executor is not used for it: node-fetch 2 has no time limit by itself,
 * and waits for ever for the rest of an answer whose connection broke off.
 */
export class OktaRequestExecutor extends RequestExecutor {
  readonly #options: ExecutorOptions;
  readonly #kept: HttpAgent;
  readonly #direct: boolean;

  constructor(options: ExecutorOptions) {
    super();
    const { protocol, hostname } = new URL(options.orgUrl);
    this.#options = options;
    this.#kept = protocol === "https:" ? new HttpsAgent({ keepAlive: true }) : new HttpAgent({ keepAlive: true });
    this.#direct = isLoopback(hostname) || isListed(hostname, options.noProxy);
  }

  override async fetch({ url = "", method = "GET", headers = {}, body, agent }: SdkRequest): Promise<HttpAnswer> {
    const { timeoutMs, signal } = this.#options;
    const viaProxy = !this.#direct && agent !== undefined;
    const answer = await sendHttp({
      url: new URL(url),
      method,
      headers,
      body,
      agent: this.#agentFor(method, agent),
      timeoutMs,
      // An interrupted write would leave open whether it happened; it is let through, and nothing follows it.
      signal: method.toUpperCase() === "GET" ? signal : undefined,
    }).catch((error: unknown) => {
      throw viaProxy && error instanceof NoAnswer ? new NoAnswer(error.code, error.cause, true) : error;
    });
    if (answer.status < 200 || answer.status > 299) throw new RefusedRequest(answer);
    return answer;
  }

  #agentFor(method: string, proxy: unknown): HttpAgent | false {
    // The SDK's proxy agent is of another package, and an agent all the same.
    if (!this.#direct && proxy !== undefined) return proxy as HttpAgent;
    // On a kept connection that the server just closed, nobody would know whether a POST was carried out.
    return isIdempotent(method) ? this.#kept : false;
  }
}
