import type { JsonObject } from "../../../base/json.js";

/** A refusal of the sign-in service. Source: Microsoft identity platform docs, v2-oauth2-client-creds-grant-flow, "Error response". */
export class SignInRefusal extends Error {
  override readonly name = "SignInRefusal";

  /**
   * @param error - RFC 6749, 5.2 or RFC 8628, 3.5
   * @param aadsts - the number of `AADSTS7000215`; 0 for a refusal of which no number is documented
   */
  constructor(
    readonly status: number,
    readonly error: string,
    readonly aadsts: number,
    message: string,
  ) {
    super(message);
  }

  /** @param now - milliseconds since 1970 */
  body(now: number, traceId: string, correlationId: string): JsonObject {
    const timestamp = `${new Date(now).toISOString().slice(0, 19).replace("T", " ")}Z`;
    const code = this.aadsts === 0 ? "" : `AADSTS${String(this.aadsts)}: `;
    return {
      error: this.error,
      error_description: `${code}${this.message} Trace ID: ${traceId} Correlation ID: ${correlationId} Timestamp: ${timestamp}`,
      error_codes: this.aadsts === 0 ? [] : [this.aadsts],
      timestamp,
      trace_id: traceId,
      correlation_id: correlationId,
      error_uri: "https://login.microsoftonline.com/error",
    };
  }
}

/** 401: the application did not prove that it is the one it says. */
export function invalidClient(aadsts: number, message: string): SignInRefusal {
  return new SignInRefusal(401, "invalid_client", aadsts, message);
}

/** 400: what is asked for cannot be had, or not by this application. */
export function refused(error: string, aadsts: number, message: string): SignInRefusal {
  return new SignInRefusal(400, error, aadsts, message);
}
