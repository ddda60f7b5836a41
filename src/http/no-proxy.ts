import { BlockList, isIP } from "node:net";

/** The parts of a request's address that NO_PROXY looks at. */
export interface Destination {
  /** As in a URL: an IPv6 address is in brackets. */
  readonly hostname: string;
  /** Empty for the scheme's own port. */
  readonly port: string;
  readonly protocol: string;
}

const OWN_PORTS: Readonly<Record<string, string>> = { "http:": "80", "https:": "443" };

/**
 * Whether NO_PROXY lists the destination, by curl's rules (curl: CURLOPT_NOPROXY): a name covers itself and all names under it,
 * with or without a leading dot; `*` is every host; an IP address counts in any spelling, IPv6 with or without brackets;
 * `10.0.0.0/8` and `fd00::/8` are networks. A port after an entry limits it to that port, and IPv6 then needs brackets (Go:
 * httpproxy.Config).
 */
export function isListed(destination: Destination, noProxy: string): boolean {
  const host = bare(destination.hostname);
  const port = destination.port === "" ? OWN_PORTS[destination.protocol] : destination.port;
  return noProxy
    .toLowerCase()
    .split(/[\s,]+/)
    .some((entry) => entry !== "" && covers(entry, host, port));
}

function covers(entry: string, host: string, port: string | undefined): boolean {
  const { name, port: only } = partsOf(entry);
  if (only !== undefined && only !== port) return false;
  if (name === "*") return true;
  const family = isIP(host);
  if (family > 0) return holdsAddress(name, host, family);
  const suffix = bare(name).replace(/^\*?\./, "");
  return suffix !== "" && (host === suffix || host.endsWith(`.${suffix}`));
}

/** The colons of an IPv6 address without brackets do not start a port. */
function partsOf(entry: string): { readonly name: string; readonly port: string | undefined } {
  const [, name = entry, port] = /^(\[[^\]]*\](?:\/\d+)?|[^:]*):(\d+)$/.exec(entry) ?? [];
  return { name, port };
}

function holdsAddress(name: string, host: string, family: number): boolean {
  const [address = "", bits, ...more] = name.replace(/[[\]]/g, "").split("/");
  const kind = isIP(address);
  if (kind === 0 || more.length > 0) return false;
  const listed = new BlockList();
  if (bits === undefined) listed.addAddress(address, kindOf(kind));
  else if (/^\d{1,3}$/.test(bits) && Number(bits) <= (kind === 6 ? 128 : 32))
    listed.addSubnet(address, Number(bits), kindOf(kind));
  return listed.check(host, kindOf(family));
}

function kindOf(family: number): "ipv4" | "ipv6" {
  return family === 6 ? "ipv6" : "ipv4";
}

/** The host without brackets, and without the final dot of a fully qualified name. */
function bare(host: string): string {
  return host.toLowerCase().replace(/^\[|\]$|\.$/g, "");
}
