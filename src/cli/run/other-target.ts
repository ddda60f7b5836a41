import type { Secret } from "../../base/secret.js";
import type { Proxies } from "../../http/proxy.js";
import type { ExchangeSink } from "../../http/exchange.js";

/** A user or group that a simulated tenant created on a SCIM server. */
export interface Created {
  readonly type: "person" | "group";
  readonly name: string;
  /** The SCIM server's id; absent when its answer had none. */
  readonly id?: string;
  /** Why it may not have been created. */
  readonly uncertain?: string;
}

/** Something that was created and is still there, with the reason. */
export type Left = Created & { readonly reason: string };

/** What happened to everything that a dry run created on your own SCIM server. */
export interface CleanUp {
  readonly target: string;
  readonly removed: readonly Created[];
  readonly left: readonly Left[];
  /** How many requests it took. */
  readonly writes: number;
}

/** Your own SCIM server that a dry run pushes to, instead of the built-in one. */
export interface OtherTarget {
  readonly baseUrl: string;
  readonly token: Secret;
  /** Whether the run may write there beside the simulated tenant: `--accept-writes`. */
  readonly acceptsWrites: boolean;
  /** Proxies to it; none when absent. */
  readonly proxies?: Proxies;
  /** Records what is sent there, and passes it on. */
  record(forward: ExchangeSink | undefined): ExchangeSink;
  /** Everything the simulated tenant has created there, in order. */
  created(): readonly Created[];
  /** Makes simulated time pass no faster than real time while that server asks to wait. */
  readonly pace: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
}
