import {
  Agent as HttpAgent,
  request as httpRequest,
  type ClientRequest,
  type IncomingMessage,
  type RequestOptions,
} from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";
import type { JsonValue } from "../../base/json.js";
import { TLSSocket } from "node:tls";
import { NoAnswer, refusalOfProxy } from "../../http/http.js";
import { proxyAgent, type Proxies } from "../../http/proxy.js";
import type { Secret } from "../../base/secret.js";
import { readBody } from "./answer-body.js";
import type { ScimResponse } from "./response.js";
import { ScimTransportError, transportErrorOf } from "./transport-error.js";

/** A request as it goes out. */
export interface WireRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string | undefined;
}

/** Connections to one origin. */
export interface Wire {
  exchange(request: WireRequest): Promise<ScimResponse>;
  /** Also ends requests that still wait for a connection. */
  close(): void;
}

interface WireOptions {
  readonly authorization: Secret;
  readonly timeoutMs: number;
  readonly maxSockets: number;
  readonly maxAnswerBytes: number;
  readonly proxies: Proxies;
}

/**
 * Opens keep-alive connections to a URL's origin; none is made before the first request.
 *
 * @throws SetupError `proxy-url-invalid` (exit 64)
 */
export function openWire(base: URL, options: WireOptions): Wire {
  const secure = base.protocol === "https:";
  const agentOptions = { keepAlive: true, maxSockets: options.maxSockets };
  const proxied = proxyAgent(base, options.proxies, true, options.maxSockets);
  const viaProxy = proxied !== undefined;
  const agent = proxied ?? (secure ? new HttpsAgent(agentOptions) : new HttpAgent(agentOptions));
  const start = secure ? httpsRequest : httpRequest;
  const { timeoutMs, maxAnswerBytes } = options;
  const underWay = new Set<ClientRequest>();
  const fixed: RequestOptions = { hostname: base.hostname.replace(/^\[|\]$/g, ""), port: base.port, agent };

  function exchange({ method, path, headers, text }: WireRequest): Promise<ScimResponse> {
    return new Promise((resolve, reject) => {
      let timer: NodeJS.Timeout | undefined;
      const fail = (error: unknown): void => {
        clearTimeout(timer);
        reject(
          error instanceof Error
            ? transportErrorOf(error, viaProxy)
            : new ScimTransportError("reset", "the connection failed"),
        );
      };
      const authorized = { ...headers, Authorization: options.authorization.reveal() };
      const request = start({ ...fixed, method, path, headers: authorized }, (answer) => {
        // Where TLS was asked for, an answer without it is the proxy's, who turned the tunnel down.
        if (secure && !(answer.socket instanceof TLSSocket)) {
          fail(new NoAnswer(refusalOfProxy(answer.statusCode ?? 0)));
          request.destroy();
          return;
        }
        readBody(answer, maxAnswerBytes).then((body) => {
          clearTimeout(timer);
          resolve(responseOf(answer, body));
        }, fail);
      });
      // Waiting for a free connection is our own doing and does not count.
      request.once("socket", () => {
        timer = setTimeout(() => {
          fail(new ScimTransportError("timeout", `no complete answer came within ${String(timeoutMs / 1000)} s`));
          request.destroy();
        }, timeoutMs);
      });
      underWay.add(request);
      request.once("close", () => underWay.delete(request));
      request.on("error", fail);
      request.end(text);
    });
  }

  return {
    exchange,
    close: () => {
      for (const request of underWay) request.destroy();
      agent.destroy();
    },
  };
}

function responseOf(answer: IncomingMessage, text: string): ScimResponse {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(answer.headers)) {
    if (value !== undefined) headers[name] = typeof value === "string" ? value : value.join(", ");
  }
  return { status: answer.statusCode ?? 0, headers, text, json: parse(text) };
}

function parse(text: string): JsonValue | undefined {
  if (text === "") return undefined;
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}
