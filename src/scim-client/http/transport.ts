import type { ClientRequest } from "node:http";
import { EXIT, SetupError } from "../../base/errors.js";
import { parseJson, type JsonValue } from "../../base/json.js";
import { openConnections } from "../../http/connections.js";
import type { ExchangeSink } from "../../http/exchange.js";
import { LARGEST_ANSWER_BYTES, NoAnswer, sendHttp } from "../../http/http.js";
import type { Proxies } from "../../http/proxy.js";
import type { Secret } from "../../base/secret.js";
import type { ScimRequest } from "../../scim/message/messages.js";
import { checkBaseUrl, pathUnder } from "./base-url.js";
import { exchangeWithTarget, recordedHeaders } from "./exchange-record.js";
import { transportErrorOf } from "./transport-error.js";

/** How SCIM requests reach one target. */
export interface ScimTransportOptions {
  /** Where `/Users` is appended; its own query is sent with every request. */
  readonly baseUrl: string;
  /** The whole value of the `Authorization` header, `Bearer ...`. */
  readonly authorization: Secret;
  /** A dialect's own headers. Only Authorization, Content-Type, Host, Connection and Content-Length are sent in addition. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent with requests that have a body. */
  readonly contentType: string;
  /** The sender, for the transcript: `okta`, `total-setup`. */
  readonly from: string;
  /** The clock of the run, in milliseconds since 1970. */
  readonly now: () => number;
  readonly record?: ExchangeSink;
  /** None when absent. */
  readonly proxies?: Proxies | undefined;
  /** Milliseconds of real time for one request, from connecting to the last byte; 60,000 when absent, like Okta's. */
  readonly timeoutMs?: number;
  /** Most connections at the same time; 16 when absent. Further requests wait for one. */
  readonly maxSockets?: number;
  /** Most bytes of an answer; 64 MB when absent. */
  readonly maxAnswerBytes?: number;
}

export type ScimMethod = ScimRequest["method"];

/** An open transport to one target. */
export interface ScimTransport {
  /**
   * Sends one request, once: without redirects and retries.
   *
   * @throws ScimTransportError without a complete answer
   */
  send(request: ScimRequest): Promise<ScimResponse>;
  /** The number of requests sent so far, answered or not. */
  requests(): Readonly<Record<ScimMethod, number>>;
  /** Closes all connections; requests under way are rejected. */
  close(): void;
}

const TIMEOUT_MS = 60_000;
const MAX_SOCKETS = 16;

/**
 * Opens keep-alive connections to a target. Nothing is connected before the first request.
 *
 * @throws SetupError `target-url-invalid`, `target-token-invalid` or `proxy-url-invalid` (exit 64)
 */
export function openScimTransport(options: ScimTransportOptions): ScimTransport {
  const base = checkBaseUrl(options.baseUrl);
  checkHeaderValue(options.authorization);
  const wirePath = pathUnder(base);
  const { timeoutMs = TIMEOUT_MS, maxAnswerBytes = LARGEST_ANSWER_BYTES, proxies = {} } = options;
  const connections = openConnections(base, proxies, options.maxSockets ?? MAX_SOCKETS);
  const limits = { viaProxy: connections.viaProxy, timeoutMs, maxAnswerBytes };
  const underWay = new Set<Pick<ClientRequest, "destroy">>();
  const counts: Record<ScimMethod, number> = { GET: 0, POST: 0, PUT: 0, PATCH: 0, DELETE: 0 };
  const { record, now, from } = options;

  async function send(request: ScimRequest): Promise<ScimResponse> {
    const { method, body } = request;
    const path = wirePath(request.path);
    const headers =
      body === undefined ? { ...options.headers } : { ...options.headers, "Content-Type": options.contentType };
    const at = now();
    const log = (status: number, answer: JsonValue | undefined, retryAfter?: string): void => {
      if (record === undefined || record.listens?.() === false) return;
      const sent = recordedHeaders({ ...headers, Authorization: "" });
      const waits = retryAfter === undefined ? {} : { retryAfter };
      const sentAt = new Date(at).toISOString();
      record(exchangeWithTarget({ at: sentAt, from, method, path, headers: sent, body, status, ...waits, answer }));
    };

    counts[method] += 1;
    const {
      status,
      headers: answered,
      text,
    } = await sendHttp({
      url: base,
      path,
      origin: base.origin,
      method,
      headers,
      sign: () => ({ Authorization: options.authorization.reveal() }),
      body: body === undefined ? undefined : JSON.stringify(body),
      agent: connections.kept,
      timeoutMs,
      waitsForConnection: true,
      underWay,
      maxBytes: maxAnswerBytes,
    }).catch((error: unknown) => {
      log(0, undefined);
      throw error instanceof NoAnswer ? transportErrorOf(error, limits) : error;
    });
    const json = text === "" ? undefined : parseJson(text);
    log(status, json ?? (text === "" ? undefined : text), answered["retry-after"]);
    return { status, headers: answered, text, json };
  }

  return {
    send,
    requests: () => ({ ...counts }),
    close: () => {
      for (const request of underWay) request.destroy();
      connections.kept.destroy();
    },
  };
}

/** Refuses a credential that is not allowed in an HTTP header, before node:http throws. */
function checkHeaderValue(value: Secret): void {
  if (/^[\t\x20-\x7e\x80-\xff]*$/.test(value.reveal())) return;
  throw new SetupError({
    code: "target-token-invalid",
    exitCode: EXIT.usage,
    what: "The SCIM token cannot be sent",
    why: "it contains a character that is not allowed in an HTTP header, such as a line break",
    fix: ["Copy the token again, on one line and without quotation marks."],
  });
}

/** A target's answer, whatever its status. */
export interface ScimResponse {
  readonly status: number;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  /** The parsed body; undefined when it is empty or not JSON. */
  readonly json: JsonValue | undefined;
}
