import type { Clock } from "../../base/clock.js";
import type { Secret } from "../../base/secret.js";
import type { ExchangeSink } from "../../http/exchange.js";
import type { Emit } from "../../setup/model/events.js";
import type { TenantIdentity, TenantSession } from "../../setup/model/ports.js";
import type { AccessNeed } from "../../setup/model/rights.js";

/** What requests are timed, stopped and recorded with. */
export interface RequestContext {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly record: ExchangeSink | undefined;
}

/** What a session is opened with, beside the way to sign in. */
export interface OpenParts extends RequestContext {
  readonly emit: Emit;
  /** What the steps of this run have to be allowed. */
  readonly access: readonly AccessNeed[];
  /** Milliseconds for one request and its answer; the IdP's own when absent. */
  readonly timeoutMs: number | undefined;
  /** Told of each secret that comes up while signing in, as an access token. */
  readonly onSecret: (secret: Secret) => void;
  /** Told which tenant the sign-in is of before anything else is sent there, where that can be known; what it throws ends the run. */
  readonly onTenant?: ((tenant: NamedTenant) => void) | undefined;
  /** The session can only read: anything but a GET is refused with `read-only` before a socket is opened. */
  readonly readOnly?: boolean;
}

/** A tenant that can be opened: where it is and as whom is known, nothing was asked of it yet. */
export interface SignedIn<Tenant> {
  open(parts: OpenParts): Promise<TenantSession<Tenant>>;
  /** To be kept out of everything that is written. */
  readonly secrets: readonly Secret[];
  /** What was understood differently from how it was written, one sentence each. */
  readonly notices: readonly string[];
}

/** A tenant by what is known of it: the address that requests go to, and its id. */
export type NamedTenant = Pick<TenantIdentity, "url" | "id">;
