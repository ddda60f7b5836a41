/** Used when the target does not say how long in whole seconds. */
const FIRST_WAIT_MS = 5 * 60_000;
/** The last attempt; after it the task has failed for good. */
const ATTEMPTS = 10;

/**
 * How long Okta waits after a 429: whole seconds of `Retry-After` as they stand; without them, or with a date, zero or
 * anything else, five minutes, doubling with each further 429; nothing after the tenth attempt.
 * Source: Okta developer docs, concepts/scim, rate limits.
 *
 * @param attempt - how often it has been tried, from 1
 */
export function waitAfter429(attempt: number, retryAfter: string | undefined): number | undefined {
  if (attempt >= ATTEMPTS) return undefined;
  if (retryAfter !== undefined && /^0*[1-9]\d*$/.test(retryAfter)) return Number(retryAfter) * 1_000;
  return FIRST_WAIT_MS * 2 ** (attempt - 1);
}
