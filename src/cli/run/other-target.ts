import type { Secret } from "../../base/secret.js";
import type { Proxies } from "../../http/proxy.js";
import type { ExchangeSink } from "../../http/exchange.js";

/** Somebody or something that a simulated tenant created at a target. */
export interface Created {
  readonly type: "person" | "group";
  readonly name: string;
  /** The target's id; absent when its answer did not tell one. */
  readonly id?: string;
  /** Why it is not certain that it is there. */
  readonly uncertain?: string;
}

/** Something that was created and is still there, and why. */
export type Left = Created & { readonly reason: string };

/** What became of everything that a dry run created at a server of somebody else's. */
export interface CleanUp {
  readonly target: string;
  readonly removed: readonly Created[];
  readonly left: readonly Left[];
  /** How many requests it took. */
  readonly writes: number;
}

/** A SCIM server of somebody else's that a dry run pushes at, instead of starting a target of its own. */
export interface OtherTarget {
  readonly baseUrl: string;
  readonly token: Secret;
  /** On the way there; none when absent. */
  readonly proxies?: Proxies;
  /** Notices what is sent there, and hands it on. */
  record(forward: ExchangeSink | undefined): ExchangeSink;
  /** What the simulated tenant has created there so far, in order. */
  created(): readonly Created[];
  /** Lets simulated time pass no faster than real time while that server wants to be left alone. */
  readonly pace: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
}
