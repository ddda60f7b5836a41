import { EXIT, SetupError } from "../../base/errors.js";

interface PageContext {
  readonly orgUrl: string;
  /** All pages so far. */
  readonly visited: ReadonlySet<string>;
  readonly purpose: string;
}

/**
 * The next page's address in a Link header, as given (Okta: developer docs, "Pagination": `after` is opaque).
 *
 * @returns undefined on the last page
 * @throws SetupError `okta-link-foreign` when it leads to another origin, where the token must not go, and
 *   `okta-paging-endless` when a page names itself or an earlier one as the next
 */
export function nextPage(link: string | undefined, context: PageContext): string | undefined {
  const target = /<([^>]*)>[^<]*;\s*rel="?next"?/i.exec(link ?? "")?.[1];
  if (target === undefined) return undefined;
  const { orgUrl, visited, purpose } = context;
  const next = URL.canParse(target, orgUrl) ? new URL(target, orgUrl) : undefined;
  if (next?.origin !== new URL(orgUrl).origin) {
    throw new SetupError({
      code: "okta-link-foreign",
      exitCode: EXIT.failed,
      what: `While trying to ${purpose}, total-setup got a next page on another host (${next?.host ?? "not an address"})`,
      why: "the token must go only to the org it belongs to",
      fix: ["Enter the org's own address, for example https://acme.okta.com."],
    });
  }
  if (visited.has(next.href)) throw endlessError(purpose, "got a next page that it already had");
  return next.href;
}

/** The error for a list without an end. */
export function endlessError(purpose: string, how: string): SetupError {
  return new SetupError({
    code: "okta-paging-endless",
    exitCode: EXIT.failed,
    what: `While trying to ${purpose}, total-setup ${how}`,
    fix: [
      "Run the same command again.",
      "If the error stays, report it with the file of a run with --transcript FILE.",
    ],
  });
}
