/** Why no answer came, in words, and how to fix it. */
export interface NetworkFailure {
  readonly means: string;
  readonly fix: readonly string[];
  /** True when the request certainly never reached the server. */
  readonly notSent: boolean;
  /** True when another try cannot succeed. */
  readonly lasting: boolean;
}

const CHECK_WAY = ["Check the address and your network. If you need a proxy, check HTTPS_PROXY."];
const OTHER_SERVER = ["Check the address and HTTPS_PROXY: another server may be answering."];
const AGAIN = ["Run the same command again: it continues where this run stopped."];
const OWN_AUTHORITY = [
  "If your network inspects TLS, ask its administrator for the certificate authority's file, and name it in NODE_EXTRA_CA_CERTS.",
  "If it does not, stop here: someone may be intercepting the connection.",
];

const notSent = (means: string, fix: readonly string[] = CHECK_WAY): NetworkFailure => ({
  means,
  fix,
  notSent: true,
  lasting: false,
});
const lasting = (means: string, fix: readonly string[] = CHECK_WAY): NetworkFailure => ({
  ...notSent(means, fix),
  lasting: true,
});
/** The request may have reached the server. */
const brokeOff = (means: string, fix: readonly string[] = AGAIN): NetworkFailure => ({
  means,
  fix,
  notSent: false,
  lasting: false,
});
const elsewhere = (means: string, fix: readonly string[]): NetworkFailure => ({
  ...brokeOff(means, fix),
  lasting: true,
});

/**
 * Network failures by node's own codes and those of http.ts.
 * Source: Node.js documentation, "Common system errors" and "X509 certificate error codes".
 */
export const NETWORK_FAILURES: Readonly<Record<string, NetworkFailure>> = {
  ENOTFOUND: lasting("the host name does not exist in DNS"),
  EAI_AGAIN: notSent("the host name could not be looked up because DNS did not answer"),
  ECONNREFUSED: notSent("the connection was refused; no program listens at that address"),
  EHOSTUNREACH: brokeOff("the host cannot be reached from this network", CHECK_WAY),
  ENETUNREACH: brokeOff("this machine has no network connection", CHECK_WAY),
  ENETDOWN: brokeOff("this machine has no network connection", CHECK_WAY),
  ETIMEDOUT: brokeOff("the connection timed out", [
    "Check your network. If you need a proxy, check HTTPS_PROXY.",
    ...AGAIN,
  ]),
  ECONNRESET: brokeOff("the connection was lost"),
  ECONNABORTED: brokeOff("the connection was lost"),
  EPIPE: brokeOff("the connection was lost"),
  TIME_IS_UP: brokeOff("the request timed out before the answer was complete"),
  CUT_SHORT: brokeOff("the answer is incomplete"),
  TOO_LARGE: elsewhere("the answer is larger than the allowed size", OTHER_SERVER),
  TOO_DEEP: elsewhere("the answer is nested too deeply", OTHER_SERVER),
  NOT_HTTP: elsewhere("the answer is not HTTP", OTHER_SERVER),

  PROXY_WANTS_SIGN_IN: lasting("the proxy requires a sign-in (HTTP 407)", [
    "Add the proxy's user name and password to HTTPS_PROXY, for example http://user:password@proxy.example:8080.",
  ]),
  PROXY_REFUSED: lasting("the proxy in HTTPS_PROXY does not allow this host", [
    "Ask your network's administrator to allow the host. If it can be reached without the proxy, add it to NO_PROXY.",
  ]),
  PROXY_BUSY: notSent("the proxy in HTTPS_PROXY could not reach the host", [
    "Check the address. If it is right, ask your network's administrator.",
  ]),

  EPROTO: elsewhere("the TLS handshake with the server failed", OTHER_SERVER),
  CERT_HAS_EXPIRED: lasting("its certificate has expired, or this machine's clock is wrong", [
    "Check this machine's date and time.",
    "If they are right, it is the wrong certificate: check the address, and whether your network inspects TLS.",
  ]),
  CERT_NOT_YET_VALID: lasting("its certificate is not valid yet; this machine's clock is probably slow", [
    "Set this machine's date and time.",
  ]),
  ERR_TLS_CERT_ALTNAME_INVALID: lasting("its certificate belongs to another host", [
    "Check the address for spelling mistakes, and for a custom domain that is not set up.",
  ]),
  DEPTH_ZERO_SELF_SIGNED_CERT: lasting("its certificate is self-signed", OWN_AUTHORITY),
  SELF_SIGNED_CERT_IN_CHAIN: lasting(
    "its certificate comes from an authority that this machine does not trust",
    OWN_AUTHORITY,
  ),
  UNABLE_TO_GET_ISSUER_CERT: lasting(
    "its certificate comes from an authority that this machine does not trust",
    OWN_AUTHORITY,
  ),
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: lasting(
    "its certificate comes from an authority that this machine does not trust",
    OWN_AUTHORITY,
  ),
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: lasting(
    "its certificate comes from an authority that this machine does not trust",
    OWN_AUTHORITY,
  ),
  CERT_REVOKED: lasting("its certificate was revoked", OWN_AUTHORITY),
};

/** The failure for any code, including the many codes of OpenSSL and of node's HTTP parser. */
export function networkFailure(code: string): NetworkFailure {
  const known = NETWORK_FAILURES[code] ?? NETWORK_FAILURES[familyOf(code)];
  return known ?? { means: `the request failed (${code})`, fix: CHECK_WAY, notSent: false, lasting: false };
}

function familyOf(code: string): string {
  if (code.startsWith("HPE_")) return "NOT_HTTP";
  if (code.startsWith("ERR_SSL_")) return "EPROTO";
  if (code.startsWith("Z_")) return "CUT_SHORT";
  if (/CERT|SELF_SIGNED|VERIFY/.test(code)) return "UNABLE_TO_VERIFY_LEAF_SIGNATURE";
  return code;
}
