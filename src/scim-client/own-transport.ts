import type { Clock } from "../base/clock.js";
import type { ExchangeSink } from "../base/exchange.js";
import type { Proxies } from "../base/proxy.js";
import { Secret } from "../base/secret.js";
import { SCIM_CONTENT_TYPE } from "../scim/messages.js";
import { openScimTransport, type ScimTransport } from "./transport.js";

/** One target, and on whose clock and transcript its requests stand. */
export interface OwnTransportOptions {
  readonly baseUrl: string;
  readonly token: Secret;
  readonly clock: Clock;
  readonly record?: ExchangeSink;
  /** None when absent. */
  readonly proxies?: Proxies | undefined;
}

/**
 * The way of our own requests, as opposed to an IdP's, to a target: with a bearer token, and under our own name.
 *
 * @throws SetupError `target-url-invalid` or `target-token-invalid` (exit 64)
 */
export function openOwnTransport({ baseUrl, token, clock, record, proxies }: OwnTransportOptions): ScimTransport {
  return openScimTransport({
    baseUrl,
    authorization: new Secret(`Bearer ${token.reveal()}`),
    headers: { Accept: SCIM_CONTENT_TYPE, "User-Agent": "total-setup" },
    contentType: SCIM_CONTENT_TYPE,
    from: "total-setup",
    now: () => clock.now(),
    proxies,
    ...(record === undefined ? {} : { record }),
  });
}
