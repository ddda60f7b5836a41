import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import {
  createBrowserSessions,
  isLinkFromElsewhere,
  isOwnForm,
  type BrowserSession,
} from "../http/browser-sessions.js";
import { renderPage, type Site } from "./layout.js";
import { markup } from "./markup.js";
import { CONTENT_SECURITY_POLICY } from "./style.js";

const BODY_LIMIT = 64 * 1024;
const HEADERS = {
  "content-security-policy": CONTENT_SECURITY_POLICY,
  "cache-control": "no-store",
  // With "no-referrer" browsers send a form with `Origin: null`, which could come from anywhere (Fetch standard, "append a
  // request Origin header").
  "referrer-policy": "same-origin",
};

interface GuardOptions {
  readonly site: Site;
  /** Start of the cookie's name. */
  readonly cookie: string;
  /** Path of the first page, as `/admin`; all pages are below it. */
  readonly root: string;
  /** Paths that anybody may ask for, because they only lead to a page below the root. */
  readonly open?: readonly string[];
}

/** Pages that only a browser with the printed address sees. */
export interface PageGuard<Notice> {
  /** The first page with the key. */
  readonly keyPath: string;
  /** Puts the guard in front of all routes of this scope of a server. */
  install(pages: FastifyInstance): void;
  readonly sessionOf: (request: FastifyRequest) => BrowserSession<Notice>;
  /**
   * Answers a request for the first page that brings the key: signs the browser in, and leads it to the page it was kept from.
   *
   * @returns undefined when the request brings no key
   */
  signIn(request: FastifyRequest, reply: FastifyReply): FastifyReply | undefined;
}

/**
 * Guards the pages of a simulated console. The key of the printed address is exchanged for a cookie of the browser, and is gone from its
 * address bar at once. It stays valid while the process lives, so that a second browser, or the same one after its cookie is gone,
 * opens the console too. That is as safe as a key that works once: it is 256 random bits, it is printed to the user who started the
 * process and to nobody else, no later address, page or Referer holds it, and another site can neither read nor guess it.
 */
export function createPageGuard<Notice>(options: GuardOptions): PageGuard<Notice> {
  const { site, cookie, root, open = [] } = options;
  const sessions = createBrowserSessions<Notice>(cookie, root);
  const signedIn = new WeakMap<FastifyRequest, BrowserSession<Notice>>();
  const closed: Site = { ...site, menu: [] };

  function install(pages: FastifyInstance): void {
    pages.addContentTypeParser(
      "application/x-www-form-urlencoded",
      { parseAs: "string", bodyLimit: BODY_LIMIT },
      (_request, body, parsed) => {
        parsed(null, new URLSearchParams(String(body)));
      },
    );
    pages.addHook("onRequest", async (request, reply) => {
      reply.headers(HEADERS);
      const session = sessions.find(request);
      if (session !== undefined) signedIn.set(request, session);
      const path = request.routeOptions.url ?? "";
      // Only the first page takes the key, and checks it.
      const bringsKey = path === root && keyIn(request) !== undefined;
      if (session !== undefined || bringsKey || open.includes(path)) return;
      if (isLinkFromElsewhere(request)) await sendPage(reply, onceMorePage(closed, request.url));
      else await refuse(request, reply);
      return reply;
    });
    pages.addHook("preHandler", async (request, reply) => {
      if (request.method === "GET" || isOwnForm(request, sessionOf(request))) return;
      await sendPage(reply.code(403), foreignFormPage(site));
      return reply;
    });
  }

  /** Says how the console is opened, and remembers the page for then. */
  function refuse(request: FastifyRequest, reply: FastifyReply): FastifyReply {
    const address = request.method === "GET" ? sessions.remember(request) : undefined;
    if (address !== undefined) reply.header("set-cookie", address);
    return sendPage(reply.code(403), lockedPage(closed, address !== undefined));
  }

  function sessionOf(request: FastifyRequest): BrowserSession<Notice> {
    const session = signedIn.get(request);
    if (session === undefined) throw new Error("a page was requested without a session");
    return session;
  }

  return {
    keyPath: `${root}?key=${sessions.key}`,
    install,
    sessionOf,
    signIn: (request, reply) => {
      const key = keyIn(request);
      if (key === undefined) return undefined;
      const opened = sessions.open(key, request);
      return opened === undefined
        ? sendPage(reply.code(403), lockedPage(closed, false))
        : reply.header("set-cookie", [...opened.cookies]).redirect(opened.address, 303);
    },
  };
}

export function sendPage(reply: FastifyReply, html: string): FastifyReply {
  return reply.type("text/html; charset=utf-8").send(html);
}

function keyIn({ query }: FastifyRequest): string | undefined {
  const key = typeof query === "object" && query !== null && "key" in query ? query.key : undefined;
  return typeof key === "string" ? key : undefined;
}

/** For a browser that has not opened the printed address, or whose cookie is gone. */
function lockedPage(site: Site, returns: boolean): string {
  const back = returns ? " The browser then returns to this page." : "";
  const body = markup`<section aria-label="How to open the console"><p>This browser has not opened the simulated console yet.</p><ol><li>In the terminal where the sandbox runs, copy the address printed after "console".</li><li>Paste it into this browser's address bar.${back}</li></ol><p class="hint">The address works in any number of browsers until the sandbox stops. A sandbox that was restarted prints a new one.</p></section>`;
  return renderPage(site, { title: "Locked", body });
}

/**
 * For a browser that followed a link on another site and therefore did not send its cookie: the same address once more, now from a page
 * of this site.
 */
function onceMorePage(site: Site, address: string): string {
  return renderPage(site, {
    title: "One moment",
    head: markup`<meta http-equiv="refresh" content="0; url=${address}">`,
    body: markup`<p><a href="${address}">Continue</a></p>`,
  });
}

/** For a form that does not come from a page of this browser's session. */
function foreignFormPage(site: Site): string {
  const [first] = site.menu;
  const back = first === undefined ? undefined : markup`<p><a href="${first.path}">${first.label}</a></p>`;
  return renderPage(site, {
    title: "Not accepted",
    body: markup`<section aria-label="Reason"><p>This form was not sent by this console, or its page is older than your sign-in. Nothing was changed.</p>${back}</section>`,
  });
}
