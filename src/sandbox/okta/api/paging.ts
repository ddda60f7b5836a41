import type { FastifyReply, FastifyRequest } from "fastify";
import { invalidCursor } from "./errors.js";
import { queryValue } from "./request.js";

/** How a list is cut into pages. */
export interface PageOptions {
  /** The largest number of items on a page. */
  readonly limit: number;
  /** Where the org is served. */
  readonly orgUrl: string;
  /** What the links say of the page's size; the limit when absent. */
  readonly shownLimit?: number;
  /**
   * The parameters, beside `after` and `limit`, that the links repeat, by link; when absent, both links repeat the request as it
   * was sent. Source: recorded traffic: links name the limit also when the request did not, and drop what they do not know.
   */
  readonly repeats?: { readonly self: readonly string[]; readonly next: readonly string[] };
}

/** One page of a list, with `Link` headers for this page and the next. `after` is opaque; the links are absolute. */
export function sendPage<T>(
  request: FastifyRequest,
  reply: FastifyReply,
  items: readonly T[],
  options: PageOptions,
): T[] {
  const start = startOf(queryValue(request, "after"));
  const end = start + options.limit;
  const after = end < items.length ? cursor(end) : undefined;
  reply.header("link", linksOf(request, options, after));
  return items.slice(start, end);
}

function linksOf(request: FastifyRequest, options: PageOptions, after: string | undefined): string[] {
  const { limit, shownLimit = limit, repeats } = options;
  const whole = new URL(request.url, options.orgUrl);
  const withOnly = (names: readonly string[], position: string | undefined): URL => {
    const url = new URL(whole.pathname, options.orgUrl);
    if (position !== undefined && position !== "") url.searchParams.set("after", position);
    url.searchParams.set("limit", String(shownLimit));
    for (const [name, value] of whole.searchParams) if (names.includes(name)) url.searchParams.append(name, value);
    return url;
  };
  const self = repeats === undefined ? whole : withOnly(repeats.self, queryValue(request, "after"));
  if (after === undefined) return [link(self, "self")];
  const next = repeats === undefined ? new URL(whole) : withOnly(repeats.next, after);
  next.searchParams.set("after", after);
  return [link(self, "self"), link(next, "next")];
}

/** A `Link` header. */
export function link(url: URL, relation: string): string {
  return `<${url.href}>; rel="${relation}"`;
}

/** A position as an opaque value of `after`. */
export function cursor(position: number): string {
  return Buffer.from(`c:${String(position)}`).toString("base64url");
}

/**
 * The position that `after` stands for; 0 without one, and for an empty one (recorded: 200).
 *
 * @throws OktaApiError (400 E0000029)
 */
export function startOf(after: string | undefined): number {
  if (after === undefined || after === "") return 0;
  const [, position] = /^c:(\d+)$/.exec(Buffer.from(after, "base64url").toString("utf8")) ?? [];
  if (position === undefined) throw invalidCursor();
  return Number(position);
}
