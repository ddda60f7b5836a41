import type { NoAnswer } from "../../http/http.js";
import { networkFailure } from "../../http/network-failures.js";

/** How a request ended without an answer. */
export type TransportFailure = "timeout" | "reset" | "refused" | "dns" | "tls" | "too-large" | "too-deep";

/** A SCIM request that got no whole answer. Its message is for a person and never quotes what was sent. */
export class ScimTransportError extends Error {
  override readonly name = "ScimTransportError";
  readonly kind: TransportFailure;

  /** What to do, where this way of failing has its own. */
  readonly fix: readonly string[] | undefined;
  /** Whether it went through the proxy of HTTPS_PROXY. */
  readonly viaProxy: boolean;

  constructor(
    kind: TransportFailure,
    message: string,
    more: Partial<Pick<ScimTransportError, "fix" | "viaProxy" | "cause">> = {},
  ) {
    super(message, { cause: more.cause });
    this.kind = kind;
    this.fix = more.fix;
    this.viaProxy = more.viaProxy ?? false;
  }
}

const BY_CODE: Readonly<Record<string, readonly [TransportFailure, string]>> = {
  ENOTFOUND: ["dns", "there is no host of that name"],
  EAI_AGAIN: ["dns", "the host's name could not be looked up: DNS does not answer"],
  ECONNREFUSED: ["refused", "nothing listens there: the connection was refused"],
  EHOSTUNREACH: ["refused", "there is no way to that host from here"],
  ENETUNREACH: ["refused", "there is no network"],
  ETIMEDOUT: ["timeout", "the connection could not be made in time"],
  TOO_DEEP: ["too-deep", "the answer is nested deeper than any answer should be"],
  ECONNRESET: ["reset", "the connection broke off before the answer was complete"],
  EPIPE: ["reset", "the connection broke off before the request was sent"],
  EPROTO: ["tls", "the server does not speak TLS there"],
};

const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_|ERR_TLS_|ERR_SSL_/;

/** On what terms a request was sent. */
interface Terms {
  /** Whether it went through the proxy of HTTPS_PROXY, which the error may then be of. */
  readonly viaProxy: boolean;
  readonly timeoutMs: number;
  readonly maxAnswerBytes: number;
}

/** The typed form of why no answer came. */
export function transportErrorOf(
  failure: NoAnswer,
  { viaProxy, timeoutMs, maxAnswerBytes }: Terms,
): ScimTransportError {
  const { code } = failure;
  const more = { cause: failure, viaProxy };
  if (code === "TIME_IS_UP") {
    const message = `no complete answer came within ${String(timeoutMs / 1000)} s`;
    return new ScimTransportError("timeout", message, more);
  }
  if (code === "TOO_LARGE") {
    const megabytes = String(Math.round(maxAnswerBytes / 1024 / 1024));
    return new ScimTransportError("too-large", `the answer is larger than ${megabytes} MB`, more);
  }
  if (code.startsWith("PROXY_")) {
    const { means, fix, lasting } = networkFailure(code);
    return new ScimTransportError(lasting ? "refused" : "reset", means, { ...more, fix });
  }
  const known = BY_CODE[code];
  if (known !== undefined) {
    const [kind, message] = known;
    // Before the way to the host is open, only the proxy's name is looked up and only the proxy is connected to.
    const fix = viaProxy && (kind === "dns" || kind === "refused") ? { fix: [CHECK_PROXY] } : {};
    return new ScimTransportError(kind, message, { ...more, ...fix });
  }
  if (CERTIFICATE.test(code))
    return new ScimTransportError("tls", `its certificate could not be trusted (${code})`, more);
  if (code.startsWith("Z_")) return new ScimTransportError("reset", "the compressed answer is broken", more);
  if (code.startsWith("HPE_")) return new ScimTransportError("reset", "what it answered is not HTTP", more);
  return new ScimTransportError("reset", `the connection failed${code === "NO_ANSWER" ? "" : ` (${code})`}`, more);
}

const CHECK_PROXY = "Check the proxy's address in HTTPS_PROXY, or name the target's host in NO_PROXY.";
