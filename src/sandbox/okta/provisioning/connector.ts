import type { ExchangeSink } from "../../../http/exchange.js";
import type { Proxies } from "../../../http/proxy.js";
import type { Secret } from "../../../base/secret.js";
import { OKTA_CONTENT_TYPE, OKTA_HEADERS } from "../../../dialect/okta/headers.js";
import { openScimTransport, type ScimTransport } from "../../../scim-client/http/transport.js";
import type { ScimRequest } from "../../../scim/message/messages.js";
import type { Connector } from "../org/settings.js";

/** All connections of a sandbox. */
export interface Connectors {
  /**
   * @param authorization - the whole value of the `Authorization` header
   * @throws Error when the address is none to which the transport may connect
   */
  open(baseUrl: string, authorization: Secret): Connector;
  /** How many requests were sent, by method, since the start. */
  requests(): Record<ScimRequest["method"], number>;
  close(): void;
}

/** How long Okta waits for a target's answer. Source: Okta developer docs, concepts/scim. */
const TIMEOUT_MS = 60_000;
/** As many sockets as users are worked on at once. */
export const CONCURRENCY = 12;

export function createConnectors(
  now: () => number,
  record: ExchangeSink | undefined,
  proxies: Proxies | undefined,
): Connectors {
  const counts = { GET: 0, POST: 0, PUT: 0, PATCH: 0, DELETE: 0 };
  const transports: ScimTransport[] = [];
  return {
    open(baseUrl, authorization) {
      const transport = openScimTransport({
        baseUrl,
        authorization,
        headers: OKTA_HEADERS,
        contentType: OKTA_CONTENT_TYPE,
        from: "okta",
        now,
        timeoutMs: TIMEOUT_MS,
        maxSockets: CONCURRENCY,
        proxies,
        ...(record === undefined ? {} : { record }),
      });
      transports.push(transport);
      return {
        send: (request) => {
          counts[request.method] += 1;
          return transport.send(request);
        },
      };
    },
    requests: () => ({ ...counts }),
    close: () => {
      for (const transport of transports) transport.close();
    },
  };
}
