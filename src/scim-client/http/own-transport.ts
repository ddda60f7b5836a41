import type { Clock } from "../../base/clock.js";
import type { ExchangeSink } from "../../http/exchange.js";
import type { Proxies } from "../../http/proxy.js";
import { createScrubber } from "../../base/scrubber.js";
import { Secret } from "../../base/secret.js";
import { SCIM_CONTENT_TYPE } from "../../scim/message/messages.js";
import { openScimTransport, type ScimTransport } from "./transport.js";

/** One target, with the clock and the transcript of its requests. */
export interface OwnTransportOptions {
  readonly baseUrl: string;
  readonly token: Secret;
  readonly clock: Clock;
  readonly record?: ExchangeSink;
  /** None when absent. */
  readonly proxies?: Proxies | undefined;
}

/**
 * The transport for total-setup's own requests, in contrast to an IdP's, to a target: with a bearer token and our own user agent.
 * Parts of the token are removed from refusals that repeat them.
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
  // Messages quote the beginning of an answer, and a cut-off token would no longer be recognized.
  const send: ScimTransport["send"] = async (request) => {
    const response = await transport.send(request);
    if (response.status < 400) return response;
    return { ...response, text: scrubber.scrub(response.text), json: scrubber.scrubValue(response.json) };
  };
  return { ...transport, send };
}
