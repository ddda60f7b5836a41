import type { ExchangeSink } from "../../http/exchange.js";
import type { SentAndAnswered } from "../../setup/model/proof.js";

/** Watches what a simulated tenant sends to its SCIM server, from the moment that it is told to. */
export interface WriteWatch {
  /** Wraps a sink. */
  watch(forward: ExchangeSink | undefined): ExchangeSink;
  /** Forgets what was seen, and watches from now on. */
  start(): void;
  /**
   * The request that decided about a user or a group: the last one that was refused, otherwise the last write.
   *
   * @param id - the SCIM server's id of it
   * @param path - the SCIM path of the changed value: requests that name it count first
   */
  decisive(id: string, path: string): SentAndAnswered | undefined;
}
