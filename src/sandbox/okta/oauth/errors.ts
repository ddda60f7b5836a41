import type { JsonObject } from "../../../base/json.js";

/** A refusal of the authorization server, in OAuth's words (RFC 6749, 5.2). Descriptions are guesses unless they say otherwise. */
export class OAuthError extends Error {
  override readonly name = "OAuthError";

  constructor(
    readonly status: number,
    readonly error: string,
    readonly description: string,
    /** For the next proof of possession. */
    readonly nonce?: string,
  ) {
    super(description);
  }

  body(): JsonObject {
    return { error: this.error, error_description: this.description };
  }
}

export function invalidClient(description: string): OAuthError {
  return new OAuthError(401, "invalid_client", description);
}

/** As quoted in public threads. */
export function unknownClient(): OAuthError {
  return invalidClient("Invalid value for 'client_id' parameter.");
}

/** As quoted in public threads. */
export function grantNotAllowed(): OAuthError {
  const why = "The client is not authorized to use the provided grant type.";
  return new OAuthError(400, "unauthorized_client", why);
}

/** One scope that is not granted fails the whole request. */
export function invalidScope(): OAuthError {
  return new OAuthError(
    400,
    "invalid_scope",
    "One or more scopes are not configured for the authorization server resource.",
  );
}

export function invalidRequest(description: string): OAuthError {
  return new OAuthError(400, "invalid_request", description);
}

export function invalidProof(description: string): OAuthError {
  return new OAuthError(400, "invalid_dpop_proof", description);
}
