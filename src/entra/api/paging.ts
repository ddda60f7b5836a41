import { EXIT, SetupError } from "../../base/errors.js";

interface PageContext {
  readonly graphUrl: string;
  /** As `v1.0`. */
  readonly version: string;
  /** Paths of all pages so far, behind the version. */
  readonly visited: ReadonlySet<string>;
  readonly purpose: string;
}

/**
 * The next page's path, out of `@odata.nextLink` (Microsoft Graph docs, paging: the link is opaque and used as it is).
 *
 * @returns behind the version, with query; undefined on the last page
 * @throws SetupError `graph-link-foreign` when it leads to another origin or version, where the token must not go, and
 *   `graph-paging-endless` when a page names itself or an earlier one as the next
 */
export function nextPage(link: string | null | undefined, context: PageContext): string | undefined {
  if (link === undefined || link === null || link === "") return undefined;
  const { graphUrl, version, visited, purpose } = context;
  const root = `/${version}`;
  const next = URL.canParse(link) ? new URL(link) : undefined;
  if (next?.origin !== new URL(graphUrl).origin || !next.pathname.startsWith(`${root}/`)) {
    throw new SetupError({
      code: "graph-link-foreign",
      exitCode: EXIT.failed,
      what: `Could not ${purpose}: the next page of the answer is on another host (${next?.host ?? "not an address"})`,
      why: "the access token is sent only to the Microsoft Graph it was issued for",
      fix: ["Check --cloud: each Microsoft cloud has its own Microsoft Graph."],
    });
  }
  const path = next.pathname.slice(root.length) + next.search;
  if (visited.has(path)) throw endlessError(purpose, "Microsoft Graph repeats a page that it sent before");
  return path;
}

/** The error for a list without an end. */
export function endlessError(purpose: string, how: string): SetupError {
  return new SetupError({
    code: "graph-paging-endless",
    exitCode: EXIT.failed,
    what: `Could not ${purpose}: ${how}`,
    fix: [
      "Run the same command again.",
      "If it fails again, run it with --transcript FILE, and report the problem with that file to the makers of total-setup.",
    ],
  });
}
