import type { JsonObject } from "../../../base/json.js";

/** An answer of the admin API that is an error, in Okta's words. Source: Okta developer docs, error codes. */
export class OktaApiError extends Error {
  override readonly name = "OktaApiError";

  constructor(
    readonly status: number,
    readonly code: string,
    readonly summary: string,
    readonly causes: readonly string[] = [],
    /** Header of an answer to an access token. */
    readonly challenge?: string,
  ) {
    super(summary);
  }

  /** The body; `errorLink` repeats the code. */
  body(errorId: string): JsonObject {
    return {
      errorCode: this.code,
      errorSummary: this.summary,
      errorLink: this.code,
      errorId,
      errorCauses: this.causes.map((errorSummary) => ({ errorSummary })),
    };
  }
}

/** 400: a value is missing or wrong. */
export function validationFailed(field: string, ...causes: string[]): OktaApiError {
  return new OktaApiError(400, "E0000001", `Api validation failed: ${field}`, causes);
}

/** 400: the org's edition allows no more apps. Source: recorded traffic of an Integrator Free org, 2025. */
export function noMoreApps(): OktaApiError {
  return validationFailed(
    "generalSettings",
    "Cannot create application instance. Maximum number of instances has been reached.",
  );
}

export function notFound(id: string, kind: string): OktaApiError {
  return new OktaApiError(404, "E0000007", `Not found: Resource not found: ${id} (${kind})`);
}

/** 403: the administrator who owns the token may not do this, or no administrator may. */
export function forbidden(): OktaApiError {
  return new OktaApiError(403, "E0000006", "You do not have permission to perform the requested action");
}

/**
 * 403: the access token does not have a scope that the call needs. The words are documented (Okta: developer docs, OAuth 2.0 error
 * codes), the shape of header and body is a guess.
 */
export function insufficientScope(scope: string): OktaApiError {
  const { status, code, summary } = forbidden();
  const challenge = `Bearer scope="${scope}", error="insufficient_scope", error_description="The access token provided does not contain the required scopes."`;
  return new OktaApiError(status, code, summary, [], challenge);
}

/** 401: the org's edition does not have this. */
export function missingFeature(): OktaApiError {
  return new OktaApiError(401, "E0000015", "You do not have permission to access the feature you are requesting");
}

/** 403: not as the user stands now. */
export function wrongStatus(): OktaApiError {
  return new OktaApiError(403, "E0000038", "This operation is not allowed in the user's current status.");
}

/** 400: a property of a profile mapping that cannot be. Source: recorded traffic, 2025 (25 times). */
export function badMapping(why: string): OktaApiError {
  return validationFailed("updateMapping", why);
}

/** 400: `after` is not from this server. Source: recorded traffic. */
export function invalidCursor(): OktaApiError {
  return new OktaApiError(400, "E0000029", "Invalid paging request.", ["Invalid cursor."]);
}

/** 403: a password that is to be proven is another one, or one that is to be set is not allowed. Source: Okta developer docs, error codes. */
export function credentialsRefused(why: string): OktaApiError {
  return new OktaApiError(403, "E0000014", "Update of credentials failed", [why]);
}

/** 400: an expression of a profile mapping. */
export function badFieldMapping(why: string): OktaApiError {
  return new OktaApiError(400, "E0000045", "Field mapping bad request exception.", [why]);
}

/** 400: a `search`, `filter` or `expand` that the list does not know. Source: okta-sdk-dotnet issue 484, okta-sdk-python issue 245. */
export function badSearch(): OktaApiError {
  return new OktaApiError(400, "E0000031", "Invalid search criteria.");
}

export function malformedBody(): OktaApiError {
  return new OktaApiError(400, "E0000003", "The request body was not well-formed.");
}

export function invalidToken(): OktaApiError {
  return new OktaApiError(401, "E0000011", "Invalid token provided");
}

export function noSuchMethod(): OktaApiError {
  return new OktaApiError(405, "E0000022", "The endpoint does not support the provided HTTP method");
}

/**
 * 501, as Okta answers where an operation is not supported.
 *
 * @param causes - whole sentences, where it is the sandbox that does not simulate something that Okta has
 */
export function unsupportedOperation(...causes: string[]): OktaApiError {
  return new OktaApiError(501, "E0000060", "Unsupported operation.", causes);
}

/** 403: an active app cannot be deleted. */
export function deletionForbidden(): OktaApiError {
  return new OktaApiError(403, "E0000056", "Delete application forbidden.", [
    "The application must be deactivated before deletion.",
  ]);
}

/** 400: a custom app is changed while it is inactive. */
export function noActiveInstances(): OktaApiError {
  const summary = "This operation on app metadata is not yet supported";
  return new OktaApiError(400, "E0000024", `Bad request. ${summary}.`, [`${summary}: No active instances.`]);
}

export function badGroupPush(why: string): OktaApiError {
  return new OktaApiError(400, "E0000027", `Group push bad request : ${why}`);
}
