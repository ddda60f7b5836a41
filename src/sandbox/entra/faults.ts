import { CONNECTION_FAULTS, edgePage, JSON_BODY, type AnswerFault, type Fault, type Headers } from "../http/faults.js";

/** An error of Microsoft Graph in place of the route's answer. */
function refusal(status: number, code: string, message: string, headers: Headers = {}): AnswerFault {
  const requestId = "5a0dbf0f-5a17-4b0c-9a33-faf0faf0faf0";
  return {
    kind: "answer",
    status,
    body: JSON.stringify({
      error: { code, message, innerError: { "request-id": requestId, "client-request-id": requestId } },
    }),
    headers: () => ({ ...JSON_BODY, "request-id": requestId, ...headers }),
  };
}

/**
 * Everything that is known to go wrong between a client and Microsoft Graph.
 * Source: Microsoft Graph docs, throttling, errors; the empty 401 from microsoft-graph-docs, pull request 14007; 502 as HTML
 * comes from the edge.
 */
export const ENTRA_FAULTS = {
  429: refusal(429, "TooManyRequests", "Too many requests", { "retry-after": "17" }),
  "429-without-retry-after": refusal(429, "TooManyRequests", "Too many requests"),
  500: refusal(500, "InternalServerError", "An internal server error occurred."),
  502: edgePage(502, "502 Bad Gateway"),
  503: refusal(503, "ServiceUnavailable", "The service is temporarily unavailable.", { "retry-after": "5" }),
  504: refusal(504, "GatewayTimeout", "The server did not answer in time."),
  /** The request was carried out, and the answer was lost behind the edge. */
  "504-after": { ...refusal(504, "GatewayTimeout", "The server did not answer in time."), when: "after" },
  "401-empty": { kind: "answer", status: 401, body: "", headers: () => ({}) },
  ...CONNECTION_FAULTS,
} as const satisfies Record<string, Fault>;
export type EntraFaultName = `${keyof typeof ENTRA_FAULTS}`;
