import type { Clock } from "../../base/clock.js";
import type { ExchangeSink } from "../../http/exchange.js";
import type { Proxies } from "../../http/proxy.js";
import type { Emit } from "../../setup/model/events.js";

/** The way to an org, and on what terms requests are sent: for signing in, for the API, for a whole session. */
export interface OrgWay {
  readonly orgUrl: string;
  readonly clock: Clock;
  /** From 0 up to 1, for the jitter of retries. */
  readonly random?: (() => number) | undefined;
  readonly emit?: Emit | undefined;
  readonly record?: ExchangeSink | undefined;
  readonly signal?: AbortSignal | undefined;
  /** For one request and its answer. Default: 30 s. */
  readonly timeoutMs?: number | undefined;
  /** None when absent. */
  readonly proxies?: Proxies | undefined;
}
