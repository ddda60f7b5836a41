import { CONNECTION_FAULTS, edgePage, JSON_BODY, type Fault, type Headers } from "../http/faults.js";

function refusal(errorCode: string, errorSummary: string): string {
  return JSON.stringify({ errorCode, errorSummary, errorLink: errorCode, errorId: "oaeSandboxFault", errorCauses: [] });
}

function rateLimited(headers: (now: number) => Headers): Fault {
  const body = refusal("E0000047", "API call exceeded rate limit due to too many requests.");
  return { kind: "answer", status: 429, body, headers: (now) => ({ ...JSON_BODY, ...headers(now) }) };
}

/** The time a reset header names: so many seconds from now, in whole seconds since 1970. */
function secondsFrom(now: number, seconds: number): string {
  return String(Math.ceil(now / 1_000) + seconds);
}

/**
 * Everything that is known to go wrong between a client and an org.
 * Source for 429: Okta developer docs, rate limits (window, concurrency); 502 as HTML comes from the edge.
 */
export const FAULTS = {
  429: rateLimited((now) => ({
    "x-rate-limit-limit": "50",
    "x-rate-limit-remaining": "0",
    "x-rate-limit-reset": secondsFrom(now, 17),
  })),
  "429-without-reset": rateLimited(() => ({})),
  "429-concurrency": rateLimited((now) => ({
    "x-rate-limit-limit": "0",
    "x-rate-limit-remaining": "0",
    "x-rate-limit-reset": secondsFrom(now, 60),
  })),
  "429-retry-after": rateLimited(() => ({ "retry-after": "7" })),
  500: {
    kind: "answer",
    status: 500,
    body: refusal("E0000009", "Internal Server Error"),
    headers: () => JSON_BODY,
  },
  502: edgePage(502, "502 Bad Gateway"),
  503: edgePage(503, "503 Service Unavailable"),
  ...CONNECTION_FAULTS,
} as const satisfies Record<string, Fault>;
export type FaultName = `${keyof typeof FAULTS}`;
