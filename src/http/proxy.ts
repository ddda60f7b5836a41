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

/** What an environment says about proxies, in capital or in small letters as curl has them. */
export function proxiesOf(env: Readonly<Record<string, string | undefined>>): Proxies {
  return {
    httpsProxy: env["HTTPS_PROXY"] ?? env["https_proxy"],
    noProxy: env["NO_PROXY"] ?? env["no_proxy"],
  };
}

/** How a host is reached: through a proxy, given without its user name and password, or directly and why. */
export type Route = { readonly proxy: string } | { readonly direct: string };

/**
 * Which proxy an address is reached through, and if none, why not.
 *
 * @throws SetupError `proxy-url-invalid` (exit 64) when the proxy's address is none; it may hold a password and is not quoted
 */
export function proxyFor(url: URL, env: Readonly<Record<string, string | undefined>>): Route {
  const { protocol, hostname } = url;
  const { httpsProxy = "", noProxy = "" } = proxiesOf(env);
  if (isLoopback(hostname)) return { direct: "it is this machine" };
  if (httpsProxy.trim() === "") return { direct: "HTTPS_PROXY is not set" };
  if (protocol !== "https:") return { direct: "HTTPS_PROXY is for https addresses only" };
  if (isListed(url, noProxy)) return { direct: "NO_PROXY lists it" };
  return { proxy: addressOf(httpsProxy).origin };
}

/**
 * The way to a host through the proxy of HTTPS_PROXY.
 *
 * @param keepAlive - whether connections are kept for further requests
 * @param maxSockets - connections at the same time; further requests wait for one
 * @returns undefined when the host is reached directly: on this machine, without https, without a proxy, or named in NO_PROXY
 * @throws SetupError `proxy-url-invalid` (exit 64) when the proxy's address is none; it may hold a password and is not quoted
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
    what: "The address of the proxy in HTTPS_PROXY cannot be used",
    why: "no host of an http or https proxy can be read from it",
    fix: ["Set HTTPS_PROXY as http://proxy.example:8080, or unset it."],
  });
}
