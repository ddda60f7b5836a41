import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What stands at the door answers instead of the server behind it; false lets the request through. */
export type Doorman = (request: IncomingMessage, response: ServerResponse) => boolean;

/** A server in front of another one, which passes on what its doorman does not answer. */
export interface FrontDoor {
  readonly url: string;
  set(doorman: Doorman | undefined, behind: string): void;
  /** Has what is written answered by this doorman from now on; what is read passes. */
  holdBack(doorman: Doorman): void;
  close(): Promise<void>;
}

export async function openFrontDoor(): Promise<FrontDoor> {
  let doorman: Doorman | undefined;
  let behind = "";
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      if (doorman?.(request, response) !== true) void passOn(request, Buffer.concat(chunks), response);
    });
  });

  async function passOn(request: IncomingMessage, body: Buffer, response: ServerResponse): Promise<void> {
    const { method = "GET", url = "", headers } = request;
    const own = ["authorization", "content-type"].flatMap((name) => {
      const value = headers[name];
      return typeof value === "string" ? [[name, value] as const] : [];
    });
    const answer = await fetch(behind + url, {
      method,
      headers: Object.fromEntries(own),
      ...(body.length === 0 ? {} : { body: body.toString("utf8") }),
    });
    const type = answer.headers.get("content-type");
    response.writeHead(answer.status, type === null ? {} : { "content-type": type });
    response.end(await answer.text());
  }

  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    set: (next, where) => {
      doorman = next;
      behind = where;
    },
    holdBack: (next) => {
      doorman = (request, response) => request.method !== "GET" && next(request, response);
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => {
          resolve();
        });
      }),
  };
}

/** A doorman who answers requests to paths that begin, or look, so. */
export function answering(
  where: string | RegExp,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Doorman {
  return ({ url = "" }, response) => {
    if (typeof where === "string" ? !url.startsWith(where) : !where.test(url)) return false;
    const text = typeof body === "string" ? body : JSON.stringify(body);
    response.writeHead(status, { "content-type": "application/json", ...headers }).end(text);
    return true;
  };
}
