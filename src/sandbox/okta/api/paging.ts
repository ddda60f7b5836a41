import type { FastifyReply, FastifyRequest } from "fastify";
import { validationFailed } from "./errors.js";
import { queryValue } from "./request.js";

/**
 * One page of a list, with `Link` headers for this page and the next. `after` is opaque; the links are absolute.
 *
 * @param orgUrl - where the org is served
 */
export function sendPage<T>(
  request: FastifyRequest,
  reply: FastifyReply,
  items: readonly T[],
  options: { readonly limit: number; readonly orgUrl: string },
): T[] {
  const start = startOf(queryValue(request, "after"));
  const self = new URL(request.url, options.orgUrl);
  const links = [link(self, "self")];
  const end = start + options.limit;
  if (end < items.length) {
    const next = new URL(self);
    next.searchParams.set("after", cursor(end));
    links.push(link(next, "next"));
  }
  reply.header("link", links);
  return items.slice(start, end);
}

/** A `Link` header. */
export function link(url: URL, relation: string): string {
  return `<${url.href}>; rel="${relation}"`;
}

/** A position as an opaque value of `after`. */
export function cursor(position: number): string {
  return Buffer.from(`c:${String(position)}`).toString("base64url");
}

/** The position that `after` stands for; 0 without one. */
export function startOf(after: string | undefined): number {
  if (after === undefined) return 0;
  const [, position] = /^c:(\d+)$/.exec(Buffer.from(after, "base64url").toString("utf8")) ?? [];
  if (position === undefined) throw validationFailed("after", "after: is not a cursor from this server");
  return Number(position);
}
