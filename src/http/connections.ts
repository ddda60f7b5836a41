import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import { proxyAgent, type Proxies } from "./proxy.js";

/** The connections to one origin. Nothing is connected before the first request. */
export interface Connections {
  /** Connections that stay open for further requests. */
  readonly kept: HttpAgent;
  /** A connection of its own for each request. */
  readonly single: HttpAgent | false;
  /** Whether they go through the proxy in HTTPS_PROXY. */
  readonly viaProxy: boolean;
}

/**
 * Opens the connections to an origin, through the proxy in HTTPS_PROXY except for this machine and the hosts in NO_PROXY.
 *
 * @param maxSockets - most kept connections at the same time; further requests wait for one
 * @throws SetupError `proxy-url-invalid` (exit 64)
 */
export function openConnections(origin: URL, proxies: Proxies, maxSockets = Infinity): Connections {
  const proxied = proxyAgent(origin, proxies, true, maxSockets);
  const options = { keepAlive: true, maxSockets };
  return {
    kept: proxied ?? (origin.protocol === "https:" ? new HttpsAgent(options) : new HttpAgent(options)),
    single: proxyAgent(origin, proxies, false) ?? false,
    viaProxy: proxied !== undefined,
  };
}
