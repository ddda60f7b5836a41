import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach } from "vitest";
import { virtualClock, type VirtualClock } from "../../../src/base/clock.js";
import type { Exchange } from "../../../src/base/exchange.js";
import { Secret } from "../../../src/base/secret.js";
import { openOktaApi, type OktaApi, type OktaApiOptions } from "../../../src/okta/api/okta-api.js";
import type { SetupEvent } from "../../../src/setup/events.js";

/** A request as the server saw it. */
export interface SeenRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

/** A raw server that answers what a test says, and keeps what it was asked. */
export interface OrgServer {
  readonly url: string;
  readonly seen: readonly SeenRequest[];
  close(): Promise<void>;
}

const open: OrgServer[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

/** Starts a server on loopback; it is closed after the test. */
export async function startOrgServer(
  answer: (request: SeenRequest, response: ServerResponse, number: number) => void,
): Promise<OrgServer> {
  const seen: SeenRequest[] = [];
  const server = createServer((incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.on("end", () => {
      const { method = "", url = "", headers } = incoming;
      const request = { method, url, headers, body: Buffer.concat(chunks).toString("utf8") };
      seen.push(request);
      answer(request, response, seen.length);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const running = {
    url: `http://127.0.0.1:${String(port)}`,
    seen,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
  open.push(running);
  return running;
}

/** Answers JSON as Okta does. */
export function json(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { "content-type": "application/json", "x-okta-request-id": "reqTest", ...headers });
  response.end(JSON.stringify(body));
}

/** The API opened on a server, on a clock of its own, with what it recorded and said. */
export interface OpenedApi {
  readonly api: OktaApi;
  readonly clock: VirtualClock;
  readonly exchanges: Exchange[];
  readonly events: SetupEvent[];
}

export const TOKEN = "00test-token-of-the-administrator";

export function openApi(orgUrl: string, options: Partial<OktaApiOptions> = {}): OpenedApi {
  const clock = virtualClock(Date.UTC(2026, 2, 25, 13, 45, 47));
  const exchanges: Exchange[] = [];
  const events: SetupEvent[] = [];
  const api = openOktaApi({
    orgUrl,
    token: new Secret(TOKEN),
    clock,
    random: () => 0,
    emit: (event) => events.push(event),
    record: (exchange) => exchanges.push(exchange),
    ...options,
  });
  return { api, clock, exchanges, events };
}
