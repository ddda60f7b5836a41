/** Why no answer came, in words, and what to do. */
export interface NetworkFailure {
  readonly means: string;
  readonly fix: readonly string[];
  /** The request certainly never reached the other side. */
  readonly notSent: boolean;
  /** Trying again changes nothing. */
  readonly lasting: boolean;
}

const CHECK_WAY = ["Check the address, your network, and HTTPS_PROXY when you need a proxy."];
const OTHER_SERVER = ["Check the address and HTTPS_PROXY: something else may answer there."];
const AGAIN = ["Run the same command again: it finds what is done and goes on from there."];
const OWN_AUTHORITY = [
  "When your network inspects TLS, ask its administrator for the certificate authority, and name that file in NODE_EXTRA_CA_CERTS.",
  "When it does not, do not go on: somebody may be reading along.",
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
/** Nobody knows how far the request came. */
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
 * What can happen on the way to a server, by node's own codes and those of http.ts.
 * Source: Node.js documentation, "Common system errors" and "X509 certificate error codes".
 */
export const NETWORK_FAILURES: Readonly<Record<string, NetworkFailure>> = {
  ENOTFOUND: lasting("no such host: the name is not known to DNS"),
  EAI_AGAIN: notSent("the name could not be looked up: DNS does not answer"),
  ECONNREFUSED: notSent("nothing listens there: the connection was refused"),
  EHOSTUNREACH: brokeOff("there is no way to that host from here", CHECK_WAY),
  ENETUNREACH: brokeOff("there is no network", CHECK_WAY),
  ENETDOWN: brokeOff("there is no network", CHECK_WAY),
  ETIMEDOUT: brokeOff("the connection could not be made, or kept, in time", [
    "Check your network, and HTTPS_PROXY when you need a proxy.",
    ...AGAIN,
  ]),
  ECONNRESET: brokeOff("the connection broke off"),
  ECONNABORTED: brokeOff("the connection broke off"),
  EPIPE: brokeOff("the connection broke off"),
  TIME_IS_UP: brokeOff("no whole answer came in time"),
  CUT_SHORT: brokeOff("the answer was cut short"),
  TOO_LARGE: elsewhere("the answer is larger than any answer should be", OTHER_SERVER),
  TOO_DEEP: elsewhere("the answer is nested deeper than any answer should be", OTHER_SERVER),
  NOT_HTTP: elsewhere("what came back is not HTTP", OTHER_SERVER),

  PROXY_WANTS_SIGN_IN: lasting("the proxy wants a sign-in (HTTP 407)", [
    "Put the proxy's user name and password into HTTPS_PROXY, as http://user:password@proxy.example:8080.",
  ]),
  PROXY_REFUSED: lasting("the proxy of HTTPS_PROXY does not let this host through", [
    "Ask your network's administrator to allow the host, or name it in NO_PROXY when it can be reached without the proxy.",
  ]),
  PROXY_BUSY: notSent("the proxy of HTTPS_PROXY could not reach the host", [
    "Check the address, and ask your network's administrator when it is right.",
  ]),

  EPROTO: elsewhere("the other side does not speak TLS as it should", OTHER_SERVER),
  CERT_HAS_EXPIRED: lasting("its certificate has expired, or this machine's clock is wrong", [
    "Check this machine's date and time.",
    "When they are right, the certificate is not the right one: check the address and what inspects TLS in your network.",
  ]),
  CERT_NOT_YET_VALID: lasting("its certificate is not valid yet, so that this machine's clock is probably slow", [
    "Set this machine's date and time.",
  ]),
  ERR_TLS_CERT_ALTNAME_INVALID: lasting("its certificate belongs to another host", [
    "Check the address: a custom domain that is not set up, or a spelling mistake, leads to such a host.",
  ]),
  DEPTH_ZERO_SELF_SIGNED_CERT: lasting("its certificate is self-signed", OWN_AUTHORITY),
  SELF_SIGNED_CERT_IN_CHAIN: lasting(
    "its certificate is of an authority that this machine does not know",
    OWN_AUTHORITY,
  ),
  UNABLE_TO_GET_ISSUER_CERT: lasting(
    "its certificate is of an authority that this machine does not know",
    OWN_AUTHORITY,
  ),
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: lasting(
    "its certificate is of an authority that this machine does not know",
    OWN_AUTHORITY,
  ),
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: lasting(
    "its certificate is of an authority that this machine does not know",
    OWN_AUTHORITY,
  ),
  CERT_REVOKED: lasting("its certificate was revoked", OWN_AUTHORITY),
};

/** The failure for any code: also for those of OpenSSL and of node's HTTP parser, which are many. */
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
