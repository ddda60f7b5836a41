import { FORM_TOKEN } from "../../src/sandbox/http/browser-sessions.js";

/** An answer of the console's pages, whole. */
export interface ConsoleReply {
  readonly status: number;
  /** `status` or `alert`: how the page says what came of a form. */
  readonly role: string | undefined;
  readonly html: string;
}

/** A client that is signed in to a simulated console and does over HTTP what a browser does. */
export interface ConsoleSession {
  readonly headers: { readonly cookie: string };
  /** The hidden field of its own forms. */
  readonly formToken: string;
  open(path: string): Promise<ConsoleReply>;
  /**
   * Sends a form, and follows to the page that shows what was done.
   *
   * @param headers - beside the cookie
   */
  post(
    path: string,
    fields: Readonly<Record<string, string>> | Iterable<readonly [string, string]>,
    headers?: Readonly<Record<string, string>>,
  ): Promise<ConsoleReply>;
}

/** Opens the printed address. */
export async function signInToConsole(address: string): Promise<ConsoleSession> {
  const entry = await fetch(address, { redirect: "manual" });
  const headers = { cookie: (entry.headers.get("set-cookie") ?? "").split(";", 1)[0] ?? "" };
  const formToken = formTokenIn((await read(await fetch(new URL("/admin/activate", address), { headers }))).html);

  return {
    headers,
    formToken,
    open: async (path) => read(await fetch(new URL(path, address), { headers })),
    post: async (path, fields, more = {}) => {
      const body = new URLSearchParams();
      const pairs = Symbol.iterator in fields ? fields : Object.entries(fields);
      for (const [name, value] of pairs) body.append(name, value);
      body.set(FORM_TOKEN, formToken);
      return read(await fetch(new URL(path, address), { method: "POST", headers: { ...headers, ...more }, body }));
    },
  };
}

function formTokenIn(html: string): string {
  return new RegExp(`name="${FORM_TOKEN}" value="([\\w-]+)"`).exec(html)?.[1] ?? "";
}

async function read(answer: Response): Promise<ConsoleReply> {
  const html = await answer.text();
  return { status: answer.status, role: /role="(status|alert)"/.exec(html)?.[1], html };
}
