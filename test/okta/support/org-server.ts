import type { ServerResponse } from "node:http";
import { virtualClock, type VirtualClock } from "../../../src/base/clock.js";
import type { Exchange } from "../../../src/http/exchange.js";
import { Secret } from "../../../src/base/secret.js";
import { ssws } from "../../../src/okta/auth/ssws.js";
import { openOktaApi, type OktaApi, type OktaApiOptions } from "../../../src/okta/api/okta-api.js";
import type { SetupEvent } from "../../../src/setup/model/events.js";

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
    signIn: ssws(new Secret(TOKEN)),
    clock,
    random: () => 0,
    emit: (event) => events.push(event),
    record: (exchange) => exchanges.push(exchange),
    ...options,
  });
  return { api, clock, exchanges, events };
}
