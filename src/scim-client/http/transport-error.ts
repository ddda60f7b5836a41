import type { NoAnswer } from "../../http/http.js";
import { networkFailure } from "../../http/network-failures.js";

/** How a request ended without an answer. */
export type TransportFailure = "timeout" | "reset" | "refused" | "dns" | "tls" | "too-large" | "too-deep";

/** A SCIM request without a complete answer. Its message is for users and never quotes what was sent. */
export class ScimTransportError extends Error {
  override readonly name = "ScimTransportError";
  readonly kind: TransportFailure;

  /** How to fix it, if this failure has its own instructions. */
  readonly fix: readonly string[] | undefined;
  /** Whether it went through the proxy in HTTPS_PROXY. */
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
  ENOTFOUND: ["dns", "the host name does not exist in DNS"],
  EAI_AGAIN: ["dns", "the host name could not be looked up because DNS did not answer"],
  ECONNREFUSED: ["refused", "the connection was refused; no program listens at that address"],
  EHOSTUNREACH: ["refused", "the host cannot be reached from this network"],
  ENETUNREACH: ["refused", "this machine has no network connection"],
  ETIMEDOUT: ["timeout", "the connection timed out"],
  TOO_DEEP: ["too-deep", "the answer is nested too deeply"],
  ECONNRESET: ["reset", "the connection was lost before the answer was complete"],
  EPIPE: ["reset", "the connection was lost before the request was sent"],
  EPROTO: ["tls", "the TLS handshake with the server failed"],
};

const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_|ERR_TLS_|ERR_SSL_/;

/** The terms on which a request was sent. */
interface Terms {
  /** Whether it went through the proxy in HTTPS_PROXY, which may then be the cause of the error. */
  readonly viaProxy: boolean;
  readonly timeoutMs: number;
  readonly maxAnswerBytes: number;
}

/** The typed error for a missing answer. */
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
    // Before the tunnel is open, only the proxy's name is looked up and only the proxy is connected to.
    const fix = viaProxy && (kind === "dns" || kind === "refused") ? { fix: [CHECK_PROXY] } : {};
    return new ScimTransportError(kind, message, { ...more, ...fix });
  }
  if (CERTIFICATE.test(code)) return new ScimTransportError("tls", `its certificate is not trusted (${code})`, more);
  if (code.startsWith("Z_")) return new ScimTransportError("reset", "the compressed answer is damaged", more);
  if (code.startsWith("HPE_")) return new ScimTransportError("reset", "the answer is not HTTP", more);
  return new ScimTransportError("reset", `the connection failed${code === "NO_ANSWER" ? "" : ` (${code})`}`, more);
}

const CHECK_PROXY = "Check the proxy's address in HTTPS_PROXY, or add the SCIM server's host to NO_PROXY.";
