import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { JsonValue } from "../../../src/base/json.js";

/** What a target says to a request. */
export interface Reply {
  readonly status: number;
  readonly body?: JsonValue;
  readonly text?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A server that is no good SCIM target. Undefined answers as an empty target would; `broken` drops the connection. */
export async function startBadTarget(
  answer: (method: string, path: string) => Reply | "broken" | undefined,
): Promise<{ readonly baseUrl: string; readonly close: () => Promise<void> }> {
  const server = createServer((request, response) => {
    request.resume().on("end", () => {
      reply(request, response);
    });
  });
  function reply(request: IncomingMessage, response: ServerResponse): void {
    const { method = "", url = "" } = request;
    const said: Reply | "broken" = answer(method, url) ?? {
      status: 200,
      body: { totalResults: 0, startIndex: 1, itemsPerPage: 0, Resources: [] },
    };
    if (said === "broken") {
      request.socket.destroy();
      return;
    }
    response
      .writeHead(said.status, said.headers)
      .end(said.text ?? (said.body === undefined ? "" : JSON.stringify(said.body)));
  }
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    baseUrl: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/scim`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => {
          resolve();
        });
      }),
  };
}
