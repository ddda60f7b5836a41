import type { Agent } from "node:http";
import { HttpsProxyAgent, type HttpsProxyAgentOptions } from "https-proxy-agent";
import { EXIT, SetupError } from "./errors.js";
import { isLoopback } from "./loopback.js";
import { isListed } from "./no-proxy.js";

/** The values of HTTPS_PROXY and NO_PROXY. */
export interface Proxies {
  readonly httpsProxy?: string | undefined;
  readonly noProxy?: string | undefined;
}

/**
 * The way to a host through the proxy of HTTPS_PROXY.
 *
 * @param keepAlive - whether connections are kept for further requests
 * @returns undefined when the host is reached directly: on this machine, without https, without a proxy, or named in NO_PROXY
 * @throws SetupError `proxy-url-invalid` (exit 64) when the proxy's address is none; it may hold a password and is not quoted
 */
export function proxyAgent(
  { protocol, hostname }: URL,
  { httpsProxy = "", noProxy = "" }: Proxies,
  keepAlive: boolean,
): Agent | undefined {
  const proxy = httpsProxy.trim();
  if (proxy === "" || protocol !== "https:" || isLoopback(hostname) || isListed(hostname, noProxy)) return undefined;
  const address = proxy.includes("://") ? proxy : `http://${proxy}`;
  if (!/^https?:\/\//i.test(address) || !URL.canParse(address)) throw invalid();
  const options: HttpsProxyAgentOptions<string> = { keepAlive };
  return new HttpsProxyAgent(new URL(address), options);
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
