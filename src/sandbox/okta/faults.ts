import type { Fault } from "../http/faults.js";

type Headers = Readonly<Record<string, string>>;

const JSON_BODY = { "content-type": "application/json" };
const HTML_BODY = { "content-type": "text/html" };

function refusal(errorCode: string, errorSummary: string): string {
  return JSON.stringify({ errorCode, errorSummary, errorLink: errorCode, errorId: "oaeSandboxFault", errorCauses: [] });
}

function rateLimited(headers: (now: number) => Headers): Fault {
  const body = refusal("E0000047", "API call exceeded rate limit due to too many requests.");
  return { kind: "answer", status: 429, body, headers: (now) => ({ ...JSON_BODY, ...headers(now) }) };
}

function page(status: number, title: string): Fault {
  const body = `<html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`;
  return { kind: "answer", status, body, headers: () => HTML_BODY };
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
  502: page(502, "502 Bad Gateway"),
  503: page(503, "503 Service Unavailable"),
  "reset-before": { kind: "reset", when: "before" },
  "reset-after": { kind: "reset", when: "after" },
  "silence-before": { kind: "silence", when: "before" },
  "silence-after": { kind: "silence", when: "after" },
  truncated: { kind: "half", declared: "whole" },
  "half-json": { kind: "half", declared: "half" },
} as const satisfies Record<string, Fault>;
export type FaultName = `${keyof typeof FAULTS}`;
