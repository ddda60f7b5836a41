import type { Agent } from "node:http";
import { HttpsProxyAgent, type HttpsProxyAgentOptions } from "https-proxy-agent";
import { EXIT, SetupError } from "../base/errors.js";
import { isLoopback } from "../base/loopback.js";
import { isListed } from "./no-proxy.js";

/** The values of HTTPS_PROXY and NO_PROXY. */
export interface Proxies {
  readonly httpsProxy?: string | undefined;
  readonly noProxy?: string | undefined;
}

/** The proxy settings of an environment, in upper or lower case as in curl. */
export function proxiesOf(env: Readonly<Record<string, string | undefined>>): Proxies {
  return {
    httpsProxy: env["HTTPS_PROXY"] ?? env["https_proxy"],
    noProxy: env["NO_PROXY"] ?? env["no_proxy"],
  };
}

/** How a host is reached: through a proxy (without its user name and password), or directly, with the reason. */
export type Route = { readonly proxy: string } | { readonly direct: string };

/**
 * The proxy that a request to an address goes through, or why it uses none.
 *
 * @throws SetupError `proxy-url-invalid` (exit 64) when the proxy's address is not valid; it may hold a password and is not quoted
 */
export function proxyFor(url: URL, env: Readonly<Record<string, string | undefined>>): Route {
  const { protocol, hostname } = url;
  const { httpsProxy = "", noProxy = "" } = proxiesOf(env);
  if (isLoopback(hostname)) return { direct: "the host is this machine" };
  if (httpsProxy.trim() === "") return { direct: "HTTPS_PROXY is not set" };
  if (protocol !== "https:") return { direct: "HTTPS_PROXY applies only to https addresses" };
  if (isListed(url, noProxy)) return { direct: "NO_PROXY lists the host" };
  return { proxy: addressOf(httpsProxy).origin };
}

/**
 * The connections to a host through the proxy in HTTPS_PROXY.
 *
 * @param keepAlive - whether connections are kept for further requests
 * @param maxSockets - connections at the same time; further requests wait for one
 * @returns undefined when the host is reached directly: on this machine, without https, without a proxy, or listed in NO_PROXY
 * @throws SetupError `proxy-url-invalid` (exit 64) when the proxy's address is not valid; it may hold a password and is not quoted
 */
export function proxyAgent(
  url: URL,
  { httpsProxy, noProxy }: Proxies,
  keepAlive: boolean,
  maxSockets = Infinity,
): Agent | undefined {
  const route = proxyFor(url, { HTTPS_PROXY: httpsProxy, NO_PROXY: noProxy });
  if ("direct" in route) return undefined;
  const options: HttpsProxyAgentOptions<string> = { keepAlive, maxSockets };
  return new HttpsProxyAgent(addressOf(httpsProxy ?? ""), options);
}

function addressOf(httpsProxy: string): URL {
  const text = httpsProxy.trim();
  const address = text.includes("://") ? text : `http://${text}`;
  if (!/^https?:\/\//i.test(address) || !URL.canParse(address)) throw invalid();
  return new URL(address);
}

function invalid(): SetupError {
  return new SetupError({
    code: "proxy-url-invalid",
    exitCode: EXIT.usage,
    what: "HTTPS_PROXY is not the address of a proxy",
    why: "it must be an http or https address with a host",
    fix: ["Set HTTPS_PROXY, for example to http://proxy.example:8080, or unset it."],
  });
}
