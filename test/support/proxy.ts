import { createServer, request as send, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** Answers a request itself (true), or leaves it to the server behind (false), at once or later. */
export type Intercept = (request: IncomingMessage, response: ServerResponse) => boolean | Promise<boolean>;

/** A server in front of another on this machine. */
export interface Proxy {
  readonly url: string;
  close(): Promise<void>;
}

/** Starts a server that hands every request on to `upstream`, but for those that are intercepted. */
export async function startProxy(upstream: string, intercept: Intercept): Promise<Proxy> {
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (await intercept(request, response)) return;
    const { method, headers } = request;
    const forwarded = send(
      new URL(request.url ?? "/", upstream),
      { method, headers: { ...headers, host: new URL(upstream).host } },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      },
    );
    forwarded.on("error", () => response.destroy());
    request.pipe(forwarded);
  };
  const server = createServer((request, response) => void handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
