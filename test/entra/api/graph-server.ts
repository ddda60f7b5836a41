import type { ServerResponse } from "node:http";
import { virtualClock, type VirtualClock } from "../../../src/base/clock.js";
import type { Exchange } from "../../../src/http/exchange.js";
import { Secret } from "../../../src/base/secret.js";
import type { EntraApi } from "../../../src/entra/api/graph-api.js";
import { openEntraApi, type EntraApiOptions } from "../../../src/entra/api/open-api.js";
import type { SetupEvent } from "../../../src/setup/model/events.js";
import { startRawServer, type RawServer } from "../../support/raw-server.js";

/** A server that gives these answers in turn, and the last one ever after. */
export function startAnswering(...answers: readonly ((response: ServerResponse) => void)[]): Promise<RawServer> {
  return startRawServer((_request, response, number) => {
    answers[Math.min(number, answers.length) - 1]?.(response);
  });
}

/** Answers JSON as Graph does. */
export function json(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { "content-type": "application/json", "request-id": "request-of-header", ...headers });
  response.end(JSON.stringify(body));
}

/** An answer as a value, for {@link startAnswering}. */
export function answers(
  status: number,
  body?: unknown,
  headers: Record<string, string> = {},
): (response: ServerResponse) => void {
  return (response) => {
    if (body === undefined) response.writeHead(status, headers).end();
    else json(response, status, body, headers);
  };
}

/** The body of an error as Graph writes it. */
export function graphError(code: string, message: string): object {
  const innerError = { date: "2026-03-25T13:45:47", "request-id": "request-of-body", "client-request-id": "ours" };
  return { error: { code, message, innerError } };
}

/** A token in the form of Microsoft's, which nobody signed. */
export function tokenWith(claims: object): Secret {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  return new Secret(`${part({ typ: "JWT", alg: "RS256" })}.${part(claims)}.c2lnbmF0dXJl`);
}

/** The API opened on a server, on a clock of its own, with what it recorded and said. */
export interface OpenedApi {
  readonly api: EntraApi;
  readonly clock: VirtualClock;
  readonly exchanges: Exchange[];
  readonly events: SetupEvent[];
}

export const TOKEN = "access-token-of-the-administrator";
export const APP_ID = "1d5f1e5a-6a7d-4b0e-9f57-2f1c3ad0a001";
export const JOB_ID = "scim.9f0e1d2c3b4a59687766554433221100.3c1f0e9a-2b5d-4f77-8a1e-0d9c8b7a6f5e";
export const OLD = { fresh: false };
export const NEW = { fresh: true };
export const PLACE = { servicePrincipalId: APP_ID, jobId: JOB_ID, ...OLD };

export function openApi(graphUrl: string, options: Partial<EntraApiOptions> = {}): OpenedApi {
  const clock = virtualClock(Date.UTC(2026, 2, 25, 13, 45, 47));
  const exchanges: Exchange[] = [];
  const events: SetupEvent[] = [];
  const token = new Secret(TOKEN);
  const api = openEntraApi({
    graphUrl,
    signIn: { name: "a test", token: () => Promise.resolve(token) },
    clock,
    random: () => 0,
    emit: (event) => events.push(event),
    record: (exchange) => exchanges.push(exchange),
    proxies: {},
    ...options,
  });
  return { api, clock, exchanges, events };
}
