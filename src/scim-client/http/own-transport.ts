import type { Clock } from "../../base/clock.js";
import type { ExchangeSink } from "../../http/exchange.js";
import type { Proxies } from "../../http/proxy.js";
import { createScrubber } from "../../base/scrubber.js";
import { Secret } from "../../base/secret.js";
import { SCIM_CONTENT_TYPE } from "../../scim/message/messages.js";
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
 * The way of our own requests, as opposed to an IdP's, to a target: with a bearer token, and under our own name. What a refusal
 * repeats of the token is taken out of it.
 *
 * @throws SetupError `target-url-invalid` or `target-token-invalid` (exit 64)
 */
export function openOwnTransport({ baseUrl, token, clock, record, proxies }: OwnTransportOptions): ScimTransport {
  const scrubber = createScrubber();
  scrubber.register(token);
  const transport = openScimTransport({
    baseUrl,
    authorization: new Secret(`Bearer ${token.reveal()}`),
    headers: { Accept: SCIM_CONTENT_TYPE, "User-Agent": "total-setup" },
    contentType: SCIM_CONTENT_TYPE,
    from: "total-setup",
    now: () => clock.now(),
    proxies,
    ...(record === undefined ? {} : { record }),
  });
  // Messages quote the beginning of what a target says, and a part of a token is not known as one any more.
  const send: ScimTransport["send"] = async (request) => {
    const response = await transport.send(request);
    if (response.status < 400) return response;
    return { ...response, text: scrubber.scrub(response.text), json: scrubber.scrubValue(response.json) };
  };
  return { ...transport, send };
}
