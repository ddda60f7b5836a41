/** How a request ended without an answer. */
export type TransportFailure = "timeout" | "reset" | "refused" | "dns" | "tls" | "too-large";

/** A SCIM request that got no whole answer. Its message is for a person and never quotes what was sent. */
export class ScimTransportError extends Error {
  override readonly name = "ScimTransportError";
  readonly kind: TransportFailure;

  constructor(kind: TransportFailure, message: string, cause?: unknown) {
    super(message, { cause });
    this.kind = kind;
  }
}

const BY_CODE: Readonly<Record<string, readonly [TransportFailure, string]>> = {
  ENOTFOUND: ["dns", "there is no host of that name"],
  EAI_AGAIN: ["dns", "the host's name could not be looked up: DNS does not answer"],
  ECONNREFUSED: ["refused", "nothing listens there: the connection was refused"],
  EHOSTUNREACH: ["refused", "there is no way to that host from here"],
  ENETUNREACH: ["refused", "there is no network"],
  ETIMEDOUT: ["timeout", "the connection could not be made in time"],
  ECONNRESET: ["reset", "the connection broke off before the answer was complete"],
  EPIPE: ["reset", "the connection broke off before the request was sent"],
  EPROTO: ["tls", "the server does not speak TLS there"],
};

const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_|ERR_TLS_|ERR_SSL_/;

/**
 * The typed form of what node:http and node:https report.
 *
 * @param error - as its `error` event gave it
 */
export function transportErrorOf(error: Error): ScimTransportError {
  if (error instanceof ScimTransportError) return error;
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  const known = BY_CODE[code];
  if (known !== undefined) return new ScimTransportError(known[0], known[1], error);
  if (CERTIFICATE.test(code))
    return new ScimTransportError("tls", `its certificate could not be trusted (${code})`, error);
  if (code.startsWith("HPE_")) return new ScimTransportError("reset", "what it answered is not HTTP", error);
  return new ScimTransportError("reset", `the connection failed${code === "" ? "" : ` (${code})`}`, error);
}
