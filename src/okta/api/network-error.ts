import { EXIT, SetupError } from "../../base/errors.js";
import type { NoAnswer } from "./http.js";

const WORDS: Readonly<Record<string, string>> = {
  ENOTFOUND: "no such host: the name is not known to DNS",
  EAI_AGAIN: "the name could not be looked up: DNS does not answer",
  ECONNREFUSED: "nothing listens there: the connection was refused",
  ECONNRESET: "the connection broke off",
  EPIPE: "the connection broke off",
  ETIMEDOUT: "the connection could not be made in time",
  EHOSTUNREACH: "there is no way to that host from here",
  ENETUNREACH: "there is no network",
  EPROTO: "the other side does not speak TLS",
  TIME_IS_UP: "no whole answer came in time",
  TOO_LARGE: "the answer is larger than any answer of Okta should be",
};

/**
 * The error for a request that got no answer: DNS, TLS, refused, reset, out of time.
 *
 * @param error - its own text is not used, since it could quote what was sent
 * @param origin - scheme and host that were asked
 * @param purpose - as in `create the app`
 */
export function unreachableError({ code }: NoAnswer, origin: string, purpose: string): SetupError {
  const untrusted = /CERT|SELF_SIGNED|VERIFY|ALTNAME/.test(code);
  return new SetupError({
    code: "okta-unreachable",
    exitCode: EXIT.failed,
    what: `Trying to ${purpose}, total-setup did not reach ${origin}`,
    why: untrusted ? `its certificate could not be trusted (${code})` : (WORDS[code] ?? `the request failed (${code})`),
    fix: untrusted
      ? ["When your network inspects TLS, name its certificate authority in NODE_EXTRA_CA_CERTS."]
      : ["Check the org's address, your network, and HTTPS_PROXY when you need a proxy."],
  });
}
