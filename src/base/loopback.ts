/**
 * True when a host name never leaves this machine: `localhost`, 127.0.0.0/8 and `[::1]`.
 *
 * @param hostname - as in `URL.hostname`: lower case, IPv6 in brackets
 */
export function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127(\.\d{1,3}){3}$/.test(hostname);
}
