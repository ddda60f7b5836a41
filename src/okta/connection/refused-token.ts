const REFUSED = /\b401\b|\bunauthori[sz]ed\b/i;
const REMOTE = /\bErrors reported by remote server\b/i;
/** How Okta names the target's status before the vendor's own words: `Error while creating user Ada: Bad Request. Errors ...`. */
const STATUS = /(?:^|:)\s*[A-Z][A-Za-z' -]+\.\s*$/;

/**
 * Whether the reason of a failed event says that the target refused the token. The status comes first, where Okta names it: what
 * the vendor says behind it may hold the same words, as a 500 of a database that refuses its user.
 */
export function isRefusedToken(reason: string): boolean {
  const [own = "", words] = reason.split(REMOTE, 2);
  if (words === undefined) return REFUSED.test(reason);
  return STATUS.test(own) ? REFUSED.test(own) : REFUSED.test(words);
}
