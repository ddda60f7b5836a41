import { randomBytes } from "node:crypto";
import type { FastifyRequest } from "fastify";
import { isSame } from "./guard.js";

/** The hidden field of every form, with its browser's own token. */
export const FORM_TOKEN = "csrf_token";

/** Only whoever has the key opens sessions, so that this merely bounds memory. */
const MOST_SESSIONS = 100;

/** How long a browser remembers the page it was kept from. */
const RETURN_SECONDS = 3_600;

/** One browser that is signed in to a sandbox's pages. */
export interface BrowserSession<Notice> {
  /** What each of its forms brings back in the field FORM_TOKEN. */
  readonly formToken: string;
  /** Said once, on the next page that is opened after a form was sent. */
  notice: Notice | undefined;
}

/** Browsers that came with the printed address, as long as the process lives. */
export interface BrowserSessions<Notice> {
  /** Part of the printed address. It signs in any number of browsers; it stands on no page and in no later address. */
  readonly key: string;
  /**
   * Signs a browser in.
   *
   * @returns the `Set-Cookie` headers of a new session, and the path to show first: the one that was remembered for this browser,
   *   or the first page. Undefined when it is not the key
   */
  open(
    key: string,
    request: FastifyRequest,
  ): { readonly cookies: readonly string[]; readonly address: string } | undefined;
  /**
   * Keeps the requested page for when the browser has signed in.
   *
   * @returns the `Set-Cookie` header; undefined for an address that is not kept
   */
  remember(request: FastifyRequest): string | undefined;
  find(request: FastifyRequest): BrowserSession<Notice> | undefined;
}

/**
 * Keeps who is signed in under a path. A cookie is sent to every port of a host, so that its name carries the port: two
 * sandboxes do not sign each other's browsers out.
 */
export function createBrowserSessions<Notice>(name: string, path: string): BrowserSessions<Notice> {
  const key = randomWord();
  const sessions = new Map<string, BrowserSession<Notice>>();
  const attributes = `Path=${path}; HttpOnly; SameSite=Strict`;
  const returnName = `${name}_return`;

  return {
    key,
    open: (given, request) => {
      if (!isSame(given, key)) return undefined;
      const [oldest] = sessions.keys();
      if (oldest !== undefined && sessions.size >= MOST_SESSIONS) sessions.delete(oldest);
      const id = randomWord();
      sessions.set(id, { formToken: randomWord(), notice: undefined });
      const cookie = `${cookieName(name, request)}=${id}; ${attributes}`;
      const kept = cookiesNamed(cookieName(returnName, request), request).find(isPage);
      if (kept === undefined) return { cookies: [cookie], address: path };
      return { cookies: [cookie, `${cookieName(returnName, request)}=; ${attributes}; Max-Age=0`], address: kept };
    },
    remember: (request) =>
      request.url !== path && isPage(request.url)
        ? `${cookieName(returnName, request)}=${request.url}; ${attributes}; Max-Age=${String(RETURN_SECONDS)}`
        : undefined,
    find: (request) => {
      for (const id of cookiesNamed(cookieName(name, request), request)) {
        // A key of a map is looked up by its hash: how long that takes says nothing of 256 random bits.
        const session = sessions.get(id);
        if (session !== undefined) return session;
      }
      return undefined;
    },
  };

  /** An address of these pages, without a key and without what a cookie or a header cannot hold. */
  function isPage(address: string): boolean {
    return (
      address.length <= 500 &&
      (address === path || address.startsWith(`${path}/`)) &&
      /^[\w./?=&%~-]+$/.test(address) &&
      !/[?&]key=/.test(address)
    );
  }
}

/**
 * True when a form came from one of this browser's own pages. Browsers name the page's origin with every POST (Fetch standard,
 * "append a request Origin header"); other clients may leave it out. The token is demanded of both.
 */
export function isOwnForm<Notice>({ headers, body }: FastifyRequest, session: BrowserSession<Notice>): boolean {
  if (headers.origin !== undefined && headers.origin !== `http://${headers.host ?? ""}`) return false;
  return body instanceof URLSearchParams && isSame(body.get(FORM_TOKEN) ?? "", session.formToken);
}

/**
 * True when a link on a page of another site led here: the browser then leaves a `SameSite=Strict` cookie out, though it may
 * have one (RFC 6265bis 5.2; Fetch Metadata).
 */
export function isLinkFromElsewhere({ method, headers }: FastifyRequest): boolean {
  return method === "GET" && headers["sec-fetch-site"] === "cross-site" && headers["sec-fetch-dest"] === "document";
}

/** The values of a cookie; a browser may send several of one name. */
function cookiesNamed(name: string, { headers }: FastifyRequest): readonly string[] {
  const prefix = `${name}=`;
  return (headers.cookie ?? "")
    .split(";")
    .map((one) => one.trim())
    .flatMap((one) => (one.startsWith(prefix) ? [one.slice(prefix.length)] : []));
}

function cookieName(name: string, { socket }: FastifyRequest): string {
  return `${name}_${String(socket.localPort ?? 0)}`;
}

function randomWord(): string {
  return randomBytes(32).toString("base64url");
}
