import type { JsonValue } from "../../base/json.js";
import type { ExchangeSink } from "../../http/exchange.js";
import type { Explanation, ExplainedValue } from "../../sandbox/people/explanation.js";

/** A request that the simulated tenant sent to the SCIM server because of one user. */
export interface SentRequest {
  readonly method: string;
  /** As sent, from the SCIM server's root. */
  readonly path: string;
  /** Without members who are other users. */
  readonly body: JsonValue;
  /** How many members were left out of the body. */
  readonly otherMembers?: number;
}

/** Collects what a simulated tenant sends to its SCIM server. */
export interface Payloads {
  /** Wraps a sink. */
  watch(forward: ExchangeSink | undefined): ExchangeSink;
  /** The body that created the user with this id on the SCIM server. */
  createdWith(targetId: string): JsonValue | undefined;
  /** The writes that concern one user, in order. */
  about(explanation: Explanation): SentRequest[];
}

/** What the SCIM server receives because of one user, and where each value comes from. */
export interface Preview {
  /** The sign-in name, as the tenant writes it. */
  readonly person: string;
  /** Why nothing is sent, or why the requests have no effect. */
  readonly reason?: string;
  readonly requests: readonly SentRequest[];
  readonly values: readonly ExplainedValue[];
}

/** What a dry run says about one user of the named groups. */
export interface Prediction {
  /** The sign-in name. */
  readonly name: string;
  readonly arrives: boolean;
  /** Why not, or what is wrong with a user who does. */
  readonly reason?: string;
  /** What may go wrong on the vendor's own SCIM server. */
  readonly doubts?: readonly string[];
  /** The request body that creates the user on the SCIM server. */
  readonly payload?: JsonValue;
}

/** What a dry run collects to report on single users. */
export interface Watched {
  readonly payloads: Payloads;
  /** Sign-in names of the users of `--preview`. */
  readonly people: readonly string[];
}

/** What a rehearsal came to, user by user. */
export interface PeopleFindings {
  /** Undefined when the dry run ended before a proof. */
  readonly predictions: readonly Prediction[] | undefined;
  readonly previews: readonly Preview[];
}
