import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A request as it arrived. */
export interface Arrived {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly rawHeaders: readonly string[];
  readonly body: string;
}

/** A server that answers whatever a test wants, however wrong. */
export interface RawServer {
  readonly url: string;
  readonly arrived: readonly Arrived[];
  readonly close: () => Promise<void>;
}

export type Answerer = (request: Arrived, response: ServerResponse, nth: number) => void;

export async function rawServer(answer: Answerer): Promise<RawServer> {
  const arrived: Arrived[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8");
    request.on("data", (chunk: string) => (body += chunk));
    request.on("end", () => {
      const { method = "", url = "", headers, rawHeaders } = request;
      const one = { method, url, headers, rawHeaders, body };
      arrived.push(one);
      answer(one, response, arrived.length);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${String(port)}`,
    arrived,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => {
          resolve();
        });
      }),
  };
}

/** Answers JSON with the content type of SCIM. */
export function json(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { "content-type": "application/scim+json", ...headers });
  response.end(JSON.stringify(body));
}

/** A ListResponse of these resources. */
export function listOf(resources: readonly unknown[], totalResults = resources.length): object {
  return { schemas: ["urn:ietf:params:scim:api:messages:2.0:ListResponse"], totalResults, Resources: resources };
}
