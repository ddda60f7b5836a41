import type { JsonValue } from "../../base/json.js";
import type { ExchangeSink } from "../../http/exchange.js";
import type { Explanation, ExplainedValue } from "../../sandbox/people/explanation.js";

/** A request that the simulated tenant sent to the target because of somebody. */
export interface SentRequest {
  readonly method: string;
  /** As sent, from the target's root. */
  readonly path: string;
  /** Without members that are other people. */
  readonly body: JsonValue;
  /** How many members were left out of the body. */
  readonly otherMembers?: number;
}

/** Notices what a simulated tenant sends to its target. */
export interface Payloads {
  /** To be put before a sink. */
  watch(forward: ExchangeSink | undefined): ExchangeSink;
  /** The body with which the person of this id at the target was created there. */
  createdWith(targetId: string): JsonValue | undefined;
  /** The writes that concern somebody, in order. */
  about(explanation: Explanation): SentRequest[];
}

/** What the target gets because of one person, and where each value comes from. */
export interface Preview {
  /** The sign-in name, as the tenant writes it. */
  readonly person: string;
  /** Why nothing is sent, or why what is sent does not help. */
  readonly reason?: string;
  readonly requests: readonly SentRequest[];
  readonly values: readonly ExplainedValue[];
}

/** What a rehearsal says about one person of the named groups. */
export interface Prediction {
  /** The sign-in name. */
  readonly name: string;
  readonly arrives: boolean;
  /** Why not, or what is not right about somebody who does. */
  readonly reason?: string;
  /** What may be wrong with somebody who arrives on the simulated target, at the vendor's own. */
  readonly doubts?: readonly string[];
  /** What creates the person on the target. */
  readonly payload?: JsonValue;
}

/** What a rehearsal notices for what it tells about single people. */
export interface Watched {
  readonly payloads: Payloads;
  /** Sign-in names of the people of `--preview`. */
  readonly people: readonly string[];
}
